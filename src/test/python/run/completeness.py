"""How far the sum of a raw map is from what its method promises: a logit, or its rise."""

import numpy as np
import torch

import peers
import relevance
import removal


def sums(golden):
    """Method to the sum of its signed map, whose values leave the device as float32."""
    found = {
        "integrated-gradients": peers.integrated_gradients(golden)[0],
        "attnlrp": relevance.by_block(golden, 0.25, 0.5)[0][0, 1:],
        "cp-lrp": relevance.by_block(golden, 0, 1)[0][0, 1:],
    }
    return {method: np.float64(m.detach().numpy().astype(np.float32)).sum()
            for method, m in found.items()}


def scores(golden, untouched):
    """untouched: the image's logits."""
    target = int(golden.targets[0])
    flat = torch.full_like(golden.pixels[0], peers.BLACK).float()
    logit = np.float64(untouched[target])
    rise = logit - np.float64(removal.answers(golden.model, [flat])[0][target])
    return {method: abs((rise if method == "integrated-gradients" else logit) - total)
            for method, total in sums(golden).items()}
