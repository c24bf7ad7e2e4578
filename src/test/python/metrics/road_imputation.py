"""ROAD's noisy linear imputation by pytorch-grad-cam, without its noise.

Input [C,H,W]; "kept" [H,W] is 1 where a pixel stays. "inner" cases remove no pixel of the border.
"imputed" is what pytorch-grad-cam returns: it rounds the products of weights and pixels to float32,
solves in float64 and rounds again. "solved" solves its equations of the image in float64.
"""

import numpy as np
import torch
from pytorch_grad_cam.metrics.road import NoisyLinearImputer, neighbors_weights
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve

import golden

rng = np.random.default_rng(47)
cases = []
for height, width, share in ((6, 7, 0.2), (8, 8, 0.5), (9, 5, 0.8)):
    for inner in (True, False):
        image = rng.random((3, height, width)).astype(np.float32)
        kept = rng.random((height, width)) >= share
        if inner:
            kept[:, [0, -1]] = True
            kept[[0, -1], :] = True
        imputed = NoisyLinearImputer(noise=0.0)(
            torch.from_numpy(image), torch.from_numpy(kept.astype(np.float32)))
        system, known = NoisyLinearImputer.setup_sparse_system(
            kept.astype(np.float64), image.astype(np.float64), neighbors_weights)
        solved = image.copy()
        solved[:, ~kept] = spsolve(csc_matrix(system), known).T
        cases.append({
            "width": width, "image": image.ravel(), "kept": kept.ravel(), "inner": inner,
            "imputed": imputed.numpy().ravel(), "solved": solved.ravel()})
golden.write("road_imputation", __file__, cases, "grad-cam")
