"""GMAR by autograd: gradients of the final logit weigh the heads of a whole-matrix rollout."""

import torch

import reference


def gmar(attention, gradients, p, alpha=1.0, across_blocks=False):
    norms = torch.stack([g.flatten(2).norm(p=p, dim=-1) for g in gradients])  # [L,B,H]
    if across_blocks:
        weights = len(norms) * norms / norms.sum(dim=(0, 2), keepdim=True)
    else:
        weights = norms / norms.sum(dim=2, keepdim=True)
    product = torch.eye(attention[0].shape[-1], dtype=torch.float64)
    for a, w in zip(attention, weights):
        step = torch.einsum("bh,bhij->bij", w, a)
        step = step + alpha * torch.eye(step.shape[-1])
        product = (step / step.sum(-1, keepdim=True)) @ product
    return product[:, 0, 1:]


def main():
    for golden in reference.goldens():
        attention, gradients = golden.logit_gradients()
        maps = {}
        for p in (1, 2):
            maps[f"gmar-l{p}"] = gmar(attention, gradients, p)
            maps[f"gmar-l{p}:alpha=0.5"] = gmar(attention, gradients, p, alpha=0.5)
            maps[f"gmar-l{p}:alpha=0.0"] = gmar(attention, gradients, p, alpha=0.0)
            maps[f"gmar-l{p}:alpha=2.0"] = gmar(attention, gradients, p, alpha=2.0)
            maps[f"gmar-l{p}:weights=global"] = gmar(attention, gradients, p, across_blocks=True)
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")


if __name__ == "__main__":
    main()
