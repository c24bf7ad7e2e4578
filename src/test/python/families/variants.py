"""Compares logits of many random variants of every family with the package's own.

Run from the repository root: python src/test/python/families/variants.py FOLDER [FAMILY ...]
Each variant is saved by its package under FOLDER, asked by it and by ./run-bench.sh predict about
the same two images, of the model's size, and its largest difference printed; then each family's.
Ends with 1 where one is above 1e-4. About 4 seconds a variant.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import open_clip
import timm
import torch
import transformers as t
from PIL import Image
from safetensors.torch import save_file
from timm.models import save_for_hf
from torch.nn import functional

import reference

TOLERANCE = 1e-4
SHAPE = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2)
PLAIN = dict(**SHAPE, intermediate_size=40, image_size=32, patch_size=8)
DINO = dict(**SHAPE, mlp_ratio=2, image_size=42, patch_size=7)
TEXT = dict(
    vocab_size=12, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
    num_attention_heads=2, max_position_embeddings=6, pad_token_id=1, bos_token_id=0,
    eos_token_id=2)
TIMM = dict(embed_dim=32, depth=2, num_heads=2, num_classes=5, img_size=32, patch_size=8)
OPEN = dict(image_size=32, patch_size=8, width=32, layers=2, head_width=16)
OPEN_TEXT = dict(context_length=6, vocab_size=12, width=16, heads=2, layers=1)
PIXELS = dict(mean=[0.5] * 3, std=[0.5] * 3)

VIT = [
    {}, dict(hidden_act="relu"), dict(hidden_act="silu"), dict(hidden_act="gelu_new"),
    dict(hidden_act="quick_gelu"), dict(hidden_act="gelu_fast"), dict(qkv_bias=False),
    dict(image_size=[24, 40]), dict(image_size=35), dict(layer_norm_eps=1e-2),
    dict(hidden_size=60, num_attention_heads=5), dict(num_attention_heads=1, num_hidden_layers=5),
    dict(interpolated=(40, 48)), dict(interpolated=(16, 64)), dict(dtype=torch.float16),
    dict(dtype=torch.bfloat16), dict(max_shard_size="20KB")]
DINOV2 = [
    {}, dict(qkv_bias=False), dict(hidden_act="relu"), dict(use_swiglu_ffn=True),
    dict(use_swiglu_ffn=True, mlp_ratio=4), dict(fed=(28, 28)), dict(fed=(28, 56)),
    dict(fed=(30, 44)), dict(interpolated=(56, 42)), dict(dtype=torch.float16),
    dict(max_shard_size="20KB")]
TOWER = [
    {}, dict(hidden_act="gelu"), dict(hidden_act="relu"), dict(layer_norm_eps=1e-2),
    dict(image_size=35), dict(hidden_size=48, num_attention_heads=3), dict(interpolated=(48, 40)),
    dict(dtype=torch.bfloat16), dict(max_shard_size="20KB")]
OPTIONS = ("fed", "interpolated", "dtype", "max_shard_size")
TRANSFORMERS = {
    "ViT": (t.ViTForImageClassification, t.ViTConfig, PLAIN, VIT),
    "DeiT": (t.DeiTForImageClassification, t.DeiTConfig, PLAIN, VIT),
    "DeiT with teacher": (
        t.DeiTForImageClassificationWithTeacher, t.DeiTConfig, PLAIN, VIT[:3] + VIT[6:8]),
    "DINOv2": (t.Dinov2ForImageClassification, t.Dinov2Config, DINO, DINOV2),
    "DINOv2 with registers": (
        t.Dinov2WithRegistersForImageClassification, t.Dinov2WithRegistersConfig, DINO,
        DINOV2 + [dict(num_register_tokens=n) for n in (0, 1, 8)]),
    "CLIP": (t.CLIPModel, t.CLIPConfig, PLAIN, TOWER),
    "CLIP classifier": (t.CLIPForImageClassification, t.CLIPConfig, PLAIN, TOWER[:3]),
    "SigLIP": (t.SiglipModel, t.SiglipConfig, PLAIN, TOWER),
    "SigLIP classifier": (t.SiglipForImageClassification, t.SiglipConfig, PLAIN, TOWER[:3]),
}
TIMM_ARGUMENTS = [
    {}, dict(global_pool="avg"), dict(global_pool="avg", fc_norm=False), dict(fc_norm=True),
    dict(global_pool="avg", class_token=False), dict(global_pool="map", class_token=False),
    dict(reg_tokens=3), dict(reg_tokens=3, no_embed_class=True), dict(init_values=1e-5),
    dict(qkv_bias=False), dict(pre_norm=True), dict(act_layer="relu"), dict(mlp_ratio=2.7),
    dict(act_layer="quick_gelu"), dict(img_size=(24, 40)), dict(img_size=35), dict(num_classes=1)]
OPEN_CLIP = [
    {}, dict(quick_gelu=True), dict(head_width=8), dict(mlp_ratio=2.5), dict(ls_init_value=0.1),
    dict(image_size=(24, 40)), dict(image_size=35), dict(layers=4, width=48)]


def images(folder, height, width, generator):
    """Two images as PNG; their pixels [2,3,height,width] in -1 to 1."""
    (folder / "images").mkdir(parents=True)
    pixels = torch.randint(0, 256, (2, height, width, 3), generator=generator, dtype=torch.uint8)
    for i, image in enumerate(pixels.numpy()):
        Image.fromarray(image).save(folder / "images" / f"{i}.png")
    values = (pixels.numpy().astype(np.float32) / 255 - 0.5) / 0.5
    return torch.tensor(values).permute(0, 3, 1, 2)


def texts(folder, width, generator):
    """Four classes by text; their embeddings of length 1, [4,width]."""
    found = torch.randn(4, width, generator=generator)
    names = {"names": json.dumps(["a", "b", "c", "d"])}
    save_file({"embeddings": found}, folder / "classes.safetensors", names)
    return functional.normalize(found, dim=-1)


def edges(size):
    return tuple(size) if isinstance(size, (list, tuple)) else (size, size)


def cosines(features, classes, model):
    scores = functional.normalize(features, dim=-1) @ classes.T * model.logit_scale.exp()
    bias = getattr(model, "logit_bias", None)
    return scores if bias is None else scores + bias


def of_transformers(folder, family, variant, generator):
    kind, configuration, shape, _ = TRANSFORMERS[family]
    values = shape | {k: v for k, v in variant.items() if k not in OPTIONS}
    height, width = variant.get("fed") or variant.get("interpolated") or edges(values["image_size"])
    if configuration in (t.CLIPConfig, t.SiglipConfig):
        text = TEXT | {"projection_size": values["hidden_size"]}
        projection = {"projection_dim": 24} if configuration is t.CLIPConfig else {}
        config = configuration(
            text_config=text, vision_config=values, num_labels=5, **projection)
    else:
        config = configuration(**values, num_labels=5)
    model = kind(config).eval()
    reference.randomise(model, generator)
    model = model.to(variant.get("dtype", torch.float32))
    shards = {k: v for k, v in variant.items() if k == "max_shard_size"}
    model.save_pretrained(folder, **shards)
    processor = t.ViTImageProcessor(size={"height": height, "width": width})
    processor.save_pretrained(folder)
    model = model.float()
    pixels = images(folder, height, width, generator)
    given = "interpolated" in variant
    arguments = ["--image-size", f"{height}x{width}"] if given else []
    resampled = {"interpolate_pos_encoding": True} if given and "Dinov2" not in kind.__name__ else {}
    with torch.no_grad():
        if kind not in (t.CLIPModel, t.SiglipModel):
            return model(pixels, **resampled).logits, arguments
        features = model.get_image_features(pixels, **resampled).pooler_output
        classes = texts(folder, features.shape[-1], generator)
        return cosines(features, classes, model), arguments


def of_timm(folder, architecture, arguments, generator):
    model = timm.create_model(architecture, **(TIMM | arguments)).eval()
    reference.randomise(model, generator)
    height, width = model.patch_embed.img_size
    data = dict(**PIXELS, interpolation="bilinear", crop_pct=1.0, input_size=[3, height, width])
    save_for_hf(
        model, folder, safe_serialization=True, model_args=TIMM | arguments, model_config=None)
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config["pretrained_cfg"] |= data
    path.write_text(json.dumps(config))
    with torch.no_grad():
        return model(images(folder, height, width, generator)), []


def of_open_clip(folder, variant, generator):
    config = dict(embed_dim=24, vision_cfg=OPEN | variant, text_cfg=OPEN_TEXT)
    config["quick_gelu"] = config["vision_cfg"].pop("quick_gelu", False)
    model = open_clip.CLIP(**config).eval()
    reference.randomise(model, generator)
    save_file(
        {k: v.contiguous() for k, v in model.state_dict().items()},
        folder / "open_clip_model.safetensors")
    height, width = edges(config["vision_cfg"]["image_size"])
    preprocessing = dict(
        **PIXELS, size=[height, width], mode="RGB", interpolation="bilinear", resize_mode="squash")
    files = dict(model_cfg=config, preprocess_cfg=preprocessing)
    (folder / "open_clip_config.json").write_text(json.dumps(files))
    with torch.no_grad():
        features = model.encode_image(images(folder, height, width, generator))
        return cosines(features, texts(folder, 24, generator), model), []


def predicted(folder, shape, arguments):
    out = folder / "logits.csv"
    classes = folder / "classes.safetensors"
    given = ["--classes", classes] if classes.exists() else []
    subprocess.run(
        ["./run-bench.sh", "predict", "--quiet", "--model", folder, "--images", folder / "images",
         "--top", "all", "--out", out, *given, *arguments],
        check=True, stdout=subprocess.DEVNULL)
    logits = torch.full(shape, torch.nan)
    with open(out, newline="") as file:
        for row in csv.DictReader(file):
            logits[int(row["image"][0]), int(row["class_index"])] = float(row["logit"])
    return logits


def variants():
    """(family, what it is, how it is made)."""
    for family, (*_, found) in TRANSFORMERS.items():
        for variant in found:
            yield family, variant, lambda f, g, a=family, v=variant: of_transformers(f, a, v, g)
    for variant in TIMM_ARGUMENTS:
        yield "timm", variant, lambda f, g, v=variant: of_timm(f, "vit_tiny_patch16_224", v, g)
    with open("src/main/resources/vitexplain/vit/family/timm.csv", newline="") as file:
        for name in [row["architecture"] for row in csv.DictReader(file)]:
            yield "timm", {"of": name}, lambda f, g, n=name: of_timm(f, n, {}, g)
    for variant in OPEN_CLIP:
        yield "OpenCLIP", variant, lambda f, g, v=variant: of_open_clip(f, v, g)


def main(out, *chosen):
    worst = {}
    for number, (family, variant, make) in enumerate(variants()):
        if chosen and family not in chosen:
            continue
        folder = Path(out) / f"{number:03}"
        folder.mkdir(parents=True)
        expected, arguments = make(folder, reference.generator_of(f"{family} {variant}"))
        found = predicted(folder, expected.shape, arguments)
        difference = float((found - expected).abs().max())
        print(f"{folder.name} {difference:.1e} of {expected.abs().max():.1f}", family, variant)
        worst[family] = max(worst.get(family, (0, 0, 0)), (difference, float(expected.abs().max())))
    for family, (difference, largest) in worst.items():
        print(f"{family}: {difference:.1e} where the largest logit is {largest:.1f}")
    sys.exit(any(not difference <= TOLERANCE for difference, _ in worst.values()))


if __name__ == "__main__":
    main(*sys.argv[1:])
