"""Infidelity (normalised) and max-sensitivity by Captum on a function that anyone can write down.

f(x) = sum_i w_i x_i + sum_i v_i x_i^2 in float64, its "map" the gradient rounded to float32, as maps
are where they are measured. The perturbations are written out, so every implementation sees the
same ones. Infidelity is mean (beta <p, map> - (f(x) -
f(x - p)))^2 with the best beta; max-sensitivity is max |map(x + p) - map(x)| / |map(x)|.
"""

import numpy as np
import torch
from captum.metrics import infidelity, sensitivity_max

import golden

# Captum scales only when asked to; metrics.md's infidelity is always scaled, "as_is" is not.
rng = np.random.default_rng(53)
cases = []
for n, count in ((4, 10), (16, 10), (49, 40)):
    w, v, x = (torch.from_numpy(rng.normal(size=n)) for _ in range(3))
    p = torch.from_numpy(0.02 * rng.uniform(-1, 1, (count, n)))

    def f(inputs):
        return inputs @ w + (inputs**2) @ v

    def gradient(inputs):
        if isinstance(inputs, tuple):
            return (gradient(inputs[0]),)
        return (w + 2 * v * inputs).float().double()

    m = gradient(x[None])
    dealt = {"infidelity": 0, "sensitivity": 0}

    def remove(inputs, baselines=None):
        part = p[dealt["infidelity"] : dealt["infidelity"] + len(inputs)]
        dealt["infidelity"] += len(inputs)
        return part, inputs - part

    def shift(inputs):
        tensor = inputs[0] if isinstance(inputs, tuple) else inputs
        part = p[dealt["sensitivity"] : dealt["sensitivity"] + len(tensor)]
        dealt["sensitivity"] += len(tensor)
        return tensor + part

    infidel = infidelity(f, remove, x[None], m, n_perturb_samples=count, normalize=True)
    dealt["infidelity"] = 0
    as_is = infidelity(f, remove, x[None], m, n_perturb_samples=count)
    worst = sensitivity_max(gradient, x[None], perturb_func=shift, n_perturb_samples=count)
    assert dealt == {"infidelity": count, "sensitivity": count}, dealt
    removed = [(p[i] @ m[0]).item() for i in range(count)]
    drops = [(f(x[None]) - f((x - p[i])[None])).item() for i in range(count)]
    cases.append({
        "map": m[0].float().numpy(), "sums": removed, "drops": drops,
        "noisy": [gradient(x + row).float().numpy() for row in p],
        "infidelity": infidel.item(), "infidelity_as_is": as_is.item(),
        "max_sensitivity": worst.item()})
golden.write("perturbation_stability", __file__, cases, "captum")
