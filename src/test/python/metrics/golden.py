r"""Writes golden files: cases with inputs and expected values, and the versions that made them.

Make all of them again from the project's root:
    for f in segmentation average_precision curves changes subsets groups localisation student \
            rank_statistics confidence_sequence bootstrap model_agreement quantus_descriptors score_change \
            road_imputation road_removal perturbation_stability sanity sums grid_pointing; do
        python src/test/python/metrics/$f.py; done
"""

import json
import math
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "golden" / "metrics"


def plain(value):
    """As JSON has it: NaN becomes null, float32 its shortest text, a mask a text of 0 and 1."""
    if isinstance(value, np.ndarray) and value.dtype == bool:
        return "".join("1" if v else "0" for v in value)
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, np.float32):
        return float(str(value))
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return int(value) if isinstance(value, np.integer) else value


def write(name, script, cases, *packages):
    """packages: distributions that the cases come from, besides the usual ones."""
    made_with = (
        f"src/test/python/metrics/{Path(script).name}, Python {platform.python_version()}, "
        f"numpy {np.__version__}, scipy {scipy.__version__}, "
        f"scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}"
    ) + "".join(f", {package} {version(package)}" for package in packages)
    lines = ",\n".join("  " + json.dumps(plain(case), separators=(",", ":")) for case in cases)
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = f'{{"made_with": {json.dumps(made_with)},\n "cases": [\n{lines}\n]}}\n'
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def maps_and_masks():
    """Maps in [0, 1] with masks: smooth, tied, constant, sparse, one class only, one pixel."""
    rng = np.random.default_rng(20240601)
    for rows, columns in [(6, 8), (10, 7), (5, 3)]:
        n = rows * columns
        noise = np.round(rng.random(n), 4).astype(np.float32)
        blob = np.zeros((rows, columns), bool)
        blob[rows // 4 : rows // 2 + 1, columns // 3 : columns - 1] = True
        for mask in [blob.ravel(), rng.random(n) < 0.2, np.ones(n, bool), np.zeros(n, bool)]:
            yield noise, mask, columns
            yield np.round(0.6 * mask + 0.4 * noise, 3).astype(np.float32), mask, columns
            yield np.round(noise * 4) / np.float32(4), mask, columns
            yield np.full(n, 0.5, np.float32), mask, columns
            yield np.where(noise > 0.9, noise, np.float32(0)), mask, columns
    yield np.array([1], np.float32), np.array([True]), 1
