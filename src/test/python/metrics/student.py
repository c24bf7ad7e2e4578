"""The three numbers on the patch grid as soham5498/Explanable_Ai defines them."""

import warnings

import numpy as np
from sklearn.metrics import accuracy_score, average_precision_score, jaccard_score

import golden

warnings.filterwarnings("ignore", message="No positive class found")

golden.write(
    "student",
    __file__,
    [
        {
            "map": m,
            "mask": mask,
            "pixel_acc": accuracy_score(mask, m > np.float32(0.5)),
            "iou": jaccard_score(mask, m > np.float32(0.5), zero_division=0),
            "ap": average_precision_score(mask, m),
        }
        for m, mask, _ in golden.maps_and_masks()
    ],
)
