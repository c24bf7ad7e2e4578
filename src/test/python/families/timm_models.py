"""Writes small random models of timm's kinds of ViT as its hub folders are, and what it computes.

Run from the repository root: python src/test/python/families/timm_models.py [ID ...]
See families/README.md for the contents of the files.
"""

import sys

import timm
import torch
from timm.data import OPENAI_CLIP_MEAN, OPENAI_CLIP_STD
from timm.layers import set_fused_attn
from timm.models import save_for_hf

import reference
from reference import CLASSES, Family

SHAPE = dict(embed_dim=32, depth=2, num_heads=2, mlp_ratio=1.25, num_classes=CLASSES)
PLAIN = dict(**SHAPE, img_size=32, patch_size=8)

SQUASH = dict(crop_mode="squash", crop_pct=0.95)
WHOLE = dict(crop_pct=1.0, mean=OPENAI_CLIP_MEAN, std=OPENAI_CLIP_STD)

# id: architecture, its arguments, preprocessing other than the architecture's
FAMILIES = {
    "timm-token": ("vit_tiny_patch16_224", PLAIN),
    "timm-avg": ("vit_tiny_patch16_224", dict(**PLAIN, global_pool="avg")),
    "timm-gap": ("vit_base_patch16_siglip_gap_224", PLAIN),
    "timm-map": ("vit_base_patch16_siglip_224", PLAIN, SQUASH),
    "timm-clip": ("vit_base_patch16_clip_quickgelu_224", PLAIN, WHOLE),
    "timm-reg": ("vit_small_patch14_reg4_dinov2", dict(**SHAPE, img_size=28, patch_size=7)),
    "timm-reg-gap": ("vit_medium_patch16_reg4_gap_256", PLAIN),
    "timm-reg-map": ("vit_so150m_patch16_reg4_map_256", PLAIN),
    "timm-layerscale": ("deit3_small_patch16_224", PLAIN),
    "timm-distilled": ("deit_tiny_distilled_patch16_224", PLAIN),
}


def family_of(model):
    prefix = model.num_prefix_tokens
    readout = {"token": "cls", "avg": "mean", "map": "map"}[model.global_pool]

    def head(feature):
        return model.head(model.fc_norm(feature))

    def two(cls, distillation):
        return (model.head(cls) + model.head_dist(distillation)) / 2

    if hasattr(model, "head_dist"):
        readout = "two"

        def own(z):
            z = model.norm(z)
            return two(z[:, 0], z[:, 1])

        def published(z):
            feature = model.norm(z.mean(1))
            return two(feature, feature)

    elif readout == "cls":

        def own(z):
            return head(model.norm(z)[:, 0])

        def published(z):
            return head(model.norm(z.mean(1)))

    elif readout == "mean":

        def own(z):
            return head(model.norm(z)[:, prefix:].mean(1))

        published = own
    else:

        def own(z):
            return head(model.attn_pool(model.norm(z)[:, prefix:]))

        def published(z):
            return head(model.attn_pool(z[:, prefix:]))

    return Family(list(model.blocks), model, own, published, readout, prefix)


def write(name):
    architecture, arguments, *preprocessing = FAMILIES[name]
    folder = reference.OUT / name
    model = timm.create_model(architecture, **arguments).eval()
    generator = reference.generator_of(name)
    reference.randomise(model, generator)
    data_config = dict(*preprocessing) or None
    save_for_hf(model, folder, safe_serialization=True, data_config=data_config)
    side = arguments["img_size"]
    pixels = torch.randn((2, 3, side, side), generator=generator)
    again = timm.create_model(f"local-dir:{folder}", pretrained=True).eval()
    assert torch.equal(again(pixels), model(pixels)), name
    made_with = f"timm {timm.__version__}, torch {torch.__version__}"
    reference.write(folder, family_of(model.double()), pixels, made_with)


def main(chosen):
    set_fused_attn(False)
    for name in chosen or FAMILIES:
        write(name)


if __name__ == "__main__":
    main(sys.argv[1:])
