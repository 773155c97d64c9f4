"""The levels of a network as the server draws them: strips over the input's columns, and the cone of one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from app.nets.fields import field_of, trace
from app.nets.graph import INPUT, Node
from app.nets.layers import Activation, BatchNorm, Dropout, LocalNorm
from app.nets.sights import Sight, summaries
from app.pages.receptive_question import Looked

TIMES: Final = " \N{MULTIPLICATION SIGN} "
WIDE: Final = 960.0
NAMES: Final = 230.0
SIZES: Final = 60.0
TALL: Final = 420.0
STEP: Final = 46.0
LEAST_CELL: Final = 5.0
LEAST_LABEL: Final = 20.0


@dataclass(frozen=True, slots=True)
class Strip:
    """One level: its cells as one box with lines between them, and what of it the unit sees."""

    name: str
    words: str
    size: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[float, ...]
    seen: tuple[float, float] | None
    chosen: bool
    labelled: bool


@dataclass(frozen=True, slots=True)
class FieldFigure:
    width: float
    height: float
    strips: tuple[Strip, ...]
    beams: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A layer in the table."""

    name: str
    kind: str
    shape: str
    size: str
    jump: str
    start: str
    padding: str
    shared: str
    parameters: str
    macs: str


def figure_of(looked: Looked) -> FieldFigure:
    """The layers that look elsewhere than their own place, the input at the bottom."""
    graph, sights = looked.graph, summaries(looked.graph)
    levels = [node for node in graph.nodes.values() if node.spatial and not _is_folded(node)]
    seen = trace(graph, looked.node.name, (0, *looked.place))
    step = min(STEP, TALL / len(levels))
    height = step * len(levels) + 20
    pitch = (WIDE - NAMES - SIZES) / graph[INPUT].shape[2]
    thick = step * 0.6
    strips = []
    for at, node in enumerate(levels):
        y = height - 10 - at * step - thick
        strips.append(_strip(node, sights[node.name], looked, seen.get(node.name), (pitch, y, thick, step)))
    return FieldFigure(WIDE, height, tuple(strips), _beams(strips), words_of(looked))


def words_of(looked: Looked) -> str:
    """What the unit sees, in a sentence; columns are counted from 0."""
    node, (row, column) = looked.node, looked.place
    field = field_of(looked.graph, node.name, (0, row, column))
    if field.box is None:
        return f"{node.name}, unit {column}: sees nothing of the input."
    _, left, _, right = field.box
    count = f"{right - left} input column{'' if right - left == 1 else 's'}"
    return f"{node.name}, unit {column} of 0 to {node.shape[2] - 1}: sees {count}, {left} to {right - 1}."


def rows_of(layers: Sequence[dict[str, Any]]) -> tuple[Row, ...]:
    """The layers that have a window, weigh something, or join; the others only change values."""
    kinds = ("input", "add", "concat", "adaptive-pool", "flatten")
    return tuple(_row(layer) for layer in layers if layer["kernel"] or layer["parameters"] or layer["type"] in kinds)


def _strip(
    node: Node, sight: Sight, looked: Looked, box: Sequence[int] | None, place: tuple[float, float, float, float]
) -> Strip:
    pitch, y, thick, step = place
    units = node.shape[2]
    jump = (sight.jump[1] or looked.graph[INPUT].shape[2] / units) * pitch
    middle = NAMES + ((sight.start[1] or 0) + sight.size[1] / 2) * pitch if sight.jump[1] else NAMES + jump / 2
    left = middle - jump / 2
    lines = tuple(round(left + unit * jump, 1) for unit in range(1, units)) if jump >= LEAST_CELL else ()
    chosen = node.name == looked.node.name
    span = (box[1], box[3]) if box else None
    return Strip(
        name=node.name,
        words=node.type,
        size="" if node.name == INPUT else str(sight.size[1]),
        x=round(left, 1),
        y=round(y, 1),
        width=round(jump * units, 1),
        height=round(thick, 1),
        lines=lines,
        seen=(round(left + span[0] * jump, 1), round(max(2.0, (span[1] - span[0]) * jump), 1)) if span else None,
        chosen=chosen,
        labelled=step >= LEAST_LABEL or chosen or node.name == INPUT,
    )


def _beams(strips: Sequence[Strip]) -> tuple[str, ...]:
    """The cone between levels that follow each other, as points of polygons."""
    beams = []
    for below, above in pairwise(strips):
        if below.seen and above.seen:
            (left, across), (from_, wide) = above.seen, below.seen
            bottom, top = above.y + above.height, below.y
            beams.append(f"{left},{bottom} {left + across},{bottom} {from_ + wide},{top} {from_},{top}")
    return tuple(beams)


def _is_folded(node: Node) -> bool:
    return isinstance(node.layer, Activation | BatchNorm | Dropout | LocalNorm)


def _row(layer: dict[str, Any]) -> Row:
    size, jump = layer["receptive_field"], layer["jump"]
    shared = "–" if jump[1] is None else f"{_number(max(0, size[1] - jump[1]))} of {size[1]}"
    window = " " + TIMES.join(map(str, layer["kernel"])) if layer["kernel"] else ""
    return Row(
        name=layer["name"],
        kind=layer["type"] + window,
        shape=TIMES.join(map(str, layer["output_shape"])),
        size=_paired(size),
        jump=_paired(jump),
        start=_paired(layer["start"]),
        padding=f"{layer['padding_share']:.0%}",
        shared=shared,
        parameters=f"{layer['parameters']:,}",
        macs=f"{layer['macs']:,}",
    )


def _paired(pair: Sequence[float | None]) -> str:
    rows, columns = (("–" if one is None else _number(one)) for one in pair)
    return rows if rows == columns else f"{rows}{TIMES}{columns}"


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")
