"""Average drop, increase and gain: the image times its map, and what lies above thresholds."""

import numpy as np
import torch
from scipy.special import softmax

import maps
import removal

THRESHOLDS = [np.float32(i) / np.float32(20) for i in range(21)]


def images(pixels, black, scaled):
    """Threshold, or an empty text for the product, to image; float32 throughout."""
    height, width = pixels.shape[1:]
    m = torch.from_numpy(maps.upsampled(scaled, height, width))
    found = {"": black + (pixels - black) * m}
    for threshold in THRESHOLDS:
        found[f"{threshold:.2f}"] = torch.where(m > threshold, pixels, black)
    return found


def scores(model, untouched, target, copies):
    """Metric and level to value."""
    y = softmax(untouched.astype(np.float64))[target]
    logits = removal.answers(model, list(copies.values())).astype(np.float64)
    found = {}
    for level, o in zip(copies, softmax(logits, axis=1)[:, target]):
        found["avg_drop", level] = 100 * max(0, y - o) / y
        found["avg_increase", level] = 100.0 if o > y else 0.0
        found["avg_gain", level] = 100 * max(0, o - y) / (1 - y)
    return found
