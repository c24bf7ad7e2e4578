"""Chefer's protocols on made-up grids and masks: PyTorch upsamples, Pillow resizes, scikit-learn scores.

Run from the repository root; writes src/test/resources/golden/protocols/chefer.json.
"""

import json
import os

import numpy as np
import sklearn
import torch
from PIL import Image
from PIL import __version__ as pillow
from sklearn.metrics import average_precision_score, f1_score, jaccard_score

PATCH, ROWS, COLUMNS = 8, 3, 4
HEIGHT, WIDTH = ROWS * PATCH, COLUMNS * PATCH
random = np.random.default_rng(20261127)


def grid(kind):
    """Values of the patches; relu leaves many zeros, as Grad-CAM's does."""
    values = random.normal(size=(ROWS, COLUMNS))
    if kind == "relu":
        values = np.maximum(values, 0)
    if kind == "constant":
        values = np.zeros_like(values)
    return values.astype(np.float32)


def blob(height, width):
    y, x = np.mgrid[:height, :width]
    cy, cx = random.uniform(0.3, 0.7) * height, random.uniform(0.3, 0.7) * width
    r = random.uniform(0.2, 0.4) * min(height, width)
    return ((y - cy) ** 2 + 1.7 * (x - cx) ** 2 < r * r).astype(np.uint8)


def upsampled(values):
    tensor = torch.from_numpy(values.astype(np.float64))[None, None]
    made = torch.nn.functional.interpolate(tensor, scale_factor=PATCH, mode="bilinear")
    return made[0, 0].numpy()


cases = []
pooled = {"is": [], "called": []}
precisions, rows_f1 = [], []
sizes = [(40, 50), (24, 32), (31, 61), (45, 20), (71, 70)]
for kind, (height, width) in zip(["plain", "relu", "plain", "relu", "constant"], sizes):
    values = grid(kind)
    mask = blob(height, width)
    small = np.array(Image.fromarray(mask).resize((WIDTH, HEIGHT), Image.NEAREST)).astype(int)
    full = upsampled(values)
    constant = full.max() == full.min()
    scaled = np.zeros_like(full) if constant else (full - full.min()) / (full.max() - full.min())
    called = np.zeros_like(small) if constant else (scaled > scaled.mean()).astype(int)
    ours = scaled.astype(np.float32)
    background = np.zeros_like(ours) if constant else 1 - ours
    scores = np.concatenate([background.ravel(), ours.ravel()])
    truth = np.concatenate([1 - small.ravel(), small.ravel()])
    precision = average_precision_score(truth, scores)
    f1 = [f1_score(t, p, zero_division=0) for t, p in zip(small, called)]
    flat = ours.ravel()
    counts = [int(flat.size * q) for q in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)]
    orders = {"positive": np.argsort(-flat, kind="stable"), "negative": np.argsort(flat, kind="stable")}
    ties = any(flat[o[k - 1]] == flat[o[k]] for o in orders.values() for k in counts)
    cases.append(
        {
            "grid": values.ravel().tolist(),
            "width": width,
            "height": height,
            "mask": mask.ravel().tolist(),
            "map": full.ravel().tolist() if constant else scaled.ravel().tolist(),
            "called": called.ravel().tolist(),
            "pixel_acc": float((called == small).mean()),
            "ap": float(precision),
            "f1_rows": float(np.mean(f1)),
            "counts": counts,
            "ties": bool(ties),
        }
    )
    pooled["is"].append(small.ravel())
    pooled["called"].append(called.ravel())
    precisions.append(precision)
    rows_f1.append(f1)
truth, called = np.concatenate(pooled["is"]), np.concatenate(pooled["called"])
golden = {
    "made_with": f"torch {torch.__version__}, pillow {pillow}, scikit-learn {sklearn.__version__}",
    "rows": ROWS,
    "columns": COLUMNS,
    "patch": PATCH,
    "cases": cases,
    "all": {
        "pixel_acc": float((called == truth).mean()),
        "map": float(np.mean(precisions)),
        "miou": float(np.mean([jaccard_score(truth, called, pos_label=k) for k in (0, 1)])),
        "mf1_rows": float(np.mean(rows_f1)),
    },
}
folder = "src/test/resources/golden/protocols"
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "chefer.json"), "w", encoding="utf-8") as file:
    json.dump(golden, file)
    file.write("\n")
