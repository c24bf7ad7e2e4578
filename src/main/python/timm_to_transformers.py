"""Writes a checkpoint of timm (a folder with config.json and model.safetensors, as on the hub) in
the layout of transformers' ViTForImageClassification. The weights are copied as they are: their
names are read. Needs Python 3.9 or newer and nothing else.

    python src/main/python/timm_to_transformers.py TIMM_FOLDER NEW_FOLDER [--heads H]

Refuses what that class does not compute: pooling other than the class token, LayerScale, registers,
other activations, crop modes other than the centre. Give --heads where config.json does not and a
head is not 64 wide, as it is in every vit_* and deit_* of timm.
"""

import argparse
import json
import math
import pathlib
import re
import shutil
import struct
import sys

PLAIN = r"(vit_(tiny|small|base|large|huge|giant|gigantic)_patch\d+_\d+(_(in21k|miil|dino))?|deit_(tiny|small|base)_patch\d+_\d+)(\..*)?"
RESAMPLE = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
HEAD_WIDTH = 64
TIMM_EPS = 1e-6
EXPECTED = {
    "global_pool": "token",
    "fc_norm": False,
    "pre_norm": False,
    "init_values": None,
    "class_token": True,
    "no_embed_class": False,
    "reg_tokens": 0,
    "qk_norm": False,
    "act_layer": "gelu",
}


def shapes(file):
    """Shape of every tensor, from the header."""
    with open(file, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        header = json.loads(f.read(length))
    return {name: t["shape"] for name, t in header.items() if name != "__metadata__"}


def require_plain(config):
    architecture = config.get("architecture", "")
    if not re.fullmatch(PLAIN, architecture):
        sys.exit(f"architecture {architecture!r} is no plain vit_* or deit_*")
    stated = {**config, **config.get("model_args", {})}
    for key, value in EXPECTED.items():
        if key in stated and stated[key] is not None and stated[key] != value:
            sys.exit(f"{key} is {stated[key]!r}; ViTForImageClassification has {value!r}")


def model_config(config, tensors, heads):
    width, channels, patch, _ = tensors["patch_embed.proj.weight"]
    grid = math.isqrt(tensors["pos_embed"][1] - 1)
    if grid * grid + 1 != tensors["pos_embed"][1]:
        sys.exit("the grid of patches is not square")
    classes = tensors["head.bias"][0]
    names = config.get("label_names") or [f"LABEL_{k}" for k in range(classes)]
    heads = heads or config.get("model_args", {}).get("num_heads") or width // HEAD_WIDTH
    if heads < 1 or width % heads:
        sys.exit(f"{heads} heads do not fit a width of {width}; give --heads")
    return {
        "architectures": ["ViTForImageClassification"],
        "model_type": "vit",
        "image_size": grid * patch,
        "patch_size": patch,
        "num_channels": channels,
        "hidden_size": width,
        "num_hidden_layers": len({n.split(".")[1] for n in tensors if n.startswith("blocks.")}),
        "num_attention_heads": heads,
        "intermediate_size": tensors["blocks.0.mlp.fc1.bias"][0],
        "hidden_act": "gelu",
        "qkv_bias": "blocks.0.attn.qkv.bias" in tensors,
        "layer_norm_eps": TIMM_EPS,
        "id2label": {str(k): name for k, name in enumerate(names)},
    }


def preprocessor_config(config, edge):
    """timm's transform for evaluation: shortest edge, centre crop, normalise."""
    cfg = config.get("pretrained_cfg", config)
    if cfg.get("crop_mode", "center") != "center" or cfg["interpolation"] not in RESAMPLE:
        sys.exit(f"crop_mode {cfg.get('crop_mode')!r}, interpolation {cfg['interpolation']!r}")
    return {
        "image_processor_type": "ViTImageProcessor",
        "do_resize": True,
        "size": {"shortest_edge": math.floor(edge / cfg.get("crop_pct", 0.875))},
        "resample": RESAMPLE[cfg["interpolation"]],
        "do_center_crop": True,
        "crop_size": {"height": edge, "width": edge},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": cfg["mean"],
        "image_std": cfg["std"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--heads", type=int)
    args = parser.parse_args()
    config = json.loads((args.source / "config.json").read_text("utf-8"))
    require_plain(config)
    weights = args.source / "model.safetensors"
    model = model_config(config, shapes(weights), args.heads)
    pixels = preprocessor_config(config, model["image_size"])
    args.target.mkdir(parents=True)
    for name, content in (("config.json", model), ("preprocessor_config.json", pixels)):
        (args.target / name).write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    shutil.copyfile(weights, args.target / weights.name)


if __name__ == "__main__":
    main()
