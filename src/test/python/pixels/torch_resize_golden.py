"""Writes what torchvision's resize makes of the picture that resize_golden.py drew.

Run from the repository root, after it: python src/test/python/pixels/torch_resize_golden.py
golden/pixels/resize/rgb.png becomes torch_resize/FILTER_WIDTHxHEIGHT.png, as 8-bit values
on a processor with AVX2, and .f32, little-endian [3,height,width], after division by 255.
"""

from pathlib import Path

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision.transforms.v2 import functional as tvF

PIXELS = Path("src/test/resources/golden/pixels")
OUT = PIXELS / "torch_resize"
FILTERS = {"NEAREST": "nearest-exact", "LANCZOS": "lanczos", "BILINEAR": "bilinear", "BICUBIC": "bicubic"}
# torch 2.15 fails at 1 x 1
SIZES = [(16, 16), (7, 11), (37, 10), (61, 23), (41, 29), (3, 1), (33, 5), (51, 11)]
FLOAT_FILTERS = ["NEAREST", "BILINEAR", "BICUBIC"]
FLOAT_SIZES = [(7, 11), (61, 29), (37, 10)]


def resized(image, filter, width, height):
    mode = torchvision.transforms.InterpolationMode(FILTERS[filter])
    return tvF.resize(image, (height, width), interpolation=mode, antialias=True)


def main():
    assert torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
    OUT.mkdir(parents=True, exist_ok=True)
    for stale in OUT.iterdir():
        stale.unlink()
    array = np.array(Image.open(PIXELS / "resize" / "rgb.png"))
    image = torch.from_numpy(array).permute(2, 0, 1).contiguous()
    for filter in FILTERS:
        for width, height in SIZES:
            made = resized(image, filter, width, height).permute(1, 2, 0).numpy()
            Image.fromarray(made).save(OUT / f"{filter}_{width}x{height}.png")
    for filter in FLOAT_FILTERS:
        for width, height in FLOAT_SIZES:
            made = resized(image * (1 / 255), filter, width, height).numpy()
            path = OUT / f"{filter}_{width}x{height}.f32"
            path.write_bytes(np.ascontiguousarray(made, dtype="<f4").tobytes())
    print("torchvision", torchvision.__version__, sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


main()
