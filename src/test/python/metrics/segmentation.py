"""Segmentation metrics of binarised maps by scikit-learn; an empty union is undefined."""

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, jaccard_score

import golden


def iou(mask, predicted, label):
    if not ((mask == label) | (predicted == label)).any():
        return float("nan")
    return jaccard_score(mask, predicted, pos_label=label)


def f1(mask, predicted):
    return f1_score(mask, predicted) if (mask | predicted).any() else float("nan")


METRICS = {
    "pixel_acc": accuracy_score,
    "iou_fg": lambda mask, predicted: iou(mask, predicted, True),
    "iou_bg": lambda mask, predicted: iou(mask, predicted, False),
    "miou": lambda mask, predicted: (iou(mask, predicted, True) + iou(mask, predicted, False)) / 2,
    "f1_fg": f1,
}

for name, metric in METRICS.items():
    cases = [
        {"map": m, "mask": mask, "threshold": t, "expected": metric(mask, m > np.float32(t))}
        for i, (m, mask, _) in enumerate(golden.maps_and_masks())
        for t in [(0.25, 0.5, 0.75, 0.5, 0.0, 1.0)[i % 6]]
    ]
    golden.write(name, __file__, cases)
