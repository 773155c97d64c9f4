"""Where a layer looks: along one axis, the inputs that each of its outputs depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Protocol

from app.engine.geometry import Geometry, TransposedWindow, Window, make_geometry
from app.nets.layers import AdaptivePool, Conv, GlobalPool, Pool, TransposedConv


@dataclass(frozen=True, slots=True)
class Run:
    """The cells `first … last`, both included; they may lie outside the map, in its padding.

    >>> Run(0, 2).joined(Run(4, 5)), len(Run(-1, 9))
    (Run(first=0, last=5), 11)
    """

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def joined(self, other: "Run") -> "Run":
        return Run(min(self.first, other.first), max(self.last, other.last))

    def moved(self, by: int) -> "Run":
        return Run(self.first + by, self.last + by)


class Reach(Protocol):
    def output_length(self, n: int) -> int: ...

    def inputs_of(self, output: int) -> Sequence[int]:
        """The inputs that this output depends on, gaps left out; some may lie in the padding."""
        ...

    def period(self) -> tuple[int, int]:
        """(outputs, inputs): so many outputs further on the same is seen, so many inputs further on."""
        ...


@dataclass(frozen=True, slots=True)
class Sliding:
    """A window that slides.

    >>> Sliding(Window(3, stride=2, dilation=2, before=1)).inputs_of(1)
    range(1, 6, 2)
    """

    window: Window

    def output_length(self, n: int) -> int:
        return self.window.output_length(n)

    def inputs_of(self, output: int) -> Sequence[int]:
        return self.window.taps(output)

    def period(self) -> tuple[int, int]:
        return 1, self.window.stride


@dataclass(frozen=True, slots=True)
class Stamping:
    """A window that stamps: output `i` is reached from the inputs whose stamp covers it.

    >>> Stamping(TransposedWindow(3, stride=2)).inputs_of(2)
    [0, 1]
    """

    window: TransposedWindow

    def output_length(self, n: int) -> int:
        return self.window.output_length(n)

    def inputs_of(self, output: int) -> Sequence[int]:
        w = self.window
        starts = (output + w.before - k * w.dilation for k in reversed(range(w.size)))
        return [start // w.stride for start in starts if start % w.stride == 0]

    def period(self) -> tuple[int, int]:
        return self.window.stride, 1


@dataclass(frozen=True, slots=True)
class Dividing:
    """Adaptive pooling: `into` windows that share `length` cells as evenly as whole cells allow.

    >>> [Dividing(7, 3).inputs_of(i) for i in range(3)]
    [range(0, 3), range(2, 5), range(4, 7)]
    """

    length: int
    into: int

    def output_length(self, n: int) -> int:
        return self.into

    def inputs_of(self, output: int) -> Sequence[int]:
        return range(output * self.length // self.into, -(-(output + 1) * self.length // self.into))

    def period(self) -> tuple[int, int]:
        common = gcd(self.into, self.length)
        return self.into // common, self.length // common


def geometry_of(layer: Conv | TransposedConv | Pool, height: int, width: int) -> Geometry:
    """The windows of a layer on a map of that size (a rounded-up pool needs to know the size)."""
    if isinstance(layer, Pool):
        sliding = make_geometry(layer.window, layer.steps, (1, 1), layer.padding)
        if isinstance(sliding.rows, Window) and isinstance(sliding.columns, Window) and layer.ceil:
            return Geometry(_rounded_up(sliding.rows, height), _rounded_up(sliding.columns, width))
        return sliding
    transposed = isinstance(layer, TransposedConv)
    spare = layer.output_padding if isinstance(layer, TransposedConv) else (0, 0)
    return make_geometry(layer.kernel, layer.stride, layer.dilation, layer.padding, spare, transposed)


def reaches_of(
    layer: Conv | TransposedConv | Pool | GlobalPool | AdaptivePool, height: int, width: int
) -> tuple[Reach, Reach]:
    """How the layer looks along the rows and along the columns."""
    if isinstance(layer, GlobalPool):
        return Dividing(height, 1), Dividing(width, 1)
    if isinstance(layer, AdaptivePool):
        return Dividing(height, layer.size[0]), Dividing(width, layer.size[1])
    geometry = geometry_of(layer, height, width)
    return _reach(geometry.rows), _reach(geometry.columns)


def _reach(window: Window | TransposedWindow) -> Reach:
    return Stamping(window) if isinstance(window, TransposedWindow) else Sliding(window)


def _rounded_up(window: Window, n: int) -> Window:
    """Room for one more window where cells are left over, if it would begin on the map (torch's rule)."""
    left_over = window.trailing(n)
    begins = window.output_length(n) * window.stride
    if left_over == 0 or begins >= n + window.before:
        return window
    missing = begins + window.extent - (window.before + n + window.after)
    return Window(window.size, window.stride, window.dilation, window.before, window.after + missing)
