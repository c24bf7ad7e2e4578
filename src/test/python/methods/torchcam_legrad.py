"""LeGrad by torch-cam on torchvision's ViT, which gets the golden models' weights."""

from functools import partial
from importlib.metadata import version

import torch
from safetensors.torch import load_file
from torchcam.methods import LeGrad
from torchvision.models.vision_transformer import VisionTransformer

import reference

MODELS = ["plain", "deep"]  # torchvision's ViT knows GELU, three channels and biases only


def torchvision_model(golden):
    c = golden.model.config
    twin = VisionTransformer(
        c.image_size, c.patch_size, c.num_hidden_layers, c.num_attention_heads, c.hidden_size,
        c.intermediate_size, num_classes=c.num_labels,
        norm_layer=partial(torch.nn.LayerNorm, eps=c.layer_norm_eps),
    )
    w = load_file(reference.ROOT / "model" / golden.name / "model.safetensors")
    state = {
        "class_token": w["vit.embeddings.cls_token"],
        "encoder.pos_embedding": w["vit.embeddings.position_embeddings"],
    }
    for part in ("weight", "bias"):
        state["conv_proj." + part] = w["vit.embeddings.patch_embeddings.projection." + part]
        state["encoder.ln." + part] = w["vit.layernorm." + part]
        state["heads.head." + part] = w["classifier." + part]
        for l in range(c.num_hidden_layers):
            old, new = f"vit.encoder.layer.{l}.", f"encoder.layers.encoder_layer_{l}."
            state[f"{new}ln_1.{part}"] = w[f"{old}layernorm_before.{part}"]
            state[f"{new}ln_2.{part}"] = w[f"{old}layernorm_after.{part}"]
            state[f"{new}mlp.0.{part}"] = w[f"{old}intermediate.dense.{part}"]
            state[f"{new}mlp.3.{part}"] = w[f"{old}output.dense.{part}"]
            state[f"{new}self_attention.out_proj.{part}"] = w[f"{old}attention.output.dense.{part}"]
            state[f"{new}self_attention.in_proj_{part}"] = torch.cat(
                [w[f"{old}attention.attention.{k}.{part}"] for k in ("query", "key", "value")])
    twin.load_state_dict(state)
    return twin.double().eval()


def legrad(golden, twin, last):
    blocks = list(twin.encoder.layers)[-last:]
    with LeGrad(twin, blocks) as extractor:
        scores = twin(golden.pixels)
        maps = extractor(golden.targets.tolist(), scores, normalized=False)
    return torch.stack(maps).mean(0).flatten(1)


def main():
    for name in MODELS:
        golden = reference.Golden.read(name)
        twin = torchvision_model(golden)
        assert torch.allclose(twin(golden.pixels), golden.forward()[0], rtol=0, atol=1e-10)
        blocks = golden.model.config.num_hidden_layers
        maps = {
            "legrad": legrad(golden, twin, blocks),
            "legrad:layers=2": legrad(golden, twin, 2),
        }
        reference.write(__file__, golden, maps, f"torchcam {version('torchcam')}")


if __name__ == "__main__":
    main()
