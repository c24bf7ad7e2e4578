"""What the scripts of explanation methods share: the golden models, their passes, the writing.

Make all goldens of methods again from the repository root, after model/vit_golden.py:
    for f in legrad legrad_package torchcam_legrad rollout gmar student; do
        python src/test/python/methods/$f.py; done
Every script writes golden/methods/SCRIPT.MODEL.safetensors: per method id a raw map [B,n], float64,
before min-max, for the golden targets of that model.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import ViTForImageClassification

sys.path.append(str(Path(__file__).resolve().parents[1]))
from precision import softmax_in_own_precision  # noqa: E402

ROOT = Path("src/test/resources/golden")
MODELS = ["plain", "deep", "relu", "no-qkv-bias", "grey"]

torch.set_num_threads(1)


def load_model(folder):
    model = ViTForImageClassification.from_pretrained(folder, attn_implementation="eager")
    return model.double().eval()


class Golden:
    """A model in float64 with pixels and targets, and a fresh pass on demand."""

    def __init__(self, name, model, pixels, targets):
        self.name = name
        self.model = model
        self.pixels = pixels
        self.targets = targets

    @staticmethod
    def read(name):
        folder = ROOT / "model" / name
        expected = load_file(folder / "expected.safetensors")
        pixels, targets = expected["pixels"].double(), expected["targets"].long()
        return Golden(name, load_model(folder), pixels, targets)

    def forward(self):
        """Logits [B,K], attention per block [B,H,T,T], tokens after each block [B,T,d]."""
        tokens = []
        hooks = [
            module.register_forward_hook(
                lambda m, args, out: tokens.append(out[0] if isinstance(out, tuple) else out))
            for module in self.model.modules()
            if type(module).__name__ == "ViTLayer"
        ]
        with softmax_in_own_precision():
            output = self.model(self.pixels, output_attentions=True)
        for hook in hooks:
            hook.remove()
        return output.logits, output.attentions, tokens

    def logit_gradients(self):
        """Attention per block and the gradient of the targets' logits with respect to it."""
        logits, attention, _ = self.forward()
        score = logits[torch.arange(len(logits)), self.targets].sum()
        return [a.detach() for a in attention], torch.autograd.grad(score, attention)


def goldens():
    return (Golden.read(name) for name in MODELS)


def write(script, golden, maps, package):
    folder = ROOT / "methods"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{Path(script).stem}.{golden.name}.safetensors"
    maps = {method: m.detach().double().contiguous() for method, m in maps.items()}
    save_file(maps, file, {"made_with": package})
