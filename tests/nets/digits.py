"""Digits drawn by our own hand: lines and arcs, two or three ways to write each, by pens of any width and anywhere."""

import random
from typing import Final

import numpy as np
import torch
from torch import Tensor

from app.images.strokes import Glyph, Points, draw


def _line(*points: tuple[float, float]) -> Points:
    return np.array(points)


def _arc(centre: tuple[float, float], radii: tuple[float, float], start: float, stop: float) -> Points:
    angles = np.radians(np.linspace(start, stop, 25))
    circle: Points = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return circle * radii + centre


WAYS: Final[dict[int, tuple[Glyph, ...]]] = {
    0: ((_arc((0.5, 0.7), (0.45, 0.7), 0, 360),), (_arc((0.5, 0.7), (0.36, 0.68), -80, 285),)),
    1: (
        (_line((0.5, 0), (0.5, 1.4)),),
        (_line((0.62, 0), (0.45, 1.4)),),
        (_line((0.2, 0.35), (0.55, 0), (0.55, 1.4)),),
    ),
    2: (
        (_arc((0.5, 0.4), (0.44, 0.4), 185, 400), _line((0.84, 0.66), (0.04, 1.4), (0.96, 1.4))),
        (_arc((0.5, 0.38), (0.4, 0.38), 200, 395), _line((0.83, 0.6), (0.1, 1.34)), _line((0.1, 1.34), (0.95, 1.3))),
    ),
    3: (
        (_arc((0.45, 0.36), (0.4, 0.36), 205, 450), _arc((0.45, 1.06), (0.46, 0.34), -90, 155)),
        (_arc((0.45, 0.34), (0.38, 0.34), 220, 440), _arc((0.42, 1.04), (0.44, 0.36), -80, 140)),
    ),
    4: (
        (_line((0.66, 0), (0.05, 0.9), (1, 0.9)), _line((0.72, 0.45), (0.72, 1.4))),
        (_line((0.15, 0), (0.1, 0.72), (0.85, 0.7)), _line((0.82, 0), (0.75, 1.4))),
    ),
    5: (
        (_line((0.9, 0), (0.18, 0), (0.1, 0.62)), _arc((0.45, 0.94), (0.48, 0.46), -138, 150)),
        (_line((0.85, 0.03), (0.25, 0), (0.2, 0.6)), _arc((0.42, 0.98), (0.44, 0.42), -125, 145)),
    ),
    6: (
        (_arc((1.0, 0.95), (0.92, 0.95), 180, 265), _arc((0.5, 1.0), (0.42, 0.4), 0, 360)),
        (_arc((0.95, 0.9), (0.8, 0.9), 178, 250), _arc((0.52, 1.02), (0.36, 0.36), -170, 195)),
    ),
    7: ((_line((0, 0), (1, 0), (0.35, 1.4)),), (_line((0.05, 0.05), (0.9, 0), (0.6, 0.7), (0.5, 1.4)),)),
    8: (
        (_arc((0.5, 0.34), (0.36, 0.34), 0, 360), _arc((0.5, 1.04), (0.42, 0.36), 0, 360)),
        (_arc((0.52, 0.32), (0.3, 0.32), 0, 360), _arc((0.48, 1.0), (0.36, 0.4), 0, 360)),
    ),
    9: (
        (_arc((0.48, 0.42), (0.4, 0.42), 0, 360), _line((0.88, 0.42), (0.8, 1.4))),
        (
            _arc((0.46, 0.4), (0.38, 0.4), 0, 360),
            _line((0.84, 0.35), (0.84, 0.95)),
            _arc((0.42, 0.95), (0.42, 0.42), 0, 100),
        ),
    ),
}


def drawn(digit: int, chance: random.Random, side: int = 140) -> Tensor:
    """A sheet [1, side, side] with the digit on it, dark on light: size, slant, pen and place by chance.

    The lines are unsteady. The pen is from 2 % to 12 % as wide as the digit is high: a fineliner and a felt-tip.
    """
    scale = chance.uniform(0.22, 0.55) * side
    pen = max(0.5, chance.uniform(0.014, 0.084) * scale)
    bent = _by_hand(chance.choice(WAYS[digit]), chance)
    least, most = (np.concatenate(bent).min(0), np.concatenate(bent).max(0))
    room = side - (most - least) * scale - 2 * pen
    at = np.array([chance.random(), chance.random()]) * room + pen - least * scale
    return 1 - torch.from_numpy(draw(bent, (side, side), (at[0], at[1]), scale, pen)).float()[None]


def _by_hand(glyph: Glyph, chance: random.Random) -> Glyph:
    """Narrower or wider, slanted, turned a little, and every line with a slow waver of its own."""
    slant, turn, narrow = chance.uniform(-0.25, 0.25), np.radians(chance.uniform(-10, 10)), chance.uniform(0.7, 1.1)
    bend = np.array([[narrow * np.cos(turn), np.sin(turn)], [-slant - np.sin(turn), np.cos(turn)]])
    return tuple(_wavering(_finely(line), chance) @ bend for line in glyph)


def _finely(line: Points) -> Points:
    """The same line through 25 points."""
    at = np.linspace(0, len(line) - 1, 25)
    return np.stack([np.interp(at, np.arange(len(line)), axis) for axis in line.T], axis=-1)


def _wavering(line: Points, chance: random.Random) -> Points:
    along = np.linspace(0, 2 * np.pi, len(line))
    shift = [chance.uniform(0, 0.03) * np.sin(chance.uniform(0.5, 1.5) * along + chance.uniform(0, 6)) for _ in "xy"]
    return line + np.stack(shift, axis=-1)
