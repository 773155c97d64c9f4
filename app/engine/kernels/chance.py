"""Random kernels that are the same on every machine and in every language."""

from fractions import Fraction

from app.engine.kernels.named import Exact

_WORD = 0xFFFFFFFF


def scramble(number: int) -> int:
    """A 32-bit word that looks unrelated to `number`: shift-xor and odd multiplications, each reversible.

    In JavaScript the products are `Math.imul` and the shifts `>>>`.

    >>> scramble(0), scramble(1), scramble(2)
    (0, 1753845952, 3507691905)
    """
    number &= _WORD
    number = (number ^ (number >> 16)) * 0x7FEB352D & _WORD
    number = (number ^ (number >> 15)) * 0x846CA68B & _WORD
    return number ^ (number >> 16)


def random(size: int, seed: int, largest: int) -> Exact:
    """Whole numbers from −L to L (L = largest), all equally likely, the same for the same seed.

    Cell i, counted row by row, holds ⌊word · (2L + 1) / 2³²⌋ − L, where word = scramble(start + i) and
    start = scramble(seed + 9E3779B9h), so that seed 0 starts nowhere special.

    >>> [[int(weight) for weight in row] for row in random(2, seed=1, largest=3)]
    [[-3, 0], [-1, 2]]
    """
    start = scramble(seed + 0x9E3779B9)
    cells = [scramble(start + place) * (2 * largest + 1) // 2**32 - largest for place in range(size * size)]
    return tuple(tuple(Fraction(cell) for cell in cells[row * size : (row + 1) * size]) for row in range(size))
