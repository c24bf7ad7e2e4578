"""Kendall's tau between rankings on two models, by SciPy on the resamples that Java's seed gives.

Values of methods by model, metric and fill; every pair of rankings by one metric is compared. Each resample
draws images once and takes the means of both sides over them; an undefined value is left out of its
method's mean. Ends are the linear quantiles of the resampled taus.
"""

from itertools import combinations

import numpy as np
from scipy.stats import kendalltau

import golden
from resamples import JavaIndices

METHODS = ["legrad", "rollout", "gmar-l1", "chefer", "grad-sam", "raw-attention"]
FILLS = {"srg": ["drop", "black"], "deletion_auc": ["drop"], "ap_fg": [""]}
MODELS = ["demo", "demo-drop"]
RESAMPLES = 401  # 0.025 of 400 steps is a whole one, and so is 0.975

rng = np.random.default_rng(71)


def values(images, shared):
    """Methods lie close, so that resamples turn their order; what an image does to each is shared in part."""
    means = rng.permutation(len(METHODS)) / 20
    noise = 0.25 * shared + 0.1 * rng.standard_normal(shared.shape)
    return np.round(means[:, None] + noise, 6)


def agreement(a, b, draws):
    taus = [
        kendalltau(np.nanmean(a[:, draw], axis=1), np.nanmean(b[:, draw], axis=1)).statistic
        for draw in draws
    ]
    low, high = np.nanquantile(taus, [0.025, 0.975])
    whole = [int(np.isfinite(side).all(axis=0).sum()) for side in (a, b)]
    tau = kendalltau(np.nanmean(a, axis=1), np.nanmean(b, axis=1)).statistic
    return {"tau": tau, "low": low, "high": high, "images": min(whole)}


cases = []
for images, seed in ((9, 3), (16, 1), (40, -8)):
    shared = rng.standard_normal((len(METHODS), images))
    sides = {
        (metric, model, fill): values(images, shared)
        for metric, fills in FILLS.items()
        for model in MODELS
        for fill in fills
    }
    # Two methods tie on one side alone.
    sides["srg", "demo", "drop"][5] = sides["srg", "demo", "drop"][4]
    sides["srg", "demo-drop", "black"][2, 4] = np.nan
    draws = JavaIndices(seed).integers(images, size=(RESAMPLES, images))
    rows = [
        {"metric": a[0], "a": a[1:], "b": b[1:], **agreement(sides[a], sides[b], draws)}
        for a, b in combinations(sides, 2)
        if a[0] == b[0]
    ]
    cases.append(
        {
            "methods": METHODS,
            "seed": seed,
            "resamples": RESAMPLES,
            "values": [
                {"metric": m, "model": model, "fill": fill, "values": v}
                for (m, model, fill), v in sides.items()
            ],
            "rows": rows,
        }
    )
golden.write("model_agreement", __file__, cases)
