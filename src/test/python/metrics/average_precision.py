"""Average precision by scikit-learn. Without positives ours is undefined, scikit-learn's 0."""

import numpy as np
from sklearn.metrics import average_precision_score

import golden


def ap(labels, scores):
    return average_precision_score(labels, scores) if labels.any() else float("nan")


def two_channel(mask, m):
    return ap(np.concatenate([~mask, mask]), np.concatenate([np.float32(1) - m, m]))


for name, metric in {"ap_fg": ap, "ap_2ch": two_channel}.items():
    cases = [
        {"map": m, "mask": mask, "width": width, "expected": metric(mask, m)}
        for m, mask, width in golden.maps_and_masks()
    ]
    golden.write(name, __file__, cases)
