"""Letters and digits drawn with a round pen along lines and arcs: our own, so that no font's licence is asked."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # points along a line, (x, y) in rows
Glyph = tuple[Points, ...]  # lines in a box 1 wide and 1.4 high, y downwards


def draw(
    glyph: Glyph, shape: tuple[int, int], at: tuple[float, float], scale: float, pen: float
) -> NDArray[np.float64]:
    """Ink, 0…1, of a glyph with its top left corner `at` (x, y), `scale` pixels wide, by a pen of radius `pen`.

    ink = pen + ½ − distance to the nearest line, between 0 and 1
    """
    rows, columns = np.indices(shape)
    pixels = np.stack([columns, rows], axis=-1).astype(np.float64)
    distance = np.full(shape, np.inf)
    for points in (line * scale + at for line in glyph):
        for start, stop in pairwise(points):
            np.minimum(distance, _distance(pixels, start, stop), out=distance)
    return np.clip(pen + 0.5 - distance, 0, 1)


def _distance(pixels: Points, start: Points, stop: Points) -> Points:
    """How far each pixel lies from the straight line between two points."""
    along = stop - start
    share = np.clip((pixels - start) @ along / (along @ along), 0, 1)
    away: Points = pixels - start - share[..., None] * along
    return np.hypot(away[..., 0], away[..., 1])


def _line(*points: tuple[float, float]) -> Points:
    return np.array(points)


def _arc(centre: tuple[float, float], radii: tuple[float, float], start: float, stop: float) -> Points:
    """Part of an ellipse; angles in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, stop, 17))
    circle: Points = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return circle * radii + centre


_A: Final[Glyph] = (_line((0, 1.4), (0.5, 0), (1, 1.4)), _line((0.2, 0.9), (0.8, 0.9)))
_K: Final[Glyph] = (_line((0, 0), (0, 1.4)), _line((0.9, 0), (0, 0.8)), _line((0.32, 0.52), (0.95, 1.4)))
_O: Final[Glyph] = (_arc((0.5, 0.7), (0.5, 0.7), 0, 360),)
_S: Final[Glyph] = (_arc((0.5, 0.36), (0.42, 0.36), -30, -270), _arc((0.5, 1.06), (0.46, 0.34), -90, 150))
_TWO: Final[Glyph] = (_arc((0.5, 0.4), (0.44, 0.4), 185, 400), _line((0.84, 0.66), (0.04, 1.4), (0.96, 1.4)))
_FIVE: Final[Glyph] = (_line((0.9, 0), (0.18, 0), (0.1, 0.62)), _arc((0.45, 0.94), (0.48, 0.46), -138, 150))
_SEVEN: Final[Glyph] = (_line((0, 0), (1, 0), (0.35, 1.4)),)
THREE: Final[Glyph] = (_arc((0.45, 0.36), (0.4, 0.36), 205, 450), _arc((0.45, 1.06), (0.46, 0.34), -90, 155))
WORD: Final[tuple[Glyph, ...]] = (_A, _K, _O, _S, _TWO, THREE, _FIVE, _SEVEN)
