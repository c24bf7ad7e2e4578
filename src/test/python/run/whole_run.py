"""A whole evaluation without a line of Java: pixels, maps, metrics, samples.csv, confusion.csv.

Run from the repository root, after inputs.py: python src/test/python/run/whole_run.py
Writes golden/run/{samples,confusion}.csv.gz in the format of a run folder, without times. Pillow's
decoder and transformers' image processor make the pixels, transformers the passes in float64, the
scripts beside this one and in methods/ the maps, pytorch-grad-cam ROAD's imputation, scikit-learn
and SciPy the metrics.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

sys.path.append(str(Path(__file__).resolve().parents[1] / "methods"))
import changes  # noqa: E402
import completeness  # noqa: E402
import maps  # noqa: E402
import mask_scores  # noqa: E402
import perturbation  # noqa: E402
import reference  # noqa: E402
import removal  # noqa: E402
import stability  # noqa: E402
import streams  # noqa: E402
import subsets  # noqa: E402

ROOT = Path("src/test/resources/golden/run")
SAMPLES = "image,method,target,metric,fill,unit,level,seed,value,degenerate".split(",")
CONFUSION = "image,method,target,threshold,tp,fp,fn,tn".split(",")
SEED = 1


class Rows:
    """One image's rows of both files."""

    def __init__(self, image):
        self.image = image
        self.samples = []
        self.confusion = []

    def add(self, method, target, scores, degenerate, fill="", unit=""):
        """scores: metric and level to value."""
        seed = method.partition("seed=")[2] or 0
        flag = str(bool(degenerate)).lower()
        for (metric, level), value in scores.items():
            text = "" if np.isnan(value) else repr(float(value))
            self.samples.append(
                [self.image, method, target, metric, fill, unit, level, seed, text, flag])

    def predict(self, method, target, predictions, mask, degenerate):
        for level, predicted in predictions.items():
            self.confusion.append(
                [self.image, method, target, level, *mask_scores.counts(predicted, mask)])
            if level in mask_scores.QUOTED:
                scores = mask_scores.segmentation_scores(predicted, mask)
                scores = {(metric, level): value for metric, value in scores.items()}
                self.add(method, target, scores, degenerate)


class Explained:
    """One class of one image, explained by every method."""

    def __init__(self, target, name, model, pixels, index):
        self.target = target
        self.index = index
        self.golden = reference.Golden(name, model, pixels.double(), torch.tensor([index]))
        self.raw = {method: m[0] for method, m in maps.raw_maps(self.golden).items()}
        found = {method: maps.scaled(method, m) for method, m in self.raw.items()}
        self.scaled = {method: m for method, (m, _) in found.items()}
        self.degenerate = {method: flag for method, (_, flag) in found.items()}


def masked_scores(rows, explained, mask):
    for method, scaled in explained.scaled.items():
        full = maps.upsampled(scaled, *mask.shape)
        scores = mask_scores.grid_scores(scaled) | mask_scores.mask_scores(full, mask)
        scores = {(metric, ""): value for metric, value in scores.items()}
        rows.add(method, explained.target, scores, explained.degenerate[method])
        rows.predict(method, explained.target, mask_scores.predictions(full, mask), mask,
                     explained.degenerate[method])
    for method, predicted in (("all-background", mask & False), ("all-foreground", mask | True)):
        same = {level: predicted for level in mask_scores.QUOTED}
        rows.predict(method, explained.target, same, mask, False)


def removal_scores(rows, explained, copies, with_points):
    for fill, asked in copies.items():
        orders = {method: perturbation.Orders(asked, m, explained.index)
                  for method, m in explained.raw.items()}
        asked.ask(r for order in orders.values() for r in order.needed())
        for method, order in orders.items():
            rows.add(method, explained.target, perturbation.scores(order, fill, with_points),
                     explained.degenerate[method], fill, "patch")


def drops_of(explained, copies, removals):
    copies.ask(removals)
    whole = copies.probability((), explained.index)
    return np.array([whole - copies.probability(r, explained.index) for r in removals])


def subset_scores(rows, explained, fill, copies, seed):
    drawn = subsets.draw(seed)
    drops = drops_of(explained, copies, drawn)
    for method, scaled in explained.scaled.items():
        rows.add(method, explained.target, subsets.scores(scaled, drawn, drops),
                 explained.degenerate[method], fill, "patch")
    drops = drops_of(explained, copies, subsets.cells())
    for method, raw in explained.raw.items():
        groups = subsets.rank_groups(raw)
        scores = subsets.cell_scores(raw, drops) | subsets.rank_scores(
            subsets.sums(raw, groups), drops_of(explained, copies, groups))
        rows.add(method, explained.target, scores, explained.degenerate[method], fill, "patch")


def change_scores(rows, explained, model, untouched, black):
    pixels = explained.golden.pixels[0].float()
    for method, scaled in explained.scaled.items():
        copies = changes.images(pixels, black, scaled)
        rows.add(method, explained.target,
                 changes.scores(model, untouched, explained.index, copies),
                 explained.degenerate[method], "black", "pixel")


def evaluate(name, model, processor, label):
    picture = Image.open(ROOT / "images" / name).convert("RGB")
    mask = np.asarray(Image.open(ROOT / "masks" / name).convert("L")) > 127
    pixels = torch.from_numpy(processor(picture, return_tensors="np")["pixel_values"])
    seed = streams.seed_of(name.encode(), SEED)
    untouched = removal.answers(model, [pixels[0]])[0]
    copies = removal.by_fill(model, untouched, pixels[0], processor, seed)
    rows = Rows(name)
    for target, index in (("predicted", int(np.argmax(untouched))), ("label", label)):
        explained = Explained(target, name, model, pixels, index)
        if target == "predicted":
            masked_scores(rows, explained, mask)
        removal_scores(rows, explained, copies, target == "predicted")
        primary = next(iter(copies))
        subset_scores(rows, explained, primary, copies[primary], seed)
        change_scores(rows, explained, model, untouched, removal.black(pixels[0], processor))
        for method, value in stability.scores(explained.golden, seed, explained.raw).items():
            rows.add(method, target, {("max_sensitivity", ""): value},
                     explained.degenerate[method])
        for method, value in completeness.scores(explained.golden, untouched).items():
            rows.add(method, target, {("completeness_error", ""): value},
                     explained.degenerate[method])
    return rows


def write(name, header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (ROOT / f"{name}.csv.gz").write_bytes(packed)


def main():
    model = reference.load_model(ROOT / "model")
    config = json.loads((ROOT / "model" / "preprocessor_config.json").read_text())
    processor = ViTImageProcessorPil(**config)
    labels = {row["image"]: int(row["label"])
              for row in csv.DictReader((ROOT / "labels.csv").open())}
    runs = []
    for image in sorted((ROOT / "images").iterdir()):
        runs.append(evaluate(image.name, model, processor, labels[image.name]))
        print(image.name, len(runs[-1].samples), flush=True)
    write("samples", SAMPLES, [row for run in runs for row in run.samples])
    write("confusion", CONFUSION, [row for run in runs for row in run.confusion])


main()
