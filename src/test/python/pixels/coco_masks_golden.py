"""Writes polygons and masks, and what the COCO API makes of them.

Run from the repository root: python src/test/python/pixels/coco_masks_golden.py
A case of golden/pixels/coco_masks.json has the size of a picture, a polygon (or none, for a mask
that was drawn at random), the lengths of runs, counted here from the API's pixels, and the API's
compressed text of them.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from pycocotools import mask as api

OUT = Path("src/test/resources/golden/pixels/coco_masks.json")
rng = np.random.default_rng(83)


def runs(pixels):
    """Lengths by turns outside and inside, column after column, the first outside."""
    flat = pixels.flatten(order="F").astype(np.int8)
    ends = np.flatnonzero(np.diff(flat)) + 1
    lengths = np.diff(np.concatenate([[0], ends, [flat.size]])).tolist()
    return lengths if flat[0] == 0 else [0] + lengths


def case(name, width, height, pixels, polygon=None):
    text = api.encode(np.asfortranarray(pixels.astype(np.uint8)))["counts"].decode("ascii")
    return {
        "name": name,
        "width": width,
        "height": height,
        "polygon": polygon,
        "area": int(pixels.sum()),
        "runs": runs(pixels),
        "text": text,
    }


def drawn(name, width, height, polygon):
    encoded = api.frPyObjects([polygon], height, width)
    return case(name, width, height, api.decode(api.merge(encoded)), polygon)


def main():
    cases = [
        drawn("rectangle of whole pixels", 20, 15, [2, 3, 12, 3, 12, 10, 2, 10]),
        drawn("the whole picture", 9, 7, [0, 0, 9, 0, 9, 7, 0, 7]),
        drawn("rectangle of half pixels", 20, 15, [2.5, 3.5, 12.5, 3.5, 12.5, 10.5, 2.5, 10.5]),
        drawn("clockwise and not", 20, 15, [2, 3, 2, 10, 12, 10, 12, 3]),
        drawn("beyond every edge", 20, 15, [-5.3, -4.1, 31.7, -2.2, 28.4, 22.9, -6.6, 19.5]),
        drawn("beyond the left", 20, 15, [-8.2, 2.4, 7.3, 5.5, -3.9, 12.6]),
        drawn("beyond the bottom", 20, 15, [4.4, 9.1, 14.9, 10.2, 9.7, 33.3]),
        drawn("a corner twice", 20, 15, [3, 3, 3, 3, 15, 4, 15, 4, 9, 13]),
        drawn("crosses itself", 24, 24, [2, 2, 20, 20, 20, 2, 2, 20]),
        drawn("thin", 30, 10, [1.2, 4.1, 28.6, 4.3, 28.6, 4.8, 1.2, 4.6]),
        drawn("less than a pixel", 10, 10, [4.1, 4.1, 4.3, 4.1, 4.2, 4.3]),
        drawn("a line", 12, 12, [1, 1, 10, 10, 5, 5]),
        drawn("one row", 40, 1, [3.3, 0, 21.8, 0, 21.8, 1, 3.3, 1]),
    ]
    for i in range(60):
        width, height = (int(n) for n in rng.integers(1, 60, 2))
        corners = int(rng.integers(3, 14))
        spread = 0.2 if i % 2 else 0.0
        x = rng.uniform(-spread * width, (1 + spread) * width, corners)
        y = rng.uniform(-spread * height, (1 + spread) * height, corners)
        decimals = i % 3
        polygon = np.stack([x, y], 1).reshape(-1).round(decimals).tolist()
        cases.append(drawn(f"random {i}", width, height, polygon))
    for i in range(20):
        width, height = (int(n) for n in rng.integers(1, 40, 2))
        pixels = rng.random((height, width)) < rng.random()
        cases.append(case(f"pixels {i}", width, height, pixels))
    long_runs = np.zeros((300, 400), bool)
    long_runs[100:, 57:350] = True
    cases.append(case("long runs", 400, 300, long_runs))
    cases.append(case("empty", 400, 300, np.zeros((300, 400), bool)))
    cases.append(case("full", 400, 300, np.ones((300, 400), bool)))
    made_with = f"pycocotools {version('pycocotools')}, numpy {np.__version__}"
    text = json.dumps({"made_with": made_with, "cases": cases}, separators=(",", ":"))
    OUT.write_text(text.replace('{"name"', '\n{"name"') + "\n")


main()
