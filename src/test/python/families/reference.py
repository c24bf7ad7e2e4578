"""What the scripts of model families share: random weights, one pass with its attention, the maps.

Make all families again from the repository root:
    for f in transformers_models timm_models openclip_models preprocessing positions; do
        python src/test/python/families/$f.py; done
src/test/resources/vitexplain/families/README.md says what they write.

Everything is computed in float64 from the float32 weights of the checkpoint.
"""

import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import torch
from safetensors.torch import save_file
from torch.nn import functional

OUT = Path("src/test/resources/vitexplain/families")
CLASSES = 5

torch.set_num_threads(1)


def generator_of(name):
    """A family's own random numbers, whatever other families there are."""
    return torch.Generator().manual_seed(zlib.crc32(name.encode()))


def randomise(model, generator):
    """Weights large enough that attention is far from uniform and every bias and scale counts."""
    for name, p in model.named_parameters():
        noise = torch.randn(p.shape, generator=generator)
        last = name.split(".")[-1]
        if last in ("lambda1", "gamma"):
            p.data = 0.6 + 0.3 * noise
        elif last == "logit_scale":
            p.data = torch.full_like(p, 2.0)
        elif last == "logit_bias":
            p.data = torch.full_like(p, -3.0)
        elif last == "weight" and "norm" in name:
            p.data = 1 + 0.2 * noise
        else:
            p.data = 0.3 * noise


@contextmanager
def softmaxes():
    """What every softmax gives, in order, in the precision of its input, for autograd to see."""
    found = []
    plain, method = functional.softmax, torch.Tensor.softmax

    def record(x, dim=-1, *unused, **also_unused):
        found.append(method(x, dim))
        return found[-1]

    functional.softmax = torch.Tensor.softmax = record
    try:
        yield found
    finally:
        functional.softmax, torch.Tensor.softmax = plain, method


@contextmanager
def interpolation_in_double():
    """Positions resampled in float64; the packages convert to float32 for that."""
    original = functional.interpolate

    def interpolate(x, *args, **options):
        return original(x.double(), *args, **options)

    functional.interpolate = interpolate
    try:
        yield
    finally:
        functional.interpolate = original


@dataclass
class Family:
    """A model, and how its last tokens become class scores.

    blocks   modules whose outputs are the tokens [B,T,d] after each block
    run      pixels to scores [B,K]; None where the model has no classes
    own      the model's own way from tokens [B,T,d] to scores, final norm included
    published  the same for LeGrad: of a token readout on the mean over all tokens, of attention
             pooling without the final norm, else the model's own
    readout  "cls", "two", "mean", "cls+mean" or "map"
    prefix   tokens before the patches
    """

    blocks: list
    run: Callable
    own: Callable
    published: Callable
    readout: str
    prefix: int


@dataclass
class Pass:
    scores: torch.Tensor
    tokens: list
    attention: list
    pooling: torch.Tensor


def forward(family, pixels):
    tokens = []
    hooks = [
        block.register_forward_hook(
            lambda m, args, out: tokens.append(out[0] if isinstance(out, tuple) else out))
        for block in family.blocks
    ]
    first = []
    hooks.append(family.blocks[0].register_forward_pre_hook(lambda m, args: first.append(args[0])))
    with softmaxes() as found, interpolation_in_double():
        scores = family.run(pixels)
    for hook in hooks:
        hook.remove()
    depth = len(family.blocks)
    square = found[:depth]
    assert len(tokens) == depth and all(a.shape[-1] == a.shape[-2] for a in square)
    # SiglipForImageClassification computes its attention pooling too, and leaves it unread.
    pooling = found[depth] if family.readout == "map" else None
    return Pass(scores, first + tokens, square, pooling)


def by_head(a, batch):
    """[B,H,R,T], where torch's own attention has batch and heads in one axis."""
    return a if a.dim() == 4 else a.unflatten(0, (batch, -1))


def of_targets(scores, targets):
    return scores.gather(1, targets[:, None]).sum()


def start(family, seen):
    """Where rollouts begin: the weight of each last token in the readout, [B,T]."""
    batch, tokens = seen.tokens[-1].shape[:2]
    row = torch.zeros(batch, tokens, dtype=torch.float64)
    patches = tokens - family.prefix
    if family.readout == "cls":
        row[:, 0] = 1
    elif family.readout == "two":
        row[:, :2] = 1 / 2
    elif family.readout == "mean":
        row[:, family.prefix:] = 1 / patches
    elif family.readout == "cls+mean":
        row[:, 0] = 1 / 2
        row[:, family.prefix:] = 1 / 2 / patches
    else:
        row[:, family.prefix:] = by_head(seen.pooling.detach(), batch).mean(1)[:, 0]
    return row


def rollout(row, steps):
    """row A_L ... A_1, each A with the identity added and rows that sum to 1."""
    product = torch.eye(row.shape[-1], dtype=torch.float64)
    for step in steps:
        step = step + torch.eye(row.shape[-1])
        product = (step / step.sum(-1, keepdim=True)) @ product
    return (row[:, None] @ product)[:, 0]


def gmar(row, attention, gradients):
    steps = []
    for a, g in zip(attention, gradients):
        norm = g.flatten(2).norm(p=2, dim=-1)
        steps.append(torch.einsum("bh,bhij->bij", norm / norm.sum(1, keepdim=True), a))
    return rollout(row, steps)


def chefer(row, attention, gradients):
    relevance = torch.eye(row.shape[-1], dtype=torch.float64).repeat(len(row), 1, 1)
    for a, g in zip(attention, gradients):
        relevance = relevance + (a * g).clamp(min=0).mean(1) @ relevance
    return (row[:, None] @ relevance)[:, 0]


def legrad(family, seen, targets, score):
    """Mean over blocks of the positive gradient of each block's own score by its own attention."""
    total = 0
    for tokens, attention in zip(seen.tokens[1:], seen.attention):
        with softmaxes() as found:
            scores = of_targets(score(tokens), targets)
        by = found[0] if family.readout == "map" else attention
        (gradient,) = torch.autograd.grad(scores, by, retain_graph=True)
        keys = by_head(gradient, len(tokens)).clamp(min=0).mean((1, 2))
        if family.readout == "map":
            keys = functional.pad(keys, (family.prefix, 0))
        total = total + keys
    return total / len(seen.attention)


def maps(family, seen, targets):
    """Raw maps [B,n] by method; of a model without classes the class-agnostic ones."""
    row = start(family, seen)
    attention = [a.detach() for a in seen.attention]
    found = {"rollout": rollout(row, [a.mean(1) for a in attention])}
    if seen.scores is not None:
        gradients = torch.autograd.grad(
            of_targets(seen.scores, targets), seen.attention, retain_graph=True)
        found["gmar-l2"] = gmar(row, attention, gradients)
        found["chefer"] = chefer(row, attention, gradients)
        found["legrad"] = legrad(family, seen, targets, family.published)
        if family.readout in ("cls", "two"):
            found["legrad:pool=readout"] = legrad(family, seen, targets, family.own)
        if family.readout == "map":
            found["legrad:ln=per-token"] = legrad(family, seen, targets, family.own)
    return {method: m[:, family.prefix:] for method, m in found.items()}, row


def write(folder, family, pixels, made_with):
    """expected.safetensors and maps.safetensors of a family's two images."""
    seen = forward(family, pixels.double())
    expected = {"pixels": pixels}
    targets = None
    if seen.scores is not None:
        assert torch.allclose(family.own(seen.tokens[-1]), seen.scores, rtol=0, atol=1e-11)
        # The best class of one image, the second best of the other.
        order = seen.scores.argsort(-1, descending=True)
        targets = torch.stack([order[0, 0], order[1, 1]])
        expected |= {"targets": targets.float(), "f64.logits": seen.scores}
        gradients = torch.autograd.grad(
            of_targets(seen.scores, targets), seen.attention, retain_graph=True)
        expected |= {f"f64.gradient.{l}": g for l, g in enumerate(gradients)}
    expected |= {f"f64.attention.{l}": a for l, a in enumerate(seen.attention)}
    expected |= {f"f64.hidden.{l}": z for l, z in enumerate(seen.tokens)}
    if seen.pooling is not None:
        expected["f64.pooling"] = by_head(seen.pooling, len(pixels))
    found, row = maps(family, seen, targets)
    expected["f64.start"] = row
    for name, tensors in (("expected", expected), ("maps", found)):
        tensors = {key: value.detach().contiguous() for key, value in tensors.items()}
        assert all(t.isfinite().all() for t in tensors.values()), folder
        save_file(tensors, folder / f"{name}.safetensors", {"made_with": made_with})
    spread = min(float(a.detach().std()) for a in seen.attention)
    print(folder.name, *found, f"deviation of attention {spread:.3f}")
