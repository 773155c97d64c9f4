"""Shift and add: the output is a sum of shifted copies of the input, one for each weight.

    y = w[0, 0] * x[0:, 0:] + w[0, 1] * x[0:, 1:] + …

Zero weights cost nothing, and neither do the gaps of a dilation.
"""

import torch
from torch import Tensor

from app.engine.routes.stencil import STRIP_CELLS, Compute, Stencil


def refusal(stencil: Stencil) -> str | None:
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    return 0


def strip_rows(stencil: Stencil, columns: int) -> int:
    return max(1, STRIP_CELLS // columns)


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    rows, _ = stencil.output_shape(strip.shape[1], strip.shape[2])
    sums = strip.new_empty(stencil.filters, rows, columns)
    shifted = [_shifted(stencil, strip, f, rows, columns) for f in range(stencil.filters)]

    def compute() -> Tensor:
        for total, ((cells, weight), *others) in zip(sums, shifted, strict=True):
            torch.mul(cells, weight, out=total)
            for other, its_weight in others:
                total.add_(other, alpha=its_weight)
        return sums

    return compute


def _shifted(stencil: Stencil, strip: Tensor, f: int, rows: int, columns: int) -> list[tuple[Tensor, float]]:
    """The cells that each weight of a filter meets, and the weight: where all are zero, the first."""
    (dh, dw), (sh, sw) = stencil.dilation, stencil.stride
    terms = [
        (strip[d, a * dh :: sh, b * dw :: sw][:rows, :columns], weight)
        for d, plane in enumerate(stencil.values[f])
        for a, line in enumerate(plane)
        for b, weight in enumerate(line)
    ]
    return [term for term in terms if term[1] != 0] or terms[:1]
