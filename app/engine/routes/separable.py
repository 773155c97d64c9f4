"""Separable: a kernel that is a column times a row takes two passes of one dimension, kh + kw multiplications a cell.

1 2 1     1
2 4 2  =  2  ×  1 2 1
1 2 1     1
"""

from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import conv2d

from app.engine.routes import banded
from app.engine.routes.stencil import LANES, Compute, Stencil, stacked

TOLERANCE = 1e-6
"""What may be left of the kernel, as a share of the sum of its magnitudes: less than float32 sums lose anyway."""

Numbers: TypeAlias = NDArray[np.float64]


def factors(kernel: Numbers) -> tuple[Numbers, Numbers] | None:
    """The column and the row whose product is the kernel; None if there are none. Whole numbers stay whole.

    >>> column, row = factors(np.array([[3.0, 6.0], [2.0, 4.0]]))
    >>> column.tolist(), row.tolist()
    ([3.0, 2.0], [1.0, 2.0])
    """
    a, b = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    whole = _is_whole(kernel)
    row = kernel[a] / (np.gcd.reduce(kernel[a].astype(np.int64)) or 1) if whole else kernel[a]
    column = kernel[:, b] / (row[b] or 1.0)
    left = np.abs(kernel - np.outer(column, row)).sum()
    return (column, row) if left <= (0.0 if whole else TOLERANCE * np.abs(kernel).sum()) else None


def refusal(stencil: Stencil) -> str | None:
    if stencil.depth > 1:
        return "The separable route takes one plane at a time."
    if not all(factors(plane) for plane in _planes(stencil)):
        return "This kernel is not a column times a row, so it cannot be separated."
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    """Enough for whole blocks of outputs, and for the input to be whole blocks of columns too."""
    spare = banded.spare_columns(stencil, columns)
    return spare + -(stencil.input_shape(1, columns)[1] + spare) % LANES


def strip_rows(stencil: Stencil, columns: int) -> int:
    return banded.strip_rows(stencil, columns)


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    pairs = [found for plane in _planes(stencil) if (found := factors(plane))]
    downs = [_down(strip.new_tensor(column)) for column, _ in pairs]
    bands = [banded.band(strip.new_tensor(row)[None, None], stencil.stride[1], stencil.dilation[1]) for _, row in pairs]
    # Eight columns of the image are eight channels, each with the same kernel of one column: nothing is moved.
    blocks = strip.view(1, strip.shape[1], -1, LANES).permute(0, 3, 1, 2)
    (sh, sw), (dh, _) = stencil.stride, stencil.dilation

    def one(down: Tensor, band: Tensor) -> Tensor:
        halfway = conv2d(blocks, down, None, (sh, 1), 0, (dh, 1), LANES).permute(0, 2, 3, 1).flatten(2)
        return banded.across(banded.channels_last(halfway), band, (1, sw), 1, columns)

    def compute() -> Tensor:
        return stacked([one(down, band) for down, band in zip(downs, bands, strict=True)])

    return compute


def _planes(stencil: Stencil) -> Numbers:
    planes: Numbers = stencil.weights[:, 0].double().cpu().numpy()
    return planes


def _down(column: Tensor) -> Tensor:
    kernel = column[None, None, :, None].expand(LANES, 1, -1, 1)
    return kernel.contiguous(memory_format=torch.channels_last)


def _is_whole(kernel: Numbers) -> bool:
    return bool((kernel == np.rint(kernel)).all()) and np.abs(kernel).max() < 2**24
