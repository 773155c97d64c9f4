"""An offline set of digits, drawn by ourselves as strokes: training that runs with no data at all."""

import math
from itertools import pairwise
from typing import Final

import numpy as np
import torch
from torch import Tensor

from app.nets.recipe import Augmentation
from app.nets.training.augment import augment
from app.nets.training.readers import Examples

SIDE: Final = 28
TRAINING, TEST = 4000, 1000

Point = tuple[float, float]


def _arc(x: float, y: float, wide: float, high: float, begin: float, end: float, parts: int = 16) -> list[Point]:
    """Points on an ellipse, by degrees; 0 is on the right, 90 at the bottom."""
    angles = (math.radians(begin + (end - begin) * i / parts) for i in range(parts + 1))
    return [(x + wide * math.cos(a), y + high * math.sin(a)) for a in angles]


# Strokes on a unit square, x to the right and y down.
STROKES: Final[dict[str, list[list[list[Point]]]]] = {
    "0": [[_arc(0.5, 0.5, 0.26, 0.4, -90, 270, 28)]],
    "1": [[[(0.34, 0.26), (0.54, 0.1), (0.54, 0.9)]], [[(0.5, 0.1), (0.5, 0.9)]]],
    "2": [[[*_arc(0.5, 0.32, 0.24, 0.22, -165, 35), (0.26, 0.9), (0.76, 0.9)]]],
    "3": [[[*_arc(0.47, 0.3, 0.23, 0.2, -150, 90), *_arc(0.47, 0.7, 0.26, 0.2, -90, 150)]]],
    "4": [[[(0.6, 0.1), (0.24, 0.62), (0.78, 0.62)], [(0.62, 0.36), (0.62, 0.9)]],
          [[(0.28, 0.12), (0.26, 0.52), (0.7, 0.52)], [(0.68, 0.1), (0.66, 0.9)]]],
    "5": [[[(0.72, 0.1), (0.34, 0.1), (0.32, 0.46), *_arc(0.47, 0.66, 0.25, 0.23, -110, 150)]]],
    "6": [[[(0.62, 0.1), (0.36, 0.42), *_arc(0.5, 0.67, 0.22, 0.22, 190, -170, 28)]]],
    "7": [[[(0.24, 0.12), (0.76, 0.12), (0.44, 0.9)]],
          [[(0.24, 0.12), (0.76, 0.12), (0.44, 0.9)], [(0.4, 0.5), (0.7, 0.5)]]],
    "8": [[_arc(0.5, 0.3, 0.2, 0.2, 90, 450, 24), _arc(0.5, 0.7, 0.24, 0.2, -90, 270, 24)]],
    "9": [[[*_arc(0.5, 0.33, 0.22, 0.22, 0, -360, 28), (0.7, 0.36), (0.62, 0.9)]]],
}  # fmt: skip


def render(strokes: list[list[Point]], pen: float, side: int = SIDE) -> Tensor:
    """The strokes as light ink on black [side, side], 0…1, with an edge as soft as one pixel.

    `pen` is the width of the line as a share of the side.
    """
    middle = (torch.arange(side) + 0.5) / side
    rows, columns = torch.meshgrid(middle, middle, indexing="ij")
    nearest = torch.full((side, side), math.inf)
    for stroke in strokes:
        for (x0, y0), (x1, y1) in pairwise(stroke):
            across, down = x1 - x0, y1 - y0
            along = ((columns - x0) * across + (rows - y0) * down) / max(across**2 + down**2, 1e-12)
            along = along.clamp(0, 1)
            nearest = torch.minimum(nearest, torch.hypot(columns - x0 - along * across, rows - y0 - along * down))
    return ((pen / 2 - nearest) * side + 0.5).clamp(0, 1)


def glyph_set(training: int = TRAINING, test: int = TEST, seed: int = 7) -> tuple[Examples, Examples]:
    """Digits in several pens, moved, turned and pushed at random, with a little noise. Test digits are drawn apart."""
    dice = torch.Generator().manual_seed(seed)
    pens = (0.07, 0.1, 0.13)
    masters = [
        (render([[(0.14 + 0.72 * x, 0.14 + 0.72 * y) for x, y in stroke] for stroke in form], pen), int(digit))
        for digit, forms in STROKES.items()
        for form in forms
        for pen in pens
    ]
    by_class = [[image for image, label in masters if label == digit] for digit in range(10)]
    both = [_drawn(by_class, count, dice) for count in (training, test)]
    return both[0], both[1]


def _drawn(by_class: list[list[Tensor]], count: int, dice: torch.Generator) -> Examples:
    labels = torch.arange(count) % 10
    picks = torch.rand(count, generator=dice)
    forms = [by_class[int(label)] for label in labels]
    images = torch.stack([form[int(pick * len(form))] for form, pick in zip(forms, picks, strict=True)])[:, None]
    moved = augment(images, Augmentation(shift=0.1, scale=0.2, rotate=15, shear=0.25), dice)
    noisy = (moved + 0.05 * torch.randn(moved.shape, generator=dice)).clamp(0, 1)
    return Examples((noisy * 255).round().to(torch.uint8).numpy(), labels.numpy().astype(np.int64))
