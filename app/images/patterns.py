"""Pictures made by formula, each to show one thing that photographs hide.

x runs to the right and y downwards, in pixels, from the middle of the picture where a formula is about distance.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.images.strokes import THREE, WORD, draw

Levels = NDArray[np.float64]  # 0 black … 1 white


def impulse() -> Levels:
    """Black but for one white pixel in the middle."""
    levels = np.zeros((33, 33))
    levels[16, 16] = 1
    return levels


def step_edge() -> Levels:
    """0.2 on the left, 0.8 on the right: away from black and white, so that overshoot can be seen."""
    levels = np.full((64, 64), 0.2)
    levels[:, 32:] = 0.8
    return levels


def gradient() -> Levels:
    """x / 255: every pixel is one grey level lighter than its left neighbour."""
    return np.tile(np.arange(256, dtype=np.float64) / 255, (256, 1))


def checkerboard() -> Levels:
    """Squares of 8 × 8 pixels, the top left one white."""
    rows, columns = np.indices((64, 64)) // 8
    return 1 - ((rows + columns) % 2).astype(np.float64)


def disk() -> Levels:
    """White where x² + y² < 40², with soft edge pixels: an edge in every direction."""
    x, y = _centred(128)
    return _covered(40 - np.hypot(x, y))


def stripes() -> Levels:
    """Waves of 8 pixels in four directions: ½ + ½ cos(2π (x cos θ + y sin θ) / 8), θ = 0°, 45°, 90°, 135°."""
    x, y = _centred(64)
    waves = [0.5 + 0.5 * np.cos(2 * np.pi / 8 * (x * np.cos(a) + y * np.sin(a))) for a in np.pi / 4 * np.arange(4)]
    return np.block([waves[:2], waves[2:]])


def zone_plate() -> Levels:
    """½ + ½ cos(π r² / 256): rings of r / 256 waves per pixel, up to ½ (the finest there is) where they meet the sides.

    Beyond that pixels could only show a wave that is not there, so the rings fade to grey first.
    """
    r = np.hypot(*_centred(256))
    visible = np.clip((0.5 - r / 256) / 0.06, 0, 1)
    return 0.5 + 0.5 * visible * np.cos(np.pi * r**2 / 256)


def siemens_star() -> Levels:
    """36 spokes that narrow towards the middle: sin(36 φ) > 0, with edge pixels as light as their covered share."""
    x, y = _centred(256)
    r = np.hypot(x, y)
    dark = _covered(r / 36 * np.sin(36 * np.arctan2(y, x)))  # r / 36 · sin(36 φ): how far from the edge of a spoke
    return 1 - dark * _covered(124 - r)


def three() -> Levels:
    """A white 3 on 28 × 28 black pixels as in MNIST: 20 pixels high, the centre of its ink in the middle."""
    return draw(THREE, shape=(28, 28), at=(7.3, 5.2), scale=12.2, pen=1.5)


def glyphs() -> Levels:
    """Eight letters and digits in dark ink: strokes straight, slanted and round."""
    inked = [draw(glyph, shape=(88, 60), at=(13, 20), scale=34, pen=4.5) for glyph in WORD]
    return 1 - np.pad(np.block([inked[:4], inked[4:]]), 8)


PATTERNS: Final[dict[str, Callable[[], Levels]]] = {
    "impulse": impulse,
    "step-edge": step_edge,
    "gradient": gradient,
    "checkerboard": checkerboard,
    "disk": disk,
    "stripes": stripes,
    "zone-plate": zone_plate,
    "siemens-star": siemens_star,
    "three": three,
    "glyphs": glyphs,
}


def _centred(side: int) -> tuple[Levels, Levels]:
    y, x = np.indices((side, side)) - (side - 1) / 2
    return x, y


def _covered(inside: Levels) -> Levels:
    """The share of a pixel that lies inside an edge, `inside` being how far its middle lies inside."""
    return np.clip(0.5 + inside, 0, 1)
