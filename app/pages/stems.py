"""Stem plots that need no script: a row of numbers as lines and dots, for an inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100.0
"""Of one plot, in the SVG's own units; numbers stand in a margin above and below."""


@dataclass(frozen=True, slots=True)
class Stem:
    """From the axis at (x, base) to its dot at (x, y); its number stands at (x, label)."""

    x: float
    y: float
    base: float
    label: float
    text: str


@dataclass(frozen=True, slots=True)
class StemPlot:
    name: str
    tone: str
    top: float
    base: float
    stems: tuple[Stem, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns of one width: the place `n` has its middle at `x(n)`."""

    first: int
    last: int
    pitch: float
    left: float = 0.0

    def x(self, n: float) -> float:
        """
        >>> Axis(first=0, last=5, pitch=10).x(2)
        25.0
        """
        return self.left + (n - self.first + 0.5) * self.pitch

    @property
    def width(self) -> float:
        return self.left + (self.last - self.first + 1) * self.pitch


def stem_plot(name: str, tone: str, places: Sequence[int], values: Sequence[float], axis: Axis, top: float) -> StemPlot:
    """Values at their places on an axis, the largest as high as the plot.

    >>> plot = stem_plot("x", "ink", [0, 1], [2.0, -1.0], Axis(0, 1, 10), top=0)
    >>> [(stem.x, round(stem.y, 1), round(stem.base, 1), stem.text) for stem in plot.stems]
    [(5.0, 0.0, 66.7, '2'), (15.0, 100.0, 66.7, '−1')]
    """
    high, low = max(0.0, *values), min(0.0, *values)
    scale = HEIGHT / ((high - low) or 1.0)
    base = top + high * scale
    stems = tuple(
        Stem(
            x=round(axis.x(n), 2),
            y=round(base - value * scale, 2),
            base=round(base, 2),
            label=round(base - value * scale + (18 if value < 0 else -8), 2),
            text=written(value),
        )
        for n, value in zip(places, values, strict=True)
    )
    return StemPlot(name, tone, top, round(base, 2), stems)


def written(value: float) -> str:
    """At most three digits, with a true minus sign.

    >>> written(-0.125), written(12), written(1 / 3)
    ('−0.125', '12', '0.333')
    """
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")
