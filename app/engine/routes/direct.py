"""Direct: `F.conv2d` as it is, on input that is padded already.

Left to pad by itself, oneDNN has no compiled loop for wide rings: 11 × 11 `same` on 512² took 150 times as long.
"""

from torch import Tensor
from torch.nn.functional import conv2d

from app.engine.routes.stencil import Compute, Stencil

STRIP_WORK = 2**28
"""Multiplications between two ticks, about 10 ms."""


def refusal(stencil: Stencil) -> str | None:
    return None


def spare_columns(stencil: Stencil, columns: int) -> int:
    return 0


def strip_rows(stencil: Stencil, columns: int) -> int:
    return max(16, STRIP_WORK // (stencil.weights.numel() * columns))


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    cells = strip.unsqueeze(0)
    stride, dilation, groups = stencil.stride, stencil.dilation, stencil.groups
    return lambda: conv2d(cells, stencil.weights, None, stride, 0, dilation, groups).squeeze(0)
