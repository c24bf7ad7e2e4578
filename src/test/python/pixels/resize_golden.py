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


def check_order_of_passes(rng):
    """Fails if this Pillow orders its passes in another way than our PilResize.columnsFirst."""
    for _ in range(1000):
        width, height, new_width, new_height = (int(v) for v in rng.integers(2, 150, 4))
        image = Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))
        columns_first = height - new_height > max(0, 2 * (width - new_width))
        between = (width, new_height) if columns_first else (new_width, height)
        filter = Image.Resampling[FILTERS[rng.integers(1, len(FILTERS))]]
        once = image.resize((new_width, new_height), filter)
        twice = image.resize(between, filter).resize((new_width, new_height), filter)
        assert once.tobytes() == twice.tobytes(), (image.size, once.size, filter)


def main():
    check_order_of_passes(np.random.default_rng(13))
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
