"""Relevance propagation on transformers' own model, its gradients changed by hooks.

The rules are the golden script's of methods/relevance_golden.py in another form: what that carries
from layer to layer is here the model's own backward pass. Transformer attribution, partial and full
LRP take the model's tensors through methods/propagation.py.
"""

from contextlib import contextmanager

import torch

import propagation
from precision import softmax_in_own_precision


def norm_with_constant_deviation(norm, args, out):
    x = args[0]
    centred = x - x.mean(-1, keepdim=True)
    deviation = (centred.square().mean(-1, keepdim=True) + norm.eps).sqrt().detach()
    return centred / deviation * norm.weight + norm.bias


def activation_with_constant_gate(activation, args, out):
    return args[0] * (out / args[0]).detach()


def passing(share):
    """A forward hook that lets a share of the gradient through."""

    def hook(module, args, out):
        out = out.clone()
        out.register_hook(lambda gradient: gradient * share)
        return out

    return hook


@contextmanager
def changed(model, query_key, value, inputs):
    """query_key and value: their shares of the gradient; inputs receives the tokens before each block."""

    def keep(layer, args, kwargs):
        z = args[0] if args else kwargs["hidden_states"]
        inputs.append(z)

    hooks = []
    for module in model.modules():
        if isinstance(module, torch.nn.LayerNorm):
            hooks.append(module.register_forward_hook(norm_with_constant_deviation))
    for layer in model.vit.layers:
        hooks.append(layer.register_forward_pre_hook(keep, with_kwargs=True))
        hooks.append(layer.mlp.activation_fn.register_forward_hook(activation_with_constant_gate))
        for projection in (layer.attention.q_proj, layer.attention.k_proj):
            hooks.append(projection.register_forward_hook(passing(query_key)))
        hooks.append(layer.attention.v_proj.register_forward_hook(passing(value)))
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def by_block(golden, query_key, value):
    """z o g summed over the width, [B,T] for every block's input."""
    inputs = []
    with softmax_in_own_precision(), changed(golden.model, query_key, value, inputs):
        logits = golden.model(golden.pixels).logits
        score = logits[torch.arange(len(logits)), golden.targets].sum()
        gradients = torch.autograd.grad(score, inputs)
    return [(z * g).sum(2).detach() for z, g in zip(inputs, gradients)]


def tensors(model):
    def pair(module):
        return module.weight.detach(), module.bias.detach()

    def block(layer):
        attention = layer.attention
        return {
            "before": pair(layer.layernorm_before),
            "query": pair(attention.q_proj),
            "key": pair(attention.k_proj),
            "value": pair(attention.v_proj),
            "out": pair(attention.o_proj),
            "after": pair(layer.layernorm_after),
            "fc1": pair(layer.mlp.fc1),
            "fc2": pair(layer.mlp.fc2),
        }

    embeddings, config = model.vit.embeddings, model.config
    return propagation.Vit(
        pair(embeddings.patch_embeddings.projection),
        embeddings.cls_token.detach(),
        embeddings.position_embeddings.detach(),
        [block(layer) for layer in model.vit.layers],
        pair(model.vit.layernorm),
        pair(model.classifier),
        config.num_attention_heads,
        config.layer_norm_eps,
        config.patch_size,
    )


def passed_down(golden, gradients):
    vit = tensors(golden.model)
    joint = propagation.propagated(vit, golden.pixels, golden.targets, True)
    single = propagation.propagated(vit, golden.pixels, golden.targets, False)
    return {
        "transformer-attribution": propagation.attribution(joint.attention, gradients, 1),
        "partial-lrp": propagation.partial(single.attention),
        "full-lrp": single.cells.sum(2),
    }


def relevance(golden, attention, gradients):
    """What counts of each map: its positive part."""
    shared = by_block(golden, 0.25, 0.5)
    constant = by_block(golden, 0, 1)
    weighted = sum(a.mean((1, 2)) * r for a, r in zip(attention, constant))
    maps = {
        "attnlrp": shared[0],
        "cp-lrp": constant[0],
        "libra-fullgrad": sum(constant),
        "libra-attcat": weighted,
    }
    return {method: m[:, 1:].clamp(min=0) for method, m in maps.items()} | passed_down(golden, gradients)
