"""LeGrad in the steps of the official package (WalBouss/LeGrad, commit 8c2ca90, its CLIP path).

The package has no path for a classifier, so the class score stands for its text similarity; with
"cosine" the score is its own: features made unit length before they meet the class's direction.
Its steps differ from the paper's: the last two blocks, their sum, every block's map upsampled to
pixels before the sum, min-max at the very end. Written as maps [B, height * width] of the image.
"""

import torch
import torch.nn.functional as F

import reference


def package_map(golden, depth, cosine=False):
    _, attention, tokens = golden.forward()
    model, config = golden.model, golden.model.config
    side = config.image_size // config.patch_size
    accumulated = torch.zeros(())
    for l in range(len(attention) + depth, len(attention)):
        features = model.vit.layernorm(tokens[l].mean(dim=1))
        if cosine:
            scores = F.normalize(features, dim=-1) @ model.classifier.weight.T
        else:
            scores = model.classifier(features)
        similarity = (F.one_hot(golden.targets, scores.shape[1]) * scores).sum()
        slope = torch.autograd.grad(similarity, attention[l], retain_graph=True)[0]
        relevance = F.relu(slope).mean(1).mean(1)[:, 1:].reshape(-1, 1, side, side)
        accumulated = accumulated + F.interpolate(
            relevance, scale_factor=config.patch_size, mode="bilinear")
    return accumulated.flatten(1)


def main():
    for golden in reference.goldens():
        maps = {
            "layers=2": package_map(golden, -2),
            "layers=1": package_map(golden, -1),
            "cosine,layers=2": package_map(golden, -2, cosine=True),
        }
        reference.write(__file__, golden, maps, f"torch {torch.__version__}")


if __name__ == "__main__":
    main()
