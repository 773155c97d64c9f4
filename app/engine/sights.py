"""What one output cell looks at: coordinates and weights along an axis, and the values found there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.borders import Border, source
from app.engine.geometry import TransposedWindow, Window


@dataclass(frozen=True, slots=True)
class Sight:
    """Along one axis: input coordinates and the weights that meet them, pairwise, and the span `start … stop - 1`."""

    start: int
    stop: int
    cells: list[int]
    weights: list[int]


def sight(window: Window | TransposedWindow, i: int, n: int) -> Sight:
    """What output `i` looks at on an axis of `n` inputs; when transposed, the inputs that write to it.

    >>> sight(Window(3, before=1, after=1), 0, n=5)
    Sight(start=-1, stop=2, cells=[-1, 0, 1], weights=[0, 1, 2])
    >>> sight(TransposedWindow(3, stride=2), 2, n=5)
    Sight(start=0, stop=2, cells=[0, 1], weights=[2, 0])
    """
    if isinstance(window, Window):
        span = window.span(i)
        taps = list(window.taps(i))
        return Sight(span.start, span.stop, taps, list(range(len(taps))))
    pairs = window.contributions(i, n)
    cells = [cell for cell, _ in pairs]
    nowhere = min(max((i + window.before) // window.stride, 0), n)  # an empty span, at the place that is missed
    start, stop = (cells[0], cells[-1] + 1) if cells else (nowhere, nowhere)
    return Sight(start, stop, cells, [weight for _, weight in pairs])


def seen(channels: NDArray[Any], rows: list[int], columns: list[int], border: Border = "zeros") -> NDArray[np.float64]:
    """The values at rows × columns of every channel, padding included: float64 [C, rows, columns].

    >>> seen(np.array([[[1, 2], [3, 4]]]), [-1, 0], [1]).tolist()
    [[[0.0], [2.0]]]
    """
    _, height, width = channels.shape
    down = [source(border, row, height) for row in rows]
    across = [source(border, column, width) for column in columns]
    values = channels[:, _or_first(down)[:, None], _or_first(across)].astype(np.float64)
    values[:, [row is None for row in down]] = 0
    values[:, :, [column is None for column in across]] = 0
    return values


def _or_first(cells: list[int | None]) -> NDArray[np.intp]:
    return np.array([cell or 0 for cell in cells], np.intp)
