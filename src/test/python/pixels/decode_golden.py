"""Writes images of every colour type that our decoder claims, and what Pillow makes of them.

Run from the repository root: python src/test/python/pixels/decode_golden.py
Each NAME.png or NAME.jpg under golden/pixels/decode comes with NAME.rgb.png, Pillow's
exif_transpose + convert("RGB"), and NAME.grey.png, convert("L") of it.
"""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageCms, ImageOps

OUT = Path("src/test/resources/golden/pixels/decode")
WIDTH, HEIGHT = 13, 9
rng = np.random.default_rng(7)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(name, depth, colour_type, rows, before=b""):
    """A PNG from raw row bytes, so that no library decides what is written."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour_type, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
    (OUT / name).write_bytes(data + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def random_rows(bytes_per_row):
    return [rng.integers(0, 256, bytes_per_row, dtype=np.uint8).tobytes() for _ in range(HEIGHT)]


def photo(channels):
    """Smooth colours with some grain: what JPEG is made for."""
    y, x = np.mgrid[0:HEIGHT * 3, 0:WIDTH * 3]
    planes = [128 + 100 * np.sin(x / (5 + c) + c) * np.cos(y / (7 - c)) for c in range(channels)]
    noise = rng.normal(0, 6, (HEIGHT * 3, WIDTH * 3, channels))
    return np.clip(np.stack(planes, -1) + noise, 0, 255).astype(np.uint8)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for stale in OUT.iterdir():
        stale.unlink()
    for depth in (1, 2, 4, 8, 16):
        png(f"grey{depth}.png", depth, 0, random_rows((WIDTH * depth + 7) // 8))
    gamma = chunk(b"gAMA", struct.pack(">I", 100000))
    png("grey8-gamma.png", 8, 0, random_rows(WIDTH), gamma)
    png("grey8-transparent.png", 8, 0, random_rows(WIDTH), chunk(b"tRNS", b"\0\x40"))
    for depth in (8, 16):
        png(f"rgb{depth}.png", depth, 2, random_rows(WIDTH * 3 * depth // 8))
        png(f"grey-alpha{depth}.png", depth, 4, random_rows(WIDTH * 2 * depth // 8))
        png(f"rgba{depth}.png", depth, 6, random_rows(WIDTH * 4 * depth // 8))
    for depth in (1, 2, 4, 8):
        palette = chunk(b"PLTE", rng.integers(0, 256, 3 * 2**depth, dtype=np.uint8).tobytes())
        png(f"palette{depth}.png", depth, 3, random_rows((WIDTH * depth + 7) // 8), palette)
    palette = chunk(b"PLTE", rng.integers(0, 256, 48, dtype=np.uint8).tobytes())
    clear = chunk(b"tRNS", bytes(range(0, 160, 10)))
    png("palette4-transparent.png", 4, 3, random_rows((WIDTH * 4 + 7) // 8), palette + clear)

    rgb = Image.fromarray(photo(3))
    rgb.convert("L").save(OUT / "grey.jpg", quality=92)
    rgb.save(OUT / "ycc420.jpg", quality=92)
    rgb.save(OUT / "ycc422.jpg", quality=92, subsampling=1)
    rgb.save(OUT / "ycc444.jpg", quality=92, subsampling=0)
    rgb.save(OUT / "progressive.jpg", quality=92, progressive=True)
    rgb.save(OUT / "rgb-adobe.jpg", quality=92, keep_rgb=True)
    cmyk = Image.frombytes("CMYK", rgb.size, photo(4).tobytes())
    cmyk.save(OUT / "cmyk.jpg", quality=92)
    # Transform 2 in the Adobe segment declares the same samples to be YCCK.
    adobe = bytearray((OUT / "cmyk.jpg").read_bytes())
    adobe[adobe.index(b"Adobe") + 11] = 2
    (OUT / "ycck.jpg").write_bytes(adobe)
    # Without a JFIF segment Java's own reader takes unsubsampled components for RGB.
    jfif = (OUT / "ycc444.jpg").read_bytes()
    (OUT / "no-jfif.jpg").write_bytes(jfif[:2] + jfif[4 + int.from_bytes(jfif[4:6], "big"):])
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Another primary for red: applying the profile would show.
    at = srgb.index(b"rXYZ")
    offset = int.from_bytes(srgb[at + 4:at + 8], "big")
    wide = srgb[:offset + 8] + struct.pack(">iii", 40000, 20000, 1000) + srgb[offset + 20:]
    rgb.save(OUT / "profile.jpg", quality=92, icc_profile=wide)
    rgb.crop((0, 0, WIDTH, HEIGHT)).save(OUT / "profile.png", icc_profile=wide)
    for code in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = code
        rgb.save(OUT / f"orientation{code}.jpg", quality=92, subsampling=0, exif=exif)
    exif = Image.Exif()
    exif[0x0112] = 6
    rgb.save(OUT / "orientation6.png", exif=exif)

    for file in sorted(OUT.iterdir()):
        image = ImageOps.exif_transpose(Image.open(file))
        if image.mode.startswith("I"):
            # Pillow clips 16-bit grey or not depending on its version; the high byte is what it
            # keeps of every other 16-bit type.
            print(file.name, image.mode, "taken by its high byte")
            image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
        image = image.convert("RGB")
        image.info.clear()  # or the transparent colour would be saved with it
        image.save(OUT / (file.name + ".rgb.png"))
        image.convert("L").save(OUT / (file.name + ".grey.png"))
    print("Pillow", PIL.__version__, sum(f.stat().st_size for f in OUT.iterdir()), "bytes")


main()
