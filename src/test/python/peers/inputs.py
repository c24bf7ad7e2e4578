"""What a program is given: the model in Hugging Face layout, the pixels of a batch, and this project's answers."""

import json
import re
from functools import cached_property, partial
from pathlib import Path

import numpy
import torch
from safetensors.torch import load_file


class Inputs:
    def __init__(self, folder, batch):
        self.folder = Path(folder)
        self.model = self.folder / "model"
        self.batch = batch
        self.config = json.loads((self.model / "config.json").read_text(encoding="utf-8"))
        size = self.config["image_size"]
        self.size = tuple(size) if isinstance(size, list) else (size, size)
        self.pixels = torch.from_numpy(self._numbers("pixels").reshape(batch, self.config["num_channels"], *self.size))

    def answer(self, what):
        return self._numbers(what).reshape(self.batch, -1)

    def _numbers(self, what):
        name = re.sub("[^a-z0-9-]", "_", what)
        return numpy.fromfile(self.folder / f"{name}-{self.batch}.f32", dtype="<f4")

    @cached_property
    def weights(self):
        return load_file(self.model / "model.safetensors")

    def transformers(self, attention):
        from transformers import ViTForImageClassification

        return frozen(ViTForImageClassification.from_pretrained(self.model, dtype=torch.float32, attn_implementation=attention))

    def timm(self):
        from timm.models.vision_transformer import VisionTransformer

        c, w = self.config, self.weights
        self._require(c["hidden_act"] == "gelu", "GELU")
        model = VisionTransformer(
            img_size=self.size, patch_size=c["patch_size"], in_chans=c["num_channels"], num_classes=len(c["id2label"]),
            embed_dim=c["hidden_size"], depth=c["num_hidden_layers"], num_heads=c["num_attention_heads"],
            mlp_ratio=c["intermediate_size"] / c["hidden_size"], norm_layer=partial(torch.nn.LayerNorm, eps=c["layer_norm_eps"]),
        )
        state = {"cls_token": w["vit.embeddings.cls_token"], "pos_embed": w["vit.embeddings.position_embeddings"]}
        for part in ("weight", "bias"):
            state["patch_embed.proj." + part] = w["vit.embeddings.patch_embeddings.projection." + part]
            state["norm." + part] = w["vit.layernorm." + part]
            state["head." + part] = w["classifier." + part]
            for l in range(c["num_hidden_layers"]):
                block = self._block(l, part)
                new = f"blocks.{l}."
                state[f"{new}norm1.{part}"] = block["before"]
                state[f"{new}norm2.{part}"] = block["after"]
                state[f"{new}attn.qkv.{part}"] = block["qkv"]
                state[f"{new}attn.proj.{part}"] = block["out"]
                state[f"{new}mlp.fc1.{part}"] = block["fc1"]
                state[f"{new}mlp.fc2.{part}"] = block["fc2"]
        model.load_state_dict(state)
        return frozen(model)

    def torchvision(self):
        from torchvision.models.vision_transformer import VisionTransformer

        c, w = self.config, self.weights
        self._require(c["hidden_act"] == "gelu" and c["num_channels"] == 3 and self.size[0] == self.size[1], "GELU and square RGB images")
        model = VisionTransformer(
            self.size[0], c["patch_size"], c["num_hidden_layers"], c["num_attention_heads"], c["hidden_size"], c["intermediate_size"],
            num_classes=len(c["id2label"]), norm_layer=partial(torch.nn.LayerNorm, eps=c["layer_norm_eps"]),
        )
        state = {"class_token": w["vit.embeddings.cls_token"], "encoder.pos_embedding": w["vit.embeddings.position_embeddings"]}
        for part in ("weight", "bias"):
            state["conv_proj." + part] = w["vit.embeddings.patch_embeddings.projection." + part]
            state["encoder.ln." + part] = w["vit.layernorm." + part]
            state["heads.head." + part] = w["classifier." + part]
            for l in range(c["num_hidden_layers"]):
                block = self._block(l, part)
                new = f"encoder.layers.encoder_layer_{l}."
                state[f"{new}ln_1.{part}"] = block["before"]
                state[f"{new}ln_2.{part}"] = block["after"]
                state[f"{new}self_attention.in_proj_{part}"] = block["qkv"]
                state[f"{new}self_attention.out_proj.{part}"] = block["out"]
                state[f"{new}mlp.0.{part}"] = block["fc1"]
                state[f"{new}mlp.3.{part}"] = block["fc2"]
        model.load_state_dict(state)
        return frozen(model)

    def _block(self, l, part):
        w, old = self.weights, f"vit.encoder.layer.{l}."
        return {
            "before": w[f"{old}layernorm_before.{part}"],
            "after": w[f"{old}layernorm_after.{part}"],
            "qkv": torch.cat([w[f"{old}attention.attention.{k}.{part}"] for k in ("query", "key", "value")]),
            "out": w[f"{old}attention.output.dense.{part}"],
            "fc1": w[f"{old}intermediate.dense.{part}"],
            "fc2": w[f"{old}output.dense.{part}"],
        }

    @staticmethod
    def _require(met, what):
        if not met:
            raise SystemExit(f"this program is given models with {what} only, and this is another")


def frozen(model):
    """For evaluation; no gradient of a weight is ever computed."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model.eval()
