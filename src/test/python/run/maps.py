"""Every method's maps of a batch: what counts of them and that scaled, as float32 on the patch grid."""

import sys
from pathlib import Path

import numpy as np
import torch
from torchvision.transforms.functional import gaussian_blur

sys.path.append(str(Path(__file__).resolve().parents[1] / "methods"))
import gmar  # noqa: E402
import legrad  # noqa: E402
import peers  # noqa: E402
import relevance  # noqa: E402
import rollout  # noqa: E402
import streams  # noqa: E402
import student  # noqa: E402

WRAPPED = "legrad"


def random_control(golden, seed):
    """Seeded by each image's own pixels as float32."""
    images = (x.numpy().astype("<f4").tobytes() for x in golden.pixels)
    return np.stack(
        [streams.SplitMix(streams.seed_of(image, seed)).doubles(16) for image in images])


def centre_control():
    offset = ((np.arange(4) + 0.5) / 4 - 0.5) / 0.25
    return np.exp(-(offset[:, None] ** 2 + offset[None, :] ** 2) / 2).ravel()


def blurred(maps):
    """Standard deviation of one patch; three patches to each side is all that can be reflected."""
    grids = torch.from_numpy(maps).double().reshape(-1, 1, 4, 4)
    return gaussian_blur(grids, 7, 1.0).reshape(-1, 16).numpy()


def raw_maps(golden):
    """Method to maps, float32 [B,16]."""
    attention, gradients = golden.logit_gradients()
    arrays = [a.numpy() for a in attention]
    batch = len(golden.pixels)
    maps = {
        "legrad": legrad.legrad(golden),
        "legrad:pool=readout": legrad.legrad(golden, pool="cls"),
        "gmar-l1": gmar.gmar(attention, gradients, 1),
        "gmar-l2": gmar.gmar(attention, gradients, 2),
        "rollout": rollout.rollout(arrays),
        "legrad-student": student.legrad(attention, gradients),
        "gmar-student-l1": student.gmar(attention, gradients, 1),
        "gmar-student-l2": student.gmar(attention, gradients, 2),
        "rollout-student": student.in_block_order([a.mean(1) for a in attention]),
    } | peers.peers(golden, attention, gradients) | relevance.relevance(golden, attention, gradients)
    maps = {method: m.detach().numpy() for method, m in maps.items()}
    maps["random"] = random_control(golden, 0)
    maps["random:seed=1"] = random_control(golden, 1)
    maps["constant"] = np.zeros((batch, 16))
    maps["centre"] = np.tile(centre_control(), (batch, 1))
    maps = {method: m.astype(np.float32) for method, m in maps.items()}
    maps["inverse"] = -maps[WRAPPED]
    maps["blurred"] = blurred(maps[WRAPPED]).astype(np.float32)
    return maps


def scaled(method, raw):
    """Min-max on the grid, 0.5 everywhere if there is no range; and whether there is none."""
    wide = raw.astype(np.float64)
    low, high = wide.min(), wide.max()
    if not high > low:
        return np.full_like(raw, 0.5), True
    epsilon = 1e-8 if "student" in method else 0
    return ((wide - low) / (high - low + epsilon)).astype(np.float32), False


def upsampled(scaled_map, height, width):
    """Bilinear with pixel centres at half-integers, as float32.

    One pixel in a hundred of a float32 grid lies exactly between two float32, where the last bit of
    a float64 decides, and with it the order of additions. So rows are stretched first, each value
    a + t (b - a) between its neighbours; before rounding torch's interpolate agrees.
    """
    grid = scaled_map.reshape(4, 4).astype(np.float64)

    def axis(size):
        position = np.clip((np.arange(size) + 0.5) / size * 4 - 0.5, 0, 3)
        first = position.astype(int)
        return first, np.minimum(first + 1, 3), position - first

    upper, lower, down = axis(height)
    left, right, across = axis(width)
    rows = grid[:, left] + across * (grid[:, right] - grid[:, left])
    down = down[:, None]
    found = rows[upper] + down * (rows[lower] - rows[upper])
    theirs = torch.nn.functional.interpolate(
        torch.from_numpy(grid)[None, None], (height, width), mode="bilinear")[0, 0].numpy()
    assert np.abs(found - theirs).max() < 2e-15
    return found.astype(np.float32)
