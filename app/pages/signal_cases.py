"""Signals that are taught, each a link: what is asked of the page, and what there is to see."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    note: str
    query: str
    curve: Callable[[float], float] | None = None
    """Of a case with functions: its output y(t) in closed form."""


LECTURE = "grid=1,2,3,4,5,6&kernel=1,2"
NOISY = (
    "0.31,-0.1,0.42,0.05,0.2,1.28,0.81,1.19,0.74,1.32,0.93,1.05,0.12,-0.21,0.24,-0.06,"
    "0.18,-0.29,-0.72,-1.21,-0.84,-1.07,-0.69,-1.3,-0.2,0.13,-0.11,0.27"
)
CHIRP = "1,0.98,0.78,0.16,-0.73,-0.96,0.08,0.98"
HIDDEN = (
    "0.2,-0.3,0.1,0.4,-0.2,0,0.3,-0.4,0.2,1.1,0.8,0.9,0.1,-0.9,-0.8,0.2,0.9,-0.3,0.2,0.3,-0.1,-0.4,0.1,0.3,-0.2,0.4"
)

CASES = (
    Case("As networks do it", "1…6 with 1, 2, not turned: 5, 8, 11, 14, 17.", LECTURE),
    Case("The same, turned round", "The true convolution: 4, 7, 10, 13, 16.", f"{LECTURE}&flip=1"),
    Case("With both ends", "Full: the kernel comes in and leaves; seven outputs.", f"{LECTURE}&padding=full&flip=1"),
    Case(
        "Impulse in, kernel out",
        "One single 1 writes down the kernel itself: the impulse response.",
        "grid=0,0,1,0,0,0,0,0&kernel=1,0.8,0.64,0.512&padding=full&flip=1",
    ),
    Case(
        "A moving average",
        "Five neighbours, a fifth each: the noise shrinks, the edges slope.",
        f"grid={NOISY}&kernel=1/5,1/5,1/5,1/5,1/5&padding=same&flip=1",
    ),
    Case(
        "What changes",
        "1, −1 leaves only the steps of a box: up at its start, down behind its end.",
        "grid=0,0,0,1,1,1,1,1,0,0,0&kernel=1,-1&padding=full&flip=1",
    ),
    Case(
        "An echo",
        "A second, weaker 1 at a distance: everything is heard twice.",
        "grid=1,0.6,-0.5,0.2,0,0,0,0,0,0&kernel=1,0,0,0,0,0.5&padding=full&flip=1",
    ),
    Case(
        "Finding a pattern",
        "Not turned, the sum is largest where the signal looks like the kernel.",
        f"grid={HIDDEN}&kernel={CHIRP}",
    ),
    Case(
        "Every second place", "Stride 2: half of the outputs are never computed.", f"{LECTURE},1&stride=2&padding=same"
    ),
)


def triangle(t: float) -> float:
    """A box of width 2 with itself: the overlap.

    >>> triangle(0), triangle(0.5), triangle(-3)
    (2, 1.5, 0)
    """
    return max(0, 2 - abs(t))


def charged(t: float) -> float:
    """A box from -1 to 1 with e^-t: 1 - e^-(t + 1) while it lasts, then what is left of it.

    >>> round(charged(0.5), 4), round(charged(2), 4)
    (0.7769, 0.3181)
    """
    return 0 if t < -1 else math.exp(-max(0, t - 1)) - math.exp(-(t + 1))


def bell(t: float) -> float:
    """Gaussians of spread 0.5 and 0.8: a Gaussian whose variances add up.

    >>> round(bell(0), 3)
    1.063
    """
    variance = 0.5**2 + 0.8**2
    return math.sqrt(2 * math.pi) * 0.5 * 0.8 / math.sqrt(variance) * math.exp(-(t**2) / (2 * variance))


CONTINUOUS = (
    Case("Box with box", "The overlap grows, then shrinks: a triangle.", "view=h=box,2;k=box,2", triangle),
    Case("Charging", "A box into an exponential: a capacitor fills, then empties.", "view=time=0.5", charged),
    Case("Bell with bell", "Gaussians stay Gaussians, wider.", "view=h=gaussian,0.5;k=gaussian,0.8", bell),
)
