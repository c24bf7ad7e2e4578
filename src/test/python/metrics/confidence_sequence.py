"""Confidence sequences by betting (Waudby-Smith and Ramdas 2024, theorem 3) on a grid of means that is refined."""

import numpy as np

import golden

BOLDNESS = 0.9
rng = np.random.default_rng(97)


def bets(x, alpha):
    """The predictable plug-in, for every value from those before it."""
    t = np.arange(1, len(x) + 1)
    means = (0.5 + np.cumsum(x)) / (t + 1)
    variances = (0.25 + np.cumsum((x - means) ** 2)) / (t + 1)
    before = np.concatenate([[0.25], variances[:-1]])
    return np.sqrt(2 * np.log(2 / alpha) / (before * t * np.log(1 + t)))


def ruled_out(x, alpha, means, above):
    """Which means the half of the capital that bets above or below them has ever ruled out; [means]."""
    m = means[:, None]
    with np.errstate(divide="ignore"):
        stakes = np.minimum(bets(x, alpha), BOLDNESS / (m if above else 1 - m))
    factors = 1 + stakes * (x - m) if above else 1 - stakes * (x - m)
    return 0.5 * np.cumprod(factors, axis=1).max(axis=1) >= 1 / alpha


def interval(x, alpha):
    """Both ends: the last mean ruled out from below and the first from above, between ever closer means."""
    ends = []
    for above in (True, False):
        low, high = 0.0, 1.0
        for _ in range(6):
            means = np.linspace(low, high, 301)
            out = ruled_out(x, alpha, means, above)
            if above:
                k = np.flatnonzero(out)[-1] if out.any() else 0
                low, high = means[k], means[min(k + 1, 300)]
            else:
                k = np.flatnonzero(out)[0] if out.any() else 300
                low, high = means[max(k - 1, 0)], means[k]
        ends.append(low if above else high)
    return ends


cases = []
for low, high in [(0, 1), (-2, 2)]:
    for name, x in {
        "uniform": rng.random(150),
        "narrow": np.clip(0.55 + 0.04 * rng.standard_normal(400), 0, 1),
        "coins": (rng.random(120) < 0.9).astype(float),
        "few": rng.random(3),
        "near the end": 0.02 * rng.random(200),
        "all alike": np.full(60, 0.7),
    }.items():
        for alpha in [0.05, 0.05 / 190]:
            ends = interval(x, alpha)
            cases.append(
                {
                    "name": name,
                    "range": [low, high],
                    "alpha": alpha,
                    "values": low + (high - low) * x,
                    "low": low + (high - low) * ends[0],
                    "high": low + (high - low) * ends[1],
                }
            )
golden.write("confidence_sequence", __file__, cases)
