"""Attention rollout by whole matrices, and in the steps of the baseline of Chefer et al.

Matrices of all tokens are multiplied and row 0 is read at the end.
Names that begin with "chefer " follow hila-chefer/Transformer-Explainability's baseline: heads
averaged, identity added, rows divided by their sums, blocks multiplied from start_layer on.
"""

import numpy as np
import torch

import reference

FUSE = {"mean": lambda a: a.mean(1), "max": lambda a: a.max(1), "min": lambda a: a.min(1)}


def without_smallest(matrix, share):
    """The smallest entries set to 0, in order of value then index, but never CLS to CLS."""
    flat = matrix.astype(np.float32).ravel()
    smallest = np.argsort(flat, kind="stable")[: int(flat.size * share)]
    kept = matrix.copy().ravel()
    kept[smallest[smallest != 0]] = 0
    return kept.reshape(matrix.shape)


def rollout(attention, fuse="mean", discard=0.0, start=0):
    batch, tokens = attention[0].shape[0], attention[0].shape[-1]
    rows = []
    for b in range(batch):
        product = np.eye(tokens)
        for a in attention[start:]:
            fused = FUSE[fuse](a[b : b + 1])[0]
            step = without_smallest(fused, discard) + np.eye(tokens)
            product = np.diag(1 / step.sum(1)) @ step @ product
        rows.append(product[0, 1:])
    return torch.from_numpy(np.stack(rows))


def chefer_baseline(attention, start):
    averaged = torch.stack([torch.from_numpy(a).sum(1) / a.shape[1] for a in attention])
    with_skip = averaged + torch.eye(averaged.shape[-1])
    stochastic = with_skip / with_skip.sum(-1, keepdim=True)
    joint = stochastic[start]
    for matrix in stochastic[start + 1 :]:
        joint = torch.bmm(matrix, joint)
    return joint[:, 0, 1:]


def main():
    for golden in reference.goldens():
        attention = [a.detach().numpy() for a in golden.forward()[1]]
        maps = {
            "rollout": rollout(attention),
            "rollout:fuse=max": rollout(attention, "max"),
            "rollout:fuse=min": rollout(attention, "min"),
            "rollout:discard=0.5": rollout(attention, discard=0.5),
            "rollout:fuse=max,discard=0.9": rollout(attention, "max", 0.9),
            "rollout:start-layer=1": rollout(attention, start=1),
            "chefer rollout": chefer_baseline(attention, 0),
            "chefer rollout:start-layer=1": chefer_baseline(attention, 1),
        }
        reference.write(__file__, golden, maps, f"numpy {np.__version__}, torch {torch.__version__}")


if __name__ == "__main__":
    main()
