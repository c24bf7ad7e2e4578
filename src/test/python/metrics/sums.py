"""Completeness error: maps of a small function by integrated gradients, and what they should sum to."""

import numpy as np

import golden

rng = np.random.default_rng(17)


def cases():
    """f(x) = w.x + x.Q.x: its path integral is exact in the middle of one step, and so with its map.

    A share of the map is taken away, as prefix tokens and biases keep a share of relevance.
    """
    for kept in (1.0, 0.9, 0.5, 0.0, -1.0, 1.5):
        w, x, start = rng.normal(size=(3, 6))
        q = rng.normal(size=(6, 6))

        def f(at):
            return w @ at + at @ q @ at

        middle = (x + start) / 2
        parts = kept * (x - start) * (w + (q + q.T) @ middle)
        rise = f(x) - f(start)
        expected = np.linalg.norm([(1 - kept) * rise])
        yield {"rise": rise, "sum": parts.sum(), "expected": expected}
    yield {"rise": 1.5, "sum": float("nan"), "expected": float("nan")}
    yield {"rise": -2.0, "sum": 2.0, "expected": 4.0}


golden.write("completeness_error", __file__, list(cases()))
