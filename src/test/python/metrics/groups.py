"""Single deletion by SciPy, and SaCo as its paper's algorithm 1 writes it, on a small random model."""

import warnings

import numpy as np
from scipy.stats import spearmanr

import golden

warnings.filterwarnings("ignore", message="An input array is constant")
NAN = float("nan")


def saco(sums, drops):
    """All pairs at once: the first of a pair is the group of higher rank."""
    i, j = np.triu_indices(len(sums), 1)
    weights = np.subtract(sums[i], sums[j])
    total = np.abs(weights).sum()
    return NAN if total == 0 else np.where(drops[i] >= drops[j], weights, -weights).sum() / total


def single_deletion(sums, drops):
    return spearmanr(sums, drops).statistic


def cases(metric, count, ranked):
    rng = np.random.default_rng(count)
    for case in range(8):
        sums = rng.normal(size=count) if case % 2 else rng.random(count)
        sums = np.round(sums, 1) if case > 4 else sums  # ties
        sums = -np.sort(-sums) if ranked else sums
        if ranked and case == 7:  # groups of other sizes: a higher rank may have the smaller sum
            sums[[2, 6]] = sums[[6, 2]]
        drops = 0.3 * sums + rng.normal(size=count)
        drops = np.round(drops) if case > 3 else drops
        yield {"sums": sums, "drops": drops, "expected": metric(sums, drops)}
    yield {"sums": sums, "drops": sums, "expected": metric(sums, sums)}
    yield {"sums": sums, "drops": -sums, "expected": metric(sums, -sums)}
    constant = np.full(count, 2.5)
    yield {"sums": constant, "drops": drops, "expected": NAN}


golden.write("single_deletion", __file__, list(cases(single_deletion, 16, False)))
golden.write("saco", __file__, list(cases(saco, 10, True)))
