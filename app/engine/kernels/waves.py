"""Formulas of generated kernels that sum to 0: Laplacian of Gaussian, difference of Gaussians, Gabor.

They answer 0 to a flat picture, so that what they find is structure and never mere brightness. Places (x, y)
are those of `shapes`.
"""

import math
from collections.abc import Callable

from app.engine.kernels.shapes import Floats, by_place, direction, summing_to_one


def balanced(window: Floats, wave: Callable[[float, float], float]) -> Floats:
    """w(x, y) = g(x, y) · (f(x, y) − m), where the window g sums to 1 and m = Σ g f is the wave's mean in it.

    Taking the mean away first makes the weights sum to 0 however few cells there are.

    >>> balanced(((0.25, 0.25), (0.25, 0.25)), lambda x, y: y)
    ((0.125, 0.125), (-0.125, -0.125))
    """
    values = by_place(len(window), wave)
    pairs = [list(zip(*rows, strict=True)) for rows in zip(window, values, strict=True)]
    mean = sum(sum(share * value for share, value in row) for row in pairs)
    return tuple(tuple(share * (value - mean) for share, value in row) for row in pairs)


def _spread(size: int, sigma: float, aspect: float = 1.0, turn: tuple[float, float] = (1.0, 0.0)) -> Floats:
    """A Gaussian window that sums to 1, `aspect` times narrower across the direction `turn` than along it."""
    cos, sin = turn

    def bell(x: float, y: float) -> float:
        along, across = x * cos + y * sin, aspect * (y * cos - x * sin)
        return math.exp(-(along * along + across * across) / (2 * sigma * sigma))

    return summing_to_one(by_place(size, bell))


def log(size: int, sigma: float) -> Floats:
    """w(x, y) = g(x, y) · ((x² + y² − 2σ²) / σ⁴ − m): the Laplacian of a Gaussian, negative in the middle.

    g is the Gaussian of spread σ that sums to 1; m is the tiny remainder that sampling leaves, taken away so
    that Σ w = 0. A wide enough one answers 4 to the bowl x² + y², whose second differences are 2 + 2.

    >>> bowl = [[x * x + y * y for x in range(-8, 9)] for y in range(-8, 9)]
    >>> pairs = zip(sum(log(17, 1.5), ()), sum(bowl, []))
    >>> round(sum(weight * height for weight, height in pairs), 3)
    4.0
    """
    square = sigma * sigma
    return balanced(_spread(size, sigma), lambda x, y: (x * x + y * y - 2 * square) / (square * square))


def dog(size: int, sigma: float, ratio: float) -> Floats:
    """w = G(σ) − G(ratio · σ): a narrow Gaussian less a wide one, positive in the middle; both sum to 1.

    >>> round(sum(map(sum, dog(9, 1.0, 1.6))), 12)
    0.0
    """
    narrow, wide = _spread(size, sigma), _spread(size, ratio * sigma)
    return tuple(tuple(near - far for near, far in zip(*rows, strict=True)) for rows in zip(narrow, wide, strict=True))


def gabor(size: int, theta: float, wavelength: float, sigma: float, phase: float, aspect: float) -> Floats:
    """w(x, y) = g(x, y) · (cos(2π · along / λ + φ) − m): a wave of stripes seen through a Gaussian window.

    along = x cos θ + y sin θ runs the way the wave does, across = y cos θ − x sin θ along its stripes;
    g = e^(-(along² + γ² across²) / 2σ²) / Z sums to 1; λ wavelength and σ spread in cells, θ and φ (phase)
    in degrees, γ aspect (below 1: longer stripes). m = Σ g cos(…) is taken away so that Σ w = 0: a bare
    Gabor also answers to brightness. θ = 0 gives upright stripes, φ = 90 a step instead of a bar.

    >>> bar = gabor(3, theta=0, wavelength=4, sigma=1, phase=0, aspect=1)
    >>> [round(weight, 3) for weight in bar[1]]
    [-0.056, 0.112, -0.056]
    """
    cos, sin = direction(theta)
    shift = math.radians(phase)

    def wave(x: float, y: float) -> float:
        return math.cos(2 * math.pi * (x * cos + y * sin) / wavelength + shift)

    return balanced(_spread(size, sigma, aspect, (cos, sin)), wave)
