"""What one unit is made of, written out: terms by input channel, the numbers beside them, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypedDict

import numpy as np
from numpy.typing import NDArray

Cells: TypeAlias = NDArray[np.float64]
Plane: TypeAlias = list[list[float | None]]

MOST_CELLS: Final = 8192
"""Cells of all patches of a unit together; beyond it the channels that weigh least are told by their sum alone."""


class Term(TypedDict):
    """What one channel of one layer adds. `patch` is null where it is left out, a cell of it where padding is no part.

    Weights and products stand only where something is weighed.
    """

    source: str
    channel: int
    patch: Plane | None
    weights: Plane | None
    products: Plane | None
    sum: float


@dataclass(frozen=True, slots=True)
class Made:
    """How a value comes about: in words, in terms, and in the numbers that are none of the terms."""

    value: float
    formula: str
    terms: list[Term] = field(default_factory=list)
    numbers: Mapping[str, float | Sequence[int] | None] = field(default_factory=dict)
    sum: float | None = None
    bias: float | None = None
    rows: Sequence[int] = ()
    """Input rows of the patches; outside the map they are padding."""
    columns: Sequence[int] = ()
    magnitude: float = 0.0
    """Σ |product|: what rounding is in proportion to."""


def planes(cells: Cells) -> list[Plane]:
    """Numbers [C, h, w] for JSON; -0 becomes 0, which nobody should have to explain."""
    written: list[Plane] = (cells + 0.0).tolist()
    return written


def single(source: str, channel: int, value: float) -> Term:
    """A channel of which one cell is seen, as it is."""
    return Term(source=source, channel=channel, patch=[[value]], weights=None, products=None, sum=value)


def weighed(source: str, first: int, patch: Cells, weights: Cells) -> tuple[list[Term], float, float]:
    """Terms of patch × weights [C, h, w], counted from channel `first`; their sum; the sum of their sizes.

    >>> terms, total, size = weighed("conv1", 0, np.array([[[1.0, 2.0]]]), np.array([[[3.0, -1.0]]]))
    >>> terms[0]["products"], total, size
    ([[3.0, -2.0]], 1.0, 5.0)
    """
    products = patch * weights
    sums = products.sum(axis=(1, 2))
    shown = sorted(strongest(sums, products[0].size))
    written = dict(
        zip(shown, zip(*(planes(cells[shown]) for cells in (patch, weights, products)), strict=True), strict=True)
    )
    terms: list[Term] = []
    for c, total in enumerate((sums + 0.0).tolist()):
        seen, weight, product = written.get(c, (None, None, None))
        terms.append(Term(source=source, channel=first + c, patch=seen, weights=weight, products=product, sum=total))
    return terms, float(products.sum()) + 0.0, float(np.abs(products).sum())


def strongest(sums: Cells, cells: int) -> set[int]:
    """The channels to be written in full: as many as there is room for, those of the largest |sum| first.

    >>> sorted(strongest(np.array([1.0, -9.0, 3.0]), MOST_CELLS // 2))
    [1, 2]
    """
    return set(ranked(sums)[: MOST_CELLS // max(cells, 1)])


def ranked(sums: Cells) -> list[int]:
    """Channels by |sum|, the largest first; equal ones in their order."""
    order: list[int] = np.argsort(-np.abs(sums), kind="stable").tolist()
    return order


def window_of(rows: Sequence[int], columns: Sequence[int]) -> dict[str, int] | None:
    """The box that the cells span, ends excluded; None where there are none."""
    if not (rows and columns):
        return None
    return {"top": min(rows), "left": min(columns), "bottom": max(rows) + 1, "right": max(columns) + 1}
