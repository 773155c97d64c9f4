"""Cases as cards: a link, the sizes in words, and a small drawing of where the window meets input and output."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.engine.geometry import Geometry, TransposedWindow, Window
from app.pages.arithmetic_cases import GROUPS, Case
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import convolution_geometry
from app.wire.values import Plane

WIDE, HIGH, BETWEEN, MARGIN = 160.0, 120.0, 24.0, 4.0
LARGEST_CELL = 16.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A grid at its place: its cells, the ring around them, and the cells that the window means, as SVG paths."""

    lines: str
    ring: str
    meant: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    case: Case
    href: str
    sizes: str
    input: Panel
    output: Panel
    arrow: str


@dataclass(frozen=True, slots=True)
class CardGroup:
    title: str
    cards: tuple[CaseCard, ...]


@cache
def card_groups() -> tuple[CardGroup, ...]:
    """Every case that is taught; drawn once."""
    return tuple(CardGroup(group.title, tuple(map(card_of, group.cases))) for group in GROUPS)


def card_of(case: Case) -> CaseCard:
    question, _ = read_question(ConvolutionQuestion, case.query)
    channels: tuple[Plane, ...] = question.grid.channels if question.grid else ()
    planes = question.kernel.planes()
    first = planes[0][0]
    kernel = len(first), len(first[0])
    seen = len(channels[0]), len(channels[0][0])
    geometry = convolution_geometry(question, kernel)
    made = geometry.output_shape(seen[0], seen[1])
    maps = len(channels) if question.kernel.is_one_plane else len(planes)
    before, after, arrow = drawn(geometry, seen, made)
    fragment = f"#{case.fragment}" if case.fragment else ""
    sizes = f"{written(len(channels), seen)} → {written(maps, made)}, kernel {kernel[0]} × {kernel[1]}"
    return CaseCard(case, f"/arithmetic?{case.query}{fragment}", sizes, before, after, arrow)


def written(planes: int, sides: tuple[int, int]) -> str:
    """Height and width, and in front of them how many planes where there are several."""
    return " × ".join(str(side) for side in ((planes, *sides) if planes > 1 else sides))


def drawn(geometry: Geometry, seen: tuple[int, int], made: tuple[int, int]) -> tuple[Panel, Panel, str]:
    """Input and output side by side in cells of one size; the window is where the middle output has it."""
    axes = geometry.rows, geometry.columns
    rings = [(0, 0) if isinstance(axis, TransposedWindow) else (axis.before, axis.after) for axis in axes]
    high = max(seen[0] + sum(rings[0]), made[0])
    wide = seen[1] + sum(rings[1]) + made[1]
    cell = min(LARGEST_CELL, (WIDE - BETWEEN - 2 * MARGIN) / wide, (HIGH - 2 * MARGIN) / high)
    left = (WIDE - BETWEEN - wide * cell) / 2
    first = left + rings[1][0] * cell
    second = left + (seen[1] + sum(rings[1])) * cell + BETWEEN
    meets = [meeting(axis, *lengths) for axis, lengths in zip(axes, zip(seen, made, strict=True), strict=True)]
    top = (HIGH - (seen[0] + sum(rings[0])) * cell) / 2 + rings[0][0] * cell
    before = panel((first, top), cell, seen, [rings[0], rings[1]], (meets[0][0], meets[1][0]))
    after = panel((second, (HIGH - made[0] * cell) / 2), cell, made, [(0, 0), (0, 0)], (meets[0][1], meets[1][1]))
    return before, after, f"M{second - BETWEEN + 5:g},{HIGH / 2:g}h{BETWEEN - 10:g}m-4,-4l4,4l-4,4"


def meeting(axis: Window | TransposedWindow, seen: int, made: int) -> tuple[Sequence[int], Sequence[int]]:
    """Along one axis: what the window covers and where its sum goes; transposed, an input cell and its stamp.

    >>> meeting(Window(size=3, stride=2), 5, 2)
    (range(2, 5), [1])
    """
    if isinstance(axis, TransposedWindow):
        middle = seen // 2
        return [middle], axis.outputs_of_input(middle, seen)
    return axis.taps(made // 2), [made // 2]


def panel(
    corner: tuple[float, float],
    cell: float,
    size: tuple[int, int],
    rings: list[tuple[int, int]],
    meant: tuple[Sequence[int], Sequence[int]],
) -> Panel:
    x, y = corner
    height, width = size[0] * cell, size[1] * cell
    rows = "".join(f"M{x:.4g},{y + row * cell:.4g}h{width:.4g}" for row in range(size[0] + 1))
    columns = "".join(f"M{x + column * cell:.4g},{y:.4g}v{height:.4g}" for column in range(size[1] + 1))
    (top, bottom), (left, right) = rings
    outer = box(x - left * cell, y - top * cell, width + (left + right) * cell, height + (top + bottom) * cell)
    covered = "".join(box(x + c * cell, y + r * cell, cell, cell) for r in meant[0] for c in meant[1])
    return Panel(rows + columns, outer if top + bottom + left + right else "", covered)


def box(x: float, y: float, width: float, height: float) -> str:
    """
    >>> box(1, 2, 3, 4)
    'M1,2h3v4h-3z'
    """
    return f"M{x:.4g},{y:.4g}h{width:.4g}v{height:.4g}h{-width:.4g}z"
