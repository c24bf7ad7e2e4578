"""One class against another: the difference of two scores is explained in place of one score.

LeGrad by autograd on the golden models, written as golden/methods/contrast.MODEL.safetensors with
the class that is taken away under "contrast"; relevance propagation by the explicit rules of
relevance_golden.py on its tiny ViT, with R = logit at the class and R = -logit at the other.

    python src/test/python/methods/contrast.py    # from the repository root
"""

import torch

import legrad
import reference
import relevance_golden

OTHER = 0


def legrad_against(golden, other):
    _, attention, tokens = golden.forward()
    chosen = torch.arange(len(golden.targets))
    total = 0
    for a, z in zip(attention, tokens):
        scores = legrad.block_score(golden.model, z, "mean", "after-pool")
        margin = scores[chosen, golden.targets] - scores[:, other]
        (gradient,) = torch.autograd.grad(margin.sum(), a, retain_graph=True)
        total = total + gradient.clamp(min=0).mean(dim=(1, 2))
    return (total / len(attention))[:, 1:]


def main():
    for golden in reference.goldens():
        labels = range(golden.model.config.num_labels)
        other = max(k for k in labels if k not in golden.targets.tolist())
        maps = {
            "legrad": legrad_against(golden, other),
            "contrast": torch.tensor([float(other), float(other)]),
        }
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")
    w, x = relevance_golden.read()
    against = {
        "cp-lrp": relevance_golden.relevance(w, x, False, other=OTHER)[0][0][:, 1:],
        "attnlrp": relevance_golden.relevance(w, x, True, other=OTHER)[0][0][:, 1:],
    }
    for method, map_ in against.items():
        file = relevance_golden.OUT / f"contrast_{method.replace('-', '_')}.json"
        content = {"method": method, "contrast": OTHER, "maps": map_.tolist()}
        relevance_golden.tiny.write(file, content)


if __name__ == "__main__":
    main()
