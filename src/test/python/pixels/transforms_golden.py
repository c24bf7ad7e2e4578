"""Writes what image processors make of three pictures under settings that no family's own file has.

Run from the repository root, after tensor_golden.py: python src/test/python/pixels/transforms_golden.py
golden/pixels/transforms/NAME.json is what our reader gets, NAME_PICTURE.f32 the model's input,
little-endian [3,height,width]: torchvision's image processors of transformers, timm, OpenCLIP.
"""

import json
from pathlib import Path

import numpy as np
import open_clip
import timm
import torch
import torchvision
import transformers
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from timm.data import create_transform, resolve_data_config

PIXELS = Path("src/test/resources/golden/pixels")
OUT = PIXELS / "transforms"
COLOURS = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
CROP = {"do_center_crop": True, "crop_size": {"height": 17, "width": 20}}
FAST = {
    "fast_odd_crop": {"size": {"shortest_edge": 24}, "resample": 3, **CROP, **COLOURS},
    "fast_padded": {"size": {"shortest_edge": 12}, "resample": 2, **CROP, **COLOURS},
    "fast_rescaled": {"size": {"height": 9, "width": 14}, "resample": 1, "do_normalize": False},
    "fast_unscaled": {"size": {"height": 9, "width": 14}, "resample": 2, "do_rescale": False, **COLOURS},
    "fast_nearest": {"size": {"height": 9, "width": 14}, "resample": 0, "rescale_factor": 0.01, **COLOURS},
}
TIMM = {
    "timm_odd_crop": {"input_size": [3, 17, 17], "crop_pct": 0.84},
    "timm_oblong": {"input_size": [3, 16, 22], "crop_pct": 0.9, "interpolation": "bilinear"},
    "timm_squash": {"input_size": [3, 16, 22], "crop_pct": 0.8, "crop_mode": "squash"},
    "timm_border": {"input_size": [3, 18, 18], "crop_pct": 1.0, "crop_mode": "border", "interpolation": "lanczos"},
}
OPENCLIP = {
    "openclip_oblong": ([16, 22], {"interpolation": "bilinear"}),
    "openclip_longest": (21, {"resize_mode": "longest", "fill_color": 7}),
    "openclip_squash": ([16, 22], {"resize_mode": "squash", "interpolation": "bilinear", "mean": [0.5, 0.4, 0.3]}),
}


def write(name, settings, process):
    (OUT / f"{name}.json").write_text(json.dumps(settings, indent=1) + "\n")
    for picture in ("wide", "tall", "square"):
        image = Image.open(PIXELS / "tensor" / f"{picture}.png").convert("RGB")
        made = np.asarray(process(image), dtype="<f4")
        (OUT / f"{name}_{picture}.f32").write_bytes(np.ascontiguousarray(made).tobytes())


def main():
    assert torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
    OUT.mkdir(parents=True, exist_ok=True)
    for stale in OUT.iterdir():
        stale.unlink()
    for name, keys in FAST.items():
        processor = transformers.ViTImageProcessor(**keys)
        write(
            name,
            {"image_processor_type": "ViTImageProcessorFast", **keys},
            lambda image: processor(image, return_tensors="pt")["pixel_values"][0].float(),
        )
    for name, keys in TIMM.items():
        transform = create_transform(**resolve_data_config(pretrained_cfg=keys))
        write(name, {"architecture": "any", "pretrained_cfg": keys}, transform)
    for name, (size, keys) in OPENCLIP.items():
        transform = image_transform_v2(PreprocessCfg(size=size, **keys), is_train=False)
        settings = {"model_cfg": {"vision_cfg": {"image_size": size}}, "preprocess_cfg": keys}
        write(name, settings, transform)
    versions = (torchvision, transformers, timm, open_clip)
    print(*(f"{v.__name__} {v.__version__}" for v in versions), len(list(OUT.iterdir())), "files")


main()
