"""The inputs of the whole-run check: a random model, eight pictures, their masks and labels.

Run from the repository root: python src/test/python/run/inputs.py
golden/run/{model,images,masks,labels.csv}. One picture is square, one has the model's own size, the
last has a mask without any object: there some metrics are undefined. The model says class 0 of every
picture, so two labels agree with it and six do not.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from transformers import ViTConfig, ViTForImageClassification

sys.path.append(str(Path(__file__).resolve().parents[1] / "model"))
from vit_golden import randomise  # noqa: E402

OUT = Path("src/test/resources/golden/run")
SIZES = [(48, 36), (33, 47), (40, 40), (32, 32), (36, 44), (47, 33), (45, 39), (38, 42)]
PREPROCESSOR = {
    "image_processor_type": "ViTImageProcessor",
    "do_resize": True,
    "size": {"height": 32, "width": 32},
    "resample": 2,
    "do_rescale": True,
    "rescale_factor": 1 / 255,
    "do_normalize": True,
    "image_mean": [0.485, 0.456, 0.406],
    "image_std": [0.229, 0.224, 0.225],
}


def picture(rng, width, height):
    """A bright ellipse on a soft gradient, with some grain; and where the ellipse is."""
    y, x = np.mgrid[0:height, 0:width]
    cx, cy = rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height
    rx, ry = rng.uniform(0.15, 0.3) * width, rng.uniform(0.15, 0.3) * height
    inside = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1
    ground = rng.uniform(20, 120, 3) + np.stack([x, y, x + y], -1) * rng.uniform(0, 1.5, 3)
    colours = np.where(inside[..., None], rng.uniform(150, 250, 3), ground)
    grain = rng.normal(0, 8, colours.shape)
    return np.clip(colours + grain, 0, 255).astype(np.uint8), inside


def main():
    config = ViTConfig(
        image_size=32, patch_size=8, hidden_size=16, num_hidden_layers=3, num_attention_heads=4,
        intermediate_size=32, num_labels=4, layer_norm_eps=1e-6)
    model = ViTForImageClassification(config)
    randomise(model, torch.Generator().manual_seed(31))
    model.save_pretrained(OUT / "model")
    text = json.dumps(PREPROCESSOR, indent=2) + "\n"
    (OUT / "model" / "preprocessor_config.json").write_text(text, newline="\n")
    rng = np.random.default_rng(32)
    for folder in ("images", "masks"):
        (OUT / folder).mkdir(exist_ok=True)
    for i, size in enumerate(SIZES):
        image, inside = picture(rng, *size)
        if i == len(SIZES) - 1:
            inside = np.zeros_like(inside)
        Image.fromarray(image).save(OUT / "images" / f"picture{i}.png")
        Image.fromarray(inside.astype(np.uint8) * 255).save(OUT / "masks" / f"picture{i}.png")
    labels = "".join(f"picture{i}.png,{i % 4}\n" for i in range(len(SIZES)))
    (OUT / "labels.csv").write_text("image,label\n" + labels, newline="\n")


main()
