"""Similarity of two maps by SciPy's Spearman correlation; a map that became constant keeps nothing: 0."""

import numpy as np
from scipy.stats import spearmanr

import golden

CHECKS = ["mprt_head", "mprt_top_down", "mprt_bottom_up", "random_logit"]


def similarity(before, after):
    """spearmanr has no value beside a constant; the metric's definition has, unless both are."""
    constant = [np.ptp(m) == 0 for m in (before, after)]
    if all(constant):
        return float("nan")
    return 0.0 if any(constant) else spearmanr(before, after).statistic


for i, check in enumerate(CHECKS):
    rng = np.random.default_rng(90 + i)
    cases = []
    for n in [3, 12, 144]:
        x = rng.normal(size=n).astype(np.float32)
        flat = np.full(n, np.float32(0.25))
        tied = np.round(2 * x)
        near = (x + 0.3 * rng.normal(size=n)).astype(np.float32)
        other = rng.random(n).astype(np.float32)
        pairs = [(x, near), (x, other), (x, -x), (x, 3 * x), (tied, near), (tied, np.round(other)),
                 (x, flat), (flat, x), (flat, flat)]
        for a, b in pairs:
            cases.append({"map": a, "changed": b, "expected": similarity(a, b)})
    golden.write(check, __file__, cases)
