"""What is to be known about an output at a glance: its range, how its values spread, and what a screen would clip."""

from dataclasses import dataclass
from typing import Any, TypeAlias, TypedDict

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

BINS = 64
AT_ONCE = 2**18
"""Values that are counted at a time, so that the copies stay in the cache."""

ROUNDING = 2.0**-16
"""How far past an end of `clip`, in parts of the larger end, rounding may carry a float32 sum: 1/256 of a level."""

Ends: TypeAlias = tuple[float, float]


class Histogram(TypedDict):
    """`counts[i]` values lie from `edges[i]` up to `edges[i + 1]`, the last edge included."""

    edges: list[float]
    counts: list[int]


@dataclass(frozen=True, slots=True)
class Summary:
    """Of an output [C, H, W]: the range of all values and of each channel, the histogram, the share outside `clip`."""

    range: Ends
    ranges: tuple[Ends, ...]
    histogram: Histogram
    clipped_share: float


def summarise(output: Tensor, clip: Ends) -> Summary:
    """Counts of all values; `clip` is what a screen can show, and what rounding alone puts beyond it is not clipped.

    >>> summary = summarise(torch.tensor([[[-1.0, 0.0], [0.5, 3.0]]]), clip=(0.0, 1.0))
    >>> summary.range, summary.clipped_share, summary.histogram["counts"][0]
    ((-1.0, 3.0), 0.5, 1)
    """
    values = output.detach().cpu()
    ranges = tuple(_ends(channel) for channel in values)
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    width = (high - low) / BINS
    edges = [low + width * i for i in range(BINS)] + [high]
    return Summary(
        range=(low, high),
        ranges=ranges,
        histogram={"edges": edges, "counts": _counts(values, low, high)},
        clipped_share=_share_outside(values.numpy(), with_rounding(clip), (low, high)),
    )


def _ends(values: Tensor) -> Ends:
    low, high = torch.aminmax(values)
    return float(low), float(high)


def _counts(values: Tensor, low: float, high: float) -> list[int]:
    """How many values lie in each of the equal bins from low to high; equal values all lie in the first."""
    if high == low:
        return [values.numel()] + [0] * (BINS - 1)
    width = (high - low) / BINS
    if width < np.finfo(np.float32).tiny:
        values = values.double()  # float32 has no digits left for the bins' width
    counts = torch.zeros(BINS + 1, dtype=torch.int64)
    for some in torch.split(values.flatten(), AT_ONCE):
        # Divided, not multiplied: a value on an edge then gives the whole number that it should.
        bins = some.sub(low).div_(width).numpy().astype(np.uint8)
        counts += torch.bincount(torch.from_numpy(bins), minlength=BINS + 1)
    *found, highest = counts.tolist()  # the highest value alone reaches the end of the last bin
    found[-1] += highest
    return found


def with_rounding(clip: Ends) -> Ends:
    """The clip range with the room that rounding needs, in float32: the twin of `core/value-range.ts`.

    >>> with_rounding((0.0, 1.0)) == (-(2**-16), 1 + 2**-16)
    True
    """
    room = ROUNDING * max(abs(clip[0]), abs(clip[1]))
    return float(np.float32(clip[0] - room)), float(np.float32(clip[1] + room))


def _share_outside(values: NDArray[Any], kept: Ends, ends: Ends) -> float:
    if ends[0] >= kept[0] and ends[1] <= kept[1]:
        return 0.0  # most outputs: nothing to count
    return (int(np.count_nonzero(values < kept[0])) + int(np.count_nonzero(values > kept[1]))) / values.size
