"""What every route is asked to do, with padding, borders, groups and biases already out of the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol, TypeAlias, get_args

import torch
from torch import Tensor

Route: TypeAlias = Literal["direct", "channels-last", "shift-add", "banded", "separable", "fft"]
ROUTES: tuple[Route, ...] = get_args(Route)

Compute: TypeAlias = Callable[[], Tensor]
"""The sums [F, H', W'] of what stands in the strip now. The tensor may be overwritten by the next call."""

LANES = 16 if torch.backends.cpu.get_cpu_capability().startswith("AVX512") else 8
"""How many float32 the processor multiplies at once."""

STRIP_CELLS = 2**18
"""Cells of a strip, 1 MB: smaller ones pay too often for the call of a route, larger ones leave the cache."""


@dataclass(frozen=True, eq=False)
class Stencil:
    """`y[f, i, j] = sum over d, a, b of x[d, i * stride + a * dilation, j * stride + b * dilation] * w[f, d, a, b]`.

    `weights` [F, D, kh, kw] are already turned round for a true convolution; x is as deep as `groups` times D.
    """

    weights: Tensor
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    groups: int = 1

    @property
    def filters(self) -> int:
        return self.weights.shape[0]

    @property
    def depth(self) -> int:
        return self.weights.shape[1]

    @property
    def kernel(self) -> tuple[int, int]:
        return self.weights.shape[2], self.weights.shape[3]

    @property
    def extent(self) -> tuple[int, int]:
        """How many rows and columns the kernel spans, gaps included."""
        (kh, kw), (dh, dw) = self.kernel, self.dilation
        return dh * (kh - 1) + 1, dw * (kw - 1) + 1

    def parts(self) -> list["Stencil"]:
        """One stencil without groups for each group."""
        if self.groups == 1:
            return [self]
        return [replace(self, weights=weights, groups=1) for weights in self.weights.chunk(self.groups)]

    @cached_property
    def values(self) -> list[list[list[list[float]]]]:
        """The weights as numbers."""
        values: list[list[list[list[float]]]] = self.weights.tolist()
        return values

    @cached_property
    def taps(self) -> int:
        """How many weights are not zero."""
        return int(torch.count_nonzero(self.weights))

    def output_shape(self, height: int, width: int) -> tuple[int, int]:
        """The rows and columns of the output, for an input that is padded already.

        >>> Stencil(torch.ones(1, 1, 3, 3), stride=(1, 2)).output_shape(5, 6)
        (3, 2)
        """
        (eh, ew), (sh, sw) = self.extent, self.stride
        return (height - eh) // sh + 1, (width - ew) // sw + 1

    def input_shape(self, rows: int, columns: int) -> tuple[int, int]:
        """The rows and columns of input that so many of output need.

        >>> Stencil(torch.ones(1, 1, 3, 3), stride=(1, 2)).input_shape(3, 2)
        (5, 5)
        """
        (eh, ew), (sh, sw) = self.extent, self.stride
        return (rows - 1) * sh + eh, (columns - 1) * sw + ew


class RouteModule(Protocol):
    """What a file of this folder offers."""

    def refusal(self, stencil: Stencil) -> str | None:
        """Why it cannot do it, as a sentence; None if it can."""

    def spare_columns(self, stencil: Stencil, columns: int) -> int:
        """How many columns of zeros it needs on the right of the input for so many columns of output."""

    def strip_rows(self, stencil: Stencil, columns: int) -> int:
        """How many rows of output it likes to make at a time, so that all it touches stays in the cache."""

    def prepare(self, stencil: Stencil, strip: Tensor, columns: int) -> Compute:
        """A function that computes the output [F, rows, columns] of the strip [D, height, width]."""


def stacked(planes: list[Tensor]) -> Tensor:
    """Planes [H, W] as one tensor [F, H, W], without a copy if there is only one."""
    return planes[0][None] if len(planes) == 1 else torch.stack(planes)
