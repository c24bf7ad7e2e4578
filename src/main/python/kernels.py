"""The fast passes of vitexplain.vit as TorchScript: operators that DJL does not expose, and no copy more than needed.

No weights are stored: all tensors are arguments. The module comes in four archives. kernels.pt calls the engine's own
products and runs everywhere; kernels-onednn.pt calls oneDNN's, CPU and float32 only; kernels-bfloat16.pt is for logits
from weights in bfloat16, on a CPU that multiplies them; kernels-whole-batch.pt is for a GPU.

Run once after a change, with torch 2.7.1; neither the build nor the program needs Python:

    python src/main/python/kernels.py src/main/resources/vitexplain/vit/closedform

Letters: B images, T tokens, d width, H heads, h = d / H, m width of the MLP, N classes at once, R live rows (T, or
the first few where the scores are read from these alone). dX stands for the gradient of the explained score with respect to X. The formulas are those
of Forward.java and its derivatives; tests hold every result against automatic differentiation of that class.

Weights are passed in dictionaries, by these names, which FusedBlock.java and LogitsPass.java give them:
    forward  before, qkv, out, after, fc1 and fc2, each with .weight and .bias. before and after are the LayerNorms
             before attention and before the MLP. qkv is query, key and value as one product, with the softmax's
             scale in the query's part. The last block has query and key_value besides: qkv once more, in two parts.
    reverse  before, query, key, value, out, after, fc1 and fc2, with .weight alone; no scale in query.
"""
import io
import os
import sys
import zipfile
from typing import Dict, List, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

Weights = Dict[str, Tensor]


class Kernels(torch.nn.Module):
    """Products as the engine makes them."""

    def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """x W^T + b."""
        return F.linear(x, weight, bias)

    def linear_plus(self, x: Tensor, weight: Tensor, bias: Tensor, base: Tensor) -> Tensor:
        """base + x W^T + b."""
        return F.linear(x, weight, bias).add_(base)

    def linear_activated(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str) -> Tensor:
        """activation(x W^T + b)."""
        return self.activated(F.linear(x, weight, bias), activation)

    @torch.jit.export
    def linear_reverse(self, dy: Tensor, weight: Tensor) -> Tensor:
        """From the gradient of x W^T to that of x: dy W."""
        return dy.mm(weight)

    def linear_reverse_plus(self, dy: Tensor, weight: Tensor, base: Tensor) -> Tensor:
        """base + dy W."""
        return torch.addmm(base, dy, weight)

    @torch.jit.export
    def layout(self, weight: Tensor) -> Tensor:
        """A weight [out, in] as forward products read it fastest."""
        return weight

    @torch.jit.export
    def layout_reverse(self, weight: Tensor) -> Tensor:
        """A weight [out, in] as linear_reverse() reads it fastest."""
        return weight

    def activated(self, x: Tensor, activation: str) -> Tensor:
        if activation == "gelu":
            return F.gelu(x)
        elif activation == "gelu_new":
            return F.gelu(x, approximate="tanh")
        elif activation == "quick_gelu":
            return x * torch.sigmoid(1.702 * x)
        return F.relu(x)

    def activated_reverse(self, dy: Tensor, x: Tensor, activation: str) -> Tensor:
        """In the place of dy where dy has a row for each of x."""
        out = dy if dy.shape == x.shape else torch.empty_like(x)
        dy = dy.expand_as(x)
        if activation == "gelu":
            return torch.ops.aten.gelu_backward(dy, x, approximate="none", grad_input=out)
        elif activation == "gelu_new":
            return torch.ops.aten.gelu_backward(dy, x, approximate="tanh", grad_input=out)
        elif activation == "quick_gelu":
            s = torch.sigmoid(1.702 * x)
            return torch.mul(dy, s * (1 + 1.702 * x * (1 - s)), out=out)
        return torch.ops.aten.threshold_backward(dy, x, 0, grad_input=out)

    @torch.jit.export
    def gates(self, x: Tensor, activation: str) -> Tensor:
        """activation(x) / x, and 1/2 where x is 0."""
        return self.activated(x, activation).div_(x).nan_to_num_(0.5)

    def entrywise_norm(self, x: Tensor, order: int) -> Tensor:
        """(n,r,c) to (n): of each matrix the sum of absolute values, or the root of the sum of squares."""
        if x.dtype == torch.float16:
            # A small number's square would be 0; vector_norm() adds in float32.
            return torch.linalg.vector_norm(x, order, [1, 2])
        # Two passes, and still four times as fast as vector_norm() of order 1 and closer than that of order 2.
        return x.abs().sum([1, 2]) if order == 1 else x.square().sum([1, 2]).sqrt_()

    def norm(self, x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
        return F.layer_norm(x, [x.size(-1)], weight, bias, eps)

    @torch.jit.export
    def norm_reverse(self, dy: Tensor, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        """dx of LayerNorm, in the shape to which dy and x broadcast."""
        width = [x.size(-1)]
        _, mean, rstd = torch.native_layer_norm(x, width, None, None, eps)
        if dy.shape != x.shape:
            dy, x = torch.broadcast_tensors(dy, x)
            rows = x.shape[:-1] + [1]
            dy, x = dy.contiguous(), x.contiguous()
            mean, rstd = mean.expand(rows).contiguous(), rstd.expand(rows).contiguous()
        mask = [True, False, False]
        return torch.ops.aten.native_layer_norm_backward(dy, x, width, mean, rstd, weight, None, mask)[0]

    @torch.jit.export
    def norm_relevance(self, dy: Tensor, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        """dx of LayerNorm whose standard deviation is a constant, in the shape to which dy and x broadcast."""
        _, _, rstd = torch.native_layer_norm(x, [x.size(-1)], None, None, eps)
        dx = dy * weight
        return dx.sub_(dx.mean([-1], keepdim=True)) * rstd

    def heads(self, x: Tensor, parts: int, heads: int) -> Tensor:
        """(B,T,parts d) to (parts,B,H,T,h), a view."""
        return x.view(x.size(0), x.size(1), parts, heads, -1).permute(2, 0, 3, 1, 4)

    def tokens(self, context: Tensor) -> Tensor:
        """(B,H,R,h) to (B R,d)."""
        return context.transpose(1, 2).reshape(context.size(0) * context.size(2), -1)

    @torch.jit.export
    def qkv(self, z: Tensor, eps: float, w: Weights) -> Tensor:
        """(B,T,3 d)."""
        x = self.norm(z, w["before.weight"], w["before.bias"], eps)
        return self.linear(x.view(-1, z.size(2)), w["qkv.weight"], w["qkv.bias"]).view(z.size(0), z.size(1), -1)

    @torch.jit.export
    def attention(
        self, z: Tensor, a: Tensor, rows: int, heads: int, eps: float, w: Weights
    ) -> Tuple[Tensor, Tensor]:
        """Tokens (B,T,d) to those after attention (B,R,d), and query, key and value (B,T,3 d).

        A is written to a (B,H,T,T).
        """
        batch, width = z.size(0), z.size(2)
        qkv = self.qkv(z, eps, w)
        q, k, v = self.heads(qkv, 3, heads).unbind(0)
        context = torch.empty([batch, heads, rows, width // heads], dtype=z.dtype, device=z.device)
        for b in range(batch):
            scores = torch.bmm(q[b], k[b].transpose(1, 2))
            torch._softmax(scores, -1, False, out=a[b])
            torch.bmm(a[b][:, :rows], v[b], out=context[b])
        base = z[:, :rows].reshape(-1, width)
        attended = self.linear_plus(self.tokens(context), w["out.weight"], w["out.bias"], base)
        return attended.view(batch, rows, width), qkv

    @torch.jit.export
    def attended(self, z: Tensor, heads: int, eps: float, w: Weights) -> Tuple[Tensor, Tensor]:
        """The same without A: tokens after attention (B,T,d) and values (B,H,T,h), a view."""
        q, k, v = self.heads(self.qkv(z, eps, w), 3, heads).unbind(0)
        context = F.scaled_dot_product_attention(q, k, v, scale=1.0)
        base = z.view(-1, z.size(2))
        return self.linear_plus(self.tokens(context), w["out.weight"], w["out.bias"], base).view(z.size()), v

    @torch.jit.export
    def attended_rows(
        self, z: Tensor, rows: int, heads: int, eps: float, w: Weights
    ) -> Tuple[Tensor, Tensor]:
        """The last block's, its first rows only: (B,R,d) and values."""
        batch, length, width = z.size(0), z.size(1), z.size(2)
        x = self.norm(z, w["before.weight"], w["before.bias"], eps)
        live = x[:, :rows].reshape(-1, width)
        query = self.linear(live, w["query.weight"], w["query.bias"]).view(batch, rows, width)
        key_value = self.linear(x.view(-1, width), w["key_value.weight"], w["key_value.bias"])
        q = self.heads(query, 1, heads)[0]
        k, v = self.heads(key_value.view(batch, length, 2 * width), 2, heads).unbind(0)
        context = F.scaled_dot_product_attention(q, k, v, scale=1.0)
        base = z[:, :rows].reshape(-1, width)
        attended = self.linear_plus(self.tokens(context), w["out.weight"], w["out.bias"], base)
        return attended.view(batch, rows, width), v

    @torch.jit.export
    def mlp(self, attended: Tensor, eps: float, activation: str, w: Weights) -> Tensor:
        """Tokens after attention (B,R,d) to those after the block."""
        flat = attended.view(-1, attended.size(2))
        x = self.norm(flat, w["after.weight"], w["after.bias"], eps)
        active = self.linear_activated(x, w["fc1.weight"], w["fc1.bias"], activation)
        return self.linear_plus(active, w["fc2.weight"], w["fc2.bias"], flat).view(attended.size())

    @torch.jit.export
    def mlp_keeping(
        self, attended: Tensor, eps: float, activation: str, w: Weights
    ) -> Tuple[Tensor, Tensor]:
        """The same, and what goes into the activation, (B,R,m)."""
        flat = attended.view(-1, attended.size(2))
        hidden = self.linear(self.norm(flat, w["after.weight"], w["after.bias"], eps), w["fc1.weight"], w["fc1.bias"])
        z = self.linear_plus(self.activated(hidden, activation), w["fc2.weight"], w["fc2.bias"], flat)
        return z.view(attended.size()), hidden.view(attended.size(0), attended.size(1), -1)

    @torch.jit.export
    def mlp_gating(
        self, attended: Tensor, eps: float, activation: str, w: Weights
    ) -> Tuple[Tensor, Tensor]:
        """The same, and gates() of what goes into the activation, in its place (B,R,m)."""
        flat = attended.view(-1, attended.size(2))
        hidden = self.linear(self.norm(flat, w["after.weight"], w["after.bias"], eps), w["fc1.weight"], w["fc1.bias"])
        active = self.activated(hidden, activation)
        gates = torch.div(active, hidden, out=hidden).nan_to_num_(0.5)
        z = self.linear_plus(active, w["fc2.weight"], w["fc2.bias"], flat)
        return z.view(attended.size()), gates.view(attended.size(0), attended.size(1), -1)

    @torch.jit.export
    def tokens_after(
        self, z: Tensor, rows: int, heads: int, eps: float, activation: str, blocks: List[Weights]
    ) -> Tensor:
        """Tokens (B,T,d) to those after all blocks, the first rows (B,R,d)."""
        dtype = z.dtype
        z = z.to(blocks[0]["before.weight"].dtype).contiguous()
        last = len(blocks) - 1
        for l in range(last):
            z = self.mlp(self.attended(z, heads, eps, blocks[l])[0], eps, activation, blocks[l])
        if rows < z.size(1):
            z = self.attended_rows(z, rows, heads, eps, blocks[last])[0]
        else:
            z = self.attended(z, heads, eps, blocks[last])[0]
        return self.mlp(z, eps, activation, blocks[last]).to(dtype)

    @torch.jit.export
    def to_context(
        self,
        dz: Tensor,
        attended: Tensor,
        hidden: Tensor,
        heads: int,
        eps: float,
        activation: str,
        w: Weights,
    ) -> Tuple[Tensor, Tensor]:
        """From a block's output to its tokens after attention and on to its context.

        dz (N,B,R,d), or (N,B,1,d) if it is the same for every row; attended (B,R,d), hidden (B,R,m).
        Gives (N,B,R,d) and D (N,B,H,R,h).
        """
        n, batch, rows, width = dz.size(0), attended.size(0), attended.size(1), attended.size(2)
        dactive = self.linear_reverse(dz.reshape(-1, width), w["fc2.weight"]).view(n, batch, dz.size(2), -1)
        wide = [n, batch, rows, hidden.size(2)]
        dhidden = self.activated_reverse(dactive, hidden.expand(wide), activation)
        dnormed = self.linear_reverse(dhidden.reshape(-1, hidden.size(2)), w["fc1.weight"])
        dnormed = dnormed.view(n, batch, rows, width)
        dattended = self.norm_reverse(dnormed, attended.unsqueeze(0), w["after.weight"], eps).add_(dz)
        dcontext = self.linear_reverse(dattended.view(-1, width), w["out.weight"])
        d = dcontext.view(n, batch, rows, heads, -1).transpose(2, 3).contiguous()
        return dattended, d

    @torch.jit.export
    def reverse(
        self,
        dz: Tensor,
        attended: Tensor,
        hidden: Tensor,
        z: Tensor,
        qkv: Tensor,
        a: Tensor,
        heads: int,
        eps: float,
        activation: str,
        orders: List[int],
        onward: bool,
        w: Weights,
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """Through a whole block, for one class.

        dz (1,B,R,d) or (1,B,1,d), attended (B,R,d) and hidden (B,R,m) as for to_context(); z (B,T,d), qkv and A as
        attention() left them. Gives D (B,H,R,h), the norms of dA = D V^T of these orders (P,B,H), and, if onward, the
        gradient of the block's input (1,B,T,d).
        """
        dattended, d = self.to_context(dz, attended, hidden, heads, eps, activation, w)
        d = d[0]
        norms = torch.empty([len(orders), d.size(0), heads], dtype=z.dtype, device=z.device)
        if not onward:
            if len(orders) > 0:
                self.norms_of(d, qkv, heads, orders, norms)
            return d, norms, dz
        if d.size(2) < z.size(1):
            dnormed = self.from_rows_to_normed(d, qkv, a, orders, norms, w)
        else:
            dnormed = self.to_normed(d, qkv, a, orders, norms, w)
        z = z.unsqueeze(0)
        dnormed = self.norm_reverse(dnormed.view(z.size()), z, w["before.weight"], eps)
        dnormed[:, :, : d.size(2)].add_(dattended)
        return d, norms, dnormed

    def norms_of(self, d: Tensor, qkv: Tensor, heads: int, orders: List[int], norms: Tensor) -> None:
        """The norms of dA (P,B,H), from D (B,H,R,h)."""
        v = self.heads(qkv, 3, heads)[2]
        for b in range(d.size(0)):
            self.norms(torch.bmm(d[b], v[b].transpose(1, 2)), orders, norms[:, b])

    def norms(self, da: Tensor, orders: List[int], out: Tensor) -> None:
        """da (n,R,T), out (P,n)."""
        for p in range(len(orders)):
            out[p].copy_(self.entrywise_norm(da, orders[p]))

    def to_normed(
        self, d: Tensor, qkv: Tensor, a: Tensor, orders: List[int], norms: Tensor, w: Weights
    ) -> Tensor:
        """On to the gradient of what the first LayerNorm gives, (B T,d). Norms are written to norms (P,B,H).

        With S the scores: dS = A o (dA - sum over keys of A o dA).
        """
        batch, heads, length, head_width = d.size(0), d.size(1), d.size(2), d.size(3)
        width = heads * head_width
        q, k, v = self.heads(qkv, 3, heads).unbind(0)
        grads = torch.empty([3, batch, length, width], dtype=d.dtype, device=d.device)
        dquery, dkey, dvalue = grads.view(3, batch, length, heads, head_width).transpose(2, 3).unbind(0)
        for b in range(batch):
            da = torch.bmm(d[b], v[b].transpose(1, 2))
            self.norms(da, orders, norms[:, b])
            ds = torch._softmax_backward_data(da, a[b], -1, d.dtype)
            # The query's scale lies in the forward weights, not in these.
            torch.mul(torch.bmm(ds, k[b]), head_width**-0.5, out=dquery[b])
            dkey[b].copy_(torch.bmm(ds.transpose(1, 2), q[b]))
            dvalue[b].copy_(torch.bmm(a[b].transpose(1, 2), d[b]))
        dquery, dkey, dvalue = grads.view(3, -1, width).unbind(0)
        dnormed = self.linear_reverse(dquery, w["query.weight"])
        dnormed = self.linear_reverse_plus(dkey, w["key.weight"], dnormed)
        return self.linear_reverse_plus(dvalue, w["value.weight"], dnormed)

    def from_rows_to_normed(
        self, d: Tensor, qkv: Tensor, a: Tensor, orders: List[int], norms: Tensor, w: Weights
    ) -> Tensor:
        """The same where the first R rows alone are live, so that each head's dK and dV are of rank R."""
        batch, heads, count, head_width = d.size(0), d.size(1), d.size(2), d.size(3)
        length, width = a.size(3), heads * head_width
        q, k, v = self.heads(qkv, 3, heads).unbind(0)
        key, value = w["key.weight"].view(heads, head_width, width), w["value.weight"].view(heads, head_width, width)
        dnormed = torch.empty([batch, length, width], dtype=d.dtype, device=d.device)
        dquery = torch.empty([batch, count, width], dtype=d.dtype, device=d.device)
        for b in range(batch):
            live = a[b][:, :count]
            da = torch.bmm(d[b], v[b].transpose(1, 2))
            self.norms(da, orders, norms[:, b])
            ds = torch._softmax_backward_data(da, live, -1, d.dtype)
            dquery[b].copy_(torch.bmm(ds, k[b]).transpose(0, 1).reshape(count, width)).mul_(head_width**-0.5)
            rows = torch.cat([torch.bmm(q[b][:, :count], key), torch.bmm(d[b], value)]).view(-1, width)
            torch.mm(torch.cat([ds, live]).view(-1, length).t(), rows, out=dnormed[b])
        query = self.linear_reverse(dquery.view(-1, width), w["query.weight"])
        dnormed[:, :count].add_(query.view(batch, count, width))
        return dnormed.view(-1, width)

    @torch.jit.export
    def relevance(
        self,
        dz: Tensor,
        attended: Tensor,
        gates: Tensor,
        z: Tensor,
        a: Tensor,
        eps: float,
        w: Weights,
    ) -> Tuple[Tensor, Tensor]:
        """Through a whole block, for one class, by the rules of relevance propagation with attention as a constant.

        An activation f has f(x) / x for a derivative, a LayerNorm's standard deviation is a constant. Arguments as for
        reverse(), but gates (B,R,m) are f(x) / x. Gives the relevance z o dz of the block's input, summed over a token's width (B,T), and the input's
        gradient (1,B,T,d).
        """
        batch, rows, width = attended.size(0), attended.size(1), attended.size(2)
        dz = dz.reshape(batch, -1, width)
        dactive = self.linear_reverse(dz.view(-1, width), w["fc2.weight"]).view(batch, dz.size(1), -1)
        dhidden = dactive.mul_(gates) if dz.size(1) == rows else dactive * gates
        dnormed = self.linear_reverse(dhidden.view(-1, gates.size(2)), w["fc1.weight"]).view(attended.size())
        dattended = self.norm_relevance(dnormed, attended, w["after.weight"], eps).add_(dz)
        dcontext = self.linear_reverse(dattended.view(-1, width), w["out.weight"])
        dvalue = self.to_values(dcontext.view(batch, rows, a.size(1), -1).transpose(1, 2), a[:, :, :rows])
        dnormed = self.linear_reverse(dvalue, w["value.weight"]).view(z.size())
        dz = self.norm_relevance(dnormed, z, w["before.weight"], eps)
        dz[:, :rows].add_(dattended)
        return (z * dz).sum(-1), dz.unsqueeze(0)

    def to_values(self, d: Tensor, a: Tensor) -> Tensor:
        """A^T D, (B T,d), from D (B,H,R,h), a view, and the live rows of A (B,H,R,T)."""
        batch, heads, length, head_width = d.size(0), d.size(1), a.size(3), d.size(3)
        dvalue = torch.empty([batch, length, heads, head_width], dtype=d.dtype, device=d.device)
        for b in range(batch):
            dvalue[b].transpose(0, 1).copy_(torch.bmm(a[b].transpose(1, 2), d[b]))
        return dvalue.view(batch * length, -1)

    @torch.jit.export
    def cast(self, weights: Weights) -> Weights:
        """bfloat16 copies, which DJL itself cannot make."""
        return {name: w.to(torch.bfloat16) for name, w in weights.items()}


class WholeBatch(Kernels):
    """For a GPU: one call for all images where Kernels goes from one to the next, which a processor's cache wants."""

    def flat_heads(self, x: Tensor, parts: int, heads: int) -> Tensor:
        """(B,T,parts d) to (parts,B H,T,h), a copy."""
        return self.heads(x, parts, heads).reshape(parts, x.size(0) * heads, x.size(1), -1)

    @torch.jit.export
    def attention(
        self, z: Tensor, a: Tensor, rows: int, heads: int, eps: float, w: Weights
    ) -> Tuple[Tensor, Tensor]:
        batch, length, width = z.size(0), z.size(1), z.size(2)
        qkv = self.qkv(z, eps, w)
        q, k, v = self.flat_heads(qkv, 3, heads).unbind(0)
        flat = a.view(-1, length, length)
        torch._softmax(torch.bmm(q, k.transpose(1, 2)), -1, False, out=flat)
        context = torch.bmm(flat[:, :rows], v).view(batch, heads, rows, -1)
        base = z[:, :rows].reshape(-1, width)
        attended = self.linear_plus(self.tokens(context), w["out.weight"], w["out.bias"], base)
        return attended.view(batch, rows, width), qkv

    def entrywise_norm(self, x: Tensor, order: int) -> Tensor:
        # One pass over the matrices, sums in float32.
        return torch.linalg.vector_norm(x, order, [1, 2])

    def norms_of(self, d: Tensor, qkv: Tensor, heads: int, orders: List[int], norms: Tensor) -> None:
        v = self.flat_heads(qkv, 3, heads)[2]
        self.norms(torch.bmm(d.flatten(0, 1), v.transpose(1, 2)), orders, norms.flatten(1))

    def to_normed(
        self, d: Tensor, qkv: Tensor, a: Tensor, orders: List[int], norms: Tensor, w: Weights
    ) -> Tensor:
        batch, heads, length, head_width = d.size(0), d.size(1), d.size(2), d.size(3)
        width = heads * head_width
        q, k, v = self.flat_heads(qkv, 3, heads).unbind(0)
        a, d = a.flatten(0, 1), d.flatten(0, 1)
        da = torch.bmm(d, v.transpose(1, 2))
        self.norms(da, orders, norms.flatten(1))
        ds = torch._softmax_backward_data(da, a, -1, d.dtype)
        grads = torch.empty([3, batch, length, heads, head_width], dtype=d.dtype, device=d.device)
        dquery, dkey, dvalue = grads.transpose(2, 3).unbind(0)
        torch.mul(torch.bmm(ds, k).view_as(dquery), head_width**-0.5, out=dquery)
        dkey.copy_(torch.bmm(ds.transpose(1, 2), q).view_as(dkey))
        dvalue.copy_(torch.bmm(a.transpose(1, 2), d).view_as(dvalue))
        dquery, dkey, dvalue = grads.view(3, -1, width).unbind(0)
        dnormed = self.linear_reverse(dquery, w["query.weight"])
        dnormed = self.linear_reverse_plus(dkey, w["key.weight"], dnormed)
        return self.linear_reverse_plus(dvalue, w["value.weight"], dnormed)

    def from_rows_to_normed(
        self, d: Tensor, qkv: Tensor, a: Tensor, orders: List[int], norms: Tensor, w: Weights
    ) -> Tensor:
        batch, heads, count, head_width = d.size(0), d.size(1), d.size(2), d.size(3)
        length, width = a.size(3), heads * head_width
        q, k, v = self.flat_heads(qkv, 3, heads).unbind(0)
        live, d = a[:, :, :count].flatten(0, 1), d.flatten(0, 1)  # (B H,R,T), (B H,R,h)
        da = torch.bmm(d, v.transpose(1, 2))
        self.norms(da, orders, norms.flatten(1))
        ds = torch._softmax_backward_data(da, live, -1, d.dtype)
        dquery = torch.bmm(ds, k).mul_(head_width**-0.5).view(batch, heads, count, head_width)
        # Each head's rows times its part of a weight, for all images at once: (H,B R,h) (H,h,d).
        q = q[:, :count].reshape(batch, heads, -1, head_width).transpose(0, 1).reshape(heads, -1, head_width)
        d = d.view(batch, heads, count, head_width).transpose(0, 1).reshape(heads, -1, head_width)
        key, value = w["key.weight"].view(heads, head_width, width), w["value.weight"].view(heads, head_width, width)
        rows = torch.cat([torch.bmm(q, key), torch.bmm(d, value)]).view(2 * heads, batch, count, width)
        rows = rows.transpose(0, 1).reshape(batch, -1, width)  # (B,2 H R,d)
        columns = torch.cat([ds.view(batch, -1, length), live.view(batch, -1, length)], 1)
        dnormed = torch.bmm(columns.transpose(1, 2), rows)
        query = self.linear_reverse(dquery.transpose(1, 2).reshape(-1, width), w["query.weight"])
        dnormed[:, :count].add_(query.view(batch, count, width))
        return dnormed.view(-1, width)


    def to_values(self, d: Tensor, a: Tensor) -> Tensor:
        return self.tokens(torch.matmul(a.transpose(2, 3), d))


class OneDnn(Kernels):
    """Products by oneDNN, whose kernels use all that the processor has, with what follows a product fused to it."""

    def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")

    def linear_plus(self, x: Tensor, weight: Tensor, bias: Tensor, base: Tensor) -> Tensor:
        return torch.ops.mkldnn._linear_pointwise(x, base, weight, bias, "add")

    def linear_activated(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str) -> Tensor:
        return self.fused(x, weight, bias, activation)

    def fused(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str) -> Tensor:
        """activation(x W^T + b) in one pass over the result."""
        if activation == "gelu":
            return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "gelu", [], "none")
        elif activation == "gelu_new":
            return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "gelu", [], "tanh")
        elif activation == "quick_gelu":
            return self.activated(self.linear(x, weight, bias), activation)
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "relu", [], "")

    @torch.jit.export
    def linear_reverse(self, dy: Tensor, weight: Tensor) -> Tensor:
        return torch.ops.mkldnn._linear_pointwise(dy, self.transposed(weight), None, "none", [], "")

    def linear_reverse_plus(self, dy: Tensor, weight: Tensor, base: Tensor) -> Tensor:
        return torch.ops.mkldnn._linear_pointwise(dy, base, self.transposed(weight), None, "add")

    def transposed(self, weight: Tensor) -> Tensor:
        """Of what layout_reverse() gave: a packed weight is transposed already."""
        return weight if weight.is_mkldnn else weight.t()

    @torch.jit.export
    def layout(self, weight: Tensor) -> Tensor:
        # [in, out] in memory: oneDNN copies the other order for every product.
        return self.packed(weight) if self.aliases(weight.size(0)) else weight.t().contiguous().t()

    @torch.jit.export
    def layout_reverse(self, weight: Tensor) -> Tensor:
        # As it is it has the order that oneDNN reads without a copy.
        return self.packed(weight.t()) if self.aliases(weight.size(1)) else weight

    def aliases(self, columns: int) -> bool:
        """Rows that start whole pages apart share few sets of a cache: up to 1.4 x the time, by where pages lie."""
        return columns % 1024 == 0

    def packed(self, weight: Tensor) -> Tensor:
        """A weight [out, in] in blocks of oneDNN's own, for forward products."""
        return torch.ops.mkldnn._reorder_linear_weight(weight, None)


class Bfloat16(OneDnn):
    """For weights in bfloat16: sums are float32, everything between two operators is rounded to bfloat16."""

    def few(self, x: Tensor) -> bool:
        """Of so few rows the engine's products are the faster ones, of more oneDNN's with what follows."""
        return x.size(0) <= 512

    def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        if self.few(x):
            return F.linear(x, weight, bias)
        return torch.ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")

    def linear_plus(self, x: Tensor, weight: Tensor, bias: Tensor, base: Tensor) -> Tensor:
        if self.few(x):
            return F.linear(x, weight, bias).add_(base)
        return torch.ops.mkldnn._linear_pointwise(x, base, weight, bias, "add")

    def linear_activated(self, x: Tensor, weight: Tensor, bias: Tensor, activation: str) -> Tensor:
        if self.few(x):
            return self.activated(F.linear(x, weight, bias), activation)
        return self.fused(x, weight, bias, activation)

    @torch.jit.export
    def layout(self, weight: Tensor) -> Tensor:
        # Neither the other order nor oneDNN's own packing is faster for few rows and for many.
        return weight

    @torch.jit.export
    def attended(self, z: Tensor, heads: int, eps: float, w: Weights) -> Tuple[Tensor, Tensor]:
        # The engine's fused attention is no faster in bfloat16 than in float32; these products are.
        batch, length, width = z.size(0), z.size(1), z.size(2)
        q, k, v = self.heads(self.qkv(z, eps, w), 3, heads).unbind(0)
        context = torch.empty([batch, heads, length, width // heads], dtype=z.dtype, device=z.device)
        for b in range(batch):
            a = torch.softmax(torch.bmm(q[b], k[b].transpose(1, 2)), -1)
            torch.bmm(a, v[b], out=context[b])
        base = z.view(-1, width)
        return self.linear_plus(self.tokens(context), w["out.weight"], w["out.bias"], base).view(z.size()), v


MODULES = (
    ("kernels", Kernels()),
    ("kernels-whole-batch", WholeBatch()),
    ("kernels-onednn", OneDnn()),
    ("kernels-bfloat16", Bfloat16()),
)


def main(folder: str) -> None:
    with open(__file__, encoding="utf-8") as file:
        source = file.read()
    for name, module in MODULES:
        archive = io.BytesIO()
        torch.jit.save(torch.jit.script(module.eval()), archive, _extra_files={"kernels.py": source})
        without_debug_information(archive, os.path.join(folder, name + ".pt"))


def without_debug_information(archive: io.BytesIO, path: str) -> None:
    """It would hold this machine's paths."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(sys.argv[1])
