"""LeGrad by autograd alone, with its options: each block's own class score, by its own attention."""

import torch

import reference

POOLS = {"mean": lambda z: z.mean(1), "cls": lambda z: z[:, 0]}


def block_score(model, tokens, pool, norm):
    if norm == "per-token":
        tokens = model.vit.layernorm(tokens)
    pooled = POOLS[pool](tokens)
    if norm == "after-pool":
        pooled = model.vit.layernorm(pooled)
    return model.classifier(pooled)


def legrad(golden, pool="mean", norm="after-pool", last=None):
    _, attention, tokens = golden.forward()
    blocks = list(range(len(attention)))[-(last or len(attention)):]
    chosen = torch.arange(len(golden.targets))
    total = 0
    for l in blocks:
        scores = block_score(golden.model, tokens[l], pool, norm)[chosen, golden.targets]
        (gradient,) = torch.autograd.grad(scores.sum(), attention[l], retain_graph=True)
        total = total + gradient.clamp(min=0).mean(dim=(1, 2))
    return (total / len(blocks))[:, 1:]


OPTIONS = {
    "legrad": {},
    "legrad:pool=readout": {"pool": "cls"},
    "legrad:layers=1": {"last": 1},
    "legrad:layers=2": {"last": 2},
    "legrad:ln=per-token": {"norm": "per-token"},
    "legrad:ln=none": {"norm": "none"},
    "legrad:pool=readout,layers=2,ln=none": {"pool": "cls", "last": 2, "norm": "none"},
}


def main():
    for golden in reference.goldens():
        maps = {method: legrad(golden, **options) for method, options in OPTIONS.items()}
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")


if __name__ == "__main__":
    main()
