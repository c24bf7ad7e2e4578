"""The peer methods by autograd on transformers' own model."""

from functools import lru_cache

import numpy as np
import torch

import reference
import sampling
import streams
from precision import softmax_in_own_precision

PATCH, SIDE = 8, 4
BLACK, STEPS = -1.0, 20
SAMPLES, NOISE = 20, 0.15
MASKS, POINTS = 1024, 20


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


def beyond_intuition(golden, attention, gradients):
    """Head-wise; three twelfths of three blocks are none, so all of them count."""
    perception = torch.eye(attention[0].shape[-1], dtype=torch.float64)
    for a, g in zip(attention, gradients):
        importance = torch.einsum("bhij,bhik->bhjk", a, g).abs().mean((2, 3))
        shares = importance / importance.sum(1, keepdim=True)
        perception = perception + torch.einsum("bh,bhij->bij", shares, a) @ perception
    path = [
        reference.Golden("", golden.model, alpha * golden.pixels, golden.targets)
        for alpha in np.linspace(0, 1, POINTS)
    ]
    decision = sum(darker.logit_gradients()[1][-1] for darker in path) / POINTS
    return (perception * decision.clamp(min=0).mean(1))[:, 0, 1:]


def kept_map(golden, tokens, b, kept):
    """From the probabilities of an image's class with the tokens of some patches, [N,k]."""
    model = golden.model
    z = tokens[b][torch.from_numpy(np.insert(1 + kept, 0, 0, axis=1))]
    for layer in model.vit.layers:
        z = layer(z, None)
    logits = model.classifier(model.vit.layernorm(z)[:, 0])
    scores = torch.softmax(logits, 1)[:, golden.targets[b]].numpy()
    return torch.from_numpy(sampling.mean_score(kept, scores, SIDE * SIDE))


def on_parts(golden):
    """RISE and TIS, both with random numbers of seed 0."""
    with torch.no_grad(), softmax_in_own_precision():
        tokens = golden.model.vit.embeddings(golden.pixels)
        z, features = tokens, []
        for layer in golden.model.vit.layers:
            z = layer(z, None)
            features.append(z[:, 1:])
        features = torch.cat(features, 2).numpy()
        halves = sampling.halves(streams.SplitMix(0).doubles(MASKS * SIDE**2).reshape(MASKS, -1))
        first = streams.SplitMix(0).doubles(features.shape[2])
        images = range(len(golden.pixels))
        rise = [kept_map(golden, tokens, b, halves) for b in images]
        tis = [kept_map(golden, tokens, b, sampling.clustered(features[b], MASKS, first))
               for b in images]
    return torch.stack(rise), torch.stack(tis)


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
    rise, tis = on_parts(golden)
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
        "beyond-intuition": beyond_intuition(golden, attention, gradients),
        "rise": rise,
        "tis": tis,
    }
