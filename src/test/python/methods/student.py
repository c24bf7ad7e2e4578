"""The variants of soham5498/Explanable_Ai as the project's definitions state them.

Unlike the other scripts' maps these are scaled, each image by max - min + 1e-8: part of the variant.
"""

import torch

import reference


def legrad(attention, gradients):
    per_block = [
        (g.relu() * a).mean(1)[:, 1:, 1:].mean(-1) for a, g in zip(attention, gradients)
    ]
    return torch.stack(per_block).mean(0)


def in_block_order(steps):
    """A_1 A_2 ... A_L with rows that sum to 1, row 0."""
    product = torch.eye(steps[0].shape[-1], dtype=torch.float64)
    for step in steps:
        step = step + torch.eye(step.shape[-1])
        product = product @ (step / step.sum(-1, keepdim=True))
    return product[:, 0, 1:]


def gmar(attention, gradients, p):
    steps = []
    for a, g in zip(attention, gradients):
        norm = g.flatten(2).norm(p=p, dim=-1)
        weights = norm / norm.sum(1, keepdim=True)
        steps.append((weights[:, :, None, None] * a).mean(1))
    return in_block_order(steps)


def scaled(m):
    low, high = m.min(1, keepdim=True).values, m.max(1, keepdim=True).values
    return (m - low) / (high - low + 1e-8)


def main():
    for golden in reference.goldens():
        attention, gradients = golden.logit_gradients()
        maps = {
            "legrad-student": legrad(attention, gradients),
            "gmar-student-l1": gmar(attention, gradients, 1),
            "gmar-student-l2": gmar(attention, gradients, 2),
            "rollout-student": in_block_order([a.mean(1) for a in attention]),
        }
        maps = {method: scaled(m) for method, m in maps.items()}
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")


if __name__ == "__main__":
    main()
