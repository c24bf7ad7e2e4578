"""Maps of the controls: what they are by definition, and legrad's map turned and smoothed.

    python src/test/python/methods/controls.py    # from the repository root
"""

import sys
from pathlib import Path

import torch

import legrad
import reference

sys.path.append(str(Path(__file__).resolve().parents[1] / "run"))
import streams  # noqa: E402


def random_control(golden, seed):
    """The first doubles of SplitMix64, seeded by an image's pixels as float32."""
    size = (golden.model.config.image_size // golden.model.config.patch_size) ** 2
    images = (x.numpy().astype("<f4").tobytes() for x in golden.pixels)
    return torch.tensor(
        [list(streams.SplitMix(streams.seed_of(image, seed)).doubles(size)) for image in images])


def centre_control(side):
    """A Gaussian with a quarter of the grid as its deviation."""
    at = ((torch.arange(side).double() + 0.5) / side - 0.5) / 0.25
    return torch.exp(-(at[:, None] ** 2 + at[None, :] ** 2) / 2).flatten()


def smoothed(maps, side, sigma):
    """A Gaussian of three deviations to each side, no more than can be reflected."""
    reach = min(3 * sigma, side - 1)
    offsets = torch.arange(-reach, reach + 1).double()
    kernel = torch.exp(-(offsets**2) / (2 * sigma**2))
    kernel = kernel / kernel.sum()
    grids = torch.nn.functional.pad(
        maps.reshape(-1, 1, side, side), (reach, reach, reach, reach), mode="reflect")
    rows = torch.nn.functional.conv2d(grids, kernel[None, None, None, :])
    return torch.nn.functional.conv2d(rows, kernel[None, None, :, None]).flatten(1)


def main():
    for golden in reference.goldens():
        side = golden.model.config.image_size // golden.model.config.patch_size
        wrapped = legrad.legrad(golden).detach()
        maps = {
            "random": random_control(golden, 0),
            "random:seed=2": random_control(golden, 2),
            "constant": torch.zeros_like(wrapped),
            "centre": centre_control(side).repeat(len(wrapped), 1),
            "inverse": -wrapped,
            "blurred": smoothed(wrapped, side, 1),
        }
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")


if __name__ == "__main__":
    main()
