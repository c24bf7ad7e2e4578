"""What the methods cost in PyTorch itself: the forward passes of transformers, and LeGrad, GMAR and rollout by automatic
differentiation of its eager attention, as published code does. The same shape, batches and end of a timed region (maps
or logits on the host) as this project's own benchmarks.

    python src/test/python/peers/originals.py --device cuda --batches 1,8,64 --out peers.csv
    python src/test/python/peers/originals.py --device cuda --save FOLDER

--save writes random weights in Hugging Face layout with pixels, logits and maps, for DeviceAgreement.java. Needs torch and
transformers. Prints, and writes to --out: name,dtype,batch,median_ms,lowest_ms,highest_ms,calls,peak_mb.
"""
import argparse
import os
import statistics
import sys
import time

import torch
from transformers import ViTConfig, ViTForImageClassification

IMAGE, PATCHES = 224, 196


def model_of(attention, dtype, device):
    torch.manual_seed(1)
    config = ViTConfig(num_labels=1000, attn_implementation=attention)
    model = ViTForImageClassification(config).eval().to(device=device, dtype=dtype)
    model.set_attn_implementation(attention)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model


def forward(model, pixels):
    with torch.inference_mode():
        return model(pixels).logits.float().cpu()


def traced(model, pixels):
    """Logits, attention of every block (B,H,T,T) and tokens after every block (B,T,d), with their graph."""
    out = model(pixels.requires_grad_(True), output_attentions=True, output_hidden_states=True)
    return out.logits, out.attentions, out.hidden_states[1:]


def legrad(model, pixels):
    _, attentions, tokens = traced(model, pixels)
    with torch.no_grad():
        target = model.classifier(model.vit.layernorm(tokens[-1])[:, 0]).argmax(-1, keepdim=True)
    total = 0
    for a, z in zip(attentions, tokens):
        score = model.classifier(model.vit.layernorm(z.mean(1))).gather(1, target).sum()
        (g,) = torch.autograd.grad(score, a, retain_graph=True)
        total = total + g.clamp(min=0).mean((1, 2))
    return (total / len(attentions))[:, 1:].float().cpu()


def rolled(fused):
    eye = torch.eye(fused[0].size(-1), device=fused[0].device, dtype=fused[0].dtype)
    result = None
    for a in fused:
        a = a + eye
        a = a / a.sum(-1, keepdim=True)
        result = a if result is None else a @ result
    return result[:, 0, 1:].float().cpu()


def rollout(model, pixels):
    with torch.inference_mode():
        return rolled([a.mean(1) for a in model(pixels, output_attentions=True).attentions])


def gmar(model, pixels, order):
    logits, attentions, _ = traced(model, pixels)
    score = logits.gather(1, logits.argmax(-1, keepdim=True)).sum()
    grads = torch.autograd.grad(score, attentions)
    with torch.no_grad():
        fused = []
        for a, g in zip(attentions, grads):
            w = torch.linalg.vector_norm(g.flatten(2).float(), order, -1)
            w = (w / w.sum(-1, keepdim=True)).to(a.dtype)
            fused.append((w[:, :, None, None] * a).sum(1))
        return rolled(fused)


def timed(call, device, seconds):
    call()
    call()
    if device == "cuda":
        torch.cuda.reset_peak_memory_stats()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        begin = time.perf_counter()
        call()  # ends with a copy to the host, which waits for the device
        times.append((time.perf_counter() - begin) * 1e3)
    return times


def save(folder, device):
    model = model_of("eager", torch.float32, device)
    # Larger than transformers' own, or the scores hardly differ.
    torch.nn.init.normal_(model.classifier.weight, std=0.2)
    model.save_pretrained(folder)
    pixels = torch.randn(2, 3, IMAGE, IMAGE, generator=torch.Generator().manual_seed(2)).to(device)
    arrays = {
        "pixels": pixels.clone(),
        "logits": forward(model, pixels),
        "legrad": legrad(model, pixels),
        "gmar-l1": gmar(model, pixels, 1),
        "gmar-l2": gmar(model, pixels, 2),
        "rollout": rollout(model, pixels),
    }
    for name, array in arrays.items():
        array.detach().cpu().numpy().astype("<f4").tofile(os.path.join(folder, name + ".f32"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--batches", default="1,8")
    parser.add_argument("--dtypes", default="float32,float16")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--out")
    parser.add_argument("--save")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    if args.save:
        save(args.save, args.device)
        return
    out = open(args.out, "w") if args.out else None
    header = "name,dtype,batch,median_ms,lowest_ms,highest_ms,calls,peak_mb"
    print(header, file=out or sys.stdout, flush=True)
    for dtype in args.dtypes.split(","):
        sdpa = model_of("sdpa", getattr(torch, dtype), args.device)
        eager = model_of("eager", getattr(torch, dtype), args.device)
        calls = {
            "forward-sdpa": lambda x: forward(sdpa, x),
            "forward-eager": lambda x: forward(eager, x),
            "rollout": lambda x: rollout(eager, x),
            "legrad": lambda x: legrad(eager, x),
            "gmar-l1": lambda x: gmar(eager, x, 1),
            "gmar-l2": lambda x: gmar(eager, x, 2),
        }
        if args.compile:
            compiled = torch.compile(model_of("sdpa", getattr(torch, dtype), args.device))
            calls["forward-compile"] = lambda x: forward(compiled, x)
        for batch in map(int, args.batches.split(",")):
            x = torch.randn(batch, 3, IMAGE, IMAGE, device=args.device, dtype=getattr(torch, dtype))
            for name, call in calls.items():
                if args.only and name not in args.only.split(","):
                    continue
                t = timed(lambda: call(x.detach()), args.device, args.seconds)
                peak = torch.cuda.max_memory_reserved() / 1e6 if args.device == "cuda" else float("nan")
                row = f"{name},{dtype},{batch},{statistics.median(t):.3f},{min(t):.3f},{max(t):.3f},{len(t)},{peak:.0f}"
                print(row, flush=True)
                if out:
                    print(row, file=out, flush=True)


if __name__ == "__main__":
    main()
