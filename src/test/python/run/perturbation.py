"""Perturbation curves of one image: patches replaced, most and least relevant first."""

import sys
from pathlib import Path

import numpy as np
import torch
import torchvision
from scipy.special import softmax
from sklearn.metrics import auc

sys.path.append(str(Path(__file__).resolve().parents[1]))
from precision import softmax_in_own_precision  # noqa: E402

LEVELS = np.arange(6) / 5
PATCH, SIDE = 8, 4


def fills(pixels, processor):
    """What shows where patches are gone; pixels [3,32,32] normalised float32."""
    black = np.zeros((32, 32, 3), np.uint8)
    blurred = torchvision.transforms.functional.gaussian_blur(pixels.double(), 11, 5.0)
    return {
        "black": torch.from_numpy(processor(black, return_tensors="np")["pixel_values"][0]),
        "mean": torch.zeros_like(pixels),
        "blur": blurred.float(),
    }


def without(pixels, replacement, patches):
    gone = torch.zeros(SIDE * SIDE, dtype=torch.bool)
    gone[patches.copy()] = True
    gone = gone.reshape(SIDE, SIDE).repeat_interleave(PATCH, 0).repeat_interleave(PATCH, 1)
    return torch.where(gone, replacement, pixels)


def curve(golden, replacement, order, target):
    counts = np.floor(LEVELS * len(order) + 0.5).astype(int)
    pixels = golden.pixels[0].float()
    images = torch.stack([without(pixels, replacement, order[:k]) for k in counts])
    with torch.no_grad(), softmax_in_own_precision():
        logits = golden.model(images.double()).logits.numpy()
    # Logits leave the device as float32; the softmax is taken on the host in float64.
    return softmax(logits.astype(np.float32).astype(np.float64), axis=1)[:, target]


def curve_scores(golden, replacement, raw, target):
    """Metric and level to value."""
    most_first = np.argsort(-raw, kind="stable")
    most = curve(golden, replacement, most_first, target)
    least = curve(golden, replacement, most_first[::-1], target)
    scores = {}
    for name, values in (("morf", most), ("lerf", least)):
        for level, value in zip(LEVELS, values):
            scores[name, f"{level:.2f}"] = value
    scores["deletion_auc", ""] = auc(LEVELS, most)
    scores["insertion_auc", ""] = auc(1 - LEVELS[::-1], least[::-1])
    scores["srg", ""] = auc(LEVELS, least) - auc(LEVELS, most)
    return scores
