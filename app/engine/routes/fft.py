"""FFT: a sum of shifted copies is a product of spectra, whatever the size of the kernel.

The input is cut into overlapping tiles that stay in the cache; of each, the outputs whose window lies inside are kept.
"""

import math

import torch
from torch import Tensor

from app.engine.routes.stencil import Compute, Stencil, stacked

TILE = 256
"""The side of a tile, for kernels up to a quarter of it."""


def refusal(stencil: Stencil) -> str | None:
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    return tiling(stencil.extent[1], stencil.stride[1], columns)[2]


def strip_rows(stencil: Stencil, columns: int) -> int:
    return max(1, (_largest_tile(stencil.extent[0]) - stencil.extent[0]) // stencil.stride[0])


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    step, side, _ = tiling(stencil.extent[1], stencil.stride[1], columns)
    height = good_size(strip.shape[1])
    rows = stencil.output_shape(strip.shape[1], 1)[0]
    spectra = torch.fft.rfft2(_dilated(stencil), s=(height, side)).conj()
    tiles = strip.unfold(2, step + stencil.extent[1] - 1, step).transpose(1, 2)

    def compute() -> Tensor:
        seen = torch.fft.rfft2(tiles, s=(height, side))
        return stacked([one(seen, spectrum) for spectrum in spectra])

    def one(seen: Tensor, spectrum: Tensor) -> Tensor:
        product = (seen * spectrum[:, None]).sum(0) if len(seen) > 1 else seen[0] * spectrum
        sums: Tensor = torch.fft.irfft2(product, s=(height, side))[:, : strip.shape[1] - stencil.extent[0] + 1, :step]
        return sums.transpose(0, 1).flatten(1)[:: stencil.stride[0], :: stencil.stride[1]][:rows, :columns]

    return compute


def good_size(n: int) -> int:
    """The next multiple of 8 with no prime factor above 5: odd lengths take twice as long.

    >>> good_size(181)
    192
    """
    size = 8 * math.ceil(n / 8)
    while not _is_smooth(size):
        size += 8
    return size


def _is_smooth(n: int) -> bool:
    for prime in (2, 3, 5):
        while n % prime == 0:
            n //= prime
    return n == 1


def _largest_tile(extent: int) -> int:
    return max(TILE, good_size(4 * extent))


def tiling(extent: int, stride: int, outputs: int) -> tuple[int, int, int]:
    """How far tiles are apart, their side, and the cells that the last one lacks: tiles as even as can be."""
    wanted = (outputs - 1) * stride + 1
    count = math.ceil(wanted / (_largest_tile(extent) - extent + 1))
    step = math.ceil(wanted / count)
    return step, good_size(step + extent - 1), count * step - wanted


def _dilated(stencil: Stencil) -> Tensor:
    """The kernel with the gaps of its dilation as zeros."""
    (dh, dw), (eh, ew) = stencil.dilation, stencil.extent
    wide = stencil.weights.new_zeros(stencil.filters, stencil.depth, eh, ew)
    wide[:, :, ::dh, ::dw] = stencil.weights
    return wide
