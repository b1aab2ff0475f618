"""Protection of a count: discrete Laplace noise, drawn exactly and repeatably.

The draw is the one of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy" (2020),
algorithms 1 and 2: whole numbers and fractions only, because floating-point Laplace noise gives the count
away in its last bits (Mironov 2012). The bits come from an HMAC, so the same count of the same block is
always protected by the same draw: a restored backup repeats it, and asking again cannot average it away.
"""

import hashlib
import hmac
import json
import math
from fractions import Fraction

MIN_KEY_BYTES = 32


class Bits:
    """An endless stream of bits that only the key and the message decide (HMAC-SHA-256 in counter mode)."""

    def __init__(self, key: bytes, message: bytes) -> None:
        self._key, self._message = key, message
        self._counter = self._pool = self._left = 0

    def take(self, count: int) -> int:
        """The next `count` bits, as a number."""
        while self._left < count:
            block = hmac.digest(self._key, self._counter.to_bytes(8, "big") + self._message, hashlib.sha256)
            self._pool = (self._pool << 256) | int.from_bytes(block, "big")
            self._left += 256
            self._counter += 1
        self._left -= count
        taken, self._pool = self._pool >> self._left, self._pool & ((1 << self._left) - 1)
        return taken

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound` - 1, each equally likely: too large a draw is thrown away."""
        while True:
            drawn = self.take((bound - 1).bit_length())
            if drawn < bound:
                return drawn


def protected(
    count: int, *, sensitivity: int, epsilon: Fraction, key: bytes, label: str, scope: tuple[int, ...] = ()
) -> int:
    """`count` with discrete Laplace noise of scale sensitivity / epsilon; may fall below zero.

    `label` names the block, the part and the cell; `scope` holds every count published with this one, so that
    two neighbouring sets of answers never share a draw. Raises ValueError for a weak key or a scale that
    protects nothing.
    """
    if len(key) < MIN_KEY_BYTES:
        raise ValueError(f"the release key needs at least {MIN_KEY_BYTES} bytes")
    scale = scale_of(sensitivity, epsilon)
    message = json.dumps([label, count, list(scope), str(scale)]).encode()
    return count + discrete_laplace(Bits(key, message), scale)


def scale_of(sensitivity: int, epsilon: Fraction) -> Fraction:
    """Scale of the noise, in young people."""
    if sensitivity < 1 or epsilon <= 0:
        raise ValueError("sensitivity and epsilon must be above zero")
    return Fraction(sensitivity) / epsilon


def noise_variance(sensitivity: int, epsilon: Fraction) -> float:
    """Variance of the noise on one protected count, in young people squared."""
    ratio = math.exp(-1 / scale_of(sensitivity, epsilon))
    return 2 * ratio / (1 - ratio) ** 2


def discrete_laplace(bits: Bits, scale: Fraction) -> int:
    """A draw with P(x) proportional to exp(-|x| / scale), exactly."""
    top, bottom = scale.numerator, scale.denominator
    while True:
        rest = bits.below(top)
        if not _happens_exp(bits, Fraction(rest, top)):
            continue
        whole = 0
        while _happens_exp(bits, Fraction(1)):
            whole += 1
        size = (rest + top * whole) // bottom
        negative = bits.take(1)
        if negative and size == 0:  # zero would otherwise be drawn twice as often
            continue
        return -size if negative else size


def _happens_exp(bits: Bits, power: Fraction) -> bool:
    """True with probability exp(-power), for a power from 0 to 1: the series of 1/e, never computed."""
    step = 1
    while bits.below(power.denominator * step) < power.numerator:
        step += 1
    return step % 2 == 1
