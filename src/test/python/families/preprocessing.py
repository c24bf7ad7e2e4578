"""Writes what each family's own preprocessing makes of three pictures.

Run from the repository root, after the scripts of models:
    python src/test/python/families/preprocessing.py
FAMILY/preprocessing.safetensors holds by picture of golden/pixels/tensor the float32 tensor
[3,height,width], as the folder's own files describe it:
    pil.NAME          resized by Pillow: transformers' slow processors, timm, OpenCLIP
    torchvision.NAME  resized by torchvision: the fast ones, the default of transformers 5
DINOv3 has the second alone. It resizes after dividing by 255, the others before.
"""

import json

import open_clip
import timm
import torch
import transformers as t
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from safetensors.torch import save_file
from timm.data import create_transform, resolve_data_config

import reference

PICTURES = reference.OUT.parents[1] / "golden" / "pixels" / "tensor"
NAMES = ["wide", "tall", "square"]
# family: the processors with Pillow and with torchvision
TRANSFORMERS = {
    "vit-hf": (t.ViTImageProcessorPil, t.ViTImageProcessor),
    "vit-mae": (t.ViTImageProcessorPil, t.ViTImageProcessor),
    "deit": (t.DeiTImageProcessorPil, t.DeiTImageProcessor),
    "dinov2": (t.BitImageProcessorPil, t.BitImageProcessor),
    "clip": (t.CLIPImageProcessorPil, t.CLIPImageProcessor),
    "siglip": (t.SiglipImageProcessorPil, t.SiglipImageProcessor),
    "siglip2": (t.SiglipImageProcessorPil, t.SiglipImageProcessor),
    "dinov3": (None, t.DINOv3ViTImageProcessor),
}
TIMM = ["timm-token", "timm-map", "timm-clip"]


def picture(name):
    return Image.open(PICTURES / f"{name}.png").convert("RGB")


def write(name, backends, made_with):
    """backends: by its name a function from an image to its tensor."""
    found = {
        f"{backend}.{image}": torch.as_tensor(process(picture(image))).contiguous()
        for backend, process in backends.items()
        for image in NAMES
    }
    assert all(v.dtype == torch.float32 for v in found.values()), name
    save_file(found, reference.OUT / name / "preprocessing.safetensors", {"made_with": made_with})
    if len(backends) == 2:
        apart = [(found["pil." + i] - found["torchvision." + i]).abs().max() for i in NAMES]
        print(name, f"Pillow and torchvision differ by at most {max(apart):.4f}")
    else:
        print(name, *found)


def transformers_family(name):
    backends = {}
    for backend, kind in zip(("pil", "torchvision"), TRANSFORMERS[name]):
        if kind is not None:
            processor = kind.from_pretrained(reference.OUT / name)
            backends[backend] = lambda image, processor=processor: processor(
                image, return_tensors="pt")["pixel_values"][0]
    write(name, backends, f"transformers {t.__version__}, torch {torch.__version__}")


def timm_family(name):
    config = json.loads((reference.OUT / name / "config.json").read_text())
    transform = create_transform(**resolve_data_config(pretrained_cfg=config["pretrained_cfg"]))
    write(name, {"pil": transform}, f"timm {timm.__version__}, torch {torch.__version__}")


def openclip():
    config = json.loads((reference.OUT / "openclip" / "open_clip_config.json").read_text())
    size = config["model_cfg"]["vision_cfg"]["image_size"]
    settings = PreprocessCfg(size=size, **config["preprocess_cfg"])
    transform = image_transform_v2(settings, is_train=False)
    made_with = f"open_clip {open_clip.__version__}, torch {torch.__version__}"
    write("openclip", {"pil": transform}, made_with)


def main():
    for name in TRANSFORMERS:
        transformers_family(name)
    for name in TIMM:
        timm_family(name)
    openclip()


if __name__ == "__main__":
    main()
