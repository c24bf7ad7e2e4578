"""Average drop, increase and gain by numpy; undefined where nothing can change."""

import numpy as np

import golden

NAN = float("nan")
METRICS = {
    "avg_drop": lambda y, o: 100 * np.clip(y - o, 0, None) / y if y > 0 else NAN,
    "avg_increase": lambda y, o: 100.0 * np.heaviside(o - y, 0),
    "avg_gain": lambda y, o: 100 * np.clip(o - y, 0, None) / (1 - y) if y < 1 else NAN,
}
rng = np.random.default_rng(12)
PAIRS = [*rng.random((6, 2)), (0.5, 0.5), (0.0, 0.25), (1.0, 0.25), (0.25, 0.0), (0.25, 1.0)]

for name, metric in METRICS.items():
    cases = [{"y": y, "o": o, "expected": metric(y, o)} for y, o in PAIRS]
    golden.write(name, __file__, cases)
