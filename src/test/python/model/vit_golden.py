"""Writes small random ViT classifiers and what transformers' own ViT makes of random pixels.

Run from the repository root: python src/test/python/model/vit_golden.py
golden/model/NAME holds the model as save_pretrained writes it (config.json and model.safetensors,
names of transformers 4) and expected.safetensors. There "f64.KEY" and "f32.KEY" are the results of
eager attention in either precision:
    hidden.L      [B,T,d]    tokens after L blocks, before the final LayerNorm; 0 is the embedding
    attention.L   [B,H,R,T]  the query rows listed in "rows"
    gradient.L    [B,H,R,T]  of the logits of "targets", with respect to attention, same rows
    logits        [B,K]
"float32-softmax.logits" is what transformers gives in float64 if it is let: see precision.py.
"""

import sys
from contextlib import nullcontext
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import ViTConfig, ViTForImageClassification

sys.path.append(str(Path(__file__).resolve().parents[1]))
from precision import softmax_in_own_precision  # noqa: E402

OUT = Path("src/test/resources/golden/model")
COMMON = {"num_labels": 5, "layer_norm_eps": 1e-12}
CONFIGS = {
    "plain": dict(image_size=32, patch_size=8, hidden_size=16, num_hidden_layers=3,
                  num_attention_heads=2, intermediate_size=40),
    "deep": dict(image_size=12, patch_size=4, hidden_size=32, num_hidden_layers=6,
                 num_attention_heads=4, intermediate_size=64, layer_norm_eps=1e-6),
    "relu": dict(image_size=24, patch_size=6, hidden_size=12, num_hidden_layers=2,
                 num_attention_heads=1, intermediate_size=30, hidden_act="relu"),
    "no-qkv-bias": dict(image_size=16, patch_size=4, hidden_size=24, num_hidden_layers=3,
                        num_attention_heads=3, intermediate_size=48, qkv_bias=False,
                        hidden_act="gelu_new"),
    "grey": dict(image_size=20, patch_size=5, hidden_size=16, num_hidden_layers=2,
                 num_attention_heads=4, intermediate_size=32, num_channels=1),
    # As many patches as a model for 384 x 384 has, 24 x 24; only some query rows are kept.
    "grid24": dict(image_size=48, patch_size=2, hidden_size=8, num_hidden_layers=2,
                   num_attention_heads=2, intermediate_size=16),
}
SOME_ROWS = [0, 1, 300, 576]


def randomise(model, generator):
    """Weights large enough that attention is far from uniform and every bias counts."""
    for name, p in model.named_parameters():
        noise = torch.randn(p.shape, generator=generator)
        p.data = (1 + 0.2 * noise) if "norm" in name and name.endswith("weight") else 0.3 * noise


def results(model, pixels, targets, rows):
    """One pass in the model's own precision; hooks see the blocks' outputs as they are."""
    hidden = []
    blocks = [m for m in model.modules() if type(m).__name__ == "ViTLayer"]
    first = blocks[0].register_forward_pre_hook(lambda m, args: hidden.append(args[0]))
    hooks = [first] + [
        b.register_forward_hook(
            lambda m, args, out: hidden.append(out[0] if isinstance(out, tuple) else out))
        for b in blocks
    ]
    output = model(pixels, output_attentions=True)
    for hook in hooks:
        hook.remove()
    score = output.logits.gather(1, targets[:, None]).sum()
    gradients = torch.autograd.grad(score, output.attentions)
    named = {"logits": output.logits}
    for l, z in enumerate(hidden):
        named[f"hidden.{l}"] = z
    for l, (a, g) in enumerate(zip(output.attentions, gradients)):
        named[f"attention.{l}"] = a[:, :, rows]
        named[f"gradient.{l}"] = g[:, :, rows]
    return {key: value.detach().contiguous() for key, value in named.items()}


def write(name, seed, options):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    config = ViTConfig(**{**COMMON, **options}, attn_implementation="eager")
    model = ViTForImageClassification(config).eval()
    generator = torch.Generator().manual_seed(seed)
    randomise(model, generator)
    model.save_pretrained(folder)
    shape = (2, config.num_channels, config.image_size, config.image_size)
    pixels = torch.randn(shape, generator=generator)
    tokens = (config.image_size // config.patch_size) ** 2 + 1
    rows = torch.tensor(SOME_ROWS if tokens > 100 else range(tokens))
    targets = model(pixels).logits.argmax(-1)
    expected = {"pixels": pixels, "targets": targets.float(), "rows": rows.float()}
    for precision, dtype in (("f32", torch.float32), ("f64", torch.float64)):
        with softmax_in_own_precision() if dtype == torch.float64 else nullcontext():
            found = results(model.to(dtype), pixels.to(dtype), targets, rows)
        expected |= {f"{precision}.{key}": value for key, value in found.items()}
    expected["float32-softmax.logits"] = model(pixels.double()).logits.detach()
    versions = {"made_with": f"transformers {transformers.__version__}, torch {torch.__version__}"}
    save_file(expected, folder / "expected.safetensors", versions)


def main():
    torch.set_num_threads(1)
    for seed, (name, options) in enumerate(CONFIGS.items()):
        write(name, seed, options)


if __name__ == "__main__":
    main()
