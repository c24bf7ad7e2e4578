"""Golden maps of transformer attribution, partial and full LRP on the tiny ViT of peers_golden.py.

Relevance by propagation.py, gradients by autograd of the plain model, float64. Of one class against
another the relevance is the difference of both classes' relevances, and the gradient the difference
of both gradients.

    python src/test/python/methods/propagation_golden.py    # from the repository root
"""

import torch

import peers_golden as tiny
import propagation
from relevance_golden import OUT, read

OTHER = 0


def model(w):
    def pair(name):
        return w[name + ".weight"], w[name + ".bias"]

    names = {
        "before": "layernorm_before",
        "query": "attention.attention.query",
        "key": "attention.attention.key",
        "value": "attention.attention.value",
        "out": "attention.output.dense",
        "after": "layernorm_after",
        "fc1": "intermediate.dense",
        "fc2": "output.dense",
    }
    blocks = [
        {slot: pair(f"vit.encoder.layer.{l}.{name}") for slot, name in names.items()}
        for l in range(tiny.BLOCKS)
    ]
    return propagation.Vit(
        pair("vit.embeddings.patch_embeddings.projection"),
        w["vit.embeddings.cls_token"],
        w["vit.embeddings.position_embeddings"],
        blocks,
        pair("vit.layernorm"),
        pair("classifier"),
        tiny.HEADS,
        tiny.EPS,
        tiny.PATCH,
    )


def gradients(w, x, other=None):
    keep = {}
    logits = tiny.forward(w, x.clone().requires_grad_(True), keep)
    score = logits[range(len(x)), tiny.TARGETS].sum()
    if other is not None:
        score = score - logits[:, other].sum()
    return torch.autograd.grad(score, keep["attention"])


def difference(vit, x, joint):
    own = propagation.propagated(vit, x, tiny.TARGETS, joint)
    other = propagation.propagated(vit, x, [OTHER] * len(x), joint)
    own.attention = [a - b for a, b in zip(own.attention, other.attention)]
    own.cells = own.cells - other.cells
    return own


def main():
    w, x = read()
    vit = model(w)
    joint = propagation.propagated(vit, x, tiny.TARGETS, True)
    single = propagation.propagated(vit, x, tiny.TARGETS, False)
    slopes = gradients(w, x)
    maps = {
        "transformer-attribution": propagation.attribution(joint.attention, slopes, 1),
        "transformer-attribution:start-layer=0": propagation.attribution(joint.attention, slopes, 0),
        "transformer-attribution:start-layer=2": propagation.attribution(joint.attention, slopes, 2),
        "partial-lrp": propagation.partial(single.attention),
        "full-lrp": single.cells.sum(2),
        "full-lrp:sign=positive": single.cells.sum(2),
    }
    for method, map_ in maps.items():
        name = "".join(c if c.isalnum() else "_" for c in method)
        tiny.write(OUT / f"{name}.json", {"method": method, "maps": map_.tolist()})
    joint, single = (difference(vit, x, of) for of in (True, False))
    against = {
        "transformer-attribution": propagation.attribution(
            joint.attention, gradients(w, x, OTHER), 1
        ),
        "partial-lrp": propagation.partial(single.attention),
        "full-lrp": single.cells.sum(2),
    }
    for method, map_ in against.items():
        file = OUT / f"contrast_{method.replace('-', '_')}.json"
        tiny.write(file, {"method": method, "contrast": OTHER, "maps": map_.tolist()})


if __name__ == "__main__":
    main()
