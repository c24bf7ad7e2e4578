"""Linear imputation without noise by pytorch-grad-cam's NoisyLinearImputer (grad-cam 1.5.7).

Writes cases of image, removed pixels and result into src/test/resources/golden/pixels/imputation.json.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from pytorch_grad_cam.metrics.road import NoisyLinearImputer

OUT = Path(__file__).resolve().parents[2] / "resources" / "golden" / "pixels" / "imputation.json"


def block(h, w, *rectangles):
    removed = np.zeros((h, w), bool)
    for top, bottom, left, right in rectangles:
        removed[top:bottom, left:right] = True
    return removed


rng = np.random.default_rng(5)
ALL_BUT_ONE = block(9, 7, (0, 9, 0, 7))
ALL_BUT_ONE[4, 3] = False
MASKS = [
    block(8, 10, (3, 4, 5, 6)),
    block(8, 10, (0, 4, 0, 4), (4, 8, 8, 10)),
    block(12, 12, (0, 12, 0, 6)),
    block(16, 12, (4, 12, 0, 8), (0, 4, 8, 12)),
    rng.random((11, 13)) < 0.5,
    rng.random((20, 20)) < 0.9,
    ALL_BUT_ONE,
]

cases = []
for removed in MASKS:
    image = np.round(rng.normal(size=(2, *removed.shape)), 3).astype(np.float32)
    imputed = NoisyLinearImputer(noise=0)(torch.tensor(image), torch.tensor(~removed).float())
    cases.append(
        {
            "height": removed.shape[0],
            "width": removed.shape[1],
            "removed": "".join("1" if r else "0" for r in removed.ravel()),
            "image": [float(str(v)) for v in image.ravel()],
            "imputed": [float(f"{v:.7g}") for v in imputed.numpy().ravel()],
        }
    )
lines = ",\n".join("  " + json.dumps(case, separators=(",", ":")) for case in cases)
made_with = f"{Path(__file__).name}, grad-cam {version('grad-cam')}, torch {torch.__version__}"
OUT.write_text(f'{{"made_with": {json.dumps(made_with)},\n "cases": [\n{lines}\n]}}\n', encoding="utf-8")
