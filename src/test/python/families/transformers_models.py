"""Writes a small random model of every family that transformers has, and what it computes.

Run from the repository root: python src/test/python/families/transformers_models.py [ID ...]
See families/README.md for the contents of the files.
"""

import json
import re
import sys

import torch
import transformers as t
from safetensors.torch import save_file
from torch.nn import functional
from transformers.models.dinov3_vit import modeling_dinov3_vit

import reference
from reference import CLASSES, Family

SHAPE = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=2)
PLAIN = dict(**SHAPE, intermediate_size=40, image_size=32, patch_size=8)
TEXT = dict(vocab_size=12, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
            num_attention_heads=2, max_position_embeddings=6, pad_token_id=1, bos_token_id=0,
            eos_token_id=2)
DINO = dict(**SHAPE, mlp_ratio=2, image_size=42, patch_size=7)
CLIP = dict(text_config=TEXT, vision_config=PLAIN, projection_dim=24)
SIGLIP = dict(text_config=TEXT | {"projection_size": 32}, vision_config=PLAIN)
LABELS = dict(num_labels=CLASSES)

PIXELS = {"height": 32, "width": 32}
IMAGENET = dict(image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225])
VIT = t.ViTImageProcessor(size=PIXELS)
MAE = t.ViTImageProcessor(size=PIXELS, resample=3, **IMAGENET)
DEIT = t.DeiTImageProcessor(size={"height": 37, "width": 37}, crop_size=PIXELS, **IMAGENET)
BIT = t.BitImageProcessor(
    size={"shortest_edge": 32}, crop_size={"height": 28, "width": 28}, **IMAGENET)
CLIPS = t.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=PIXELS)
SIGLIPS = t.SiglipImageProcessor(size=PIXELS)
SIGLIP2S = t.SiglipImageProcessor(size=PIXELS, resample=2)
DINOV3S = t.DINOv3ViTImageProcessor(size=PIXELS)


def blocks(model):
    name = re.compile(".*(ViT|ViTMAE|DeiT|Dinov2|Registers|Encoder)Layer")
    return [m for m in model.modules() if name.fullmatch(type(m).__name__)]


def mean_of_all(norm, head):
    """A token readout as LeGrad publishes it: the head on the normed mean over all tokens."""
    return lambda z: head(norm(z.mean(1)))


def token(model, blocks, norm, head, prefix=1):
    own = lambda z: head(norm(z)[:, 0])  # noqa: E731
    run = lambda x: model(x).logits  # noqa: E731
    return Family(blocks, run, own, mean_of_all(norm, head), "cls", prefix)


def agnostic(model, blocks, prefix, **options):
    """A model without classes."""

    def run(x):
        model(x, **options)

    return Family(blocks, run, None, None, "cls", prefix)


def cosine(features, classes, scale=1.0, bias=0.0):
    """Scores of features [B,d'] by text embeddings."""
    text = functional.normalize(classes.double(), dim=-1)
    return lambda z: functional.normalize(features(z), dim=-1) @ text.T * scale + bias


def vit(config):
    model = t.ViTForImageClassification(config)
    return model, lambda: token(
        model, blocks(model), model.vit.layernorm, model.classifier)


def vit_bare(config):
    model = t.ViTModel(config)
    return model, lambda: agnostic(model, blocks(model), 1)


def vit_mae(config):
    """Its patches in their own order: nothing masked, nothing shuffled."""
    model = t.ViTMAEModel(config)

    def family():
        model.config.mask_ratio = 0.0
        noise = torch.arange(16.0).repeat(2, 1)
        return agnostic(model, blocks(model), 1, noise=noise)

    return model, family


def deit(config):
    model = t.DeiTForImageClassification(config)
    return model, lambda: token(
        model, blocks(model), model.deit.layernorm, model.classifier, prefix=2)


def deit_distilled(config):
    model = t.DeiTForImageClassificationWithTeacher(config)
    norm, heads = model.deit.layernorm, (model.cls_classifier, model.distillation_classifier)

    def own(z):
        return sum(head(norm(z)[:, i]) for i, head in enumerate(heads)) / 2

    def head(feature):
        return sum(h(feature) for h in heads) / 2

    return model, lambda: Family(
        blocks(model), lambda x: model(x).logits, own, mean_of_all(norm, head), "two", 2)


def dino(model, backbone, prefix):
    def own(z):
        z = backbone.layernorm(z)
        return model.classifier(torch.cat([z[:, 0], z[:, prefix:].mean(1)], 1))

    return model, lambda: Family(
        blocks(model), lambda x: model(x).logits, own, own, "cls+mean", prefix)


def dinov2(config):
    model = t.Dinov2ForImageClassification(config)
    return dino(model, model.dinov2, 1)


def dinov2_bare(config):
    model = t.Dinov2Model(config)
    return model, lambda: agnostic(model, blocks(model), 1)


def dinov2_registers(config):
    model = t.Dinov2WithRegistersForImageClassification(config)
    return dino(model, model.dinov2_with_registers, 1 + config.num_register_tokens)


def dinov3(config):
    model = t.DINOv3ViTModel(config)

    def family():
        angles_in_double(model)
        return agnostic(model, blocks(model), 1 + config.num_register_tokens)

    return model, family


def angles_in_double(model):
    """DINOv3's angles are taken in float32 in any precision of the model."""
    config = model.config
    step = 4 * config.num_attention_heads / config.hidden_size
    exponents = torch.arange(0, 1, step, dtype=torch.float64)
    model.rope_embeddings.inv_freq = config.rope_theta**-exponents
    modeling_dinov3_vit.get_patches_center_coordinates = centres


def centres(rows, columns, **float32_there):
    """(y, x) of every patch's centre in [-1,1], row by row, in float64."""
    y = (2 * torch.arange(rows).double() + 1) / rows - 1
    x = (2 * torch.arange(columns).double() + 1) / columns - 1
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1).flatten(0, 1)


def clip(config, classes):
    model = t.CLIPModel(config)
    return model, lambda: clip_tower(
        model, model.vision_model, classes, model.logit_scale.exp())


def clip_vision(config, classes):
    model = t.CLIPVisionModelWithProjection(config)
    return model, lambda: clip_tower(model, model.vision_model, classes, 1.0)


def clip_tower(model, vision, classes, scale):
    head = cosine(model.visual_projection, classes, scale)
    own = lambda z: head(vision.post_layernorm(z[:, 0]))  # noqa: E731
    run = lambda x: head(vision(x).pooler_output)  # noqa: E731
    return Family(
        blocks(vision), run, own, mean_of_all(vision.post_layernorm, head), "cls", 1)


def siglip(config, classes):
    model = t.SiglipModel(config)

    def family():
        scale, bias = model.logit_scale.exp(), model.logit_bias
        return siglip_tower(model.vision_model, classes, scale, bias)

    return model, family


def siglip_vision(config, classes):
    model = t.SiglipVisionModel(config)
    return model, lambda: siglip_tower(model, classes, 1.0, 0.0)


def siglip_tower(vision, classes, scale, bias):
    published = cosine(vision.head, classes, scale, bias)
    own = lambda z: published(vision.post_layernorm(z))  # noqa: E731
    score = cosine(lambda x: vision(x).pooler_output, classes, scale, bias)
    return Family(blocks(vision), score, own, published, "map", 0)


def siglip_classifier(config):
    model = t.SiglipForImageClassification(config)
    vision = model.vision_model

    def own(z):
        return model.classifier(vision.post_layernorm(z).mean(1))

    return model, lambda: Family(
        blocks(vision), lambda x: model(x).logits, own, own, "mean", 0)


def clip_vision_config():
    return t.CLIPVisionConfig(**PLAIN, projection_dim=24, hidden_act="gelu")


# id: model, configuration, processor, height and width of the pixels that it is fed
FAMILIES = {
    "vit-hf": (vit, t.ViTConfig(**PLAIN, **LABELS), VIT, (32, 32)),
    "vit-hf-bare": (vit_bare, t.ViTConfig(**PLAIN), VIT, (32, 32)),
    "vit-mae": (vit_mae, t.ViTMAEConfig(**PLAIN), MAE, (32, 32)),
    "deit": (deit, t.DeiTConfig(**PLAIN, **LABELS), DEIT, (32, 32)),
    "deit-distilled": (deit_distilled, t.DeiTConfig(**PLAIN, **LABELS), DEIT, (32, 32)),
    "dinov2": (dinov2, t.Dinov2Config(**DINO, **LABELS), BIT, (28, 28)),
    "dinov2-bare": (dinov2_bare, t.Dinov2Config(**DINO), BIT, (28, 28)),
    "dinov2-swiglu": (
        dinov2, t.Dinov2Config(**DINO, **LABELS, use_swiglu_ffn=True), BIT, (28, 28)),
    "dinov2-registers": (
        dinov2_registers,
        t.Dinov2WithRegistersConfig(**DINO, **LABELS, num_register_tokens=3), BIT, (28, 28)),
    "dinov3": (dinov3, t.DINOv3ViTConfig(**PLAIN, num_register_tokens=3), DINOV3S, (32, 40)),
    "dinov3-gated": (
        dinov3,
        t.DINOv3ViTConfig(
            **PLAIN, num_register_tokens=2, use_gated_mlp=True, hidden_act="silu", key_bias=True),
        DINOV3S, (32, 32)),
    "clip": (clip, t.CLIPConfig(**CLIP), CLIPS, (32, 32)),
    "clip-vision": (clip_vision, clip_vision_config(), CLIPS, (32, 32)),
    "siglip": (siglip, t.SiglipConfig(**SIGLIP), SIGLIPS, (32, 32)),
    "siglip2": (siglip, t.SiglipConfig(**SIGLIP), SIGLIP2S, (32, 32)),
    "siglip-vision": (siglip_vision, t.SiglipVisionConfig(**PLAIN), SIGLIPS, (32, 32)),
    "siglip-classifier": (
        siglip_classifier, t.SiglipConfig(**SIGLIP, **LABELS), SIGLIPS, (32, 32)),
}
NAMES = ["kite", "lemon", "drum", "violin", "beetle"]


def text_embeddings(folder, width, generator):
    """classes.safetensors as a user makes it: embeddings [K,d'], their names in the metadata."""
    embeddings = torch.randn(CLASSES, width, generator=generator)
    names = {"names": json.dumps(NAMES)}
    save_file({"embeddings": embeddings}, folder / "classes.safetensors", names)
    return embeddings


def write(name):
    make, config, processor, size = FAMILIES[name]
    folder = reference.OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    config._attn_implementation = "eager"
    generator = reference.generator_of(name)
    arguments = [config]
    if make in (clip, clip_vision, siglip, siglip_vision):
        width = 24 if make in (clip, clip_vision) else 32
        arguments.append(text_embeddings(folder, width, generator))
    model, family = make(*arguments)
    model.eval()
    reference.randomise(model, generator)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    pixels = torch.randn((2, 3, *size), generator=generator)
    model.double()
    made_with = f"transformers {t.__version__}, torch {torch.__version__}"
    reference.write(folder, family(), pixels, made_with)


def main(chosen):
    for name in chosen or FAMILIES:
        write(name)


if __name__ == "__main__":
    main(sys.argv[1:])
