"""A drawing as those who collected the digits prepared theirs: light strokes on black, boxed, scaled and centred."""

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from app.nets.cards import Preparation
from app.nets.placement import Axis, Placement
from app.nets.resampling import resized
from app.nets.strokes import FAINTEST, box_of, dilated, eroded, ink_of, paper_of, stroke_width

FINE: Final = 8
"""Cells to an input cell where a pen's width is measured and changed."""
THINNEST: Final = 2.2
THICKEST: Final = 4.2
"""Widths of strokes in input cells; nine tenths of MNIST's digits have from 1.8 to 4.5."""
MOST_TAKEN_OFF: Final = 2.0
"""Input cells from either edge; what is thicker than that allows is no stroke and stays as it is."""
DARK_PAPER: Final = 0.25
"""A border darker than this is the black that light strokes stand on."""


def drawing(image: Tensor, preparation: Preparation, height: int, width: int) -> tuple[Tensor, Placement, bool]:
    """Light strokes on black in the middle; what is so already, and of the right size, is left alone."""
    channels, old_height, old_width = image.shape
    plane = image.mean(0)
    whole = Placement(Axis(0.0, old_height / height), Axis(0.0, old_width / width), old_height, old_width)
    if (old_height, old_width) == (height, width) and paper_of(plane) < DARK_PAPER:
        return image, whole, float(plane.max() - plane.min()) < FAINTEST
    ink = ink_of(plane)
    box = box_of(ink)
    if box is None:
        return image.new_zeros(channels, height, width), whole, True
    side = preparation.box or min(height, width)
    small, rows, columns = _boxed(box.cut(ink), side) if side < min(height, width) else _scaled(box.cut(ink), side)
    top = _beginning(small.sum(1), height, preparation.centre)
    left = _beginning(small.sum(0), width, preparation.centre)
    picture = image.new_zeros(channels, height, width)
    picture[:, top : top + len(small), left : left + small.shape[1]] = small
    down = Axis(float(box.top)).after(rows).after(Axis(-float(top)))
    across = Axis(float(box.left)).after(columns).after(Axis(-float(left)))
    return picture, Placement(down, across, old_height, old_width), False


Placed = tuple[Tensor, Axis, Axis]
"""Ink [H, W], and where its rows and columns lie in what it was made from."""


def _boxed(ink: Tensor, side: int) -> Placed:
    """Ink scaled so that its longer side is `side`, drawn with a pen of plausible width."""
    fine, rows, columns = _scaled(ink, side * FINE)
    change = _change_of_pen(stroke_width((fine > 0.5).float()))
    reach = abs(change)
    framed = functional.pad(fine, (reach,) * 4)
    changed = dilated(framed, reach) if change > 0 else eroded(framed, reach)
    box = box_of(changed)
    if change == 0 or box is None:
        return _scaled(ink, side)
    small, smaller_rows, smaller_columns = _scaled(box.cut(changed), side)
    rows = rows.after(Axis(float(box.top - reach))).after(smaller_rows)
    columns = columns.after(Axis(float(box.left - reach))).after(smaller_columns)
    return small, rows, columns


def _change_of_pen(width: float) -> int:
    """Fine cells to add to either side of a stroke of that many fine cells; negative: to take off."""
    if width < THINNEST * FINE:
        return round((THINNEST * FINE - width) / 2)
    too_much = (width - THICKEST * FINE) / 2
    return -round(too_much) if 0 < too_much <= MOST_TAKEN_OFF * FINE else 0


def _scaled(ink: Tensor, side: int) -> Placed:
    """The longer side becomes `side`; ink as dark as before at its darkest."""
    height, width = ink.shape
    longer = max(height, width)
    tall, wide = (max(1, round(length * side / longer)) for length in (height, width))
    small = resized(ink[None], tall, wide)[0]
    return small / small.max(), Axis(0.0, height / tall), Axis(0.0, width / wide)


def _beginning(ink: Tensor, length: int, centre: str) -> int:
    """Where ink summed to one line [n] begins among `length` cells, so that its centre comes to the middle one.

    MNIST's centres of mass lie in cell 14 of 0 … 27. No ink is pushed out.

    >>> _beginning(torch.tensor([0.0, 0, 0, 8, 0]), 28, "mass"), _beginning(torch.ones(20), 28, "box")
    (11, 4)
    """
    spare = length - len(ink)
    if centre == "box":
        return spare // 2
    mass = float((ink * torch.arange(len(ink), device=ink.device)).sum() / ink.sum())
    return min(max(round(length // 2 - mass), 0), spare)
