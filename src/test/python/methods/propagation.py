"""The relevance propagation of Chefer et al. 2021, arXiv:2012.09838, on torch's backward engine.

Every module of a ViT is an autograd.Function whose forward is the module and whose backward is its
rule: what the engine carries is relevance, and no gradient. A block's attention keeps what it gets.
Where the paper is short, the rules are those that its authors' evaluation runs.

joint: transformer attribution, else the propagation that full and partial LRP are made of.
"""

from dataclasses import dataclass, field

import torch
import torch.nn.functional as F

TINY = 1e-9


def ratio(a, b):
    moved = b + TINY
    moved = torch.where(moved == 0, torch.full_like(moved, TINY), moved)
    return torch.where(b == 0, torch.zeros_like(moved), a / moved)


class Pass(torch.autograd.Function):
    """LayerNorm, softmax, GELU: any y of x's shape."""

    @staticmethod
    def forward(ctx, x, y):
        return y.clone()

    @staticmethod
    def backward(ctx, r):
        return r, None


class Linear(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, joint):
        ctx.save_for_backward(x, weight)
        ctx.joint = joint
        return F.linear(x, weight, bias)

    @staticmethod
    def backward(ctx, r):
        x, weight = ctx.saved_tensors
        halves = [(x.clamp(min=0), weight.clamp(min=0)), (x.clamp(max=0), weight.clamp(max=0))]
        z = [torch.einsum("...i,oi->...o", p, v) for p, v in halves]
        if ctx.joint:
            z = [z[0] + z[1]] * 2
        relevance = sum(
            p * torch.einsum("...o,oi->...i", ratio(r, total), v) for (p, v), total in zip(halves, z)
        )
        return relevance, None, None, None


class Sum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, joint):
        ctx.save_for_backward(a, b)
        ctx.joint = joint
        return a + b

    @staticmethod
    def backward(ctx, r):
        a, b = ctx.saved_tensors
        terms = [x * ratio(r, a + b) for x in (a, b)]
        if ctx.joint:
            sums = [t.sum((1, 2), keepdim=True) for t in terms]
            sizes = sums[0].abs() + sums[1].abs()
            whole = r.sum((1, 2), keepdim=True)
            terms = [t * ratio(ratio(s.abs(), sizes) * whole, s) for t, s in zip(terms, sums)]
        return terms[0], terms[1], None


class Twice(torch.autograd.Function):
    """One array for two branches."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clone(), x.clone()

    @staticmethod
    def backward(ctx, first, second):
        (x,) = ctx.saved_tensors
        return x * (ratio(first, x) + ratio(second, x))


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a @ b

    @staticmethod
    def backward(ctx, r):
        a, b = ctx.saved_tensors
        s = ratio(r, a @ b)
        return a * (s @ b.mT) / 2, b * (a.mT @ s) / 2


class ClassToken(torch.autograd.Function):
    @staticmethod
    def forward(ctx, z):
        ctx.save_for_backward(z)
        return z[:, :1].clone()

    @staticmethod
    def backward(ctx, r):
        (z,) = ctx.saved_tensors
        reached = torch.zeros_like(z)
        reached[:, :1] = z[:, :1] * ratio(r, z[:, :1])
        return reached


class Patches(torch.autograd.Function):
    """z^B: every value of an image lies between its least and its largest."""

    @staticmethod
    def forward(ctx, cells, weight, bias):
        ctx.save_for_backward(cells, weight)
        return F.linear(cells, weight, bias)

    @staticmethod
    def backward(ctx, r):
        x, weight = ctx.saved_tensors
        low = torch.ones_like(x) * x.amin((1, 2), keepdim=True)
        high = torch.ones_like(x) * x.amax((1, 2), keepdim=True)
        up, down = weight.clamp(min=0), weight.clamp(max=0)
        s = r / (x @ weight.T - low @ up.T - high @ down.T + TINY)
        return x * (s @ weight) - low * (s @ up) - high * (s @ down), None, None


@dataclass
class Vit:
    """A ViT's tensors: pairs of weight and bias, by block a dict of these."""

    patch: tuple
    cls: torch.Tensor
    position: torch.Tensor
    blocks: list
    norm: tuple
    classifier: tuple
    heads: int
    eps: float
    edge: int


@dataclass
class Relevance:
    attention: list = field(default_factory=list)
    cells: torch.Tensor = None


def propagated(vit, x, classes, joint):
    """R_A by block, [B,H,T,T], and the relevance of the patches' pixels, [B,n,C p p]."""

    def linear(w, z):
        return Linear.apply(z, w[0], w[1], joint)

    def norm(w, z):
        return Pass.apply(z, F.layer_norm(z, z.shape[-1:], w[0], w[1], vit.eps))

    def split(z):
        return z.unflatten(2, (vit.heads, -1)).transpose(1, 2)

    found = Relevance()
    cells = F.unfold(x, vit.edge, stride=vit.edge).mT.detach().requires_grad_(True)
    tokens = Patches.apply(cells, vit.patch[0].flatten(1), vit.patch[1])
    z = torch.cat([vit.cls.expand(len(x), -1, -1), tokens], 1)
    z = Sum.apply(z, vit.position.expand_as(z), joint)
    for w in vit.blocks:
        residual, z = Twice.apply(z)
        n = norm(w["before"], z)
        q, k, v = (split(linear(w[part], n)) for part in ("query", "key", "value"))
        s = Product.apply(q, k.mT)
        a = Pass.apply(s, torch.softmax(s / q.shape[-1] ** 0.5, -1))
        a.retain_grad()
        found.attention.append(a)
        context = Product.apply(a, v).transpose(1, 2).flatten(2)
        z = Sum.apply(residual, linear(w["out"], context), joint)
        residual, z = Twice.apply(z)
        wide = linear(w["fc1"], norm(w["after"], z))
        z = Sum.apply(residual, linear(w["fc2"], Pass.apply(wide, F.gelu(wide))), joint)
    logits = linear(vit.classifier, ClassToken.apply(norm(vit.norm, z)))[:, 0]
    logits.backward(F.one_hot(torch.as_tensor(classes), logits.shape[1]).to(logits.dtype))
    found.attention = [a.grad for a in found.attention]
    found.cells = cells.grad
    return found


def accumulated(steps):
    """The class token's row of (I + C_L) ... (I + C_s), its patches."""
    joint = torch.eye(steps[0].shape[-1], dtype=steps[0].dtype)
    for c in steps:
        joint = joint + c @ joint
    return joint[:, 0, 1:]


def attribution(relevance, gradients, start):
    steps = [(g * r).clamp(min=0).mean(1) for g, r in zip(gradients, relevance)]
    return accumulated(steps[start:])


def partial(relevance):
    return relevance[-1].clamp(min=0).mean(1)[:, 0, 1:]
