"""Maps of the predicted class as other programs compute them: from pixels in memory to one number a patch on the host."""

import torch

import originals


def autograd_legrad(inputs, threads):
    """Transformers' own attention and hidden states, a gradient for every block."""
    model = inputs.transformers("eager")
    return lambda: originals.legrad(model, inputs.pixels.clone()).numpy()


def autograd_gmar(inputs, threads):
    model = inputs.transformers("eager")
    return lambda: originals.gmar(model, inputs.pixels.clone(), 1).numpy()


def torchcam(inputs, threads):
    from torchcam.methods import LeGrad

    model = inputs.torchvision()
    for parameter in model.parameters():
        parameter.requires_grad_(True)  # it differentiates by its own hooks, which need a graph
    extractor = LeGrad(model, list(model.encoder.layers))

    def call():
        scores = model(inputs.pixels)
        maps = extractor(scores.argmax(-1).tolist(), scores, normalized=False)
        return torch.stack(maps).mean(0).flatten(1).detach().numpy()

    return call


class Hooked:
    """timm's model with hooks on its attention maps and on its blocks, as LeGrad's package and attention rollout's have them."""

    def __init__(self, inputs, graph):
        self.model = inputs.timm()
        self.graph = graph
        self.attention, self.tokens = [], []
        for block in self.model.blocks:
            block.attn.fused_attn = False  # only then is there a map to hook
            block.attn.attn_drop.register_forward_hook(self._keep_attention)
            block.register_forward_hook(self._keep_tokens)

    def _keep_attention(self, module, arguments, attention):
        if self.graph and not attention.requires_grad:
            attention.requires_grad_(True)  # of the first block: the graph begins here
        self.attention.append(attention)

    def _keep_tokens(self, module, arguments, tokens):
        self.tokens.append(tokens)

    def run(self, pixels):
        self.attention, self.tokens = [], []
        return self.model(pixels)


def legrad_hooks(inputs, threads):
    """The official package's steps, over all blocks and for a classifier: the score of every block's mean token, its gradient by
    that block's attention, ReLU, means over heads and queries."""
    hooked = Hooked(inputs, graph=True)
    model = hooked.model

    def call():
        logits = hooked.run(inputs.pixels)
        target = logits.detach().argmax(-1, keepdim=True)
        total = 0
        for attention, tokens in zip(hooked.attention, hooked.tokens):
            score = model.head(model.norm(tokens.mean(1))).gather(1, target).sum()
            (slope,) = torch.autograd.grad(score, attention, retain_graph=True)
            total = total + slope.clamp(min=0).mean((1, 2))
        return total[:, 1:].numpy()

    return call


def rollout_hooks(inputs, threads):
    """Hooks keep every block's attention, heads are averaged, the identity is added, and rows are scaled before the product."""
    hooked = Hooked(inputs, graph=False)

    def call():
        with torch.no_grad():
            hooked.run(inputs.pixels)
            rolled = eye = torch.eye(hooked.attention[0].size(-1))
            for attention in hooked.attention:
                mixed = (attention.mean(1) + eye) / 2
                rolled = (mixed / mixed.sum(-1, keepdim=True)) @ rolled
            return rolled[:, 0, 1:].numpy()

    return call
