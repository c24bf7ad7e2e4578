"""Another program beside this project's benchmarks: one process for one program and round, which `bench --peers` starts.

    python src/test/python/peers/peer.py list --out FILE
    python src/test/python/peers/peer.py time timm --inputs DIR --batch 1 --threads 2 --warmup 0.5 --seconds 1.5 --calls 3 --out FILE

The folder DIR has the model, the images and this project's answers (vitexplain.latency.peer.PeerInputs). A program is timed only
after its own answer was compared with ours. The file gets JSON: the seconds of every call and the largest difference.
"""

import argparse
import importlib
import json
import time
from importlib.metadata import PackageNotFoundError, version

# Name: what of ours it computes, the packages that it needs, and what builds it: a function of inputs and threads that
# returns a call, from pixels in memory to an array [batch, numbers] on the host.
PEERS = {
    "transformers-eager": ("forward", ["transformers", "torch"], "forwards.eager"),
    "transformers-sdpa": ("forward", ["transformers", "torch"], "forwards.sdpa"),
    "timm": ("forward", ["timm", "torch"], "forwards.timm"),
    "torch-compile": ("forward", ["torch", "transformers"], "forwards.compiled"),
    "onnxruntime": ("forward", ["onnxruntime", "onnx", "onnxscript", "torch", "transformers"], "forwards.onnxruntime"),
    "openvino": ("forward", ["openvino", "torch", "transformers"], "forwards.openvino"),
    "torch-cam": ("legrad", ["torchcam", "torchvision", "torch"], "maps.torchcam"),
    "legrad-hooks": ("legrad", ["timm", "torch"], "maps.legrad_hooks"),
    "autograd-legrad": ("legrad", ["transformers", "torch"], "maps.autograd_legrad"),
    "rollout-hooks": ("rollout", ["timm", "torch"], "maps.rollout_hooks"),
    "autograd-gmar": ("gmar-l1", ["transformers", "torch"], "maps.autograd_gmar"),
}

# Float32 sums in another order differ by some 1e-5 of the range of an image's numbers; a wrong answer by its own size.
TOLERANCE = 1e-3


def described(name):
    ours, packages, _ = PEERS[name]
    try:
        versions = ", ".join(f"{package} {version(package)}" for package in packages)
        return {"name": name, "ours": ours, "version": versions}
    except PackageNotFoundError as missing:
        return {"name": name, "missing": f"the package '{missing.name}' is not in this environment"}


def difference(found, expected):
    """The largest between rows, each scaled to 0 to 1 by itself."""
    if found.shape != expected.shape:
        raise SystemExit(f"its answer has the shape {found.shape}, ours {expected.shape}")

    def scaled(rows):
        low = rows.min(axis=1, keepdims=True)
        return (rows - low) / (rows.max(axis=1, keepdims=True) - low)

    return float(abs(scaled(found.astype("f8")) - scaled(expected.astype("f8"))).max())


def timed(call, warmup, seconds, calls):
    end = time.perf_counter() + warmup
    while time.perf_counter() < end:
        call()
    times, begin = [], time.perf_counter()
    while len(times) < calls or time.perf_counter() < begin + seconds:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def measured(args):
    import torch

    from inputs import Inputs

    torch.set_num_threads(args.threads)
    ours, _, place = PEERS[args.name]
    module, function = place.split(".")
    inputs = Inputs(args.inputs, args.batch)
    call = getattr(importlib.import_module(module), function)(inputs, args.threads)
    apart = difference(call(), inputs.answer(ours))
    if not apart <= TOLERANCE:
        raise SystemExit(f"its answer differs from ours by {apart:.2g} where {TOLERANCE} is expected at most, so it was not timed")
    return {"seconds": timed(call, args.warmup, args.seconds, args.calls), "difference": apart}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="the programs, with the versions of their packages or what is missing")
    timing = commands.add_parser("time", help="compares one program's answer with ours and times it")
    timing.add_argument("name", choices=PEERS)
    timing.add_argument("--inputs", required=True)
    timing.add_argument("--batch", type=int, required=True, help="images a call")
    timing.add_argument("--threads", type=int, required=True)
    timing.add_argument("--warmup", type=float, required=True, help="seconds of calls that are not measured")
    timing.add_argument("--seconds", type=float, required=True, help="seconds that are measured, at least")
    timing.add_argument("--calls", type=int, required=True, help="calls that are measured, at least")
    for each in (listing, timing):
        each.add_argument("--out", required=True)
    args = parser.parse_args()
    result = [described(name) for name in PEERS] if args.command == "list" else measured(args)
    with open(args.out, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
