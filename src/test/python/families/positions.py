"""Writes the position embeddings that the packages make of the families' own for other images.

Run from the repository root, after the scripts of models:
    python src/test/python/families/positions.py
FAMILY/positions.safetensors holds for grids of R x C patches, prefix first where it has positions:
    RxC      [T,d]    as the package computes them, in float32
    f64.RxC  [T,d]    the same resampling in float64
and for DINOv3, whose positions are angles, cos.RxC and sin.RxC [n,head width] likewise.
"""

import open_clip
import timm
import torch
import transformers as t
from open_clip.model import resize_pos_embed
from safetensors.torch import load_file, save_file
from timm.layers import resample_abs_pos_embed

import reference
from openclip_models import CONFIG
from transformers_models import angles_in_double

GRIDS = [(3, 3), (4, 4), (5, 6), (2, 8)]
# family: what of its model resamples, patch side, prefix tokens with positions
TRANSFORMERS = {
    "vit-hf": (t.ViTForImageClassification, lambda m: m.vit.embeddings, 8, 1),
    "deit": (t.DeiTForImageClassification, lambda m: m.deit.embeddings, 8, 2),
    "dinov2": (t.Dinov2ForImageClassification, lambda m: m.dinov2.embeddings, 7, 1),
    "dinov2-registers": (
        t.Dinov2WithRegistersForImageClassification,
        lambda m: m.dinov2_with_registers.embeddings, 7, 1),
    "clip": (t.CLIPModel, lambda m: m.vision_model.embeddings, 8, 1),
    "siglip": (t.SiglipModel, lambda m: m.vision_model.embeddings, 8, 0),
}
TIMM = {"timm-token": 1, "timm-reg": 0}
WIDTH = 32
TOLERANCE = 2e-6  # of float32 against float64, where entries are below 2
WITH_TRANSFORMERS = f"transformers {t.__version__}, torch {torch.__version__}"



def write(name, made_with, single, double, grids=GRIDS):
    """Both are functions of rows and columns that give arrays by the first part of their key."""
    found = {}
    for rows, columns in grids:
        with reference.interpolation_in_double():
            exact = double(rows, columns)
        for kind, values in single(rows, columns).items():
            key = f"{kind}{rows}x{columns}"
            found[key] = values.detach().squeeze(0).contiguous()
            found["f64." + key] = exact[kind].detach().squeeze(0).contiguous()
            assert found[key].dtype == torch.float32 and found["f64." + key].dtype == torch.float64
            assert torch.allclose(
                found[key].double(), found["f64." + key], rtol=0, atol=TOLERANCE), (name, key)
    save_file(found, reference.OUT / name / "positions.safetensors", {"made_with": made_with})
    print(name, *found)


def transformers_family(name):
    kind, embeddings_of, patch, prefix = TRANSFORMERS[name]

    def at(dtype):
        embeddings = embeddings_of(kind.from_pretrained(reference.OUT / name)).to(dtype)

        def of_grid(rows, columns):
            tokens = torch.zeros(1, prefix + rows * columns, WIDTH)
            return {"": embeddings.interpolate_pos_encoding(tokens, rows * patch, columns * patch)}

        return of_grid

    write(name, WITH_TRANSFORMERS, at(torch.float32), at(torch.float64))


def dinov3():
    model = t.DINOv3ViTModel.from_pretrained(reference.OUT / "dinov3")

    def of_grid(rows, columns, dtype=torch.float32):
        pixels = torch.zeros(1, 3, 8 * rows, 8 * columns, dtype=dtype)
        cos, sin = model.rope_embeddings(pixels)
        return {"cos.": cos, "sin.": sin}

    single = {grid: of_grid(*grid) for grid in GRIDS}
    angles_in_double(model)
    write(
        "dinov3", WITH_TRANSFORMERS, lambda *grid: single[grid],
        lambda *grid: of_grid(*grid, torch.float64))


def timm_family(name):
    stored = load_file(reference.OUT / name / "model.safetensors")["pos_embed"]

    def at(dtype):
        return lambda *grid: {"": resample_abs_pos_embed(
            stored.to(dtype), list(grid), num_prefix_tokens=TIMM[name])}

    made_with = f"timm {timm.__version__}, torch {torch.__version__}"
    write(name, made_with, at(torch.float32), at(torch.float64))


def openclip():
    """OpenCLIP resamples when it reads weights, and only where the number of patches differs."""
    stored = load_file(reference.OUT / "openclip" / "open_clip_model.safetensors")
    key = "visual.positional_embedding"

    def at(dtype):
        def of_grid(rows, columns):
            vision = CONFIG["vision_cfg"] | {"image_size": (8 * rows, 8 * columns)}
            state = {key: stored[key].to(dtype)}
            resize_pos_embed(state, open_clip.CLIP(**CONFIG | {"vision_cfg": vision}))
            return {"": state[key]}

        return of_grid

    made_with = f"open_clip {open_clip.__version__}, torch {torch.__version__}"
    write("openclip", made_with, at(torch.float32), at(torch.float64), GRIDS[:3])


def main():
    for name in TRANSFORMERS:
        transformers_family(name)
    dinov3()
    for name in TIMM:
        timm_family(name)
    openclip()


if __name__ == "__main__":
    main()
