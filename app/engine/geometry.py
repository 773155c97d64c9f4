"""Where a window goes: which input cells each output cell sees, and the other way round. No tensors here.

Along one axis the window of output cell `i` starts at input coordinate `i * stride - before`; its taps are `dilation`
apart. Coordinates below 0, or from the input's length on, lie in the padding.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.engine.errors import ImpossibleShape, InvalidParameter


@dataclass(frozen=True, slots=True)
class Window:
    """A window of `size` taps, `dilation` apart, moved `stride` cells at a time over a padded axis.

    >>> Window(size=3, stride=2, before=1, after=1).output_length(28)
    14
    """

    size: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    def __post_init__(self) -> None:
        _require_sane(self.size, self.stride, self.dilation, self.before, self.after)

    @property
    def extent(self) -> int:
        """`dilation * (size - 1) + 1`: how many cells the window spans, gaps included."""
        return self.dilation * (self.size - 1) + 1

    def output_length(self, n: int) -> int:
        """`floor((before + n + after - extent) / stride) + 1`: how often the window fits.

        >>> Window(size=5).output_length(5)
        1
        """
        padded = self.before + n + self.after
        if padded < self.extent:
            ring = f": {n} and {padded - n} of padding" if padded > n else ""
            raise ImpossibleShape(f"A window spanning {self.extent} cells cannot fit in {padded}{ring}.", "kernel")
        return (padded - self.extent) // self.stride + 1

    def span(self, i: int) -> range:
        """The input coordinates that the window of output `i` covers, gaps included.

        >>> Window(size=3, stride=2, before=1).span(1)
        range(1, 4)
        """
        start = i * self.stride - self.before
        return range(start, start + self.extent)

    def taps(self, i: int) -> range:
        """The input coordinates whose values make output `i`: one for each weight, in order.

        >>> list(Window(size=3, dilation=2, before=1).taps(0))
        [-1, 1, 3]
        """
        return self.span(i)[:: self.dilation]

    def outputs_of_input(self, j: int, n: int) -> list[int]:
        """The outputs that input `j` takes part in, in order.

        >>> Window(size=3).outputs_of_input(2, n=5)
        [0, 1, 2]
        """
        starts = (j + self.before - k * self.dilation for k in reversed(range(self.size)))
        return _inside((start // self.stride for start in starts if start % self.stride == 0), self.output_length(n))

    def inputs_of_weight(self, k: int, n: int) -> range:
        """The input coordinates that weight `k` meets as the window moves: one for each output.

        >>> Window(size=3, stride=2).inputs_of_weight(1, n=7)
        range(1, 7, 2)
        """
        first = k * self.dilation - self.before
        return range(first, first + self.output_length(n) * self.stride, self.stride)

    def unreached(self, n: int) -> list[int]:
        """The inputs that no tap ever meets: skipped by the stride, in the gaps of a dilation, or left over at the end.

        >>> Window(size=2, stride=3).unreached(7)
        [2, 5, 6]
        """
        return _missed((self.inputs_of_weight(k, n) for k in range(self.size)), n)

    def trailing(self, n: int) -> int:
        """How many padded cells at the end no window reaches: the remainder that the floor drops.

        >>> Window(size=2, stride=3).trailing(7)
        2
        """
        return n + self.after - self.span(self.output_length(n) - 1).stop


@dataclass(frozen=True, slots=True)
class AdaptiveWindow(Window):
    """So many windows as `outputs` are wanted of `cells`: number `i` goes from i · n / m to (i + 1) · n / m, both
    rounded outwards, as torch's adaptive pools have it. They may overlap, and need not be equally large.

    `size` is the size of the largest, and `stride` no more than a rough one. Make them with `over`.

    >>> [list(AdaptiveWindow.over(5, 3).span(i)) for i in range(3)]
    [[0, 1], [1, 2, 3], [3, 4]]
    """

    cells: int = 1
    outputs: int = 1

    @classmethod
    def over(cls, cells: int, outputs: int) -> "AdaptiveWindow":
        if min(cells, outputs) < 1:
            raise InvalidParameter(f"{outputs} outputs of {cells} cells: both are at least 1.", "window")
        largest = max(len(_cut(cells, outputs, i)) for i in range(outputs))
        return cls(size=largest, stride=max(1, cells // outputs), cells=cells, outputs=outputs)

    def output_length(self, n: int) -> int:
        if n != self.cells:
            raise ImpossibleShape(f"These windows were cut for {self.cells} cells, not for {n}.", "window")
        return self.outputs

    def span(self, i: int) -> range:
        return _cut(self.cells, self.outputs, i)

    def taps(self, i: int) -> range:
        return self.span(i)

    def outputs_of_input(self, j: int, n: int) -> list[int]:
        """
        >>> AdaptiveWindow.over(5, 3).outputs_of_input(1, n=5)
        [0, 1]
        """
        return [i for i in range(self.output_length(n)) if j in self.span(i)]

    def unreached(self, n: int) -> list[int]:
        """None: each window begins where the one before ends, or earlier."""
        return [] if self.output_length(n) else list(range(n))

    def trailing(self, n: int) -> int:
        return n - self.span(self.output_length(n) - 1).stop


@dataclass(frozen=True, slots=True)
class TransposedWindow:
    """The way back: input `j` writes its weighted window to the outputs from `j * stride - before` on.

    `before` and `after` are the padding of the convolution that is transposed: here they cut the output.
    `output_padding` adds cells at the end, where a stride leaves the length of the output open.

    >>> TransposedWindow(size=3, stride=2, before=1, after=1, output_padding=1).output_length(14)
    28
    """

    size: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0
    output_padding: int = 0

    def __post_init__(self) -> None:
        _require_sane(self.size, self.stride, self.dilation, self.before, self.after)
        limit = max(self.stride, self.dilation)
        if not 0 <= self.output_padding < limit:
            raise InvalidParameter(
                f"An output padding of {self.output_padding} is not possible: "
                f"from 0 to less than the larger of stride and dilation, {limit}.",
                "output_padding",
            )

    @property
    def extent(self) -> int:
        """`dilation * (size - 1) + 1`: how many cells the window spans, gaps included."""
        return self.dilation * (self.size - 1) + 1

    def output_length(self, n: int) -> int:
        """`(n - 1) * stride + extent - before - after + output_padding`.

        >>> TransposedWindow(size=2, stride=2).output_length(3)
        6
        """
        length = (n - 1) * self.stride + self.extent - self.before - self.after + self.output_padding
        if length < 1:
            cut = self.before + self.after
            raise ImpossibleShape(f"Of {length + cut} cells written, {cut} are cut: nothing is left.", "padding")
        return length

    def outputs_of_input(self, j: int, n: int) -> list[int]:
        """The outputs that input `j` is scattered to, in the order of the weights; those cut off are left out.

        >>> TransposedWindow(size=3, stride=2, before=1).outputs_of_input(0, n=3)
        [0, 1]
        """
        first = j * self.stride - self.before
        return _inside(range(first, first + self.extent, self.dilation), self.output_length(n))

    def contributions(self, i: int, n: int) -> list[tuple[int, int]]:
        """The (input, weight) pairs that are summed in output `i`, in the order of the inputs.

        >>> TransposedWindow(size=3, stride=2).contributions(2, n=3)
        [(0, 2), (1, 0)]
        """
        reaches = ((i + self.before - k * self.dilation, k) for k in reversed(range(self.size)))
        pairs = ((reach // self.stride, k) for reach, k in reaches if reach % self.stride == 0)
        return [(j, k) for j, k in pairs if 0 <= j < n]

    def unreached_outputs(self, n: int) -> list[int]:
        """The outputs that no input writes to.

        >>> TransposedWindow(size=1, stride=2).unreached_outputs(3)
        [1, 3]
        """
        firsts = (k * self.dilation - self.before for k in range(self.size))
        written = (range(first, first + n * self.stride, self.stride) for first in firsts)
        return _missed(written, self.output_length(n))


@dataclass(frozen=True, slots=True)
class Geometry:
    """A window for the rows and one for the columns.

    >>> Geometry(rows=Window(3), columns=Window(2, stride=2)).output_shape(5, 6)
    (3, 3)
    """

    rows: Window | TransposedWindow
    columns: Window | TransposedWindow

    def __post_init__(self) -> None:
        if type(self.rows) is not type(self.columns):
            raise InvalidParameter("Rows and columns are both transposed or both not.", "transposed")

    @property
    def transposed(self) -> bool:
        return isinstance(self.rows, TransposedWindow)

    @property
    def kernel(self) -> tuple[int, int]:
        return self.rows.size, self.columns.size

    @property
    def stride(self) -> tuple[int, int]:
        return self.rows.stride, self.columns.stride

    @property
    def dilation(self) -> tuple[int, int]:
        return self.rows.dilation, self.columns.dilation

    @property
    def padding(self) -> tuple[int, int, int, int]:
        """Top, right, bottom, left."""
        return self.rows.before, self.columns.after, self.rows.after, self.columns.before

    @property
    def output_padding(self) -> tuple[int, int]:
        return _output_padding(self.rows), _output_padding(self.columns)

    def output_shape(self, height: int, width: int) -> tuple[int, int]:
        return self.rows.output_length(height), self.columns.output_length(width)

    def describe(self, height: int, width: int) -> dict[str, Any]:
        """Everything about this geometry on an input of that size, ready for JSON.

        `unreached` lists the inputs that no window sees; when transposed, the outputs that no input writes to.
        """
        return {
            "input": [height, width],
            "output": list(self.output_shape(height, width)),
            "kernel": list(self.kernel),
            "extent": [self.rows.extent, self.columns.extent],
            "stride": list(self.stride),
            "dilation": list(self.dilation),
            "padding": list(self.padding),
            "output_padding": list(self.output_padding),
            "transposed": self.transposed,
            "unreached": {"rows": _unreached(self.rows, height), "columns": _unreached(self.columns, width)},
            **self._described_cuts(),
        }

    def _described_cuts(self) -> dict[str, Any]:
        """Adaptive windows each by its own start and stop: no one kernel and no one stride says where they are."""
        if not (isinstance(self.rows, AdaptiveWindow) and isinstance(self.columns, AdaptiveWindow)):
            return {}
        return {"windows": {"rows": _cuts(self.rows), "columns": _cuts(self.columns)}}


def adaptive_geometry(outputs: tuple[int, int], height: int, width: int) -> Geometry:
    """Windows for an output of so many rows and columns; 1 × 1 is one window over everything.

    >>> adaptive_geometry((1, 2), 4, 7).kernel
    (4, 4)
    """
    return Geometry(AdaptiveWindow.over(height, outputs[0]), AdaptiveWindow.over(width, outputs[1]))


def padding_of(keyword: str, size: int, dilation: int = 1) -> tuple[int, int]:
    """The cells added before and after by `valid` (none), `same` or `full`; an odd cell of `same` goes after.

    >>> padding_of("same", 4), padding_of("full", 3, dilation=2)
    ((1, 2), (4, 4))
    """
    reach = dilation * (size - 1)
    if keyword == "valid":
        return 0, 0
    elif keyword == "same":
        return reach // 2, reach - reach // 2
    elif keyword == "full":
        return reach, reach
    raise InvalidParameter(f"Padding is valid, same, full or numbers, not {keyword!r}.", "padding")


def make_geometry(
    kernel: tuple[int, int],
    stride: tuple[int, int] = (1, 1),
    dilation: tuple[int, int] = (1, 1),
    padding: str | tuple[int, int, int, int] = "valid",
    output_padding: tuple[int, int] = (0, 0),
    transposed: bool = False,
) -> Geometry:
    """The geometry of a kernel in the words of a question; pairs are (rows, columns).

    `padding` is a keyword or (top, right, bottom, left).

    >>> make_geometry((3, 3), stride=(2, 2), padding="same").output_shape(28, 28)
    (14, 14)
    """
    if isinstance(padding, str):
        (top, bottom), (left, right) = (padding_of(padding, kernel[axis], dilation[axis]) for axis in (0, 1))
    else:
        top, right, bottom, left = padding
    rows, columns = (kernel[0], stride[0], dilation[0], top, bottom), (kernel[1], stride[1], dilation[1], left, right)
    if transposed:
        return Geometry(TransposedWindow(*rows, output_padding[0]), TransposedWindow(*columns, output_padding[1]))
    if output_padding != (0, 0):
        raise InvalidParameter("Only a transposed convolution has an output padding.", "output_padding")
    return Geometry(Window(*rows), Window(*columns))


def _cut(cells: int, outputs: int, i: int) -> range:
    return range(i * cells // outputs, -(-(i + 1) * cells // outputs))


def _cuts(window: AdaptiveWindow) -> list[list[int]]:
    return [[span.start, span.stop] for span in map(window.span, range(window.outputs))]


def _require_sane(size: int, stride: int, dilation: int, before: int, after: int) -> None:
    if size < 1:
        raise InvalidParameter(f"A window has at least 1 tap, not {size}.", "kernel")
    if stride < 1:
        raise InvalidParameter(f"A window moves by at least 1 cell, not {stride}.", "stride")
    if dilation < 1:
        raise InvalidParameter(f"Taps are at least 1 cell apart, not {dilation}.", "dilation")
    if min(before, after) < 0:
        raise InvalidParameter(f"Padding adds cells, so it cannot be {min(before, after)}.", "padding")


def _inside(cells: Iterable[int], n: int) -> list[int]:
    return [cell for cell in cells if 0 <= cell < n]


def _missed(met: Iterable[range], n: int) -> list[int]:
    """The cells of `0 … n - 1` in none of the ranges."""
    seen = bytearray(n)  # a slice a range: sets would take milliseconds for a wide picture and a large kernel
    for cells in met:
        first = max(0, -(cells.start // cells.step))
        inside = range(cells.start + first * cells.step, min(cells.stop, n), cells.step)
        seen[inside.start : max(inside.start, inside.stop) : inside.step] = b"\1" * len(inside)
    return [cell for cell in range(n) if not seen[cell]]


def _unreached(window: Window | TransposedWindow, n: int) -> list[int]:
    return window.unreached_outputs(n) if isinstance(window, TransposedWindow) else window.unreached(n)


def _output_padding(window: Window | TransposedWindow) -> int:
    return window.output_padding if isinstance(window, TransposedWindow) else 0
