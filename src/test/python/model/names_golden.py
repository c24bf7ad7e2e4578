"""Writes two of the golden models under the names of transformers 5 and of timm.

Run from the repository root, after vit_golden.py: python src/test/python/model/names_golden.py
golden/model/NAME/transformers5.safetensors is the model's state_dict as transformers 5 holds it in
memory; timm.safetensors is that of timm's own VisionTransformer with the same weights, and
timm-logits.safetensors holds what that one computes, in float64.
"""

from functools import partial
from pathlib import Path

import timm
import torch
from safetensors.torch import load_file, save_file
from timm.models.vision_transformer import VisionTransformer
from transformers import ViTForImageClassification

OUT = Path("src/test/resources/golden/model")


def timm_model(model):
    """timm's ViT with the weights of a transformers model, read from its file of 4.x names."""
    c = model.config
    twin = VisionTransformer(
        img_size=c.image_size, patch_size=c.patch_size, in_chans=c.num_channels,
        num_classes=c.num_labels, embed_dim=c.hidden_size, depth=c.num_hidden_layers,
        num_heads=c.num_attention_heads, mlp_ratio=c.intermediate_size / c.hidden_size,
        qkv_bias=c.qkv_bias,
        norm_layer=partial(torch.nn.LayerNorm, eps=c.layer_norm_eps),
    )
    w = load_file(OUT / c.name / "model.safetensors")
    embeddings = "vit.embeddings."
    pairs = {
        "cls_token": w[embeddings + "cls_token"],
        "pos_embed": w[embeddings + "position_embeddings"],
    }
    for part in ("weight", "bias"):
        pairs["patch_embed.proj." + part] = w[f"{embeddings}patch_embeddings.projection.{part}"]
        pairs["norm." + part] = w["vit.layernorm." + part]
        pairs["head." + part] = w["classifier." + part]
        for l in range(c.num_hidden_layers):
            old, new = f"vit.encoder.layer.{l}.", f"blocks.{l}."
            pairs[f"{new}norm1.{part}"] = w[f"{old}layernorm_before.{part}"]
            pairs[f"{new}norm2.{part}"] = w[f"{old}layernorm_after.{part}"]
            pairs[f"{new}attn.proj.{part}"] = w[f"{old}attention.output.dense.{part}"]
            pairs[f"{new}mlp.fc1.{part}"] = w[f"{old}intermediate.dense.{part}"]
            pairs[f"{new}mlp.fc2.{part}"] = w[f"{old}output.dense.{part}"]
            if part == "weight" or c.qkv_bias:
                pairs[f"{new}attn.qkv.{part}"] = torch.cat(
                    [w[f"{old}attention.attention.{k}.{part}"] for k in ("query", "key", "value")])
    twin.load_state_dict(pairs)
    return twin.eval()


def main():
    torch.set_num_threads(1)
    for name in ("plain", "deep"):
        model = ViTForImageClassification.from_pretrained(OUT / name).eval()
        model.config.name = name
        save_file(
            {k: v.contiguous() for k, v in model.state_dict().items()},
            OUT / name / "transformers5.safetensors",
        )
        twin = timm_model(model)
        save_file(twin.state_dict(), OUT / name / "timm.safetensors")
        pixels = load_file(OUT / name / "expected.safetensors")["pixels"].double()
        logits = twin.double()(pixels).detach()
        versions = {"made_with": f"timm {timm.__version__}, torch {torch.__version__}"}
        save_file({"logits": logits}, OUT / name / "timm-logits.safetensors", versions)


main()
