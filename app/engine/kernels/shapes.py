"""Formulas of generated kernels that average: box, rectangle, Gaussian, disk, motion.

A cell stands at (x, y), measured from the middle of the kernel: x to the right, y upwards, in cells. In a
kernel of an even size no cell stands at 0. Plain `math` in a plain order, so that a twin in another language
reaches the same numbers.
"""

import math
from collections.abc import Callable
from fractions import Fraction

from app.engine.kernels.named import Exact

Floats = tuple[tuple[float, ...], ...]


def by_place(size: int, weight: Callable[[float, float], float]) -> Floats:
    """A square kernel whose cell at (x, y) weighs `weight(x, y)`.

    >>> by_place(2, lambda x, y: x + 10 * y)
    ((4.5, 5.5), (-5.5, -4.5))
    """
    middle = (size - 1) / 2
    return tuple(tuple(weight(column - middle, middle - row) for column in range(size)) for row in range(size))


def summing_to_one(rows: Floats) -> Floats:
    """The same shape, scaled so that a flat picture stays as it is.

    >>> summing_to_one(((1.0, 3.0),))
    ((0.25, 0.75),)
    """
    total = sum(sum(row) for row in rows)
    return tuple(tuple(weight / total for weight in row) for row in rows)


def shares(rows: Floats) -> Exact | Floats:
    """The same as `summing_to_one`, exactly where every cell counts wholly, by half or not at all: 1/9 is not 0.111.

    >>> [str(share) for share in shares(((1.0, 0.0, 0.5, 0.5),))[0]]
    ['1/2', '0', '1/4', '1/4']
    """
    if not all((2 * weight).is_integer() for row in rows for weight in row):
        return summing_to_one(rows)
    total = sum(Fraction(weight) for row in rows for weight in row)
    return tuple(tuple(Fraction(weight) / total for weight in row) for row in rows)


def direction(degrees: float) -> tuple[float, float]:
    """(cos, sin) of an angle, exact along the axes, where `math` leaves a stray 6e-17.

    >>> direction(90), direction(180)
    ((0.0, 1.0), (-1.0, 0.0))
    """
    quarters = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}
    turned = degrees % 360
    return quarters.get(turned) or (math.cos(math.radians(turned)), math.sin(math.radians(turned)))


def box(size: int) -> Exact:
    """w = 1 / n² in each of the n × n cells (n = size).

    >>> print(box(3)[0][0])
    1/9
    """
    return rectangle(size, size)


def rectangle(rows: int, columns: int) -> Exact:
    """w = 1 / (rows · columns) in every cell.

    >>> [len(row) for row in rectangle(2, 4)], str(rectangle(2, 4)[0][0])
    ([4, 4], '1/8')
    """
    return ((Fraction(1, rows * columns),) * columns,) * rows


def gaussian(size: int, sigma: float) -> Floats:
    """w(x, y) = e^(-(x² + y²) / 2σ²) / Z, where σ is the spread in cells and Z makes the weights sum to 1.

    With σ² = 1 / (2 ln 2) each cell away from the middle halves the weight, which is 1 2 1 / 2 4 2 / 1 2 1.

    >>> [round(16 * weight, 9) for weight in gaussian(3, math.sqrt(1 / (2 * math.log(2))))[0]]
    [1.0, 2.0, 1.0]
    """
    return summing_to_one(by_place(size, lambda x, y: math.exp(-(x * x + y * y) / (2 * sigma * sigma))))


def disk(size: int, radius: float) -> Exact | Floats:
    """w(x, y) = clamp(r + ½ − √(x² + y²), 0, 1) / Z: a lens out of focus, with an edge one cell soft.

    r is the radius in cells, Z makes the weights sum to 1.

    >>> [[str(weight) for weight in row] for row in disk(2, 22)]
    [['1/4', '1/4'], ['1/4', '1/4']]
    """
    return shares(by_place(size, lambda x, y: _clamp(radius + 0.5 - math.sqrt(x * x + y * y))))


def motion(size: int, angle: float) -> Exact | Floats:
    """w(x, y) = clamp(1 − |across|, 0, 1) · clamp((n + 1) / 2 − |along|, 0, 1) / Z: a stroke n cells long.

    along = x cos α + y sin α, across = y cos α − x sin α; α is the angle, 0° a row, 90° a column,
    45° rising to the right; n is the size. Z makes the weights sum to 1.

    >>> [str(weight) for weight in motion(3, 0)[1]]
    ['1/3', '1/3', '1/3']
    """
    cos, sin = direction(angle)
    reach = (size + 1) / 2

    def stroke(x: float, y: float) -> float:
        return _clamp(1 - abs(y * cos - x * sin)) * _clamp(reach - abs(x * cos + y * sin))

    return shares(by_place(size, stroke))


def _clamp(value: float) -> float:
    return min(max(value, 0.0), 1.0)
