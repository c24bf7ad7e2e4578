"""Mu-fidelity and infidelity: random subsets of patches, the same for every method of an image."""

import warnings

import numpy as np
from scipy.stats import spearmanr

import streams

SUBSETS, SIZE, PATCHES = 200, 3, 16
warnings.filterwarnings("ignore", message="An input array is constant")


def draw(seed):
    random = streams.SplitMix(seed)
    subsets = []
    for _ in range(SUBSETS):
        subset = set()
        while len(subset) < SIZE:
            subset.add(random.below(PATCHES))
        subsets.append(frozenset(subset))
    return subsets


def scores(scaled, subsets, drops):
    """Metric and level to value; the error's best scale by least squares."""
    sums = np.array([sum(float(scaled[i]) for i in sorted(subset)) for subset in subsets])
    (beta,), *_ = np.linalg.lstsq(sums[:, None], drops)
    return {
        ("mufidelity", ""): spearmanr(sums, drops).statistic,
        ("infidelity", ""): ((beta * sums - drops) ** 2).mean(),
    }
