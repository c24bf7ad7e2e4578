"""Which pixels pytorch-grad-cam's ROAD removes, most relevant first, at a percentile.

It keeps what lies below the percentile of the map: 10 leaves the lowest 10 % and removes 90 %, and a
map of one value loses all of its pixels at any percentile.
"""

import numpy as np
import torch
from pytorch_grad_cam.metrics.perturbation_confidence import RemoveMostRelevantFirst

import golden

rng = np.random.default_rng(61)
maps = {
    "distinct": rng.permutation(100) / 100,
    "tied": rng.permutation(100) // 70 / 2,
    "constant": np.full(100, 0.5),
}
cases = []
for name, m in maps.items():
    for percentile in (10, 30, 90):
        keep = RemoveMostRelevantFirst(percentile, lambda image, kept: kept)
        kept = keep(None, torch.from_numpy(m.astype(np.float32).reshape(10, 10)))
        cases.append({
            "name": name, "percentile": percentile, "map": m.astype(np.float32),
            "mask": kept.numpy().ravel() == 0})
golden.write("road_removal", __file__, cases, "grad-cam")
