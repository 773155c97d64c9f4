"""The sliding steps of a convolution or a pooling, written out: what is seen, weighed, added, and what comes of it.

Steps are numbered as the output is read: row by row, one filter after the other. Sums are taken in float64 from
the float32 numbers that are shown, so that adding them up by hand leads there; the value is the engine's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from app.engine.convolution import Convolution, Tick, convolve
from app.engine.errors import InvalidParameter
from app.engine.geometry import Geometry
from app.engine.pooling import Pooling, pool
from app.engine.sights import Sight, seen, sight

Volume: TypeAlias = list[list[list[float]]]
Array: TypeAlias = NDArray[Any]


class Box(TypedDict):
    """Input coordinates that a window spans, ends excluded; below 0 or past the input lies the padding."""

    top: int
    left: int
    bottom: int
    right: int


class ConvolutionStep(TypedDict):
    """How one output cell [filter, row, column] came about.

    `patch`, `weights` and `products` are [C][kh][kw] over the input channels that the filter sees, listed in
    `channels`; gaps of a dilation are left out, weights stand as they lie on the input (half a turn round where the
    convolution flips). When transposed they hold only the inputs that write to this output, in input order: none
    at all leaves kh or kw at 0. `value` is sum + bias after the activation.
    """

    index: int
    output: list[int]
    window: Box
    channels: list[int]
    patch: Volume
    weights: Volume
    products: Volume
    sum: float
    bias: float
    value: float


class PoolingStep(TypedDict):
    """How one output cell [channel, row, column] came about.

    `patch` is [1][kh][kw], null where padding takes no part. `winner` is the flat place of the winning
    input, for max and min; the others have a `sum` (of squares for l2), and avg the `divisor` that it is divided by.
    """

    index: int
    output: list[int]
    window: Box
    patch: list[list[list[float | None]]]
    winner: int | None
    sum: float | None
    divisor: int | None
    bias: float
    value: float


def convolution_steps(
    image: Tensor,
    convolution: Convolution,
    start: int,
    count: int,
    tick: Tick | None = None,
    *,
    output: Tensor | None = None,
) -> list[ConvolutionStep]:
    """Steps from `start` on, `count` of them or as many as there are; `output` is the convolution's, if it is known.

    >>> import torch
    >>> from app.engine.geometry import make_geometry
    >>> pair = Convolution(torch.tensor([[[[1.0, 2.0]]]]), make_geometry((1, 2)))
    >>> step = convolution_steps(torch.tensor([[[1.0, 2, 3, 4, 5, 6]]]), pair, start=1, count=1)[0]
    >>> step["patch"], step["products"], step["sum"]
    ([[[2.0, 3.0]]], [[[2.0, 6.0]]], 8.0)
    """
    values = _array(convolve(image, convolution, tick=tick) if output is None else output)
    cells, weights = _array(image), _array(convolution.weights)
    laid = weights[:, :, ::-1, ::-1] if convolution.flip else weights
    return [_weigh(place, cells, laid, convolution, values) for place in _page(values.shape, start, count)]


def pooling_steps(
    image: Tensor,
    pooling: Pooling,
    start: int,
    count: int,
    tick: Tick | None = None,
    *,
    answer: tuple[Tensor, Tensor | None] | None = None,
) -> list[PoolingStep]:
    """Steps from `start` on, `count` of them or as many as there are; `answer` is what `pool` says, if it is known.

    >>> import torch
    >>> from app.engine.geometry import make_geometry
    >>> pairs = Pooling("max", make_geometry((1, 2), stride=(1, 2)))
    >>> step = pooling_steps(torch.tensor([[[1.0, 5, 3, 2]]]), pairs, start=1, count=1)[0]
    >>> step["patch"], step["winner"], step["value"]
    ([[[3.0, 2.0]]], 2, 3.0)
    """
    output, winner = pool(image, pooling, tick) if answer is None else answer
    values, winners = _array(output), None if winner is None else _array(winner)
    cells = _array(image)
    return [_gather(place, cells, pooling, values, winners) for place in _page(values.shape, start, count)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Which step, and the output cell that it makes."""

    index: int
    channel: int
    row: int
    column: int

    @property
    def cell(self) -> list[int]:
        return [self.channel, self.row, self.column]


def _page(shape: tuple[int, ...], start: int, count: int) -> Iterator[_Place]:
    channels, height, width = shape
    steps = channels * height * width
    if not 0 <= start < steps:
        raise InvalidParameter(f"There are {steps} steps, from 0 to {steps - 1}: none has the number {start}.", "from")
    if count < 1:
        raise InvalidParameter(f"Ask for at least 1 step, not {count}.", "count")
    for index in range(start, min(start + count, steps)):
        channel, inside = divmod(index, height * width)
        yield _Place(index, channel, *divmod(inside, width))


def _array(tensor: Tensor) -> Array:
    cells: Array = tensor.detach().cpu().numpy()
    return cells


def _sights(geometry: Geometry, place: _Place, cells: Array) -> tuple[Sight, Sight, Box]:
    rows = sight(geometry.rows, place.row, cells.shape[1])
    columns = sight(geometry.columns, place.column, cells.shape[2])
    return rows, columns, Box(top=rows.start, left=columns.start, bottom=rows.stop, right=columns.stop)


def _weigh(place: _Place, cells: Array, weights: Array, convolution: Convolution, values: Array) -> ConvolutionStep:
    rows, columns, window = _sights(convolution.geometry, place, cells)
    depth = weights.shape[1]
    first = place.channel * convolution.groups // len(weights) * depth
    patch = seen(cells[first : first + depth], rows.cells, columns.cells, convolution.border)
    met = weights[place.channel][:, np.array(rows.weights, np.intp)[:, None], np.array(columns.weights, np.intp)]
    products = patch * met + 0.0  # adding 0 turns -0 into 0, which nobody should have to explain; so too below
    return ConvolutionStep(
        index=place.index,
        output=place.cell,
        window=window,
        channels=list(range(first, first + depth)),
        patch=patch.tolist(),
        weights=met.tolist(),
        products=products.tolist(),
        sum=float(products.sum()),
        bias=_bias_of(convolution, place.channel),
        value=float(values[place.channel, place.row, place.column]) + 0.0,
    )


def _bias_of(convolution: Convolution, filter_index: int) -> float:
    """None, one for all, or one for each filter.

    >>> import torch
    >>> from app.engine.geometry import make_geometry
    >>> _bias_of(Convolution(torch.ones(2, 1, 1, 1), make_geometry((1, 1)), bias=(5.0, 7.0)), 1)
    7.0
    """
    bias = convolution.bias or (0.0,)
    return bias[filter_index if len(bias) > 1 else 0]


def _gather(place: _Place, cells: Array, pooling: Pooling, values: Array, winners: Array | None) -> PoolingStep:
    rows, columns, window = _sights(pooling.geometry, place, cells)
    patch = seen(cells[place.channel : place.channel + 1], rows.cells, columns.cells)[0]
    real = np.logical_and.outer(_inside(rows, cells.shape[1]), _inside(columns, cells.shape[2]))
    counted = real if winners is not None or not pooling.count_padding else np.ones_like(real)
    shown = patch.astype(object)
    shown[~counted] = None
    terms = patch * patch if pooling.kind == "l2" else patch
    at = (place.channel, place.row, place.column)
    return PoolingStep(
        index=place.index,
        output=place.cell,
        window=window,
        patch=[shown.tolist()],
        winner=None if winners is None else int(winners[at]),
        sum=float(terms.sum()) if winners is None else None,
        divisor=int(counted.sum()) if pooling.kind == "avg" else None,
        bias=0.0,
        value=float(values[at]) + 0.0,
    )


def _inside(along: Sight, n: int) -> list[bool]:
    return [0 <= cell < n for cell in along.cells]
