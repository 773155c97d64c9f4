"""Channels last: `F.conv2d` with the channels of a cell side by side in memory.

oneDNN's loops over the channels then read straight on. It pays for large kernels over several channels.
"""

import torch
from torch import Tensor
from torch.nn.functional import conv2d

from app.engine.routes.direct import spare_columns, strip_rows
from app.engine.routes.stencil import Compute, Stencil

__all__ = ["prepare", "refusal", "spare_columns", "strip_rows"]


def refusal(stencil: Stencil) -> str | None:
    if stencil.depth * stencil.groups == 1:
        return "With one channel there is nothing to put last."
    return None


def prepare(stencil: Stencil, strip: Tensor, columns: int) -> Compute:
    weights = stencil.weights.contiguous(memory_format=torch.channels_last)
    stride, dilation, groups = stencil.stride, stencil.dilation, stencil.groups

    def compute() -> Tensor:
        cells = strip[None].contiguous(memory_format=torch.channels_last)
        return conv2d(cells, weights, None, stride, 0, dilation, groups)[0]

    return compute
