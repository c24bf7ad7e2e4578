"""The table of timm's Vision Transformers that vitexplain reads: what an architecture's name says about its model.

A folder that timm saves names its architecture and the arguments that differ; the rest is in timm's source. Run once
after a new release of timm, with the version that src/test/python/requirements.txt names; neither the build nor the
program needs Python:

    python src/main/python/timm_architectures.py src/main/resources/vitexplain/vit/family/timm.csv

Left out is what the program does not compute: other classes than VisionTransformer and VisionTransformerDistilled,
normalised queries and keys, blocks that are parallel or normed after, patches by a convolutional stem, and pooling that
is neither token, avg nor map.
"""
import csv
import sys

import timm
import torch
from timm.layers import GluMlp, Mlp, PatchEmbed
from timm.models.vision_transformer import Attention, Block, VisionTransformer
from timm.models.deit import VisionTransformerDistilled

ACTIVATIONS = {"GELU": "gelu", "GELUTanh": "gelu_new", "GELUQuick": "quick_gelu", "QuickGELU": "quick_gelu", "SiLU": "silu", "ReLU": "relu"}


def row(name):
    """One line of the table, or None."""
    with torch.device("meta"):
        model = timm.create_model(name)
    if type(model) not in (VisionTransformer, VisionTransformerDistilled) or type(model.patch_embed) is not PatchEmbed:
        return None
    block = model.blocks[0]
    mlp = getattr(block, "mlp", None)
    gated = isinstance(mlp, GluMlp)
    if type(block) is not Block or type(block.attn) is not Attention or not isinstance(mlp, (Mlp, GluMlp)):
        return None
    if not isinstance(block.norm1, torch.nn.LayerNorm) or isinstance(block.attn.q_norm, torch.nn.LayerNorm):
        return None
    if isinstance(getattr(mlp, "norm", None), torch.nn.LayerNorm) or isinstance(getattr(block.attn, "norm", None), torch.nn.LayerNorm):
        return None
    if model.pos_embed is None or model.global_pool not in ("token", "avg", "map") or model.pool_include_prefix:
        return None
    if gated and mlp.gate_last:
        return None
    activation = ACTIVATIONS.get(type(mlp.act).__name__)
    if activation is None or (model.patch_embed.img_size[0] != model.patch_embed.img_size[1]):
        return None
    prefix = (model.cls_token is not None) + (model.reg_token.shape[1] if model.reg_token is not None else 0)
    return {
        "architecture": name,
        "image_size": model.patch_embed.img_size[0],
        "patch_size": model.patch_embed.patch_size[0],
        "embed_dim": model.embed_dim,
        "depth": len(model.blocks),
        "num_heads": block.attn.num_heads,
        "mlp_ratio": repr(mlp.fc1.out_features / model.embed_dim),
        "gated": str(gated).lower(),
        "activation": activation,
        "eps": repr(block.norm1.eps),
        "qkv_bias": str(block.attn.qkv.bias is not None).lower(),
        "class_token": str(model.cls_token is not None).lower(),
        "distilled": str(isinstance(model, VisionTransformerDistilled)).lower(),
        "reg_tokens": model.reg_token.shape[1] if model.reg_token is not None else 0,
        "no_embed_class": str(model.no_embed_class).lower(),
        "pre_norm": str(isinstance(model.norm_pre, torch.nn.LayerNorm)).lower(),
        "init_values": str(not isinstance(block.ls1, torch.nn.Identity)).lower(),
        "global_pool": model.global_pool,
        "fc_norm": str(isinstance(model.fc_norm, torch.nn.LayerNorm)).lower(),
        "final_norm": str(isinstance(model.norm, torch.nn.LayerNorm) or isinstance(model.fc_norm, torch.nn.LayerNorm)).lower(),
        "num_classes": model.num_classes,
    }


def main(path):
    rows = [row for row in map(row, timm.list_models("*vit*") + timm.list_models("*deit*") + timm.list_models("eva_*")) if row]
    rows = list({r["architecture"]: r for r in rows}.values())
    rows = [r for r in rows if r.pop("final_norm") == "true"]
    rows.sort(key=lambda r: r["architecture"])
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(len(rows), "architectures of timm", timm.__version__)


if __name__ == "__main__":
    main(sys.argv[1])
