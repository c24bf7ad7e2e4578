"""Writes what transformers and torch make of small images and maps, as raw little-endian float32.

Run from the repository root: python src/test/python/pixels/tensor_golden.py
Sources and results lie under golden/pixels/tensor: the Pillow-backed ViTImageProcessor with
several settings (NAME.json is what our reader gets), interpolate(mode="bilinear",
align_corners=False) and torchvision's gaussian_blur.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torchvision
import transformers
from PIL import Image
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

OUT = Path("src/test/resources/golden/pixels/tensor")
IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
HALF = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
SETTINGS = {
    "square": {"size": {"height": 24, "width": 24}, "resample": 2, **HALF},
    "oblong": {"size": {"height": 10, "width": 30}, "resample": 3, **IMAGENET},
    "crop": {
        "size": {"shortest_edge": 23},
        "resample": 3,
        "do_center_crop": True,
        "crop_size": {"height": 16, "width": 20},
        **IMAGENET,
    },
    "padded": {
        "size": {"shortest_edge": 12},
        "resample": 2,
        "do_center_crop": True,
        "crop_size": {"height": 17, "width": 25},
        **HALF,
    },
    "plain": {"do_resize": False, "do_normalize": False, **HALF},
    "unscaled": {"size": {"height": 8, "width": 8}, "resample": 1, "do_rescale": False, **HALF},
}


def write(name, array):
    (OUT / f"{name}.f32").write_bytes(np.ascontiguousarray(array, dtype="<f4").tobytes())


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for stale in OUT.iterdir():
        stale.unlink()
    rng = np.random.default_rng(5)
    images = {
        "wide": rng.integers(0, 256, (29, 43, 3), dtype=np.uint8),
        "tall": rng.integers(0, 256, (38, 21, 3), dtype=np.uint8),
        "square": rng.integers(0, 256, (26, 26, 3), dtype=np.uint8),
    }
    for name, array in images.items():
        Image.fromarray(array).save(OUT / f"{name}.png")
    for setting, keys in SETTINGS.items():
        (OUT / f"{setting}.json").write_text(json.dumps(keys, indent=2) + "\n")
        processor = ViTImageProcessorPil(**keys)
        for name, array in images.items():
            result = processor(Image.fromarray(array), return_tensors="np")["pixel_values"][0]
            write(f"{setting}_{name}", result)

    grid = rng.normal(size=(5, 7)).astype(np.float32)
    write("grid_5x7", grid)
    for height, width in ((5, 7), (16, 16), (33, 20), (3, 4)):
        stretched = torch.nn.functional.interpolate(
            torch.from_numpy(grid)[None, None], (height, width), mode="bilinear"
        )
        write(f"upsampled_{height}x{width}", stretched[0, 0].numpy())

    picture = rng.normal(size=(3, 12, 17)).astype(np.float32)
    write("picture_3x12x17", picture)
    blurred = torchvision.transforms.functional.gaussian_blur(torch.from_numpy(picture), 11, 5.0)
    write("blurred_3x12x17", blurred.numpy())
    print("transformers", transformers.__version__, "torch", torch.__version__, end=" ")
    print(sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


main()
