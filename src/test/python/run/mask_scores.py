"""Scores of one map alone and against its mask, by scikit-learn and SciPy."""

import warnings

import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.stats import entropy
from sklearn.metrics import (
    accuracy_score, average_precision_score, confusion_matrix, jaccard_score)

NAN = float("nan")
warnings.filterwarnings("ignore", message="No positive class found")


def grid_scores(scaled):
    m = scaled.astype(np.float64)
    differences = np.abs(m[:, None] - m[None, :]).mean()
    return {"gini": differences / (2 * m.mean()), "entropy": entropy(m, base=len(m))}


def mask_scores(m, mask):
    """m float32 and mask bool, [height,width]."""
    flat, truth = m.ravel(), mask.ravel()
    any_object = truth.any()
    distance = distance_transform_edt(~mask).ravel()[np.argmax(flat)] if any_object else NAN
    highest = np.argsort(-flat, kind="stable")[: truth.sum()]
    mass = flat.astype(np.float64)
    both = np.concatenate([np.float32(1) - flat, flat])
    return {
        "ap_fg": average_precision_score(truth, flat) if any_object else NAN,
        "ap_2ch": average_precision_score(np.concatenate([~truth, truth]), both),
        "pointing_game": float(distance <= 0) if any_object else NAN,
        "pointing_game_15px": float(distance <= 15) if any_object else NAN,
        "relevance_mass": mass[truth].sum() / mass.sum() if any_object else NAN,
        "relevance_rank": truth[highest].mean() if any_object else NAN,
    }


THRESHOLDS = [np.float32(i) / np.float32(20) for i in range(21)]
QUOTED = ("0.50", "mean", "top-k")


def predictions(m, mask):
    """A map turned into pixels of the object: at thresholds, at its mean, as many as there are."""
    top = np.zeros(m.size, bool)
    top[np.argsort(-m.ravel(), kind="stable")[: mask.sum()]] = True
    mean = np.float32(m.astype(np.float64).mean())
    found = {f"{threshold:.2f}": m > threshold for threshold in THRESHOLDS}
    return found | {"mean": m > mean, "top-k": top.reshape(m.shape)}


def counts(predicted, mask):
    """True and false positives, false and true negatives."""
    (tn, fp), (fn, tp) = confusion_matrix(mask.ravel(), predicted.ravel(), labels=[False, True])
    return tp, fp, fn, tn


def iou(truth, predicted, label):
    if not ((truth == label) | (predicted == label)).any():
        return NAN
    return jaccard_score(truth, predicted, pos_label=label, zero_division=0)


def segmentation_scores(predicted, mask):
    predicted, truth = predicted.ravel(), mask.ravel()
    foreground, background = iou(truth, predicted, True), iou(truth, predicted, False)
    return {
        "pixel_acc": accuracy_score(truth, predicted),
        "iou_fg": foreground,
        "iou_bg": background,
        "miou": (foreground + background) / 2,
    }
