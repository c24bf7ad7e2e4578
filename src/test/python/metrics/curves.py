"""Areas under perturbation curves by scikit-learn's trapezoid."""

import numpy as np
from sklearn.metrics import auc

import golden

METRICS = {
    "deletion_auc": lambda levels, least, most: auc(levels, most),
    "insertion_auc": lambda levels, least, most: auc(1 - levels[::-1], least[::-1]),
    "srg": lambda levels, least, most: auc(levels, least) - auc(levels, most),
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
