"""Lets transformers compute in float64 throughout.

Its eager attention takes the softmax in float32 whatever the model's precision (seen in 5.23), so a
model in float64 is only right to 1e-7. Nothing else of transformers is changed.
"""

from contextlib import contextmanager

import torch
from torch.nn import functional


@contextmanager
def softmax_in_own_precision():
    original = functional.softmax

    def softmax(x, dim=None, dtype=None, **other):
        return original(x, dim=dim, dtype=None if x.dtype == torch.float64 else dtype, **other)

    functional.softmax = softmax
    try:
        yield
    finally:
        functional.softmax = original
