"""Banded: eight neighbouring outputs as eight filters, one step to the right of each other.

An 8-wide output block at column 8 J is `sum over b of x[8 J + b] * band[o, b]` with `band[o, b] = w[b - o]`, a matrix
with the kernel's row along its diagonal. So a convolution of one plane becomes one with eight filters and a stride of
eight, which is what the processor's vector units want, and its output with channels last *is* the image's own memory:

    kernel 1 2 3  →  1 2 3 0 0 …
                     0 1 2 3 0 …
                     0 0 1 2 3 …

The zeros cost `(kw + 7) / kw` times the multiplications, and still it is the fastest exact way from 3 × 3 on.
"""

from torch import Tensor
from torch.nn.functional import conv2d

from app.engine.routes.stencil import LANES, STRIP_CELLS, Compute, Stencil, stacked


def refusal(stencil: Stencil) -> str | None:
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    """Enough for the last block of outputs to be whole."""
    return -columns % LANES * stencil.stride[1]


def strip_rows(stencil: Stencil, columns: int) -> int:
    return max(1, STRIP_CELLS // (columns * stencil.depth))


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    bands = [band(weights, stencil.stride[1], stencil.dilation[1]) for weights in stencil.weights]

    def compute() -> Tensor:
        cells = channels_last(strip)
        sums = [across(cells, each, stencil.stride, stencil.dilation[0], columns) for each in bands]
        return stacked(sums)

    return compute


def channels_last(strip: Tensor) -> Tensor:
    """A strip [D, H, W] as a batch [1, D, H, W] in the memory order H, W, D; a view if there is one plane."""
    return strip.permute(1, 2, 0).contiguous().permute(2, 0, 1)[None]


def band(weights: Tensor, stride: int, dilation: int) -> Tensor:
    """One filter [D, kh, kw] as LANES filters [LANES, D, kh, width], each shifted by one more stride.

    >>> import torch
    >>> band(torch.tensor([[[1.0, 2.0]]]), stride=1, dilation=1)[:2, 0, 0, :3].tolist()
    [[1.0, 2.0, 0.0], [0.0, 1.0, 2.0]]
    """
    depth, kh, kw = weights.shape
    width = dilation * (kw - 1) + 1 + (LANES - 1) * stride
    bands = weights.new_zeros(LANES, kh, width, depth)
    line = width * depth
    # Stepping one filter on and one stride to the right at once walks along the diagonals.
    diagonals = bands.as_strided((LANES, depth, kh, kw), (kh * line + stride * depth, 1, line, dilation * depth))
    diagonals.copy_(weights.expand(LANES, depth, kh, kw))
    return bands.permute(0, 3, 1, 2)


def across(cells: Tensor, bands: Tensor, stride: tuple[int, int], dilation: int, columns: int) -> Tensor:
    """The sums [rows, columns] of one filter."""
    sums = conv2d(cells, bands, None, (stride[0], LANES * stride[1]), 0, (dilation, 1))
    return sums.permute(0, 2, 3, 1).flatten(2)[0, :, :columns]
