"""Strokes: finding the ink of a drawing, and bringing a pen's width to what a network has learned from."""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

FAINTEST: Final = 0.06
"""Less contrast than this is paper, not ink."""
INKED: Final = 0.1
"""Where a box is drawn about the ink, fainter cells are left out."""
SHADIEST: Final = 0.8
"""A border darker than this, of the darkest, is no shade on paper: something is drawn there."""


@dataclass(frozen=True, slots=True)
class Box:
    """Rows `top … bottom`, columns `left … right`, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def cut(self, plane: Tensor) -> Tensor:
        return plane[..., self.top : self.bottom, self.left : self.right]


def paper_of(plane: Tensor) -> float:
    """The grey of the paper: the middle one of all the cells along the border.

    >>> paper_of(torch.tensor([[1.0, 1, 1], [1, 0, 1], [1, 0, 1]]))
    1.0
    """
    return float(_border(plane).median())


def ink_of(plane: Tensor) -> Tensor:
    """How far each cell [H, W] is from the paper, 0 … 1, on the side where most lies; all 0 where nothing is drawn.

    >>> ink_of(torch.tensor([[0.8, 0.8, 0.8], [0.8, 0.0, 0.8], [0.8, 0.4, 0.8]]))
    tensor([[0.0000, 0.0000, 0.0000],
            [0.0000, 1.0000, 0.0000],
            [0.0000, 0.5000, 0.0000]])
    """
    paper = paper_of(plane)
    darker, lighter = (paper - plane).clamp(min=0), (plane - paper).clamp(min=0)
    ink = darker if darker.sum() > lighter.sum() else lighter
    most = ink.max()
    if most < FAINTEST:
        return torch.zeros_like(ink)
    shade = 2 * float(_border(ink).quantile(0.75)) / float(most)  # a photographed sheet is darker at one side
    return ((ink / most - shade) / (1 - shade)).clamp(min=0) if shade < SHADIEST else ink / most


def box_of(ink: Tensor) -> Box | None:
    """The smallest box with all ink in it; None where there is none."""
    rows, columns = (torch.nonzero((ink > INKED).any(axis)).flatten() for axis in (1, 0))
    if not len(rows):
        return None
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)


def stroke_width(ink: Tensor) -> float:
    """The mean width of the strokes [H, W], in cells.

    Taking one cell off every edge takes 2 cells off the width of a stroke: width ≈ 2 · ink / (ink taken off).

    >>> bar = torch.zeros(40, 20); bar[2:38, 8:12] = 1
    >>> round(stroke_width(bar), 1)
    3.8
    """
    ink_of_all = ink.sum()
    taken_off = ink_of_all - eroded(functional.pad(ink, (1, 1, 1, 1)), 1).sum()  # edges lie along the border too
    return float(2 * ink_of_all / taken_off.clamp(min=1e-9))


def dilated(ink: Tensor, by: int) -> Tensor:
    """Each cell as dark as the darkest within a disc-like neighbourhood of radius `by`."""
    return -eroded(-ink, by)


def eroded(ink: Tensor, by: int) -> Tensor:
    """Each cell as light as the lightest within `by` cells: crosses and squares in turn come near to a disc."""
    for turn in range(by):
        upright = _lightest(ink, -2)
        ink = _lightest(upright, -1) if turn % 2 else torch.minimum(upright, _lightest(ink, -1))
    return ink


def _lightest(ink: Tensor, axis: int) -> Tensor:
    """Each cell as light as itself and its two neighbours along the axis; max_pool2d takes ten times as long.

    >>> _lightest(torch.tensor([3.0, 1, 2, 5, 4]), 0)
    tensor([1., 1., 1., 2., 4.])
    """
    pairs = ink.shape[axis] - 1
    if pairs == 0:
        return ink
    lighter = torch.minimum(ink.narrow(axis, 0, pairs), ink.narrow(axis, 1, pairs))
    inner = torch.minimum(lighter.narrow(axis, 0, pairs - 1), lighter.narrow(axis, 1, pairs - 1))
    return torch.cat([lighter.narrow(axis, 0, 1), inner, lighter.narrow(axis, pairs - 1, 1)], axis)


def _border(plane: Tensor) -> Tensor:
    return torch.cat([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
