"""What is measured across images: mosaics explained, and objects and backgrounds taken away.

Run from the repository root, after inputs.py: python src/test/python/run/across.py
Writes golden/run/across.json. Which images and classes stand in a mosaic, and whose background an
image gets, is given here; the values are by torch, SciPy, pytorch-grad-cam and the maps' scripts.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from scipy.ndimage import convolve
from scipy.special import softmax
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

for folder in ("methods", "metrics"):
    sys.path.append(str(Path(__file__).resolve().parents[1] / folder))
import grid_pointing  # noqa: E402
import maps  # noqa: E402
import reference  # noqa: E402
import removal  # noqa: E402
import streams  # noqa: E402

ROOT = Path("src/test/resources/golden/run")
SIZE, PATCH, SEED = 32, 8, 1
# Side, pictures row by row, and the class that each is explained for.
MOSAICS = [
    (2, [0, 1, 2, 3], [0, 1, 2, 3]),
    (2, [7, 4, 6, 5], [3, 0, 1, 2]),
    (3, [0, 1, 2, 3, 4, 5, 6, 7, 0], [0, 1, 2, 3, 0, 1, 2, 3, 1]),
]
# A picture, whose background it gets, and the class asked for; picture 7 has no object.
SCENES = [(0, 1, 0), (1, 2, 1), (2, 3, 2), (3, 4, 3), (4, 5, 0), (5, 6, 1), (6, 0, 2)]


def name(picture):
    return f"picture{picture}.png"


def mosaic(side, pictures, inputs):
    picture = torch.zeros(3, SIZE, SIZE)
    for cell, index in enumerate(pictures):
        row, column = divmod(cell, side)
        rows = slice(row * SIZE // side, (row + 1) * SIZE // side)
        columns = slice(column * SIZE // side, (column + 1) * SIZE // side)
        picture[:, rows, columns] = torch.nn.functional.interpolate(
            inputs[index][None], (rows.stop - rows.start, columns.stop - columns.start),
            mode="bilinear", antialias=True)[0]
    return picture


def grid_pointing_values(model, side, pictures, classes, inputs):
    pixels = mosaic(side, pictures, inputs).double().repeat(len(classes), 1, 1, 1)
    explained = reference.Golden("mosaic", model, pixels, torch.tensor(classes))
    return {
        method: [grid_pointing.share(m.reshape(4, 4), PATCH, side, cell)
                 for cell, m in enumerate(per_cell)]
        for method, per_cell in maps.raw_maps(explained).items()
    }


def spread(pixels, gone):
    """Gaussian means of the known pixels, from the rim inwards."""
    y = np.arange(-5, 6)
    window = np.exp(-(y[:, None] ** 2 + y**2) / 50)
    known = ~gone
    filled = pixels.double().numpy() * known
    while not known.all():
        weight = convolve(known.astype(float), window, mode="constant")
        reached = ~known & (weight > 1e-12)
        for plane in filled:
            plane[reached] = convolve(plane, window, mode="constant")[reached] / weight[reached]
        known = known | reached
    return torch.where(torch.from_numpy(gone), torch.from_numpy(filled).float(), pixels)


def imputed(pixels, gone, picture):
    seed = streams.seed_of(name(picture).encode(), SEED)
    noise = removal.NOISE * streams.Congruence(seed).normals(pixels.numel())
    noise = torch.from_numpy(noise.astype(np.float32)).reshape(pixels.shape)
    where = torch.from_numpy(gone)
    return torch.where(where, removal.solved(pixels, where) + noise, pixels)


def backgrounds(model, scene, other, target, inputs, objects):
    fills = {"blur": lambda i: spread(inputs[i], objects[i]),
             "road": lambda i: imputed(inputs[i], objects[i], i)}
    shown = {("whole", ""): inputs[scene]}
    for fill, without in fills.items():
        kept = torch.from_numpy(objects[scene])
        shown["object kept", fill] = torch.where(kept, inputs[scene], without(other))
        shown["object removed", fill] = without(scene)
    logits = removal.answers(model, list(shown.values())).astype(np.float64)
    return [
        {"shown": what, "fill": fill, "probability": softmax(row)[target],
         "top": bool(row.argmax() == target)}
        for (what, fill), row in zip(shown, logits)
    ]


def main():
    model = reference.load_model(ROOT / "model")
    config = json.loads((ROOT / "model" / "preprocessor_config.json").read_text())
    processor = ViTImageProcessorPil(**config)
    inputs, objects = [], []
    for picture in range(8):
        image = Image.open(ROOT / "images" / name(picture)).convert("RGB")
        inputs.append(torch.from_numpy(processor(image, return_tensors="np")["pixel_values"][0]))
        mask = Image.open(ROOT / "masks" / name(picture)).convert("L")
        objects.append(np.asarray(mask.resize((SIZE, SIZE), Image.Resampling.NEAREST)) > 127)
    found = {
        "mosaics": [
            {"side": side, "images": [name(p) for p in pictures], "classes": classes,
             "values": grid_pointing_values(model, side, pictures, classes, inputs)}
            for side, pictures, classes in MOSAICS
        ],
        "scenes": [
            {"image": name(scene), "other": name(other), "target": target,
             "pixels": int(objects[scene].sum()),
             "rows": backgrounds(model, scene, other, target, inputs, objects)}
            for scene, other, target in SCENES
        ],
    }
    text = json.dumps(found, indent=1, default=float) + "\n"
    (ROOT / "across.json").write_text(text, encoding="utf-8", newline="\n")


main()
