"""Golden maps of the peer methods: a tiny ViT in plain torch, gradients by autograd, float64.

Nothing is taken from the Java code but the definitions. Gradients are those of the attention
matrices, activations and pixels themselves, not of a context times values.

    python src/test/python/methods/peers_golden.py        # from the repository root
"""

import json
import math
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

import sampling

ROWS, COLUMNS, PATCH, CHANNELS = 3, 4, 4, 3
WIDTH, HEADS, BLOCKS, MLP, CLASSES, EPS = 16, 2, 3, 24, 5, 1e-6
TARGETS = [1, 4]
BLACK, IG_STEPS = -1.0, 20
SAMPLES, NOISE = 20, 0.15
MASKS, POINTS = 1024, 20


def weights():
    """Random, large enough that attention is far from uniform; float32, as they are stored."""
    generator = torch.Generator().manual_seed(7)

    def normal(*shape, scale=0.25, mean=0.0):
        return (mean + scale * torch.randn(*shape, generator=generator)).float()

    w = {}

    def linear(name, out, into):
        w[name + ".weight"], w[name + ".bias"] = normal(out, into), normal(out, scale=0.1)

    def norm(name):
        w[name + ".weight"], w[name + ".bias"] = normal(WIDTH, mean=1.0), normal(WIDTH, scale=0.1)

    w["vit.embeddings.cls_token"] = normal(1, 1, WIDTH)
    w["vit.embeddings.position_embeddings"] = normal(1, 1 + ROWS * COLUMNS, WIDTH)
    linear("vit.embeddings.patch_embeddings.projection", WIDTH, CHANNELS * PATCH * PATCH)
    kernel = "vit.embeddings.patch_embeddings.projection.weight"
    w[kernel] = w[kernel].reshape(WIDTH, CHANNELS, PATCH, PATCH)
    for l in range(BLOCKS):
        at = f"vit.encoder.layer.{l}."
        norm(at + "layernorm_before")
        for part in ("query", "key", "value"):
            linear(at + "attention.attention." + part, WIDTH, WIDTH)
        linear(at + "attention.output.dense", WIDTH, WIDTH)
        norm(at + "layernorm_after")
        linear(at + "intermediate.dense", MLP, WIDTH)
        linear(at + "output.dense", WIDTH, MLP)
    norm("vit.layernorm")
    linear("classifier", CLASSES, WIDTH)
    return w


def forward(w, x, keep=None, kept=None):
    """Logits of x [B,C,height,width]; attention by block and the last block's LayerNorm into keep.

    With kept, [N,k], those of one image by the tokens of these patches.
    """

    def linear(name, z):
        return F.linear(z, w[name + ".weight"], w[name + ".bias"])

    def norm(name, z):
        return F.layer_norm(z, (WIDTH,), w[name + ".weight"], w[name + ".bias"], EPS)

    def split(z):
        return z.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)

    name = "vit.embeddings.patch_embeddings.projection"
    tokens = F.conv2d(x, w[name + ".weight"], w[name + ".bias"], stride=PATCH)
    tokens = tokens.flatten(2).transpose(1, 2)
    cls = w["vit.embeddings.cls_token"].expand(len(x), -1, -1)
    z = torch.cat([cls, tokens], 1) + w["vit.embeddings.position_embeddings"]
    if kept is not None:
        kept = torch.as_tensor(kept)
        z = z[0][torch.cat([torch.zeros(len(kept), 1, dtype=torch.long), 1 + kept], 1)]
    for l in range(BLOCKS):
        at = f"vit.encoder.layer.{l}."
        n = norm(at + "layernorm_before", z)
        q, k, v = (split(linear(at + "attention.attention." + p, n)) for p in ("query", "key", "value"))
        a = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS), -1)
        if keep is not None:
            keep.setdefault("attention", []).append(a)
            keep.setdefault("scores", []).append(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS))
            keep["norm"] = n
            carried = v.transpose(1, 2).flatten(2) @ w[at + "attention.output.dense.weight"].T
            keep.setdefault("gains", []).append(carried.norm(dim=2) / z.norm(dim=2))
        z = z + linear(at + "attention.output.dense", (a @ v).transpose(1, 2).flatten(2))
        hidden = F.gelu(linear(at + "intermediate.dense", norm(at + "layernorm_after", z)))
        z = z + linear(at + "output.dense", hidden)
        if keep is not None:
            keep.setdefault("outputs", []).append(z)
    return linear("classifier", norm("vit.layernorm", z)[:, 0])


def score(w, x, keep=None):
    logits = forward(w, x, keep)
    return logits[range(len(x)), TARGETS].sum()


def input_gradient(w, x):
    x = x.detach().clone().requires_grad_(True)
    return torch.autograd.grad(score(w, x), x)[0]


def pooled(per_pixel):
    """[B,height,width] to sums over patches [B,n]."""
    cells = per_pixel.unflatten(2, (COLUMNS, PATCH)).unflatten(1, (ROWS, PATCH))
    return cells.sum((2, 4)).flatten(1)


def saliency(gradient):
    return pooled(gradient.abs().amax(1)) / PATCH**2


def rollout(fused):
    r = torch.eye(fused[0].shape[-1], dtype=torch.float64)
    for f in fused:
        a = f + torch.eye(f.shape[-1], dtype=torch.float64)
        r = (a / a.sum(-1, keepdim=True)) @ r
    return r[:, 0, 1:]


class SplitMix64:
    """The generator behind java.util.SplittableRandom (Steele, Lea and Flood 2014)."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed & self.MASK

    def double(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53


def noise(random, size, deviation):
    values = []
    for _ in range(size // 2):
        radius = deviation * math.sqrt(-2 * math.log(1 - random.double()))
        angle = 2 * math.pi * random.double()
        values += [radius * math.cos(angle), radius * math.sin(angle)]
    return np.array(values, dtype=np.float32)


def smoothgrad(w, x, samples, seed):
    images = x.flatten(1).numpy().astype(np.float32)
    randoms = [SplitMix64((seed << 32) ^ zlib.crc32(i.astype("<f4").tobytes())) for i in images]
    deviations = [NOISE * (float(i.max()) - float(i.min())) for i in images]
    total = torch.zeros_like(x)
    for _ in range(samples):
        drawn = [noise(r, images.shape[1], d) for r, d in zip(randoms, deviations)]
        total += input_gradient(w, x + torch.tensor(np.stack(drawn)).double().reshape(x.shape))
    return saliency(total / samples)


def integrated_gradients(w, x, baseline, steps):
    mean = sum(input_gradient(w, baseline + (x - baseline) * (k + 0.5) / steps) for k in range(steps))
    return pooled(((x - baseline) * mean / steps).sum(1))


def path_gradient(w, x, points):
    """Of the last block's attention, mean over points of the line from 0 to x."""
    total = 0
    for alpha in np.linspace(0, 1, points):
        keep = {}
        y = score(w, (alpha * x).requires_grad_(True), keep)
        total = total + torch.autograd.grad(y, keep["attention"][-1])[0]
    return total / points


def perception(steps):
    """(I + B^L) ... (I + B^s)."""
    p = torch.eye(steps[0].shape[-1], dtype=torch.float64)
    for b in steps:
        p = p + b @ p
    return p


def head_shares(attention, gradients):
    """Per block [B,H]: how much the class depends on what each head mixes."""
    importance = [(a.transpose(2, 3) @ g).abs().mean((2, 3)) for a, g in zip(attention, gradients)]
    return [i / i.sum(1, keepdim=True) for i in importance]


def beyond_intuition(steps, decision):
    return (perception(steps) * decision.clamp(min=0).mean(1))[:, 0, 1:]


def uniform(seed, count):
    random = SplitMix64(seed)
    return np.array([random.double() for _ in range(count)])


def kept_map(w, x, b, kept):
    """The map of image b from its probabilities with some patches kept, [N,k]."""
    logits = forward(w, x[b : b + 1], kept=kept).detach()
    probability = torch.softmax(logits, 1)[:, TARGETS[b]].numpy()
    return torch.from_numpy(sampling.mean_score(kept, probability, ROWS * COLUMNS))


def rise(w, x, masks, seed):
    kept = sampling.halves(uniform(seed, masks * ROWS * COLUMNS).reshape(masks, -1))
    return torch.stack([kept_map(w, x, b, kept) for b in range(len(x))])


def tis(w, x, outputs, masks, seed):
    """outputs: tokens after each block."""
    features = torch.cat([z[:, 1:] for z in outputs], 2).detach().numpy()
    numbers = uniform(seed, features.shape[2])
    return torch.stack(
        [kept_map(w, x, b, sampling.clustered(features[b], masks, numbers)) for b in range(len(x))]
    )


def maps(w, x):
    keep = {}
    y = score(w, x.clone().requires_grad_(True), keep)
    attention = keep["attention"]
    *gradients, norm_gradient = torch.autograd.grad(y, attention + [keep["norm"]])
    attention = [a.detach() for a in attention]
    a, g = attention[-1][:, :, 0, 1:], gradients[-1][:, :, 0, 1:]
    products = [a * g for a, g in zip(attention, gradients)]
    chefer = torch.eye(1 + ROWS * COLUMNS, dtype=torch.float64).repeat(len(x), 1, 1)
    for p in products:
        chefer = chefer + p.clamp(min=0).mean(1) @ chefer
    decision, third = path_gradient(w, x, POINTS), path_gradient(w, x, 3)
    mixed = [
        (t[:, :, None, None] * a).sum(1) for t, a in zip(head_shares(attention, gradients), attention)
    ]
    gained = [a.mean(1) * g.detach()[:, None] for a, g in zip(attention, keep["gains"])]
    channel = norm_gradient[:, 1:].mean(1, keepdim=True)
    return {
        "raw-attention": a.mean(1),
        "attention-gradcam": (g.mean(-1, keepdim=True) * a).mean(1).clamp(min=0),
        "token-gradcam": (channel * keep["norm"].detach()[:, 1:]).sum(2).clamp(min=0),
        "chefer": chefer[:, 0, 1:],
        "grad-rollout": rollout([p.mean(1).clamp(min=0) for p in products]),
        "agcam": sum(
            (g[:, :, 0].clamp(min=0) * torch.sigmoid(s[:, :, 0])).sum(1)
            for g, s in zip(gradients, keep["scores"])
        ).detach()[:, 1:],
        "grad-sam": torch.stack([p.clamp(min=0) for p in products]).mean((0, 2, 3))[:, 1:],
        "input-gradient": saliency(input_gradient(w, x)),
        "integrated-gradients": integrated_gradients(w, x, BLACK, IG_STEPS),
        "smoothgrad": smoothgrad(w, x, SAMPLES, 0),
        "smoothgrad:samples=3,seed=5": smoothgrad(w, x, 3, 5),
        "integrated-gradients:baseline=0.25,steps=4": integrated_gradients(w, x, 0.25, 4),
        "beyond-intuition": beyond_intuition(mixed, decision),
        "beyond-intuition:form=token": beyond_intuition(gained[1:], decision),
        "beyond-intuition:start-layer=2,steps=3": beyond_intuition(mixed[2:], third),
        "rise": rise(w, x, MASKS, 0),
        "rise:masks=5,seed=3": rise(w, x, 5, 3),
        "tis": tis(w, x, keep["outputs"], MASKS, 0),
        "tis:masks=8": tis(w, x, keep["outputs"], 8, 0),
        "tis:masks=5,seed=3": tis(w, x, keep["outputs"], 5, 3),
    }


def write(path, content):
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    stored = weights()
    save_file(stored, out / "model.safetensors")
    write(
        out / "config.json",
        {
            "model_type": "vit",
            "image_size": [ROWS * PATCH, COLUMNS * PATCH],
            "patch_size": PATCH,
            "num_channels": CHANNELS,
            "hidden_size": WIDTH,
            "num_hidden_layers": BLOCKS,
            "num_attention_heads": HEADS,
            "intermediate_size": MLP,
            "hidden_act": "gelu",
            "layer_norm_eps": EPS,
            "qkv_bias": True,
            "num_labels": CLASSES,
        },
    )
    # Sixty-fourths are exact in float32 and short in a file.
    generator = torch.Generator().manual_seed(8)
    shape = (len(TARGETS), CHANNELS, ROWS * PATCH, COLUMNS * PATCH)
    x = torch.randint(-64, 65, shape, generator=generator).double() / 64
    pixels = [[float(v) for v in image.flatten()] for image in x]
    (out / "pixels.json").write_text(json.dumps({"targets": TARGETS, "pixels": pixels}) + "\n")
    w = {name: tensor.double() for name, tensor in stored.items()}
    for method, map_ in maps(w, x).items():
        name = "".join(c if c.isalnum() else "_" for c in method)
        write(out / f"{name}.json", {"method": method, "maps": map_.tolist()})


if __name__ == "__main__":
    main(Path("src/test/resources/golden/methods/peers"))
