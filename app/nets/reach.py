"""Where a layer looks: for a run of its outputs along one axis, the run of inputs that they depend on."""

from dataclasses import dataclass
from typing import Protocol

from app.engine.geometry import Geometry, TransposedWindow, Window, make_geometry
from app.nets.layers import AdaptivePool, Conv, GlobalPool, Pool, TransposedConv


@dataclass(frozen=True, slots=True)
class Run:
    """The cells `first … last`, both included; they may lie outside the map, in its padding.

    >>> Run(0, 2).joined(Run(4, 5)), Run(-1, 9).inside(8)
    (Run(first=0, last=5), Run(first=0, last=7))
    """

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def joined(self, other: "Run") -> "Run":
        return Run(min(self.first, other.first), max(self.last, other.last))

    def inside(self, length: int) -> "Run":
        """What of it lies on the map; a run wholly in the padding is left empty at the nearest edge."""
        first = min(max(self.first, 0), length)
        return Run(first, max(min(self.last, length - 1), first - 1))


class Reach(Protocol):
    def output_length(self, n: int) -> int: ...

    def seen(self, outputs: Run) -> Run:
        """The inputs that these outputs depend on."""
        ...


@dataclass(frozen=True, slots=True)
class Sliding:
    """A window that slides.

    >>> Sliding(Window(3, stride=2, before=1, after=1)).seen(Run(0, 1))
    Run(first=-1, last=3)
    """

    window: Window

    def output_length(self, n: int) -> int:
        return self.window.output_length(n)

    def seen(self, outputs: Run) -> Run:
        return Run(self.window.span(outputs.first).start, self.window.span(outputs.last).stop - 1)


@dataclass(frozen=True, slots=True)
class Stamping:
    """A window that stamps: output `i` is reached from the inputs whose stamp covers it.

    >>> Stamping(TransposedWindow(3, stride=2)).seen(Run(2, 2))
    Run(first=0, last=1)
    """

    window: TransposedWindow

    def output_length(self, n: int) -> int:
        return self.window.output_length(n)

    def seen(self, outputs: Run) -> Run:
        """Exact for one output, with the gaps of a dilation; the hull of the two ends for several."""
        reached = [j for i in (outputs.first, outputs.last) for j in self._stampers(i)]
        if not reached:  # an output that nobody writes to, such as output padding beyond every stamp
            edge = (outputs.first + self.window.before) // self.window.stride
            return Run(edge, edge - 1)
        return Run(min(reached), max(reached))

    def _stampers(self, i: int) -> list[int]:
        w = self.window
        starts = (i + w.before - k * w.dilation for k in range(w.size))
        return [start // w.stride for start in starts if start % w.stride == 0]


@dataclass(frozen=True, slots=True)
class Dividing:
    """Adaptive pooling: `into` windows that share `length` cells as evenly as whole cells allow.

    >>> [Dividing(7, 3).seen(Run(i, i)) for i in range(3)]
    [Run(first=0, last=2), Run(first=2, last=4), Run(first=4, last=6)]
    """

    length: int
    into: int

    def output_length(self, n: int) -> int:
        return self.into

    def seen(self, outputs: Run) -> Run:
        return Run(outputs.first * self.length // self.into, -(-(outputs.last + 1) * self.length // self.into) - 1)


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
