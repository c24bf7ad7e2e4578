"""Gini index and entropy of maps by Quantus: Sparseness and Complexity.

Quantus reads a map as an array of evidence; its entropy is not divided by ln n, ours is.
"""

import numpy as np
import quantus

import golden

sparseness = quantus.Sparseness(abs=True, normalise=False, disable_warnings=True)
complexity = quantus.Complexity(abs=True, normalise=False, disable_warnings=True)
rng = np.random.default_rng(41)
cases = []
for n in (4, 16, 49, 196):
    for power in (1, 3, 9):
        m = (rng.random(n) ** power).astype(np.float32)
        side = int(n**0.5)
        x = np.zeros((1, side, side), np.float32)
        evidence = m.astype(np.float64).reshape(1, 1, side, side)
        gini = sparseness.evaluate_batch(x_batch=x[None], a_batch=evidence.copy())[0]
        entropy = complexity.evaluate_batch(x_batch=x[None], a_batch=evidence.copy())[0]
        cases.append({"map": m, "gini": float(gini), "entropy_nats": float(entropy)})
golden.write("quantus", __file__, cases, "quantus")
