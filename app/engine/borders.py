"""What stands in the padding: every cell of a ring is zero, or a copy of a cell of the picture.

So a border is a rule for one axis: which input cell a coordinate outside of the input shows.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import torch
from torch import Tensor
from torch.nn.functional import pad

from app.engine.errors import ImpossibleShape

Border: TypeAlias = Literal["zeros", "reflect", "replicate", "circular"]
BORDERS: tuple[Border, ...] = get_args(Border)


def source(border: Border, coordinate: int, n: int) -> int | None:
    """The input cell that a coordinate shows on an axis of `n` cells; None where it shows a zero.

    >>> [source("reflect", coordinate, 4) for coordinate in (-2, -1, 0, 3, 4)]
    [2, 1, 0, 3, 2]
    """
    if 0 <= coordinate < n:
        return coordinate
    elif border == "replicate":
        return max(0, min(coordinate, n - 1))
    elif border == "circular":
        return coordinate % n
    elif border == "reflect":
        return -coordinate if coordinate < 0 else 2 * (n - 1) - coordinate
    return None


def require_room(border: Border, before: int, after: int, n: int) -> None:
    """Refuses a ring wider than what the border can show: reflect mirrors without the edge, circular goes round once.

    >>> require_room("circular", before=4, after=0, n=4)
    """
    widest = max(before, after)
    if border == "reflect" and widest >= n:
        raise ImpossibleShape(f"Reflecting {widest} cells needs at least {widest + 1}: here are {n}.", "padding")
    if border == "circular" and widest > n:
        raise ImpossibleShape(f"Going round by {widest} cells needs at least {widest}: here are {n}.", "padding")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """An input [C, H, W] seen through padding, at the coordinates `rows` × `columns`."""

    image: Tensor
    rows: range
    columns: range
    border: Border = "zeros"

    def whole(self, spare: int = 0) -> Tensor:
        """Everything at once, with `spare` more columns on the right whatever they hold: the input itself if it can be.

        >>> Frame(torch.tensor([[[1.0, 2.0]]]), range(0, 2), range(-1, 3)).whole().tolist()
        [[[0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]
        """
        height, width = self.image.shape[1:]
        if self.border == "zeros" and _inside(self.rows, height) and _inside(self.columns, width):
            ring = (-self.columns.start, self.columns.stop + spare - width, -self.rows.start, self.rows.stop - height)
            return pad(self.image, ring) if any(ring) else self.image
        strip = self.strip(len(self.rows), spare)
        self.fill(strip, 0)
        return strip

    def strip(self, height: int, spare: int = 0) -> Tensor:
        """A tensor [C, height, columns + spare] to be filled again and again."""
        return self.image.new_zeros(self.image.shape[0], height, len(self.columns) + spare)

    def fill(self, strip: Tensor, first: int) -> None:
        """Writes what the frame shows into the strip, from the frame's row `first` on.

        >>> frame = Frame(torch.tensor([[[1.0, 2.0]]]), range(-1, 2), range(-1, 3), "circular")
        >>> strip = frame.strip(2)
        >>> frame.fill(strip, 0)
        >>> strip.tolist()
        [[[2.0, 1.0, 2.0, 1.0], [2.0, 1.0, 2.0, 1.0]]]
        """
        rows, height = self.rows[first : first + strip.shape[1]], self.image.shape[1]
        inside = _inside(rows, height)
        top = inside.start - rows.start
        self._fill_across(strip[:, top : top + len(inside)], self.image[:, inside.start : inside.stop])
        for i in (*range(min(top, len(rows))), *range(max(top + len(inside), 0), len(rows))):
            shown = source(self.border, rows[i], height)
            if shown is None:
                strip[:, i] = 0
            else:
                self._fill_across(strip[:, i], self.image[:, shown])

    def _fill_across(self, cells: Tensor, seen: Tensor) -> None:
        """Writes whole rows of the image, ring included."""
        width = seen.shape[-1]
        inside = _inside(self.columns, width)
        left = inside.start - self.columns.start
        cells[..., left : left + len(inside)] = seen[..., inside.start : inside.stop]
        if self.border != "zeros" and len(inside) < len(self.columns):
            outside = [i for i, column in enumerate(self.columns) if not 0 <= column < width]
            shown = [source(self.border, self.columns[i], width) or 0 for i in outside]
            cells[..., torch.tensor(outside, device=cells.device)] = seen[..., torch.tensor(shown, device=seen.device)]


def _inside(coordinates: range, n: int) -> range:
    """Those coordinates that are cells of the input."""
    first = max(coordinates.start, 0)
    return range(first, max(first, min(coordinates.stop, n)))
