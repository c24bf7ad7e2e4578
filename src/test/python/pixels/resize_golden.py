"""Writes images from a seed and what Pillow's resize makes of them.

Run from the repository root: python src/test/python/pixels/resize_golden.py
golden/pixels/resize/SOURCE.png is resized to SOURCE_FILTER_WIDTHxHEIGHT.png.
"""

from pathlib import Path

import numpy as np
import PIL
from PIL import Image

OUT = Path("src/test/resources/golden/pixels/resize")
FILTERS = ["NEAREST", "LANCZOS", "BILINEAR", "BICUBIC", "BOX", "HAMMING"]
# The last two shrink the height so much more than the width that Pillow 13 begins with columns.
SIZES = [(16, 16), (7, 11), (37, 10), (61, 23), (41, 29), (1, 1), (33, 5), (51, 11)]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for stale in OUT.iterdir():
        stale.unlink()
    rng = np.random.default_rng(11)
    # Noise between the extremes: overshoot of bicubic and lanczos must be clipped.
    grey = rng.choice([0, 255, 128, 3, 250], (23, 37)).astype(np.uint8)
    rgb = rng.integers(0, 256, (23, 37, 3), dtype=np.uint8)
    for name, array in (("grey", grey), ("rgb", rgb)):
        image = Image.fromarray(array)
        image.save(OUT / f"{name}.png")
        for filter in FILTERS:
            for width, height in SIZES:
                resized = image.resize((width, height), Image.Resampling[filter])
                resized.save(OUT / f"{name}_{filter}_{width}x{height}.png")
    print("Pillow", PIL.__version__, sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


main()
