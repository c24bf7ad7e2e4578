"""Copies of one image with patches gone, by each fill, and transformers' answers to them."""

import sys
from pathlib import Path

import numpy as np
import torch
from pytorch_grad_cam.metrics.road import NoisyLinearImputer, neighbors_weights
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve
from scipy.special import softmax
from torchvision.transforms.functional import gaussian_blur

import streams

sys.path.append(str(Path(__file__).resolve().parents[1]))
from precision import softmax_in_own_precision  # noqa: E402

PATCH, SIDE = 8, 4
NOISE = 0.01
BATCH = 256


def answers(model, images):
    """Logits of float32 images. They leave the device as float32."""
    with torch.no_grad(), softmax_in_own_precision():
        parts = [model(part.double()).logits for part in torch.stack(images).split(BATCH)]
    return torch.cat(parts).numpy().astype(np.float32)


def answers_without_tokens(model, pixels, kept):
    """Logits of one image by the tokens of some patches only, with their own positions."""
    with torch.no_grad(), softmax_in_own_precision():
        tokens = model.vit.embeddings(pixels[None].double())
        tokens = tokens[:, [0] + [1 + patch for patch in kept]]
        for layer in model.vit.layers:
            tokens = layer(tokens, None)
        logits = model.classifier(model.vit.layernorm(tokens)[:, 0])
    return logits.numpy().astype(np.float32)[0]


def black(pixels, processor):
    picture = np.zeros((pixels.shape[1], pixels.shape[2], 3), np.uint8)
    return torch.from_numpy(processor(picture, return_tensors="np")["pixel_values"][0])


def pixels_of(patches):
    """[32,32], True where a patch is gone."""
    gone = torch.zeros(SIDE * SIDE, dtype=torch.bool)
    gone[sorted(patches)] = True
    return gone.reshape(SIDE, SIDE).repeat_interleave(PATCH, 0).repeat_interleave(PATCH, 1)


class Copies:
    """What the model says of copies of one image, each set of removed patches asked about once.

    image(gone) makes a copy from the patches that are gone; pixels are normalised float32.
    """

    def __init__(self, model, untouched, image):
        self.model = model
        self.image = image
        self.known = {frozenset(): untouched}

    def ask(self, removals):
        new = [r for r in dict.fromkeys(map(frozenset, removals)) if r not in self.known]
        if new:
            logits = answers(self.model, [self.image(r) for r in new])
            self.known |= dict(zip(new, logits))

    def logits(self, removed):
        return self.known[frozenset(removed)]

    def probability(self, removed, target):
        return softmax(self.logits(removed).astype(np.float64))[target]


class KeptTokens(Copies):
    def __init__(self, model, untouched, pixels):
        super().__init__(model, untouched, None)
        self.pixels = pixels

    def ask(self, removals):
        for r in map(frozenset, removals):
            if r not in self.known:
                kept = [patch for patch in range(SIDE * SIDE) if patch not in r]
                self.known[r] = answers_without_tokens(self.model, self.pixels, kept)


def painted(pixels, picture):
    return lambda gone: torch.where(pixels_of(gone), picture, pixels)


def imputed(pixels, seed):
    """ROAD, the same noise wherever a pixel is gone. If all are, only the noise is left."""
    noise = NOISE * streams.Congruence(seed).normals(pixels.numel())
    noise = torch.from_numpy(noise.astype(np.float32)).reshape(pixels.shape)

    def image(gone):
        where = pixels_of(gone)
        smooth = torch.zeros_like(pixels) if where.all() else solved(pixels, where)
        return torch.where(where, smooth + noise, pixels)

    return image


def solved(pixels, where):
    """pytorch-grad-cam's equations, in float64: its own call rounds their right side to float32."""
    wide = pixels.double().numpy()
    system = NoisyLinearImputer.setup_sparse_system(
        (~where).double().numpy(), wide, neighbors_weights)
    wide = wide.copy()
    wide[:, where.numpy()] = spsolve(csc_matrix(system[0]), system[1]).T
    return torch.from_numpy(wide).float()


def by_fill(model, untouched, pixels, processor, seed):
    """In the order of a study; the first is its primary fill."""
    blur = gaussian_blur(pixels.double(), 11, 5.0).float()
    pictures = {"blur": blur, "mean": torch.zeros_like(pixels), "black": black(pixels, processor)}
    copies = {"drop": KeptTokens(model, untouched, pixels)}
    for fill, picture in pictures.items():
        copies[fill] = Copies(model, untouched, painted(pixels, picture))
    copies["road"] = Copies(model, untouched, imputed(pixels, seed))
    return copies
