"""Metrics of subsets of patches: random ones and cells, the same for every method, and its ranks."""

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


def cells():
    """A grid of 4 x 4 patches has one in every cell."""
    return [frozenset([patch]) for patch in range(PATCHES)]


def rank_groups(raw):
    """Ten, the most relevant first; the first have one patch more."""
    return [frozenset(map(int, g)) for g in np.array_split(np.argsort(-raw, kind="stable"), 10)]


def sums(raw, groups):
    return np.array([raw[sorted(g)].astype(np.float64).sum() for g in groups])


def cell_scores(raw, drops):
    return {("single_deletion", ""): spearmanr(raw.astype(np.float64), drops).statistic}


def rank_scores(sums, drops):
    """SaCo: what lies between pairs of groups, + where the first costs at least as much."""
    signed = total = 0.0
    for i in range(len(sums)):
        for j in range(i + 1, len(sums)):
            between = sums[i] - sums[j]
            signed += between if drops[i] >= drops[j] else -between
            total += abs(between)
    return {("saco", ""): signed / total if total else float("nan")}
