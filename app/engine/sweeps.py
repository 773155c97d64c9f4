"""One axis of pooling at a time: every output cell from the taps of its window, by calls on whole arrays.

Arrays are [C, H, W] with the padding already in place; `axis` is 1 for the rows, 2 for the columns.
"""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.engine.geometry import Window

Floats: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.uint8]

MOST_TAPS = 255  # a tap's number is kept in a byte: bytes are compared and masked four times as fast as int32
_RULES = {"max": (np.greater, np.maximum), "min": (np.less, np.minimum)}


def tap_views(cells: NDArray[Any], window: Window, axis: int) -> Iterator[NDArray[Any]]:
    """For each tap of the window in order: the cells that it meets as the window moves, one for each output.

    >>> [view.ravel().tolist() for view in tap_views(np.arange(5).reshape(1, 1, 5), Window(2, stride=2), axis=2)]
    [[0, 2], [1, 3]]
    """
    last = (cells.shape[axis] - window.extent) // window.stride * window.stride
    for start in range(0, window.extent, window.dilation):
        met = slice(start, start + last + 1, window.stride)
        yield cells[:, met] if axis == 1 else cells[:, :, met]


def contest(cells: Floats, window: Window, axis: int, kind: Literal["max", "min"]) -> tuple[Floats, Bytes]:
    """The best value of each window, and the number of the tap that it came from: the first of equal ones.

    >>> best, taps = contest(np.array([[[3, 7, 7, 1]]], np.float32), Window(3), axis=2, kind="max")
    >>> best.tolist(), taps.tolist()
    ([[[7.0, 7.0]]], [[[1, 0]]])
    """
    beats, better = _RULES[kind]
    first, *others = tap_views(cells, window, axis)
    best = first.copy()
    taps = np.zeros(best.shape, np.uint8)
    for tap, other in enumerate(others, start=1):
        candidate = np.ascontiguousarray(other) if axis == 2 and window.stride > 1 else other  # read twice below
        wins = beats(candidate, best).view(np.uint8)
        better(best, candidate, out=best)
        np.maximum(taps, wins * np.uint8(tap), out=taps)  # later taps have greater numbers: the last to win stays
    return best, taps


def picked(cells: Bytes, taps: Bytes, window: Window, axis: int) -> Bytes:
    """Of each window the cell that stands at its winning tap.

    >>> taps = np.array([[[1, 0]]], np.uint8)
    >>> picked(np.array([[[5, 6, 7]]], np.uint8), taps, Window(2), axis=2).tolist()
    [[[6, 6]]]
    """
    kept = np.zeros(taps.shape, np.uint8)
    for tap, view in enumerate(tap_views(cells, window, axis)):
        kept |= view * (taps == tap).view(np.uint8)
    return kept


def total(cells: Floats, window: Window, axis: int) -> Floats:
    """The sum of each window.

    >>> total(np.array([[[1, 2, 3]]], np.float32), Window(2), axis=2).tolist()
    [[[3.0, 5.0]]]
    """
    first, *others = tap_views(cells, window, axis)
    sums: Floats = first.copy()
    for other in others:
        sums += other
    return sums
