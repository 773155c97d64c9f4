"""Ten digits as two people write them: lines and bends in a box 1 wide and 1.4 high, put on the pad at some size."""

import math
import random
from collections.abc import Sequence

Spot = tuple[float, float]
Stroke = list[Spot]


def bend(centre: Spot, radii: Spot, start: float, stop: float) -> Stroke:
    """Part of an ellipse; degrees, clockwise from the right, as the y axis points down."""
    count = max(4, round(abs(stop - start) / 18))
    turns = (math.radians(start + (stop - start) * at / count) for at in range(count + 1))
    return [(centre[0] + radii[0] * math.cos(turn), centre[1] + radii[1] * math.sin(turn)) for turn in turns]


# Round and upright; 1 a plain line, 4 open, 7 without a bar.
ROUND: dict[int, list[Stroke]] = {
    0: [bend((0.5, 0.7), (0.42, 0.68), -80, 285)],
    1: [[(0.52, 0.0), (0.5, 1.4)]],
    2: [[*bend((0.48, 0.38), (0.42, 0.38), 190, 395), (0.5, 0.98), (0.05, 1.38), (0.95, 1.38)]],
    3: [[*bend((0.45, 0.35), (0.4, 0.35), 205, 440), *bend((0.45, 1.04), (0.46, 0.36), -85, 150)]],
    4: [[(0.25, 0.05), (0.1, 0.85), (0.95, 0.85)], [(0.72, 0.1), (0.68, 1.4)]],
    5: [[(0.2, 0.05), (0.15, 0.6), *bend((0.42, 0.95), (0.45, 0.44), -125, 145)], [(0.2, 0.05), (0.9, 0.04)]],
    6: [[(0.7, 0.0), (0.35, 0.4), (0.14, 0.9), *bend((0.5, 1.0), (0.38, 0.38), 180, -180)]],
    7: [[(0.05, 0.05), (0.92, 0.05), (0.6, 0.7), (0.42, 1.4)]],
    8: [[*bend((0.5, 0.36), (0.34, 0.34), -60, -270), *bend((0.5, 1.04), (0.4, 0.36), -90, 270),
         *bend((0.5, 0.36), (0.34, 0.34), 90, -60)]],
    9: [[*bend((0.48, 0.4), (0.38, 0.38), 0, -350), (0.86, 0.35), (0.84, 0.9), (0.7, 1.4)]],
}  # fmt: skip

# Slanted, with a flag to the 1, a bar through the 7, a closed 4, loops and hooks.
QUICK: dict[int, list[Stroke]] = {
    0: [bend((0.5, 0.7), (0.34, 0.66), -130, 240)],
    1: [[(0.22, 0.34), (0.56, 0.02), (0.55, 1.38)]],
    2: [[(0.1, 0.3), *bend((0.48, 0.36), (0.38, 0.34), 200, 380), (0.7, 0.75), (0.2, 1.3), (0.5, 1.28), (0.98, 1.36)]],
    3: [[(0.12, 0.08), (0.82, 0.06), (0.42, 0.55), *bend((0.42, 0.98), (0.46, 0.42), -80, 140)]],
    4: [[(0.62, 0.0), (0.06, 0.92), (0.96, 0.9)], [(0.62, 0.0), (0.62, 1.4)]],
    5: [[(0.9, 0.05), (0.24, 0.05), (0.16, 0.62), (0.5, 0.52), *bend((0.45, 0.96), (0.44, 0.43), -70, 130)]],
    6: [[(0.78, 0.05), *bend((0.62, 0.85), (0.5, 0.78), -100, -190), *bend((0.48, 1.02), (0.36, 0.34), 175, -160)]],
    7: [[(0.02, 0.12), (0.1, 0.04), (0.94, 0.06), (0.4, 1.38)], [(0.28, 0.72), (0.86, 0.68)]],
    8: [[(0.8, 0.14), (0.5, 0.02), (0.2, 0.25), (0.5, 0.62), (0.84, 1.0), (0.52, 1.38), (0.16, 1.08), (0.46, 0.68),
         (0.82, 0.32), (0.76, 0.1)]],
    9: [[(0.82, 0.3), *bend((0.5, 0.36), (0.34, 0.34), -30, -320), (0.84, 0.12), (0.8, 1.38)]],
}  # fmt: skip

HANDS = {"round": (ROUND, 0.0), "quick": (QUICK, -0.18)}
"""Each hand's digits, and how far it leans to the right."""


def written(digit: int, hand: str) -> list[Stroke]:
    """The digit as this hand puts it on a pad of 1 by 1: each at its own size and place, no two lines quite straight.

    >>> [len(stroke) for stroke in written(7, "quick")]
    [4, 2]
    """
    strokes, lean = HANDS[hand]
    lot = random.Random(f"{hand} {digit}")
    size = lot.uniform(0.32, 0.6)
    across, down = lot.uniform(0.2, 0.8 - size), lot.uniform(0.08, 0.92 - 1.4 * size) if size < 0.59 else 0.08
    return [
        [placed(spot, lean + lot.uniform(-0.05, 0.05), size, (across, down), lot) for spot in stroke]
        for stroke in strokes[digit]
    ]


def placed(spot: Sequence[float], lean: float, size: float, corner: Spot, lot: random.Random) -> Spot:
    x, y = spot[0] + lean * (spot[1] - 0.7), spot[1]
    shaken = [at + lot.uniform(-0.015, 0.015) for at in (x, y)]
    return inside(corner[0] + 0.12 + size * shaken[0]), inside(corner[1] + size * shaken[1])


def inside(share: float) -> float:
    return min(0.96, max(0.04, share))
