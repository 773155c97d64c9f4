"""Separable: a kernel that is a column times a row takes two passes of one dimension, kh + kw multiplications a cell.

1 2 1     1
2 4 2  =  2  ×  1 2 1
1 2 1     1
"""

import math

import torch
from torch import Tensor
from torch.nn.functional import conv2d

from app.engine.routes import banded
from app.engine.routes.stencil import LANES, Compute, Stencil

TOLERANCE = 1e-6
"""What may be left of the kernel, as a share of the sum of its magnitudes: less than float32 sums lose anyway."""

Factors = tuple[list[float], list[float]]


def factors(kernel: list[list[float]]) -> Factors | None:
    """The column and the row whose product is the kernel; None if there are none. Whole numbers stay whole.

    >>> factors([[1, 2, 1], [2, 4, 2], [1, 2, 1]])
    ([1.0, 2.0, 1.0], [1.0, 2.0, 1.0])
    """
    largest = max(range(len(kernel)), key=lambda a: max(map(abs, kernel[a])))
    scale = _common_divisor(kernel[largest])
    row = [weight / scale for weight in kernel[largest]]
    pivot = max(range(len(row)), key=lambda b: abs(row[b]))
    column = [line[pivot] / row[pivot] if row[pivot] else 0.0 for line in kernel]
    left = sum(abs(w - c * r) for line, c in zip(kernel, column, strict=True) for w, r in zip(line, row, strict=True))
    allowed = 0.0 if _is_whole(kernel) else TOLERANCE * sum(abs(weight) for line in kernel for weight in line)
    return (column, row) if left <= allowed else None


def refusal(stencil: Stencil) -> str | None:
    if stencil.depth * stencil.groups > 1:
        return "The separable route takes one plane at a time."
    if not all(factors(plane) for (plane,) in stencil.values):
        return "This kernel is not a column times a row, so it cannot be separated."
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    """Enough for whole blocks of outputs, and for the input to be whole blocks of columns too."""
    spare = banded.spare_columns(stencil, columns)
    return spare + -(stencil.input_shape(1, columns)[1] + spare) % LANES


def strip_rows(stencil: Stencil, columns: int) -> int:
    return banded.strip_rows(stencil, columns)


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    pairs = [found for (plane,) in stencil.values if (found := factors(plane))]
    downs = [_down(strip.new_tensor(column)) for column, _ in pairs]
    bands = [banded.band(strip.new_tensor(row)[None, None], stencil.stride[1], stencil.dilation[1]) for _, row in pairs]
    # Eight columns of the image are eight channels, each with the same kernel of one column: nothing is moved.
    blocks = strip.view(1, strip.shape[1], -1, LANES).permute(0, 3, 1, 2)
    (sh, sw), (dh, _) = stencil.stride, stencil.dilation

    def one(down: Tensor, band: Tensor) -> Tensor:
        halfway = conv2d(blocks, down, None, (sh, 1), 0, (dh, 1), LANES).permute(0, 2, 3, 1).flatten(2)
        return banded.across(banded.channels_last(halfway), band, (1, sw), 1, columns)

    def compute() -> Tensor:
        return torch.stack([one(down, band) for down, band in zip(downs, bands, strict=True)])

    return compute


def _down(column: Tensor) -> Tensor:
    kernel = column[None, None, :, None].expand(LANES, 1, -1, 1)
    return kernel.contiguous(memory_format=torch.channels_last)


def _common_divisor(row: list[float]) -> float:
    """What whole numbers have in common; 1 for others."""
    return math.gcd(*map(int, row)) or 1 if _is_whole([row]) else 1.0


def _is_whole(kernel: list[list[float]]) -> bool:
    return all(weight.is_integer() for line in kernel for weight in map(float, line))
