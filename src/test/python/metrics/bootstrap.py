"""Studentised intervals by numpy and SciPy on the resamples that Java's seed gives.

Efron and Tibshirani 1993, section 12.5; ends no farther out than by Hall 1992. The generator deals SplitMix64's numbers (Java's
SplittableRandom, bounded by rejection), so the intervals must be equal and not just close. Of 201
resamples the linear quantiles are whole ones.
"""

import numpy as np
from scipy import stats
from scipy.optimize import brentq

import golden
from resamples import JavaIndices


def standard_error(values):
    return values.std(axis=-1, ddof=1) / np.sqrt(values.shape[-1])


def hall(values, level):
    """End of the interval by Hall 1992, with t: found as the root of his polynomial."""
    n, s = len(values), values.std(ddof=1)
    g = ((values - values.mean()) ** 3).mean() / s**3
    t = stats.t.ppf(level, n - 1)
    return values.mean() - s * brentq(
        lambda x: np.sqrt(n) * (x + g * x**2 / 3 + g**2 * x**3 / 27 + g / (6 * n)) - t, -99, 99)


rng = np.random.default_rng(43)
cases = []
for n, seed in ((6, 1), (8, 2), (14, 3), (37, -4)):
    values = rng.random(n) ** 2
    resamples = values[JavaIndices(seed).integers(n, size=(201, n))]
    t = (resamples.mean(axis=1) - values.mean()) / standard_error(resamples)
    low, high = values.mean() - np.quantile(t, [0.975, 0.025]) * standard_error(values)
    low, high = max(low, hall(values, 0.975)), min(high, hall(values, 0.025))
    cases.append({"values": values, "seed": seed, "resamples": 201, "low": low, "high": high})
golden.write("bootstrap", __file__, cases)
