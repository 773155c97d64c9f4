"""Transposed convolution: every input cell writes its weighted kernel to the output, `stride` cells apart.

    y[i] = sum over inputs j and weights k with j * stride + k * dilation - before = i of x[j] * w[k]

Of the outputs, those `stride` apart, a phase, get the same weights: so a phase is an ordinary convolution of stride 1
with some of the weights, turned round, and the phases are woven together.
"""

from dataclasses import dataclass
from itertools import product
from math import gcd

from torch import Tensor
from torch.nn.functional import conv_transpose2d, pad

from app.engine.borders import Frame
from app.engine.geometry import TransposedWindow
from app.engine.routes import Route, Stencil
from app.engine.routes.strips import Finish, Tick, run, share_of

WORTH_WEAVING = 2**16
"""Multiplications from which on weaving is faster than torch's own way."""


@dataclass(frozen=True, slots=True)
class Phase:
    """The outputs `first`, `first + stride`, …: which weights make them, and which input coordinates they see."""

    first: int
    weights: range
    dilation: int
    coordinates: range


def phases(window: TransposedWindow, n: int) -> list[Phase]:
    """The phases of one axis that any weight writes to; weights in the order of the inputs that they meet.

    >>> for phase in phases(TransposedWindow(size=3, stride=2), n=4):
    ...     print(phase.first, list(phase.weights), phase.coordinates)
    0 [2, 0] range(-1, 5)
    1 [1] range(0, 4)
    """
    found = []
    for first in range(min(window.stride, window.output_length(n))):
        at = first + window.before
        # Weights of one phase are `step` apart: then the taps have moved a whole number of strides.
        step = window.stride // gcd(window.stride, window.dilation)
        hits = [k for k in range(min(step, window.size)) if (at - k * window.dilation) % window.stride == 0]
        if hits:
            weights = range(hits[0], window.size, step)[::-1]
            dilation = window.dilation * step // window.stride
            start = (at - weights[0] * window.dilation) // window.stride
            length = -(-(window.output_length(n) - first) // window.stride)
            found.append(Phase(first, weights, dilation, range(start, start + length + dilation * (len(weights) - 1))))
    return found


@dataclass(frozen=True, eq=False)
class Transposition:
    """`weights` [F, C / groups, kh, kw] scattered over the output of an image [C, H, W]."""

    image: Tensor
    weights: Tensor
    rows: TransposedWindow
    columns: TransposedWindow
    groups: int = 1

    @property
    def shape(self) -> tuple[int, int, int]:
        _, height, width = self.image.shape
        return len(self.weights), self.rows.output_length(height), self.columns.output_length(width)

    @property
    def is_worth_weaving(self) -> bool:
        work = self.image[0].numel() * self.weights.numel()
        return self.image.device.type == "cpu" and work // (self.rows.stride * self.columns.stride) >= WORTH_WEAVING

    def run(self, finish: Finish, tick: Tick, route: Route | None = None) -> Tensor:
        """The finished output [F, H', W']; the direct route is torch's own way, the others weave."""
        if route == "direct" or (route is None and not self.is_worth_weaving):
            return finish(self.direct(), slice(0, len(self.weights)))
        return self.woven(finish, tick, route)

    def direct(self) -> Tensor:
        """torch's own way, cut here: torch takes the same padding on both sides only."""
        filters, depth, kh, kw = self.weights.shape
        grouped = self.weights.reshape(self.groups, -1, depth, kh, kw).transpose(1, 2)
        theirs = grouped.reshape(-1, filters // self.groups, kh, kw)
        stride, dilation = (self.rows.stride, self.columns.stride), (self.rows.dilation, self.columns.dilation)
        uncut = conv_transpose2d(self.image[None], theirs, None, stride, 0, 0, self.groups, dilation)[0]
        (_, height, width), top, left = self.shape, self.rows.before, self.columns.before
        cut = uncut[:, top : top + height, left : left + width]
        # An output padding larger than what is cut leaves cells that nobody writes to.
        return pad(cut, (0, width - cut.shape[2], 0, height - cut.shape[1])).contiguous()

    def woven(self, finish: Finish, tick: Tick, route: Route | None = None) -> Tensor:
        """Phase after phase, each by the fastest route."""
        _, height, width = self.image.shape
        untouched = finish(self.image.new_zeros(len(self.weights), 1, 1), slice(0, len(self.weights)))
        output = untouched.expand(self.shape).contiguous()
        threads = list(product(phases(self.rows, height), phases(self.columns, width)))
        for number, (down, across) in enumerate(threads):
            frame = Frame(self.image, down.coordinates, across.coordinates)
            weights = self.weights[:, :, list(down.weights)][:, :, :, list(across.weights)]
            stencil = Stencil(weights, dilation=(down.dilation, across.dilation), groups=self.groups)
            cells = output[:, down.first :: self.rows.stride, across.first :: self.columns.stride]
            run(frame, stencil, finish, share_of(tick, number, len(threads)), route, cells)
        return output
