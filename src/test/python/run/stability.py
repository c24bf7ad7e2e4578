"""Max-sensitivity: the greatest relative change of a raw map over ten noisy copies."""

import numpy as np
import torch

import maps
import reference
import streams

DRAWS, RADIUS = 10, 0.02


def noisy_copies(pixels, seed):
    """[10,C,H,W], float32."""
    u = streams.SplitMix(seed).doubles(DRAWS * pixels.numel())
    noise = (RADIUS * (2 * u - 1)).astype(np.float32).reshape(DRAWS, *pixels.shape)
    return pixels + torch.from_numpy(noise)


def scores(golden, seed, raw):
    """Method to value; NaN where a map is 0 everywhere."""
    copies = noisy_copies(golden.pixels[0].float(), seed)
    targets = golden.targets.expand(DRAWS)
    noisy = maps.raw_maps(reference.Golden(golden.name, golden.model, copies.double(), targets))
    found = {}
    for method, m in raw.items():
        wide = m.astype(np.float64)
        change = np.linalg.norm(noisy[method].astype(np.float64) - wide, axis=1).max()
        size = np.linalg.norm(wide)
        found[method] = change / size if size > 0 else float("nan")
    return found
