"""Mu-fidelity by SciPy, infidelity (optimal scale) and max-sensitivity by Captum on a small model."""

import warnings

import numpy as np
import torch
from captum.metrics import infidelity, sensitivity_max
from scipy.stats import spearmanr

import golden

warnings.filterwarnings("ignore", message="An input array is constant")
NAN = float("nan")
SUBSETS = 40
UNITS = 25
torch.set_default_dtype(torch.float64)


def model_and_input(seed):
    torch.manual_seed(seed)
    inner, outer = torch.randn(UNITS, 8), torch.randn(8)
    return (lambda x: torch.tanh(x @ inner / 3) @ outer), torch.rand(1, UNITS)


def only(inputs):
    """Captum hands over a tensor here and a tuple of one there."""
    return inputs[0] if isinstance(inputs, tuple) else inputs


def subset_masks(rng):
    masks = np.zeros((SUBSETS, UNITS))
    for row in masks:
        row[rng.choice(UNITS, 5, replace=False)] = 1
    return masks


def captum_infidelity(model, x, attribution, masks):
    """The perturbation I is the subset's indicator, so I . attribution is the summed map."""

    def without(inputs):
        indicator = torch.tensor(masks[: len(inputs)])
        return indicator, inputs * (1 - indicator)

    value = infidelity(
        model,
        without,
        x,
        torch.tensor(attribution)[None],
        n_perturb_samples=SUBSETS,
        max_examples_per_batch=SUBSETS,
        normalize=True,
    )
    return value.item()


fidelity_cases, infidelity_cases = [], []
for seed in range(6):
    rng = np.random.default_rng(seed)
    model, x = model_and_input(seed)
    masks = subset_masks(rng)
    attribution = np.round(rng.random(UNITS) * (4 if seed % 2 else 1)) if seed == 5 else rng.random(UNITS)
    sums = masks @ attribution
    drops = (model(x) - model(x * (1 - torch.tensor(masks)))).numpy()
    fidelity_cases.append({"sums": sums, "drops": drops, "expected": spearmanr(sums, drops).statistic})
    infidelity_cases.append(
        {"sums": sums, "drops": drops, "expected": captum_infidelity(model, x, attribution, masks)}
    )
constant = np.full(SUBSETS, 2.5)
fidelity_cases.append({"sums": constant, "drops": drops, "expected": NAN})
infidelity_cases.append({"sums": 0 * constant, "drops": drops, "expected": np.mean(drops**2)})
golden.write("mufidelity", __file__, fidelity_cases)
golden.write("infidelity", __file__, infidelity_cases)

cases = []
for seed in range(6):
    torch.manual_seed(seed)
    table = torch.rand(1, UNITS).float().double()  # maps are float32 where they are measured
    noisy = (table + 0.2 * torch.randn(10, UNITS)).float().double()
    maps = torch.cat([table, noisy])

    def look_up(inputs):
        """Image 0 is explained by the table, copy i by the i-th noisy map."""
        return (maps[only(inputs)[:, 0].long()],)

    draws = torch.arange(1.0, 11)[:, None]
    value = sensitivity_max(
        look_up,
        torch.zeros(1, UNITS),
        perturb_func=lambda inputs: only(inputs) + draws,
        n_perturb_samples=10,
        max_examples_per_batch=10,
    )
    cases.append(
        {
            "map": table[0].numpy().astype(np.float32),
            "noisy": noisy.numpy().astype(np.float32),
            "expected": value.item(),
        }
    )
cases.append({"map": np.zeros(4, np.float32), "noisy": np.ones((2, 4), np.float32), "expected": NAN})
golden.write("max_sensitivity", __file__, cases)
