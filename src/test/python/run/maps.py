"""Every method's map of one image: raw and scaled, as float32 on the patch grid."""

import sys
import zlib
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "methods"))
import gmar  # noqa: E402
import legrad  # noqa: E402
import rollout  # noqa: E402
import student  # noqa: E402

WORD = (1 << 64) - 1


def split_mix(seed, count):
    """Uniform doubles of SplitMix64 (Steele, Lea and Flood 2014), Java's SplittableRandom."""
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & WORD
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
        yield ((z ^ (z >> 31)) >> 11) * 2.0**-53


def random_control(golden, seed):
    """Seeded by the image's own pixels as float32."""
    fingerprint = zlib.crc32(golden.pixels[0].numpy().astype("<f4").tobytes())
    return np.array(list(split_mix((seed << 32) ^ fingerprint, 16)))


def centre_control():
    offset = ((np.arange(4) + 0.5) / 4 - 0.5) / 0.25
    return np.exp(-(offset[:, None] ** 2 + offset[None, :] ** 2) / 2).ravel()


def raw_maps(golden):
    attention, gradients = golden.logit_gradients()
    arrays = [a.numpy() for a in attention]
    maps = {
        "legrad": legrad.legrad(golden),
        "legrad:pool=cls": legrad.legrad(golden, pool="cls"),
        "gmar-l1": gmar.gmar(attention, gradients, 1),
        "gmar-l2": gmar.gmar(attention, gradients, 2),
        "rollout": rollout.rollout(arrays),
        "legrad-student": student.legrad(attention, gradients),
        "gmar-student-l1": student.gmar(attention, gradients, 1),
        "gmar-student-l2": student.gmar(attention, gradients, 2),
        "rollout-student": student.in_block_order([a.mean(1) for a in attention]),
    }
    maps = {method: m[0].detach().numpy() for method, m in maps.items()}
    maps["random"] = random_control(golden, 0)
    maps["random:seed=1"] = random_control(golden, 1)
    maps["constant"] = np.zeros(16)
    maps["centre"] = centre_control()
    return {method: m.astype(np.float32) for method, m in maps.items()}


def scaled(method, raw):
    """Min-max on the grid, 0.5 everywhere if there is no range; and whether there is none."""
    wide = raw.astype(np.float64)
    low, high = wide.min(), wide.max()
    if not high > low:
        return np.full_like(raw, 0.5), True
    epsilon = 1e-8 if "student" in method else 0
    return ((wide - low) / (high - low + epsilon)).astype(np.float32), False
