"""Average drop and increase by torch-cam's ClassificationMetric, insertion and deletion in RISE's way.

Scores y of images and o of images times their maps are handed to torch-cam through a model that
returns them. RISE's curve is the plain mean of its trapezoids.
"""

from contextlib import nullcontext

import numpy as np
import torch
from torchcam.metrics import ClassificationMetric

import golden


class Scores(torch.nn.Module):
    """Logits whose softmax is the scores it was given, the images' first, then the products'."""

    def __init__(self, y, o):
        super().__init__()
        self.pending = [y, o]

    def forward(self, x):
        return torch.log(self.pending.pop(0))


class Ones:
    """Stands for a map extractor whose maps change nothing: the scores are given."""

    _hooks_enabled = True
    _hooks_off = staticmethod(nullcontext)

    def __init__(self, model):
        self.model = model

    def __call__(self, class_idx, scores):
        return [torch.ones(len(scores), 2, 2, dtype=torch.float64)]

    def fuse_cams(self, maps):
        return maps[0]


def rise(values):
    return (values.sum() - values[0] / 2 - values[-1] / 2) / (len(values) - 1)


rng = np.random.default_rng(59)
cases = []
for n in (5, 14):
    y = rng.dirichlet(np.ones(4), n)
    o = rng.dirichlet(np.ones(4), n)
    target = 2
    model = Scores(torch.from_numpy(y), torch.from_numpy(o))
    metric = ClassificationMetric(Ones(model), logits_fn=lambda out: out.softmax(1))
    metric.update(torch.zeros(n, 3, 4, 4, dtype=torch.float64), target)
    summary = metric.summary()
    curve = rng.random(11)
    cases.append({
        "y": y[:, target], "o": o[:, target],
        "avg_drop": 100 * float(summary["avg_drop"]),
        "avg_increase": 100 * float(summary["conf_increase"]),
        "curve": curve, "rise_auc": rise(curve)})
golden.write("score_change", __file__, cases, "torchcam")
