"""The peer methods by autograd on transformers' own model."""

from functools import lru_cache

import numpy as np
import torch

import streams
from precision import softmax_in_own_precision

PATCH, SIDE = 8, 4
BLACK, STEPS = -1.0, 20
SAMPLES, NOISE = 20, 0.15


def score(golden, x):
    with softmax_in_own_precision():
        logits = golden.model(x).logits
    return logits[torch.arange(len(x)), golden.targets].sum()


def input_gradient(golden, x):
    x = x.detach().clone().requires_grad_(True)
    return torch.autograd.grad(score(golden, x), x)[0]


def patch_sums(per_pixel):
    """[B,32,32] to [B,16]."""
    cells = per_pixel.unflatten(2, (SIDE, PATCH)).unflatten(1, (SIDE, PATCH))
    return cells.sum((2, 4)).flatten(1)


def saliency(gradient):
    return patch_sums(gradient.abs().amax(1)) / PATCH**2


def integrated_gradients(golden):
    change = golden.pixels - BLACK
    path = (BLACK + change * (k + 0.5) / STEPS for k in range(STEPS))
    mean = sum(input_gradient(golden, x) for x in path) / STEPS
    return patch_sums((change * mean).sum(1))


@lru_cache(maxsize=64)
def smoothing_noise(image):
    """[samples, values] from an image's own pixels, given as bytes of float32."""
    pixels = np.frombuffer(image, "<f4")
    random = streams.SplitMix(streams.seed_of(image, 0))
    deviation = NOISE * (float(pixels.max()) - float(pixels.min()))
    return np.stack([random.box_muller(pixels.size, deviation) for _ in range(SAMPLES)])


def smoothgrad(golden):
    images = [x.numpy().astype("<f4").tobytes() for x in golden.pixels]
    noise = np.stack([smoothing_noise(image) for image in images], axis=1)
    noise = torch.from_numpy(noise).double().reshape(SAMPLES, *golden.pixels.shape)
    total = sum(input_gradient(golden, golden.pixels + e) for e in noise)
    return saliency(total / SAMPLES)


def token_gradcam(golden):
    kept = []
    norm = golden.model.vit.layers[-1].layernorm_before
    hook = norm.register_forward_hook(lambda module, args, out: kept.append(out))
    y = score(golden, golden.pixels)
    hook.remove()
    tokens = kept[0]
    (gradient,) = torch.autograd.grad(y, tokens)
    channel = gradient[:, 1:].mean(1, keepdim=True)
    return (channel * tokens[:, 1:]).sum(2).clamp(min=0)


def agcam(golden, gradients):
    """The scores from each block's own query and key, taken by hooks."""
    kept = []
    hooks = []
    for layer in golden.model.vit.layers:
        for projection in (layer.attention.q_proj, layer.attention.k_proj):
            hooks.append(projection.register_forward_hook(lambda m, args, out: kept.append(out)))
    with torch.no_grad():
        score(golden, golden.pixels)
    for hook in hooks:
        hook.remove()
    heads = golden.model.config.num_attention_heads
    total = 0
    for q, k, g in zip(kept[::2], kept[1::2], gradients):
        q, k = (x.unflatten(2, (heads, -1)).transpose(1, 2) for x in (q, k))
        scores = (q[:, :, :1] @ k.transpose(2, 3))[:, :, 0] / q.shape[-1] ** 0.5
        total = total + (g[:, :, 0].clamp(min=0) * torch.sigmoid(scores)).sum(1)
    return total[:, 1:]


def normalised_rollout(fused):
    product = torch.eye(fused[0].shape[-1], dtype=torch.float64)
    for f in fused:
        step = f + torch.eye(f.shape[-1], dtype=torch.float64)
        product = (step / step.sum(-1, keepdim=True)) @ product
    return product[:, 0, 1:]


def chefer(products):
    relevance = torch.eye(products[0].shape[-1], dtype=torch.float64)
    for p in products:
        relevance = relevance + p.clamp(min=0).mean(1) @ relevance
    return relevance[:, 0, 1:]


def peers(golden, attention, gradients):
    a, g = attention[-1][:, :, 0, 1:], gradients[-1][:, :, 0, 1:]
    products = [a * g for a, g in zip(attention, gradients)]
    return {
        "raw-attention": a.mean(1),
        "attention-gradcam": (g.mean(-1, keepdim=True) * a).mean(1).clamp(min=0),
        "token-gradcam": token_gradcam(golden),
        "chefer": chefer(products),
        "grad-rollout": normalised_rollout([p.mean(1).clamp(min=0) for p in products]),
        "agcam": agcam(golden, gradients),
        "grad-sam": torch.stack([p.clamp(min=0) for p in products]).mean((0, 2, 3))[:, 1:],
        "input-gradient": saliency(input_gradient(golden, golden.pixels)),
        "integrated-gradients": integrated_gradients(golden),
        "smoothgrad": smoothgrad(golden),
    }
