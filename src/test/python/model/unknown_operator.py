"""An archive that calls an operator no engine has: what a program finds whose engine was built without oneDNN.

    python src/test/python/model/unknown_operator.py src/test/resources/vitexplain/vit/closedform/unknown-operator.pt
"""
import io
import sys
import zipfile

import torch


class Caller(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ops.mkldnn._linear_pointwise(x, x, None, "none", [], "")


archive = io.BytesIO()
torch.jit.save(torch.jit.script(Caller().eval()), archive)
with zipfile.ZipFile(archive) as source, zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as target:
    for entry in source.infolist():
        content = source.read(entry).replace(b"_linear_pointwise", b"_linear_unheard_of")
        if not entry.filename.endswith(".debug_pkl"):
            target.writestr(zipfile.ZipInfo(entry.filename), content, zipfile.ZIP_DEFLATED)
