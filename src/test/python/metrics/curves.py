"""Areas under perturbation curves by scikit-learn's trapezoid."""

import numpy as np
from sklearn.metrics import auc

import golden



def early(levels, values):
    """Mean height up to 30 %, its last point by numpy's interpolation."""
    inside = levels < 0.3
    x = np.append(levels[inside], 0.3)
    return auc(x, np.interp(x, levels, values)) / 0.3


METRICS = {
    "deletion_auc": lambda levels, least, most: auc(levels, most),
    "insertion_auc": lambda levels, least, most: auc(1 - levels[::-1], least[::-1]),
    "srg": lambda levels, least, most: auc(levels, least) - auc(levels, most),
    "deletion_30": lambda levels, least, most: early(levels, most),
    "insertion_30": lambda levels, least, most: early(levels, least),
}

for name, metric in METRICS.items():
    rng = np.random.default_rng(7)
    cases = []
    for inner in [0, 1, 9, 19, 48]:
        levels = np.concatenate([[0], np.sort(rng.random(inner)), [1]])
        least = rng.random(inner + 2)
        most = rng.random(inner + 2)
        most[0], most[-1] = least[0], least[-1]
        cases.append(
            {"levels": levels, "least": least, "most": most, "expected": metric(levels, least, most)}
        )
    golden.write(name, __file__, cases)

SHARES = [0.01, 0.05, 0.1, 0.2, 0.5]
SHARE_LEVELS = np.array([0, 0.01, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99])


def at(levels, values, level):
    return values[np.flatnonzero(np.isclose(levels, level))[0]]


SHARE_METRICS = {
    "comprehensiveness": lambda least, most, q: most[0] - at(SHARE_LEVELS, most, q),
    "sufficiency": lambda least, most, q: least[0] - at(SHARE_LEVELS, least, 1 - q),
}

for name, metric in SHARE_METRICS.items():
    rng = np.random.default_rng(8)
    cases = []
    for q in SHARES:
        least, most = rng.random((2, len(SHARE_LEVELS)))
        most[0] = least[0]
        cases.append(
            {
                "levels": SHARE_LEVELS,
                "least": least,
                "most": most,
                "q": q,
                "expected": metric(least, most, q),
            }
        )
    golden.write(name, __file__, cases)

TENTHS = np.arange(10) / 10


def chefer(values):
    """As the paper's script prints it: numpy's trapezoid over 0..0.9, x 100."""
    return 100 * np.trapezoid(values, x=np.linspace(0, 0.9, 10))


TENTH_METRICS = {
    "chefer_pos": lambda least, most: chefer(most),
    "chefer_neg": lambda least, most: chefer(least),
    "chefer_pos_normalised": lambda least, most: chefer(most) / 0.9,
    "chefer_neg_normalised": lambda least, most: chefer(least) / 0.9,
    "road_morf": lambda least, most: most[1:].mean(),
    "road_lerf": lambda least, most: least[1:].mean(),
    "road_combined": lambda least, most: (least[1:].mean() - most[1:].mean()) / 2,
}

for name, metric in TENTH_METRICS.items():
    rng = np.random.default_rng(9)
    cases = []
    for case in range(6):
        least, most = rng.random((2, 10))
        if case % 2:  # one image: its top class is right or not
            least, most = (least < 0.7).astype(float), (most < 0.3).astype(float)
        most[0] = least[0] = 1
        cases.append(
            {"levels": TENTHS, "least": least, "most": most, "expected": metric(least, most)}
        )
    golden.write(name, __file__, cases)
