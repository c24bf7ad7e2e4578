"""Forward passes: from pixels in memory to logits on the host, each with the settings that its documentation names for one
stream of requests on a CPU, in float32."""

import os

import torch


def eager(inputs, threads):
    return of_transformers(inputs, "eager")


def sdpa(inputs, threads):
    return of_transformers(inputs, "sdpa")


def of_transformers(inputs, attention):
    model = inputs.transformers(attention)

    def call():
        with torch.inference_mode():
            return model(inputs.pixels).logits.numpy()

    return call


def timm(inputs, threads):
    model = inputs.timm()

    def call():
        with torch.inference_mode():
            return model(inputs.pixels).numpy()

    return call


def compiled(inputs, threads):
    """By Inductor with frozen weights, which it may pack; compiled code is kept beside the inputs for the next round."""
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(inputs.folder / "inductor")
    from torch._inductor import config

    config.freezing = True
    config.compile_threads = 1
    model = torch.compile(inputs.transformers("sdpa"))

    def call():
        with torch.no_grad():
            return model(inputs.pixels).logits.numpy()

    return call


class Logits(torch.nn.Module):
    """A model whose output is one array, which is what exporters want."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model(pixels).logits


def onnxruntime(inputs, threads):
    import onnxruntime as runtime

    file = inputs.folder / f"model-{inputs.batch}.onnx"
    if not file.exists():
        draft = inputs.folder / "draft.onnx"
        torch.onnx.export(
            Logits(inputs.transformers("sdpa")), (inputs.pixels,), draft, input_names=["pixels"], dynamo=True, external_data=False)
        draft.rename(file)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    session = runtime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    pixels = inputs.pixels.numpy()
    return lambda: session.run(None, {"pixels": pixels})[0]


def openvino(inputs, threads):
    """In float32: where the processor has bfloat16, it would take that by itself."""
    import openvino as ov

    model = ov.convert_model(Logits(inputs.transformers("sdpa")), example_input=inputs.pixels, input=[list(inputs.pixels.shape)])
    settings = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "ENABLE_HYPER_THREADING": True,
    }
    ready = ov.Core().compile_model(model, "CPU", settings)
    pixels = inputs.pixels.numpy()
    return lambda: ready(pixels)[0]
