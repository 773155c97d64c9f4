"""Receptive fields of whole layers: their size, how far apart neighbours look, and where the first one begins.

Forward through the graph, in closed form. Along one axis the units of a layer look at runs of the input that repeat:
`Track` keeps one period of them. A convolution has a period of one unit; a transposed one as many as its stride.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm, prod
from typing import Final

from app.nets.graph import INPUT, Graph, Node
from app.nets.layers import AdaptivePool, Conv, GlobalPool, Linear, Pool, TransposedConv
from app.nets.reach import Reach, Run, reaches_of

Pair = tuple[int, int]
MOST_SPANS: Final = 256


@dataclass(frozen=True, slots=True)
class Track:
    """Unit `i` sees `spans[i]`; after all spans it begins again, `advance` input cells further on.

    >>> Track((Run(0, 2), Run(1, 2)), advance=1).at(5)
    Run(first=3, last=4)
    """

    spans: tuple[Run | None, ...]
    advance: int

    @property
    def jump(self) -> Fraction:
        return Fraction(self.advance, len(self.spans))

    def at(self, unit: int) -> Run | None:
        turn, place = divmod(unit, len(self.spans))
        span = self.spans[place]
        return span and span.moved(turn * self.advance)

    def hull(self, units: Sequence[int]) -> Run | None:
        """What these evenly spaced units see together."""
        return _hull(self.at(unit) for unit in _ends(units, len(self.spans)))

    def through(self, reach: Reach) -> "Track":
        """The track of a layer that looks at this one's units."""
        outputs, inputs = reach.period()
        turns = len(self.spans) // gcd(inputs, len(self.spans))
        spans = tuple(self.hull(reach.inputs_of(i)) for i in range(outputs * turns))
        return Track(spans, inputs * turns // len(self.spans) * self.advance)

    def joined(self, other: "Track") -> "Track":
        """Both at once; only tracks of one jump can be joined."""
        period = lcm(len(self.spans), len(other.spans))
        spans = tuple(_hull((self.at(i), other.at(i))) for i in range(period))
        return Track(spans, period // len(self.spans) * self.advance)


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or the columns of one layer: `length` units, and a track for every jump that leads to them."""

    tracks: tuple[Track, ...]
    length: int

    def at(self, unit: int) -> Run | None:
        return _hull(track.at(unit) for track in self.tracks)

    def whole(self) -> Run | None:
        """What all units see together."""
        return _hull(track.hull(range(self.length)) for track in self.tracks)

    @property
    def size(self) -> int:
        """How much the unit sees that sees most."""
        units = _ends(range(self.length), lcm(*(len(track.spans) for track in self.tracks)))
        return max(len(span) if (span := self.at(i)) else 0 for i in units)

    @property
    def jump(self) -> float | None:
        """None where branches disagree, or where every unit sees the same."""
        return _number(self.tracks[0].jump) or None if len(self.tracks) == 1 else None

    @property
    def start(self) -> int | None:
        first = self.at(0)
        return first.first if first else None

    def share_within(self, length: int) -> float:
        """Of what the middle unit sees, how much lies on a picture of that length."""
        span = self.at(self.length // 2)
        if not span:
            return 1.0
        return max(0, min(span.last, length - 1) - max(span.first, 0) + 1) / len(span)

    def through(self, reach: Reach) -> "Axis":
        length, (outputs, _) = reach.output_length(self.length), reach.period()
        if any(len(track.spans) * outputs > MOST_SPANS for track in self.tracks):
            return self.dense(length)  # no network in use gets here; whoever asks for it waits no longer than others
        return Axis(tuple(track.through(reach) for track in self.tracks), length)

    def dense(self, length: int = 1) -> "Axis":
        """Every unit sees all that is seen here."""
        return Axis((Track((self.whole(),), 0),), length)

    def joined(self, other: "Axis") -> "Axis":
        by_jump: dict[Fraction, Track] = {}
        for track in (*self.tracks, *other.tracks):
            known = by_jump.get(track.jump)
            by_jump[track.jump] = known.joined(track) if known else track
        return Axis(tuple(by_jump.values()), self.length)


@dataclass(frozen=True, slots=True)
class Sight:
    """Rows and columns of a layer's receptive fields, all channels taken together, padding included.

    `size`: of the largest; `jump`: how many input cells on the next unit looks (a product of strides; None where
    branches disagree or the layer is a row of numbers); `start`: where the first unit's begins (negative: in padding);
    `padding_share`: how much of what the unit in the middle looks at is no picture but padding.
    """

    size: Pair
    jump: tuple[float | None, float | None]
    start: tuple[int | None, int | None]
    padding_share: float


def summaries(graph: Graph) -> dict[str, Sight]:
    """The receptive field of every layer.

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 1, "kernel": 3, "stride": 2, "padding": 1}] * 2
    >>> summaries(graph_of(Architecture(input=[1, 8, 8], layers=layers)))["conv2"]
    Sight(size=(7, 7), jump=(4, 4), start=(-3, -3), padding_share=0.0)
    """
    axes: dict[str, tuple[Axis, Axis]] = {}
    for node in graph.nodes.values():
        axes[node.name] = _axes_of(node, [axes[source] for source in node.inputs])
    picture = axes[INPUT]
    return {name: _sight(graph[name], pair, picture) for name, pair in axes.items()}


def _axes_of(node: Node, behind: list[tuple[Axis, Axis]]) -> tuple[Axis, Axis]:
    if node.name == INPUT:
        cell = (Track((Run(0, 0),), 1),)
        height, width = node.shape[1:]
        return Axis(cell, height), Axis(cell, width)
    rows, columns = behind[0]
    if isinstance(node.layer, Linear):
        return rows.dense(), columns.dense()
    if isinstance(node.layer, Conv | TransposedConv | Pool | GlobalPool | AdaptivePool):
        over_rows, over_columns = reaches_of(node.layer, rows.length, columns.length)
        return rows.through(over_rows), columns.through(over_columns)
    if len({(rows.length, columns.length) for rows, columns in behind}) > 1:  # rows of numbers from unlike maps
        behind = [(rows.dense(), columns.dense()) for rows, columns in behind]
    return _joined([rows for rows, _ in behind]), _joined([columns for _, columns in behind])


def _joined(axes: Sequence[Axis]) -> Axis:
    return reduce(Axis.joined, axes)


def _sight(node: Node, axes: tuple[Axis, Axis], picture: tuple[Axis, Axis]) -> Sight:
    rows, columns = axes
    jump = (rows.jump, columns.jump) if node.spatial else (None, None)
    on_picture = prod(axis.share_within(whole.length) for axis, whole in zip(axes, picture, strict=True))
    return Sight((rows.size, columns.size), jump, (rows.start, columns.start), 1 - on_picture)


def _ends(units: Sequence[int], period: int) -> Sequence[int]:
    """The first and the last period of evenly spaced units: what they see grows, or drifts, steadily in between."""
    return units if len(units) <= 2 * period else [*units[:period], *units[-period:]]


def _hull(spans: Iterable[Run | None]) -> Run | None:
    whole: Run | None = None
    for span in spans:
        if span:
            whole = whole.joined(span) if whole else span
    return whole


def _number(value: Fraction) -> float:
    """A whole number as one, for JSON and for the eye.

    >>> _number(Fraction(4)), _number(Fraction(1, 2))
    (4, 0.5)
    """
    return value.numerator if value.denominator == 1 else float(value)
