"""GridPG: each patch's positive relevance spread over its pixels, summed in the pixels of a cell."""

import numpy as np

import golden


def spread(grid, patch):
    """[rows * patch, columns * patch], the sum kept."""
    positive = np.where(grid > 0, grid, 0).astype(np.float64)
    return np.kron(positive, np.ones((patch, patch))) / patch**2


def share(grid, patch, side, cell):
    pixels = spread(grid, patch)
    height, width = pixels.shape
    row, column = divmod(cell, side)
    inside = pixels[
        row * height // side : (row + 1) * height // side,
        column * width // side : (column + 1) * width // side,
    ]
    return 0.0 if grid.clip(0).sum(dtype=np.float64) <= 1e-7 else inside.sum() / pixels.sum()


def grids():
    rng = np.random.default_rng(20261127)
    for rows, columns, patch in [(4, 4, 8), (6, 6, 4), (7, 5, 16), (14, 14, 16)]:
        signed = np.round(rng.normal(size=(rows, columns)), 4).astype(np.float32)
        yield signed, patch
        yield np.abs(signed), patch
    yield -np.abs(signed), 16
    yield np.zeros((4, 4), np.float32), 8
    yield np.full((4, 4), 1e-9, np.float32), 8
    yield np.full((4, 4), 1e-6, np.float32), 8
    one = np.zeros((5, 5), np.float32)
    one[2, 2] = 3
    yield one, 8


def main():
    for side in (2, 3):
        golden.write(
            f"gridpg_{side}x{side}",
            __file__,
            [
                {
                    "map": grid.ravel(),
                    "columns": grid.shape[1],
                    "patch": patch,
                    "cell": cell,
                    "expected": share(grid, patch, side, cell),
                }
                for grid, patch in grids()
                for cell in (0, side, side * side - 1)
            ],
        )


if __name__ == "__main__":
    main()
