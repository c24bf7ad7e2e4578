"""Localisation metrics and descriptors, each by another route than the Java code takes."""

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.stats import entropy

import golden

NAN = float("nan")


def pointing(m, mask, width, tolerance):
    if not mask.any():
        return NAN
    distance = distance_transform_edt(~mask.reshape(-1, width)).ravel()
    return float(distance[np.argmax(m)] <= tolerance)


def mass(m, mask, width):
    m = m.astype(np.float64)
    return m @ mask / m.sum() if m.sum() > 0 and mask.any() else NAN


def rank(m, mask, width):
    highest = np.argsort(-m, kind="stable")[: mask.sum()]
    return mask[highest].mean() if mask.any() else NAN


def gini(m):
    """Half the relative mean absolute difference over all pairs."""
    m = m.astype(np.float64)
    return np.abs(m[:, None] - m[None, :]).mean() / (2 * m.mean()) if m.sum() > 0 else NAN


def normalised_entropy(m):
    m = m.astype(np.float64)
    return entropy(m, base=len(m)) if m.sum() > 0 and len(m) > 1 else NAN


def far_masks():
    """One mask pixel at, just within and just beyond 15 pixels from the peak, in any direction."""
    for peak, row, column in [
        ((0, 0), 0, 15),
        ((0, 0), 0, 16),
        ((0, 0), 9, 12),
        ((0, 0), 10, 11),
        ((0, 0), 11, 11),
        ((16, 17), 1, 17),
        ((16, 17), 0, 17),
        ((16, 17), 7, 5),
        ((3, 2), 3, 2),
    ]:
        m = np.zeros((17, 18), np.float32)
        m[peak] = 1
        mask = np.zeros(m.shape, bool)
        mask[row, column] = True
        yield m.ravel(), mask.ravel(), 18


MASK_METRICS = {
    "pointing_game": lambda m, mask, width: pointing(m, mask, width, 0),
    "pointing_game_15px": lambda m, mask, width: pointing(m, mask, width, 15),
    "relevance_mass": mass,
    "relevance_rank": rank,
}

for name, metric in MASK_METRICS.items():
    inputs = list(golden.maps_and_masks()) + (list(far_masks()) if "pointing" in name else [])
    cases = [
        {"map": m, "mask": mask, "width": width, "expected": metric(m, mask, width)}
        for m, mask, width in inputs
    ]
    golden.write(name, __file__, cases)

for name, metric in {"gini": gini, "entropy": normalised_entropy}.items():
    grids = [m for m, _, _ in golden.maps_and_masks()][:15] + [
        np.zeros(9, np.float32),
        np.array([0, 0, 0, 1], np.float32),
        np.array([1], np.float32),
    ]
    golden.write(name, __file__, [{"map": m, "expected": metric(m)} for m in grids])
