"""A whole evaluation without a line of Java: pixels, maps, metrics, samples.csv.

Run from the repository root, after inputs.py: python src/test/python/run/whole_run.py
Writes golden/run/samples.csv in the format of a run folder, without times. Pillow's decoder and
transformers' image processor make the pixels, transformers the passes in float64, the scripts in
methods/ the maps, torch the upsampling, scikit-learn and SciPy the metrics.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn.functional import interpolate
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

sys.path.append(str(Path(__file__).resolve().parents[1] / "methods"))
import maps  # noqa: E402
import mask_scores  # noqa: E402
import perturbation  # noqa: E402
import reference  # noqa: E402

ROOT = Path("src/test/resources/golden/run")
HEADER = "image,method,target,metric,fill,unit,level,seed,value,degenerate,millis".split(",")


class Rows:
    def __init__(self, image):
        self.image = image
        self.rows = []

    def add(self, method, metric, value, degenerate, fill="", level=""):
        seed = method.partition("seed=")[2] or 0
        unit = "patch" if fill else ""
        text = "" if np.isnan(value) else repr(float(value))
        flag = str(bool(degenerate)).lower()
        self.rows.append(
            [self.image, method, "predicted", metric, fill, unit, level, seed, text, flag, ""])


def upsampled(scaled, mask):
    grid = torch.from_numpy(scaled).double().reshape(1, 1, 4, 4)
    return interpolate(grid, mask.shape, mode="bilinear")[0, 0].numpy().astype(np.float32)


def evaluate(name, model, processor):
    picture = Image.open(ROOT / "images" / name).convert("RGB")
    mask = np.asarray(Image.open(ROOT / "masks" / name).convert("L")) > 127
    pixels = torch.from_numpy(processor(picture, return_tensors="np")["pixel_values"])
    golden = reference.Golden(name, model, pixels.double(), None)
    golden.targets = golden.forward()[0].argmax(1)
    rows = Rows(name)
    raw = maps.raw_maps(golden)
    fills = perturbation.fills(pixels[0], processor)
    for method, m in raw.items():
        scaled, degenerate = maps.scaled(method, m)
        full = upsampled(scaled, mask)
        scores = mask_scores.grid_scores(scaled) | mask_scores.mask_scores(full, mask)
        for metric, value in scores.items():
            rows.add(method, metric, value, degenerate)
        for level, predicted in mask_scores.predictions(full, mask).items():
            for metric, value in mask_scores.segmentation_scores(predicted, mask).items():
                rows.add(method, metric, value, degenerate, level=level)
        for fill, replacement in fills.items():
            curves = perturbation.curve_scores(golden, replacement, m, int(golden.targets[0]))
            for (metric, level), value in curves.items():
                rows.add(method, metric, value, degenerate, fill, level)
    for method, predicted in (("all-background", mask & False), ("all-foreground", mask | True)):
        for level in ("0.50", "mean", "top-k"):
            for metric, value in mask_scores.segmentation_scores(predicted, mask).items():
                rows.add(method, metric, value, False, level=level)
    return rows.rows


def main():
    model = reference.load_model(ROOT / "model")
    config = json.loads((ROOT / "model" / "preprocessor_config.json").read_text())
    processor = ViTImageProcessorPil(**config)
    with open(ROOT / "samples.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for image in sorted((ROOT / "images").iterdir()):
            writer.writerows(evaluate(image.name, model, processor))


main()
