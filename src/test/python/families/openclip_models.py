"""Writes the vision tower of families/clip under OpenCLIP's names, saved by OpenCLIP itself.

Run from the repository root, after transformers_models.py:
    python src/test/python/families/openclip_models.py
The weights are those of families/clip, and so are the numbers: expected.safetensors and
maps.safetensors are copies, after OpenCLIP's own scores have been found equal to them.
"""

import shutil

import open_clip
import torch
from open_clip.model import set_model_preprocess_cfg
from open_clip.push_to_hf_hub import save_for_hf
from safetensors.torch import load_file
from torch.nn import functional

import reference

SOURCE, OUT = reference.OUT / "clip", reference.OUT / "openclip"
CONFIG = {
    "embed_dim": 24,
    "quick_gelu": True,
    "vision_cfg": {
        "image_size": 32, "layers": 2, "width": 32, "head_width": 16, "patch_size": 8,
        "mlp_ratio": 1.25},
    "text_cfg": {
        "context_length": 6, "vocab_size": 12, "width": 16, "heads": 2, "layers": 1,
        "mlp_ratio": 1.0},
}
PREPROCESSING = {
    "mean": list(open_clip.OPENAI_DATASET_MEAN), "std": list(open_clip.OPENAI_DATASET_STD),
    "interpolation": "bicubic", "resize_mode": "shortest"}
INSIDE_BLOCKS = {
    "layer_norm1": "ln_1", "layer_norm2": "ln_2", "self_attn.out_proj": "attn.out_proj",
    "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj",
}


class NoTokenizer:
    """Its files say nothing of the vision tower."""

    def save_pretrained(self, folder):
        pass


def renamed(w):
    """OpenCLIP's names for the vision tower of a transformers file."""
    old = "vision_model."
    found = {
        "logit_scale": w["logit_scale"],
        "visual.class_embedding": w[old + "embeddings.class_embedding"],
        "visual.positional_embedding": w[old + "embeddings.position_embedding.weight"],
        "visual.conv1.weight": w[old + "embeddings.patch_embedding.weight"],
        "visual.proj": w["visual_projection.weight"].T,
    }
    for part in ("weight", "bias"):
        found["visual.ln_pre." + part] = w[f"{old}pre_layrnorm.{part}"]
        found["visual.ln_post." + part] = w[f"{old}post_layernorm.{part}"]
        for l in range(CONFIG["vision_cfg"]["layers"]):
            here, there = f"{old}encoder.layers.{l}.", f"visual.transformer.resblocks.{l}."
            for a, b in INSIDE_BLOCKS.items():
                found[f"{there}{b}.{part}"] = w[f"{here}{a}.{part}"]
            found[f"{there}attn.in_proj_{part}"] = torch.cat(
                [w[f"{here}self_attn.{k}_proj.{part}"] for k in "qkv"])
    return found


def main():
    model = open_clip.CLIP(**CONFIG).eval()
    set_model_preprocess_cfg(model, PREPROCESSING)
    reference.randomise(model, reference.generator_of("openclip"))
    weights = renamed(load_file(SOURCE / "model.safetensors"))
    missing, unexpected = model.load_state_dict(weights, strict=False)
    assert not unexpected and not any(name.startswith("visual.") for name in missing)
    save_for_hf(model, NoTokenizer(), CONFIG, OUT, safe_serialization=True)
    expected = load_file(SOURCE / "expected.safetensors")
    texts = load_file(SOURCE / "classes.safetensors")["embeddings"].double()
    model.double()
    features = model.encode_image(expected["pixels"].double(), normalize=True)
    scores = model.logit_scale.exp() * features @ functional.normalize(texts, dim=-1).T
    assert torch.allclose(scores, expected["f64.logits"], rtol=0, atol=1e-11)
    for name in ("expected", "maps", "classes"):
        shutil.copy(SOURCE / f"{name}.safetensors", OUT)


if __name__ == "__main__":
    main()
