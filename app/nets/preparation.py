"""From a picture to what a network takes, and back: which part of the picture an input cell stands for."""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from app.nets.cards import Preparation
from app.nets.errors import ImpossibleNetwork
from app.nets.resampling import resample, resized, triangle
from app.nets.strokes import FAINTEST, box_of, dilated, eroded, ink_of, paper_of, stroke_width

LUMA: Final = (0.299, 0.587, 0.114)
FINE: Final = 8
"""Cells to an input cell where a pen's width is measured and changed."""
THINNEST, THICKEST: Final = 2.0, 4.2
"""Widths of strokes in input cells; nine tenths of MNIST's digits have from 1.8 to 4.5."""
MOST_TAKEN_OFF: Final = 2.0
"""Input cells from either edge; what is thicker than that allows is no stroke and stays as it is."""
DARK_PAPER: Final = 0.25
"""A border darker than this is the black that light strokes stand on."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Along one axis, input coordinate `i` lies at `start + step · i` in the picture.

    >>> Axis(10.0, 2.0).after(Axis(-3.0, 0.5))
    Axis(start=4.0, step=1.0)
    """

    start: float = 0.0
    step: float = 1.0

    def __call__(self, coordinate: float) -> float:
        return self.start + self.step * coordinate

    def after(self, inner: "Axis") -> "Axis":
        """First `inner`, then this one."""
        return Axis(self(inner.start), self.step * inner.step)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the input's cells lie in the picture that came, `height` × `width`."""

    rows: Axis
    columns: Axis
    height: int
    width: int

    def image_box(self, top: float, left: float, bottom: float, right: float) -> tuple[float, float, float, float]:
        """A box of the input as top, left, bottom, right of the picture, as far as it lies in the picture.

        >>> Placement(Axis(-4.0, 2.0), Axis(0.0, 2.0), 20, 20).image_box(1, 1, 4, 4)
        (0.0, 2.0, 4.0, 8.0)
        """
        rows, columns = (self.rows(top), self.rows(bottom)), (self.columns(left), self.columns(right))
        (first, last), (start, stop) = _within(rows, self.height), _within(columns, self.width)
        return first, start, last, stop

    def of_larger(self, height: int, width: int) -> "Placement":
        """The same, where the picture that came was itself made from one of that size."""
        down, across = Axis(0.0, height / self.height), Axis(0.0, width / self.width)
        return Placement(down.after(self.rows), across.after(self.columns), height, width)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`tensor` [1, C, h, w] as the network takes it; `picture` [C, h, w] the same before normalising, 0 … 1."""

    tensor: Tensor
    picture: Tensor
    placement: Placement
    empty: bool = False
    """Nothing was drawn: the input is plain paper."""


def prepare(image: Tensor, preparation: Preparation, input_shape: tuple[int, ...]) -> Prepared:
    """Make the input [1, C, h, w] of an image [C, H, W] in 0 … 1, as the network's training pictures were made.

    >>> shown = prepare(torch.zeros(1, 28, 28), Preparation(kind="drawing", mean=[0.5], deviation=[0.5]), (1, 28, 28))
    >>> shown.tensor.shape, float(shown.tensor[0, 0, 0, 0]), shown.empty
    (torch.Size([1, 1, 28, 28]), -1.0, True)
    """
    channels, height, width = input_shape
    image = with_channels(image, channels)
    drawn = _drawing if preparation.kind == "drawing" else _photograph
    picture, placement, empty = drawn(image, preparation, height, width)
    mean, deviation = (torch.tensor(given, device=image.device) for given in (preparation.mean, preparation.deviation))
    normal = (picture - mean[:, None, None]) / deviation[:, None, None]
    return Prepared(normal[None].contiguous(), picture, placement, empty)


def with_channels(image: Tensor, channels: int) -> Tensor:
    """Grey for colour networks is three equal planes; colour for grey networks is luma (Rec. 601).

    >>> with_channels(torch.ones(3, 1, 1), 1)
    tensor([[[1.]]])
    """
    if image.shape[0] == channels:
        return image
    if channels == 1 and image.shape[0] == len(LUMA):
        return torch.einsum("chw,c->hw", image, image.new_tensor(LUMA))[None]
    if image.shape[0] == 1:
        return image.expand(channels, -1, -1)
    raise ImpossibleNetwork(f"A picture of {image.shape[0]} channels cannot be made one of {channels}.", "input")


def _photograph(
    image: Tensor, preparation: Preparation, height: int, width: int
) -> tuple[Tensor, Placement, bool]:
    """The shorter side becomes `shorter`, and the middle is cut out (torchvision's Resize and CenterCrop)."""
    _, old_height, old_width = image.shape
    shorter = preparation.shorter or max(height, width)
    if shorter < max(height, width):
        raise ImpossibleNetwork(f"{height} × {width} cannot be cut from pictures whose shorter side is {shorter}.")
    least = min(old_height, old_width)
    tall, wide = (shorter * side // least for side in (old_height, old_width))
    top, left = round((tall - height) / 2), round((wide - width) / 2)
    rows, columns = range(top, top + height), range(left, left + width)
    untouched = (tall, wide) == (old_height, old_width)
    picture = (
        image[:, top : top + height, left : left + width]
        if untouched
        else resample(image, triangle(old_height, tall, rows), triangle(old_width, wide, columns))
    )
    down, across = old_height / tall, old_width / wide
    return picture, Placement(Axis(top * down, down), Axis(left * across, across), old_height, old_width), False


def _drawing(image: Tensor, preparation: Preparation, height: int, width: int) -> tuple[Tensor, Placement, bool]:
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


def _within(ends: tuple[float, float], length: int) -> tuple[float, float]:
    return min(max(ends[0], 0.0), float(length)), min(max(ends[1], 0.0), float(length))
