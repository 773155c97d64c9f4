"""Which route is the fastest: each has a price, and the lowest wins.

A price is so many microseconds for each group and so many nanoseconds for each of its output cells. The numbers are
fitted to `python -m bench routes` with one thread of a Zen 3 core. Where they cross matters, not how high they are.
"""

from collections.abc import Callable
from functools import lru_cache
from math import ceil
from typing import NamedTuple, TypeAlias

import torch

from app.engine.routes.fft import tiling
from app.engine.routes.stencil import LANES, Route, Stencil
from app.engine.routes.table import refusal

Price: TypeAlias = tuple[float, float]
"""Microseconds for a group, and nanoseconds for each of its output cells."""


class Work(NamedTuple):
    """What there is to do for one of `groups` groups; `taps` are the weights that are not zero."""

    filters: int
    depth: int
    taps: int
    kernel: tuple[int, int]
    extent: tuple[int, int]
    stride: tuple[int, int]
    shape: tuple[int, int]
    groups: int

    @property
    def vectors(self) -> int:
        """How many vectors of the processor the filters fill: one filter costs as much as eight."""
        return ceil(self.filters / LANES)

    @property
    def weights(self) -> int:
        """How many weights a filter has."""
        return self.depth * self.kernel[0] * self.kernel[1]

    @property
    def moved(self) -> int:
        """How many input cells there are for each output cell."""
        return self.stride[0] * self.stride[1]

    @property
    def band_width(self) -> int:
        return self.extent[1] + (LANES - 1) * self.stride[1]


def choose(stencil: Stencil, shape: tuple[int, int], device: torch.device) -> Route:
    """The route for an output of that shape; on a graphics card always the direct one.

    >>> choose(Stencil(torch.ones(1, 1, 3, 3)), (5, 5), torch.device("cpu"))
    'direct'
    """
    if device.type != "cpu":
        return "direct"
    return next(route for route in ranking(work_of(stencil, shape)) if not refusal(route, stencil, device))


def work_of(stencil: Stencil, shape: tuple[int, int]) -> Work:
    return Work(
        filters=stencil.filters // stencil.groups,
        depth=stencil.depth,
        taps=ceil(stencil.taps / stencil.groups),
        kernel=stencil.kernel,
        extent=stencil.extent,
        stride=stencil.stride,
        shape=shape,
        groups=stencil.groups,
    )


@lru_cache(maxsize=1024)  # dragging a weight asks the same again and again
def ranking(work: Work) -> tuple[Route, ...]:
    """The routes from the cheapest to the dearest."""
    return tuple(sorted(PRICES, key=lambda route: price(route, work)))


def price(route: Route, work: Work) -> float:
    """What a route takes, in microseconds, if it can do it at all."""
    fixed, of_a_cell = PRICES[route](work)
    return work.groups * (fixed + of_a_cell * work.shape[0] * work.shape[1] / 1000)


def _direct(work: Work) -> Price:
    if work.groups > 1 and work.depth == work.filters == 1:
        # Planes that are filtered each by itself fill vectors too.
        padded = ceil(work.groups / LANES) * LANES / work.groups
        return 60 / work.groups, padded * (0.45 * work.moved + 0.04 * work.weights)
    return 60, 0.8 * work.moved + (0.44 if work.vectors == 1 else 0.24) * work.vectors * work.weights


def _channels_last(work: Work) -> Price:
    moved = 1.5 * (work.depth * work.moved + work.filters)
    return 80, moved + (0.22 if work.vectors == 1 else 0.24) * work.vectors * work.weights


def _shift_add(work: Work) -> Price:
    """A tap is a pass over the strip; with a stride it picks single cells, which takes twice as long."""
    pass_over = 0.2 if work.stride[1] == 1 else 0.4
    return 60 + 6 * work.taps, 0.3 * work.moved * work.depth + pass_over * work.taps


def _banded(work: Work) -> Price:
    vectors = work.kernel[0] * work.band_width * work.depth / LANES
    moved = 0.4 if work.depth == 1 else 1.3 * work.depth
    return 130 + 60 * work.filters, moved * work.moved + work.filters * (0.4 + 0.256 * vectors)


def _separable(work: Work) -> Price:
    """The pass downwards meets all columns, also those that a stride skips afterwards."""
    down = (1.2 + 0.05 * work.kernel[0]) * work.moved
    return 220 + 150 * work.filters, work.filters * (down + 0.8 + 0.032 * work.band_width)


def _fft(work: Work) -> Price:
    """All outputs are computed, also those that a stride skips; tiles overlap by the kernel's extent."""
    computed = 1.0
    for extent, stride, outputs in zip(work.extent, work.stride, work.shape, strict=True):
        step, side, _ = tiling(extent, stride, outputs)
        computed *= stride * side / step
    return 300, computed * (5 * work.depth + 3.5 * work.filters + 0.9 * work.depth * work.filters)


PRICES: dict[Route, Callable[[Work], Price]] = {
    "direct": _direct,
    "channels-last": _channels_last,
    "shift-add": _shift_add,
    "banded": _banded,
    "separable": _separable,
    "fft": _fft,
}
