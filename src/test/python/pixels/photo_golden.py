"""Writes fingerprints of what Pillow makes of the photographs, which are not part of the project.

Run from the repository root: python src/test/python/pixels/photo_golden.py ../shared/photos
golden/pixels/photos.csv: name, SHA-256 of the decoded RGB bytes, SHA-256 after bilinear resizing
to 224 x 224.
"""

import hashlib
import sys
from pathlib import Path

from PIL import Image, ImageOps

OUT = Path("src/test/resources/golden/pixels/photos.csv")


def main(photos):
    lines = ["image,decoded_sha256,resized_sha256"]
    for file in sorted((Path(photos) / "images").glob("*.jpg")):
        image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        resized = image.resize((224, 224), Image.Resampling.BILINEAR)
        hashes = [hashlib.sha256(i.tobytes()).hexdigest() for i in (image, resized)]
        lines.append(",".join([file.name, *hashes]))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


main(sys.argv[1])
