"""Bring a picture to its working resolution, by the one filter that can be explained in a sentence.

Each new pixel is the mean of the area it covers, pixels cut by its border counting by the part inside:

    new[i] = 1/s · ∫ old(x) dx  from i·s to (i+1)·s,   s = old length / new length

Enlarging by a whole number therefore repeats pixels, and shrinking by one averages blocks. The sums are whole numbers,
so nothing is rounded before the very end.
"""

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.images.errors import ImpossibleSize
from app.images.picture import Picture

DEFAULT_SIDE: Final = 512
MOST_SIDE: Final = 4096

Number = TypeVar("Number", np.int32, np.float64)


def fitted_shape(height: int, width: int, size: tuple[int, int] | None = None) -> tuple[int, int]:
    """Rows and columns of a `height` × `width` picture fitted into the box `size`, its aspect kept.

    Without a box, a picture longer than 512 is brought to 512 and any other is left alone.

    >>> fitted_shape(3000, 4000), fitted_shape(300, 451), fitted_shape(300, 400, (30, 60))
    ((384, 512), (300, 451), (30, 40))
    """
    if size is None:
        if max(height, width) <= DEFAULT_SIDE:
            return height, width
        size = (DEFAULT_SIDE, DEFAULT_SIDE)
    if not all(1 <= side <= MOST_SIDE for side in size):
        raise ImpossibleSize(f"A size has sides from 1 to {MOST_SIDE}; got {size[0]} × {size[1]}.", "size")
    if size[0] * width <= size[1] * height:  # the rows fill the box first
        return size[0], max(1, _nearest(width * size[0], height))
    return max(1, _nearest(height * size[1], width)), size[1]


def fit(picture: Picture, size: tuple[int, int] | None = None) -> Picture:
    """`picture` at the resolution that `fitted_shape` names.

    >>> fit(Picture(np.array([[0, 100], [50, 250]], np.uint8)), (1, 1)).pixels
    array([[100]], dtype=uint8)
    """
    shape = fitted_shape(picture.height, picture.width, size)
    if shape == picture.pixels.shape[:2]:
        return picture
    rows = _sums(picture.pixels, shape[0], np.dtype(np.int32))
    both = _sums(rows.swapaxes(0, 1), shape[1], np.dtype(np.float64)).swapaxes(0, 1)
    means = np.floor(both / (picture.height * picture.width) + 0.5)
    return Picture(means.astype(picture.pixels.dtype))


def _sums(lines: NDArray[np.integer], count: int, kind: np.dtype[Number]) -> NDArray[Number]:
    """`count` sums over equal stretches of `lines`, each line counting by the part of it that a stretch covers.

    In units of 1/`count` of a line all edges and weights are whole numbers, and each sum has the weight `len(lines)`.
    A pixel of 16 bits summed over 16384 lines fits 31 bits, and over as many columns the 53 bits of a float64.
    """
    length = len(lines)
    flat = np.ascontiguousarray(lines).reshape(length, -1)
    edges = np.arange(count + 1) * length
    first = edges[:-1] // count
    sums = np.zeros((count, flat.shape[1]), kind)
    for offset in range(-(-length // count) + 1):
        line = first + offset
        covered = np.minimum(edges[1:], (line + 1) * count) - np.maximum(edges[:-1], line * count)
        weights = np.maximum(covered, 0).astype(kind)
        sums += flat[np.minimum(line, length - 1)] * weights[:, None]
    return sums.reshape(count, *lines.shape[1:])


def _nearest(numerator: int, denominator: int) -> int:
    """The whole number nearest to a fraction, halves upwards."""
    return (2 * numerator + denominator) // (2 * denominator)
