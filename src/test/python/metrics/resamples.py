"""The resampled images of a study: SplitMix64's numbers as Java's SplittableRandom deals them."""

import numpy as np

WORD, HALF = (1 << 64) - 1, (1 << 32) - 1


class JavaIndices(np.random.Generator):
    """Uniform integers below a bound as SplittableRandom.nextInt(bound) deals them."""

    def __init__(self, seed):
        super().__init__(np.random.PCG64(0))
        self.state = seed & WORD

    def next_int(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & WORD
        z = self.state
        z = ((z ^ (z >> 33)) * 0x62A9D9ED799705F5) & WORD
        return (((z ^ (z >> 28)) * 0xCB24D0A5C88C35B3) & WORD) >> 32

    def bounded(self, n):
        r = self.next_int()
        if n & (n - 1) == 0:
            return r & (n - 1)
        u = r >> 1
        while u + n - 1 - u % n > HALF >> 1:
            u = self.next_int() >> 1
        return u % n

    def integers(self, low, high=None, size=None, **other):
        low, high = (0, low) if high is None else (low, high)
        count = int(np.prod(size))
        return np.array([self.bounded(high - low) + low for _ in range(count)]).reshape(size)
