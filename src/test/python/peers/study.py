"""The same perturbation curves by Quantus and pytorch-grad-cam as by `evaluate`: seconds, and by how much the numbers differ.

    python src/test/python/peers/study.py --model DIR --images DIR --maps results --method legrad \\
        --ours reports/black reports/mean reports/drop reports/road --threads 2 --out study.csv

Each folder of --ours is an evaluation of one occlusion strategy on the same images; --maps holds the maps that `explain --save-raw`
wrote, which everyone is given. Rows: program, version, fill, images, inputs an image, milliseconds a perturbed input and seconds an image of
both, the ratio of the milliseconds, what is compared, the largest and the mean difference.

Quantus 0.6 removes the same number of values at every step, of all channels together, and that number has to divide the pixels of one channel: with 12 steps
most cut a patch, and none are the tenths that ours has. So its time is compared by the perturbed input, and its numbers with a third of a patch a step, on
--exact images, at the shares that ours has.
"""

import argparse
import csv
import gzip
import json
import time
from importlib.metadata import version
from pathlib import Path

import numpy
import torch
from PIL import Image
from transformers import ViTForImageClassification
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

FIELDS = [
    "program", "version", "fill", "images", "inputs_per_image", "ms_per_input", "s_per_image", "ours_inputs_per_image",
    "ours_ms_per_input", "ours_s_per_image", "ratio", "compared", "compared_images", "largest_difference", "mean_difference",
]
CHANNELS = 3
STEPS = 12
PERCENTILES = [10, 20, 30, 40, 50, 60, 70, 80, 90]


class Ours:
    """An evaluation of one occlusion strategy."""

    def __init__(self, folder, method):
        self.folder = Path(folder)
        with gzip.open(self.folder / "samples.csv.gz", "rt", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["method"] == method and row["target"] == "predicted"]
        fills = {row["fill"] for row in rows if row["metric"] in ("morf", "lerf", "road_morf")}
        if len(fills) != 1:
            raise SystemExit(f"{folder} has the occlusion strategies {sorted(fills)} of {method}; expected one")
        (self.fill,) = fills
        self.values = {(row["image"], row["metric"]): list(map(float, row["values"].split())) for row in rows if row["fill"] == self.fill}
        self.levels = next((row["levels"].split() for row in rows if row["metric"] == "morf"), [])
        with open(self.folder / "images.csv", newline="") as file:
            self.images = {row["image"]: int(row["predicted"]) for row in csv.DictReader(file)}
        with open(self.folder / "manifest.json") as file:
            measured = json.load(file)["sections"]["evaluate"]["measured"]
        inputs = measured[f"forward_{self.fill}_passes"]
        seconds = measured[f"forward_{self.fill}_seconds"] + measured[f"copy_{self.fill}_seconds"]
        self.inputs = inputs / len(self.images)
        self.milliseconds = 1000 * seconds / inputs
        self.seconds = seconds / len(self.images)


class Setting:
    """The model, the images and the maps, read once; the maps stretched so that every pixel has its patch's value."""

    def __init__(self, args, images):
        self.model = Counted(ViTForImageClassification.from_pretrained(args.model, dtype=torch.float32)).eval()
        config = json.loads((Path(args.model) / "preprocessor_config.json").read_text())
        processor = ViTImageProcessorPil(**config)
        pictures = [Image.open(Path(args.images) / name).convert("RGB") for name in images]
        self.pixels = processor(pictures, return_tensors="np")["pixel_values"].astype("f4")
        self.black = (-numpy.array(config["image_mean"]) / numpy.array(config["image_std"])).astype("f4")
        self.patch = self.model.model.config.patch_size
        folder = Path(args.maps) / args.method / "raw"
        maps = numpy.stack([numpy.load(folder / (Path(name).stem + ".npy")) for name in images])
        self.patches = maps[0].size
        self.maps = maps.repeat(self.patch, axis=1).repeat(self.patch, axis=2).astype("f4")
        low, high = (end(maps, axis=(1, 2), keepdims=True) for end in (numpy.min, numpy.max))
        self.scaled = ((maps - low) / (high - low)).repeat(self.patch, axis=1).repeat(self.patch, axis=2).astype("f4")
        self.classes = numpy.array(list(images.values()))


class Counted(torch.nn.Module):
    """Logits of a model, counting the images that it is shown."""

    def __init__(self, model):
        super().__init__()
        self.model, self.shown = model, 0

    def forward(self, pixels):
        self.shown += len(pixels)
        return self.model(pixels).logits


def flipped(setting, count, fill, values_a_step, least_first):
    """Quantus' curves of the first images: [images][steps], the score after each step."""
    import quantus

    value = setting.black if fill == "black" else numpy.zeros(CHANNELS, "f4")
    metric = quantus.PixelFlipping(
        features_in_step=values_a_step, abs=False, normalise=False, perturb_func=painted,
        perturb_func_kwargs={"value": value}, return_aggregate=False, disable_warnings=True, display_progressbar=False)
    maps = setting.maps[:count, None].astype("f8")
    if least_first:  # it takes no map that is negative everywhere, and float32 would make some values equal
        maps = maps.max(axis=(2, 3), keepdims=True) - maps
    return numpy.array(metric(
        model=setting.model, x_batch=setting.pixels[:count].copy(), y_batch=setting.classes[:count],
        a_batch=maps, device="cpu", softmax=True, channel_first=True, batch_size=8))


def painted(arr, indices, value, **others):
    """Values of rows [images][channels * pixels] replaced by their channel's: black is another number in each, which Quantus' own baselines have not."""
    changed = arr.copy()
    changed[numpy.arange(len(arr))[:, None], indices] = value[indices // (arr.shape[1] // CHANNELS)]
    return changed


def quantus_row(setting, ours, exact):
    count = len(ours.images)
    setting.model.shown, begin = 0, time.perf_counter()
    for least_first in (False, True):
        flipped(setting, count, ours.fill, CHANNELS * setting.patches * setting.patch**2 // STEPS, least_first)
    seconds = time.perf_counter() - begin
    inputs = setting.model.shown
    differences = []
    for least_first, metric in ((False, "morf"), (True, "lerf")):
        curves = flipped(setting, exact, ours.fill, setting.patch**2, least_first)
        for curve, name in zip(curves, list(ours.images)[:exact]):
            for level, value in zip(ours.levels, ours.values[name, metric]):
                removed = int(float(level) * setting.patches + 0.5)
                if removed:
                    differences.append(abs(curve[CHANNELS * removed - 1] - value))
    return row("quantus", "quantus", ours, count, inputs, seconds, f"probability at {len(ours.levels) - 1} shares of both curves", exact, differences)


def road_row(setting, ours):
    from pytorch_grad_cam.metrics.road import ROADLeastRelevantFirstAverage, ROADMostRelevantFirstAverage
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget

    torch.manual_seed(0)
    setting.model.shown, begin, found = 0, time.perf_counter(), []
    for pixels, cam, target in zip(setting.pixels, setting.scaled, setting.classes):
        call = (torch.from_numpy(pixels[None]), cam[None], [ClassifierOutputSoftmaxTarget(int(target))], setting.model)
        lerf = ROADLeastRelevantFirstAverage(PERCENTILES)(*call)
        morf = ROADMostRelevantFirstAverage(PERCENTILES)(*call)
        found.append(float((lerf - morf)[0]) / 2)
    seconds = time.perf_counter() - begin
    inputs = 2 * len(PERCENTILES) * len(found)
    ones = [(ours.values[name, "road_lerf"][0] - ours.values[name, "road_morf"][0]) / 2 for name in ours.images]
    return row("pytorch-grad-cam", "grad-cam", ours, len(found), inputs, seconds, "ROAD combined", len(found), numpy.abs(numpy.subtract(found, ones)))


def row(program, package, ours, count, inputs, seconds, compared, images, differences):
    milliseconds = 1000 * seconds / inputs
    return {
        "program": program, "version": version(package), "fill": ours.fill, "images": count, "inputs_per_image": inputs / count,
        "ms_per_input": milliseconds, "s_per_image": seconds / count, "ours_inputs_per_image": ours.inputs, "ours_ms_per_input": ours.milliseconds,
        "ours_s_per_image": ours.seconds, "ratio": milliseconds / ours.milliseconds, "compared": compared, "compared_images": images,
        "largest_difference": float(max(differences, default=float("nan"))), "mean_difference": float(numpy.mean(differences)) if len(differences) else float("nan"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--images", required=True)
    parser.add_argument("--maps", required=True, help="the folder that explain wrote")
    parser.add_argument("--method", default="legrad")
    parser.add_argument("--ours", nargs="+", required=True, help="run folders, one for each occlusion strategy")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--exact", type=int, default=2, help="images whose numbers are compared one patch a step")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    runs = [Ours(folder, args.method) for folder in args.ours]
    setting = Setting(args, runs[0].images)
    rows, painted_row = [], None
    for ours in runs:
        if ours.images != runs[0].images:
            raise SystemExit(f"{ours.folder} is of other images than {runs[0].folder}")
        if ours.fill == "road":
            rows.append(road_row(setting, ours))
        elif ours.fill in ("black", "mean"):
            rows.append(quantus_row(setting, ours, args.exact))
            painted_row = rows[-1]
        elif painted_row:
            # What it has not: beside its painted inputs.
            times = {key: painted_row[key] for key in ("inputs_per_image", "ms_per_input", "s_per_image")}
            rows.append(row("quantus", "quantus", ours, len(ours.images), 1, painted_row["ms_per_input"] / 1000, f"time alone, with {painted_row['fill']}", 0, []) | times)
        else:
            raise SystemExit(f"{ours.folder}: '{ours.fill}' is compared with painted inputs; name a run with black or mean before it")
        print({key: value for key, value in rows[-1].items()}, flush=True)
    with open(args.out, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
