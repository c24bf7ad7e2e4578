"""Writes what transformers' image processor makes of photographs, which are not part of the project.

Run from the repository root: python src/test/python/pixels/photo_processor_golden.py ../shared/photos
golden/pixels/photo_tensors.json: by photograph and settings the SHA-256 of the whole tensor, float32
little-endian [3,224,224], and every 997th of its values: a digest sees any difference, the values
say where and how much.
"""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil

OUT = Path("src/test/resources/golden/pixels/photo_tensors.json")
STRIDE = 997
SETTINGS = {
    "stretched": {
        "size": {"height": 224, "width": 224}, "resample": 2,
        "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]},
    "cropped": {
        "size": {"shortest_edge": 256}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": 224, "width": 224},
        "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]},
}


def main(photos):
    cases = []
    for file in sorted((Path(photos) / "images").glob("*.jpg")):
        image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        for name, settings in SETTINGS.items():
            tensor = ViTImageProcessorPil(**settings)(image, return_tensors="np")["pixel_values"][0]
            flat = np.ascontiguousarray(tensor, "<f4").ravel()
            cases.append({
                "image": file.name, "settings": name,
                "sha256": hashlib.sha256(flat.tobytes()).hexdigest(),
                "sample": [float(str(v)) for v in flat[::STRIDE]]})
    lines = ",\n".join("  " + json.dumps(case, separators=(",", ":")) for case in cases)
    made_with = f"transformers {version('transformers')}, Pillow {version('pillow')}"
    head = f'{{"made_with": "{made_with}",\n "stride": {STRIDE},\n'
    settings = ",\n".join(f'  "{name}": {json.dumps(keys)}' for name, keys in SETTINGS.items())
    text = f'{head} "settings": {{\n{settings}\n }},\n "cases": [\n{lines}\n]}}\n'
    OUT.write_text(text, encoding="utf-8", newline="\n")


main(sys.argv[1])
