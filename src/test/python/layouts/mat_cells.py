"""Two small files laid out as the ImageNet-Segmentation file is: MATLAB v7.3, which is HDF5 behind 512 bytes.

    python src/test/python/layouts/mat_cells.py        # from the repository root; needs h5py

`cells.mat` is whole; in `broken-cells.mat` every instance but the first and the last is broken in a way of its own.
A picture's value at channel c, column x, row y is (100 c + 3 x + 7 y) mod 256; a pixel is object where x > y.
"""

import pathlib

import h5py
import numpy as np

OUT = pathlib.Path("src/test/resources/vitexplain/dataset/layout")
USER_BLOCK = 512
SIZES = [(7, 5), (4, 9), (6, 6)]  # width, height


def picture(width, height):
    c, x, y = np.mgrid[0:3, 0:width, 0:height]
    return ((100 * c + 3 * x + 7 * y) % 256).astype(np.uint8)


def mask(width, height):
    x, y = np.mgrid[0:width, 0:height]
    return (x > y).astype(np.uint8)


class MatFile:
    def __init__(self, path):
        self.path = path
        self.file = h5py.File(path, "w", userblock_size=USER_BLOCK, libver="earliest")
        self.cells = self.file.create_group("#refs#")
        self.pictures = []
        self.masks = []

    def array(self, values, packed=True):
        name = format(len(self.cells), "x")
        options = {"chunks": values.shape, "compression": "gzip"} if packed else {}
        return self.cells.create_dataset(name, data=values, **options).ref

    def cell(self, references):
        name = format(len(self.cells), "x")
        shape = (len(references), 1)
        made = self.cells.create_dataset(name, shape, dtype=h5py.ref_dtype)
        for i, reference in enumerate(references):
            made[i, 0] = reference
        return made.ref

    def add(self, picture, mask):
        self.pictures.append(picture)
        self.masks.append(mask)

    def close(self):
        value = self.file.create_group("value")
        for name, references in (("img", self.pictures), ("gt", self.masks)):
            made = value.create_dataset(name, (len(references), 1), dtype=h5py.ref_dtype)
            for i, reference in enumerate(references):
                made[i, 0] = reference
        self.file.close()
        with open(self.path, "r+b") as file:
            file.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\0\2IM")


def whole():
    mat = MatFile(OUT / "cells.mat")
    for number, size in enumerate(SIZES):
        mat.add(mat.array(picture(*size), number != 1), mat.cell([mat.array(mask(*size))]))
    mat.close()


def broken():
    mat = MatFile(OUT / "broken-cells.mat")
    good = picture(7, 5), mask(7, 5)
    mat.add(mat.array(good[0]), mat.cell([mat.array(good[1])]))
    mat.add(mat.array(good[0].astype(np.float32)), mat.cell([mat.array(good[1])]))  # 1: of another type
    mat.add(mat.array(good[0][0]), mat.cell([mat.array(good[1])]))  # 2: of two dimensions
    mat.add(mat.array(good[0]), mat.cell([mat.array(mask(5, 7))]))  # 3: mask of another size
    mat.add(mat.array(good[0]), mat.array(good[1]))  # 4: no cell around the mask
    mat.add(mat.array(good[0]), mat.cell([mat.array(good[1] * 2)]))  # 5: a mask of 0 and 2
    mat.add(mat.array(good[0]), mat.cell([mat.array(good[0])]))  # 6: a picture for a mask
    mat.add(mat.array(good[0]), mat.cell([]))  # 7: an empty cell
    mat.add(mat.array(good[0]), mat.cell([mat.array(good[1])]))
    mat.close()


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    whole()
    broken()
