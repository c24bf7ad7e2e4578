"""Golden maps of relevance propagation: relevances passed from layer to layer by explicit rules.

No gradient is asked of torch here. The Java side modifies a gradient and multiplies it by the input
at the end; this script carries R itself backwards through the tiny ViT of peers_golden.py, float64,
by the rules as the papers write them: R_i = sum over outputs of their relevance times the share that
input i has in them.

    python src/test/python/methods/relevance_golden.py    # from the repository root
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import peers_golden as tiny

OUT = Path("src/test/resources/golden/methods/peers")
HEAD = tiny.WIDTH // tiny.HEADS


def split(z):
    return z.unflatten(2, (tiny.HEADS, HEAD)).transpose(1, 2)


def joined(x):
    return x.transpose(1, 2).flatten(2)


def share(relevance, output):
    """R / z, 0 where nothing came out."""
    return torch.where(output == 0, torch.zeros_like(output), relevance / output)


class Ledger:
    """Carries relevance backwards and books what biases keep, by token."""

    def __init__(self, w, gamma_linear, gamma_conv):
        self.w, self.gamma_linear, self.gamma_conv = w, gamma_linear, gamma_conv
        self.biases = None

    def book(self, amount):
        """[B,T,out] at the tokens, or [B,1,out] at the class token."""
        per_token = amount.sum(2)
        if self.biases is None:
            self.biases = torch.zeros(len(amount), 1 + tiny.ROWS * tiny.COLUMNS, dtype=torch.float64)
        self.biases[:, : per_token.shape[1]] += per_token

    def linear(self, name, x, relevance, gamma=0.0):
        weight, bias = self.w[name + ".weight"].flatten(1), self.w[name + ".bias"]
        if gamma == 0:
            s = share(relevance, x @ weight.T + bias)
            self.book(s * bias)
            return x * (s @ weight)
        z = x @ weight.T + bias
        above, below = (weight + gamma * part for part in (weight.clamp(min=0), weight.clamp(max=0)))
        b_above, b_below = (bias + gamma * part for part in (bias.clamp(min=0), bias.clamp(max=0)))
        high, low = x.clamp(min=0), x.clamp(max=0)
        total = torch.zeros_like(x)
        for positive, w_high, w_low, b in ((True, above, below, b_above), (False, below, above, b_below)):
            d = high @ w_high.T + low @ w_low.T + b
            d = d + 1e-6 * torch.where(d >= 0, 1.0, -1.0)
            s = torch.where((z > 0) if positive else (z < 0), relevance / d, torch.zeros_like(d))
            self.book(s * b)
            total = total + high * (s @ w_high) + low * (s @ w_low)
        return total

    def norm(self, name, x, relevance):
        """LayerNorm as the linear map (x - mean) * weight / deviation."""
        weight, bias = self.w[name + ".weight"], self.w[name + ".bias"]
        centred = x - x.mean(-1, keepdim=True)
        deviation = (centred.square().mean(-1, keepdim=True) + tiny.EPS).sqrt()
        scale = weight / deviation
        s = share(relevance, centred * scale + bias)
        self.book(s * bias)
        s = s * scale
        return x * (s - s.mean(-1, keepdim=True))


def forward(w, x):
    """Everything that a block computes on its way, as lists by block."""

    def linear(name, z):
        return F.linear(z, w[name + ".weight"].flatten(1), w[name + ".bias"])

    def norm(name, z):
        return F.layer_norm(z, (tiny.WIDTH,), w[name + ".weight"], w[name + ".bias"], tiny.EPS)

    cells = F.unfold(x, tiny.PATCH, stride=tiny.PATCH).transpose(1, 2)
    tokens = linear("vit.embeddings.patch_embeddings.projection", cells)
    cls = w["vit.embeddings.cls_token"].expand(len(x), -1, -1)
    z = torch.cat([cls, tokens], 1) + w["vit.embeddings.position_embeddings"]
    kept = []
    for l in range(tiny.BLOCKS):
        at = f"vit.encoder.layer.{l}."
        k = {"z": z, "n": norm(at + "layernorm_before", z)}
        k["q"], k["k"], k["v"] = (
            split(linear(at + "attention.attention." + p, k["n"])) for p in ("query", "key", "value"))
        k["s"] = k["q"] @ k["k"].transpose(2, 3) / math.sqrt(HEAD)
        k["a"] = torch.softmax(k["s"], -1)
        k["c"] = k["a"] @ k["v"]
        k["out"] = linear(at + "attention.output.dense", joined(k["c"]))
        k["mid"] = z + k["out"]
        k["m"] = norm(at + "layernorm_after", k["mid"])
        k["wide"] = linear(at + "intermediate.dense", k["m"])
        k["active"] = F.gelu(k["wide"])
        k["mlp"] = linear(at + "output.dense", k["active"])
        z = k["mid"] + k["mlp"]
        kept.append(k)
    last = norm("vit.layernorm", z)
    return cells, tokens, kept, z, last, linear("classifier", last[:, 0])


def through_attention(ledger, at, k, r_context, shared):
    """Relevance of the context A V to that of the first LayerNorm's output."""
    s = share(r_context, k["c"])
    r_values = k["v"] * (k["a"].transpose(2, 3) @ s)
    parts = {"value": r_values}
    if shared:
        parts["value"] = r_values / 2
        r_attention = k["a"] * (s @ k["v"].transpose(2, 3)) / 2
        r_scores = k["s"] * (r_attention - k["a"] * r_attention.sum(-1, keepdim=True))
        s = share(r_scores, k["s"]) / math.sqrt(HEAD)
        parts["query"] = k["q"] * (s @ k["k"]) / 2
        parts["key"] = k["k"] * (s.transpose(2, 3) @ k["q"]) / 2
    return sum(ledger.linear(at + "attention.attention." + p, k["n"], joined(r)) for p, r in parts.items())


def relevance(w, x, shared, gamma_linear=0.0, gamma_conv=0.0, probability=False, other=None):
    """By block the relevance of its input [B,T,d]; that of the pixels by patch; that of biases."""
    cells, patches, kept, z, last, logits = forward(w, x)
    ledger = Ledger(w, gamma_linear, gamma_conv)
    target = F.one_hot(torch.tensor(tiny.TARGETS), tiny.CLASSES).double()
    if other is not None:
        assert not probability, "a difference of logits"
        target[:, other] = -1
    if probability:
        p = logits.softmax(-1)
        p_c = (p * target).sum(-1, keepdim=True)
        r = logits * p_c * (target - p)
    else:
        r = logits * target
    r = ledger.linear("classifier", last[:, :1], r[:, None])
    r = torch.cat([ledger.norm("vit.layernorm", z[:, :1], r), torch.zeros_like(z[:, 1:])], 1)
    by_block = []
    for l in reversed(range(tiny.BLOCKS)):
        at = f"vit.encoder.layer.{l}."
        k = kept[l]
        s = share(r, k["mid"] + k["mlp"])
        r = s * k["mlp"]
        r = ledger.linear(at + "output.dense", k["active"], r, gamma_linear)
        r = ledger.linear(at + "intermediate.dense", k["m"], r, gamma_linear)
        r = s * k["mid"] + ledger.norm(at + "layernorm_after", k["mid"], r)
        s = share(r, k["mid"])
        r = ledger.linear(at + "attention.output.dense", joined(k["c"]), s * k["out"])
        r = through_attention(ledger, at, k, split(r), shared)
        r = s * k["z"] + ledger.norm(at + "layernorm_before", k["z"], r)
        by_block.insert(0, r)
    biases = ledger.biases.clone()
    s = share(by_block[0], kept[0]["z"])[:, 1:]
    pixels = ledger.linear("vit.embeddings.patch_embeddings.projection", cells, s * patches, gamma_conv)
    attention = [k["a"] for k in kept]
    score = (logits.softmax(-1) if probability else logits)[range(len(x)), tiny.TARGETS]
    return [r.sum(2) for r in by_block], pixels.sum(2), biases, attention, score


def maps(w, x):
    def at_tokens(**options):
        return relevance(w, x, **options)[0][0][:, 1:]

    blocks, pixels, biases, attention, score = relevance(w, x, False)
    assert torch.allclose(blocks[0].sum(1) + biases.sum(1), score, rtol=1e-10), "complete"
    full = sum(blocks)
    weighted = sum(a.mean((1, 2)) * r for a, r in zip(attention, blocks))
    of_probability = relevance(w, x, False, probability=True)[0]
    return {
        "attnlrp": at_tokens(shared=True),
        "attnlrp:gamma-linear=0.05": at_tokens(shared=True, gamma_linear=0.05),
        "attnlrp:gamma-conv=0.25,gamma-linear=0.05,at=input": relevance(
            w, x, True, gamma_linear=0.05, gamma_conv=0.25)[1],
        "attnlrp:target=probability": at_tokens(shared=True, probability=True),
        "cp-lrp": blocks[0][:, 1:],
        "cp-lrp:at=input": pixels,
        "cp-lrp:gamma-linear=0.5": at_tokens(shared=False, gamma_linear=0.5),
        "libra-fullgrad": full[:, 1:],
        "libra-fullgrad:bias=yes": (full + biases)[:, 1:],
        "libra-fullgrad:target=probability": sum(of_probability)[:, 1:],
        "libra-attcat": weighted[:, 1:],
    }


def read():
    stored = load_file(OUT / "model.safetensors")
    w = {name: tensor.double() for name, tensor in stored.items()}
    pixels = json.loads((OUT / "pixels.json").read_text())["pixels"]
    shape = (len(tiny.TARGETS), tiny.CHANNELS, tiny.ROWS * tiny.PATCH, tiny.COLUMNS * tiny.PATCH)
    x = torch.tensor(pixels, dtype=torch.float64).reshape(shape)
    return w, x


def main():
    w, x = read()
    for method, map_ in maps(w, x).items():
        name = "".join(c if c.isalnum() else "_" for c in method)
        tiny.write(OUT / f"{name}.json", {"method": method, "maps": map_.tolist()})


if __name__ == "__main__":
    main()
