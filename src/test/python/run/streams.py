"""The random streams of a study, written again from their published algorithms.

Java's SplittableRandom is SplitMix64 (Steele, Lea and Flood 2014); java.util.Random is a linear
congruence of 48 bits (Knuth 1981, section 3.2.1) with Marsaglia's polar method for normal values.
"""

import math
import zlib

import numpy as np

WORD = (1 << 64) - 1


def seed_of(text_or_pixels, seed):
    """A CRC-32 below a seed's bits."""
    return (seed << 32) ^ zlib.crc32(text_or_pixels)


class SplitMix:
    def __init__(self, seed):
        self.state = seed & WORD

    def _next(self, count):
        steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        states = np.uint64(self.state) + steps
        self.state = int(states[-1])
        return states

    def doubles(self, count):
        """Uniform in [0, 1), 53 bits each."""
        z = self._next(count)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def below(self, bound):
        """One whole number below a power of two."""
        assert bound & (bound - 1) == 0
        z = self._next(1)
        z = (z ^ (z >> np.uint64(33))) * np.uint64(0x62A9D9ED799705F5)
        z = ((z ^ (z >> np.uint64(28))) * np.uint64(0xCB24D0A5C88C35B3)) >> np.uint64(32)
        return int(z[0]) & (bound - 1)

    def box_muller(self, size, deviation):
        """Normal values in pairs, as float32; size is even."""
        u = self.doubles(size)
        values = np.empty(size)
        for i in range(0, size, 2):
            radius = deviation * math.sqrt(-2 * math.log(1 - u[i]))
            angle = 2 * math.pi * u[i + 1]
            values[i], values[i + 1] = radius * math.cos(angle), radius * math.sin(angle)
        return values.astype(np.float32)


class Congruence:
    MASK = (1 << 48) - 1

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & self.MASK

    def _bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & self.MASK
        return self.state >> (48 - count)

    def _double(self):
        return ((self._bits(26) << 27) + self._bits(27)) * 2.0**-53

    def normals(self, count):
        values = []
        while len(values) < count:
            x, y = 2 * self._double() - 1, 2 * self._double() - 1
            s = x * x + y * y
            if 0 < s < 1:
                scale = math.sqrt(-2 * math.log(s) / s)
                values += [x * scale, y * scale]
        return np.array(values[:count])
