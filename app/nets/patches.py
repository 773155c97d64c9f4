"""Cells of a layer, and what they depend on one layer before or take part in one layer later.

Rows, columns and channels are sets and ranges of their own, so the gaps of a stride or a dilation stay gaps, and a
cell behind a concatenation or a group looks into its own part only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.nets.errors import UnknownUnit
from app.nets.graph import Graph, Node, Shape
from app.nets.layers import Activation, AdaptivePool, Conv, Flatten, GlobalPool, Linear, LocalNorm, Pool, TransposedConv
from app.nets.reach import reaches_of

Unit = tuple[int, ...]
Box = tuple[int, int, int, int]
"""Top, left, bottom, right; the ends are excluded."""
Windowed = Conv | TransposedConv | Pool | GlobalPool | AdaptivePool

MOST_PATCHES: Final = 32


@dataclass(frozen=True, slots=True)
class Patch:
    """Cells of one layer: every combination of these channels, rows and columns. A row of numbers is N × 1 × 1."""

    channels: range
    rows: frozenset[int]
    columns: frozenset[int]

    def holds(self, other: "Patch") -> bool:
        within = self.channels.start <= other.channels.start and other.channels.stop <= self.channels.stop
        return within and self.rows >= other.rows and self.columns >= other.columns

    def joined(self, other: "Patch") -> "Patch":
        """The smallest patch that holds both."""
        channels = range(min(self.channels.start, other.channels.start), max(self.channels.stop, other.channels.stop))
        return Patch(channels, self.rows | other.rows, self.columns | other.columns)

    def on(self, shape: Shape) -> "Patch":
        """What of it lies on a map of that shape."""
        height, width = _maps(shape)[1:]
        rows, columns = frozenset(range(height)), frozenset(range(width))
        return Patch(self.channels, self.rows & rows, self.columns & columns)

    @property
    def box(self) -> Box:
        return min(self.rows), min(self.columns), max(self.rows) + 1, max(self.columns) + 1


Patches = tuple[Patch, ...]


def patch_of(node: Node, unit: Unit) -> Patch:
    """The unit as a patch of its layer; one that is not there is refused."""
    if len(unit) != len(node.shape) or not all(0 <= at < n for at, n in zip(unit, node.shape, strict=True)):
        form = "channel,row,column" if node.spatial else "one index"
        last = ",".join(str(n - 1) for n in node.shape)
        given = ",".join(map(str, unit))
        raise UnknownUnit(f"There is no unit {given}: a unit here is {form}, up to {last}.", node.name)
    channel, row, column = unit if node.spatial else (*unit, 0, 0)
    return Patch(range(channel, channel + 1), frozenset({row}), frozenset({column}))


def back(node: Node, index: int, shapes: list[Shape], patch: Patch) -> Patch | None:
    """What of input `index` the patch of this node depends on; coordinates may lie outside."""
    shape = _maps(shapes[index])
    layer = node.layer
    if layer == "concat":
        return _own_part(patch, sum(shape[0] for shape in shapes[:index]), shape[0])
    if isinstance(layer, Linear):
        return _everything(shape)
    if isinstance(layer, Flatten):
        return _unflattened(patch, shape)
    channels = _channels_behind(node, patch.channels, shape[0])
    if not isinstance(layer, Windowed):
        return Patch(channels, patch.rows, patch.columns)
    rows, columns = reaches_of(layer, *shape[1:])
    return Patch(
        channels,
        frozenset(cell for row in patch.rows for cell in rows.inputs_of(row)),
        frozenset(cell for column in patch.columns for cell in columns.inputs_of(column)),
    )


def _channels_behind(node: Node, channels: range, count: int) -> range:
    """The input channels that these output channels are made of."""
    match node.layer:
        case Conv(groups=groups) | TransposedConv(groups=groups):
            return _same_groups(channels, node.shape[0] // groups, count // groups)
        case LocalNorm(size=size):
            return range(max(0, channels.start - size // 2), min(count, channels.stop + (size - 1) // 2))
        case Activation(function="softmax"):
            return range(count)
        case _:
            return channels


def forward(graph: Graph, node: Node, index: int, patch: Patch) -> Iterable[Patch]:
    """The units of this node that depend on the patch of its input `index`."""
    shapes = graph.input_shapes(node)
    count, height, width = _maps(shapes[index])
    layer = node.layer
    if layer == "concat":
        offset = sum(_maps(shape)[0] for shape in shapes[:index])
        yield Patch(_moved(patch.channels, offset), patch.rows, patch.columns)
    elif isinstance(layer, Linear):
        yield _everything(_maps(node.shape))
    elif isinstance(layer, Flatten):
        yield from _flattened(patch, (count, height, width))
    else:
        channels = _channels_ahead(node, patch.channels, count)
        if not isinstance(layer, Windowed):
            yield Patch(channels, patch.rows, patch.columns)
            return
        after_rows, after_columns = _maps(node.shape)[1:]
        rows, columns = reaches_of(layer, height, width)
        made_rows = frozenset(i for i in range(after_rows) if not patch.rows.isdisjoint(rows.inputs_of(i)))
        made_columns = frozenset(i for i in range(after_columns) if not patch.columns.isdisjoint(columns.inputs_of(i)))
        if made_rows and made_columns:
            yield Patch(channels, made_rows, made_columns)


def _channels_ahead(node: Node, channels: range, count: int) -> range:
    """The output channels that these input channels take part in."""
    match node.layer:
        case Conv(groups=groups) | TransposedConv(groups=groups):
            return _same_groups(channels, count // groups, node.shape[0] // groups)
        case LocalNorm(size=size):
            return range(max(0, channels.start - (size - 1) // 2), min(count, channels.stop + size // 2))
        case Activation(function="softmax"):
            return range(count)
        case _:
            return channels


def _same_groups(channels: range, size: int, other_size: int) -> range:
    """The channels on the other side of a grouped convolution that share a group with these.

    >>> _same_groups(range(3, 5), size=4, other_size=2)
    range(0, 4)
    """
    return range(channels.start // size * other_size, ((channels.stop - 1) // size + 1) * other_size)


def _own_part(patch: Patch, offset: int, count: int) -> Patch | None:
    """What of a concatenation lies in the branch whose channels begin at `offset`."""
    first, stop = max(patch.channels.start - offset, 0), min(patch.channels.stop - offset, count)
    return Patch(range(first, stop), patch.rows, patch.columns) if first < stop else None


def _unflattened(patch: Patch, shape: Shape) -> Patch:
    """One index is one cell of one map; several are the maps that they come from."""
    _, height, width = shape
    first, last = patch.channels.start, patch.channels.stop - 1
    if first == last:
        channel, cell = divmod(first, height * width)
        row, column = divmod(cell, width)
        return Patch(range(channel, channel + 1), frozenset({row}), frozenset({column}))
    return _everything((last // (height * width) + 1, height, width))


def _flattened(patch: Patch, shape: Shape) -> Iterable[Patch]:
    """The run of indices from the patch's first cell to its last, of each channel; of many channels, all between."""
    _, height, width = shape
    top, left, bottom, right = patch.box
    first, last = top * width + left, (bottom - 1) * width + right - 1
    start, stop = (patch.channels.start * height * width + first), ((patch.channels.stop - 1) * height * width + last)
    yield Patch(range(start, stop + 1), frozenset({0}), frozenset({0}))


def _everything(shape: Shape) -> Patch:
    channels, height, width = shape
    return Patch(range(channels), frozenset(range(height)), frozenset(range(width)))


def merged(patches: list[Patch]) -> Patches:
    """Without those that another holds; if very many are left, the one patch that holds them all."""
    kept: list[Patch] = []
    for patch in patches:
        if not any(other.holds(patch) for other in kept):
            kept = [other for other in kept if not patch.holds(other)] + [patch]
    whole = union(kept)
    return (whole,) if whole and len(kept) > MOST_PATCHES else tuple(kept)


def union(patches: Iterable[Patch]) -> Patch | None:
    whole: Patch | None = None
    for patch in patches:
        whole = whole.joined(patch) if whole else patch
    return whole


def _maps(shape: Shape) -> Shape:
    """A row of N numbers as N maps of one cell."""
    return shape if len(shape) == 3 else (*shape, 1, 1)


def _moved(channels: range, by: int) -> range:
    return range(channels.start + by, channels.stop + by)
