"""Tests and rank correlations by SciPy and statsmodels."""

import warnings

import numpy as np
from scipy.stats import PermutationMethod, kendalltau, spearmanr, wilcoxon
from statsmodels.stats.multitest import multipletests

import golden

warnings.filterwarnings("ignore", message="An input array is constant")
rng = np.random.default_rng(11)


def wilcoxon_p(a, b):
    """Exact up to 50 pairs: SciPy's distribution where nothing ties, else all sign patterns counted.

    Beyond, Pratt's zeros and continuity correction.
    """
    d = np.abs(a - b)
    if len(d) > 50:
        return wilcoxon(a, b, zero_method="pratt", correction=True, method="asymptotic").pvalue
    if (d > 0).all() and len(np.unique(d)) == len(d):
        return wilcoxon(a, b, method="exact").pvalue
    every = PermutationMethod(n_resamples=2 ** len(d))
    return wilcoxon(a, b, zero_method="pratt", method=every).pvalue


wilcoxon_cases = []
for n in [2, 5, 14, 40, 120]:
    smooth = rng.random(n)
    for b in [rng.random(n), smooth - 0.1 * rng.random(n)]:
        wilcoxon_cases.append({"a": smooth, "b": b, "p": wilcoxon_p(smooth, b)})
for n in [4, 5, 6, 8, 14, 60, 500]:  # quarters: exact in binary, so that ties are ties
    a = rng.integers(0, 6, n) / 4
    b = rng.integers(0, 5, n) / 4
    wilcoxon_cases.append({"a": a, "b": b, "p": wilcoxon_p(a, b)})
golden.write("wilcoxon", __file__, wilcoxon_cases)

holm_cases = []
for p in [[0.01, 0.04, 0.03], [0.5, 0.9, 0.001, 0.001], [1.0, 1.0], [0.2], rng.random(12) ** 3]:
    holm_cases.append({"p": p, "adjusted": multipletests(p, method="holm")[1]})
golden.write("holm", __file__, holm_cases)

rank_cases = []
for n in [2, 3, 10, 60]:
    x = rng.random(n)
    for y in [rng.random(n), x + 0.2 * rng.random(n), np.round(3 * rng.random(n)), np.ones(n)]:
        for z in [x, np.round(3 * x)]:
            rank_cases.append(
                {
                    "x": z,
                    "y": y,
                    "kendall": kendalltau(z, y).statistic,
                    "spearman": spearmanr(z, y).statistic,
                }
            )
golden.write("rank_correlation", __file__, rank_cases)
