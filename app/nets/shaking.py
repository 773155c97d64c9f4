"""What keeps a dreamt picture legible: coarse waves before fine ones, grey before colour, light, a hand that shakes."""

from math import pi
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

COLOUR: Final = 0.25
"""How fast colour grows beside grey: in photographs too, the three planes differ little."""
HALVINGS: Final = 32


def smoothed(force: Tensor, steepness: float) -> Tensor:
    """The same push [C, H, W] with its fine waves made small, and its colours.

    Σ of waves of frequency f, each times (f₁ / f) ^ (2 · steepness), f₁ the coarsest. It never turns against the push.
    Beyond its edges the push is mirrored: what lies at one edge is no neighbour of the opposite one.

    >>> push = torch.eye(4)[None]
    >>> bool((smoothed(push, 1) * push).sum() > 0), bool(smoothed(push, 1).std() < push.std())
    (True, True)
    """
    height, width = force.shape[-2:]
    wide = torch.cat([force, force.flip(-1)], -1)
    mirrored = torch.cat([wide, wide.flip(-2)], -2)
    rows = torch.fft.fftfreq(2 * height, device=force.device)[:, None]
    columns = torch.fft.rfftfreq(2 * width, device=force.device)[None]
    coarsest = 1 / max(height, width)
    weight = (coarsest / (rows**2 + columns**2).sqrt().clamp(min=coarsest)) ** (2 * steepness)
    soft: Tensor = torch.fft.irfft2(torch.fft.rfft2(mirrored) * weight, s=(2 * height, 2 * width))[..., :height, :width]
    grey = soft.mean(0, keepdim=True)
    return grey + COLOUR * (soft - grey)


def lit(inks: Tensor, light: float) -> Tensor:
    """Inks moved together, so that sigmoid(inks) has this mean.

    >>> round(float(torch.sigmoid(lit(torch.tensor([-3.0, 0.0, 5.0]), 0.2)).mean()), 4)
    0.2
    """
    low, high = -20.0, 20.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if float(torch.sigmoid(inks + middle).mean()) > light:
            high = middle
        else:
            low = middle
    return inks + (low + high) / 2


def shaken(picture: Tensor, copies: int, jitter: float, chance: torch.Generator) -> Tensor:
    """Copies [B, C, H, W], each moved by up to `jitter` cells, turned by up to 10°, up to a tenth larger or smaller.

    What only works to the pixel does not survive it.
    """
    height, width = picture.shape[-2:]
    dice = torch.rand(copies, 4, generator=chance) * 2 - 1
    angle, size = dice[:, 0] * pi / 18, 1 + dice[:, 1] / 10
    moves = torch.zeros(copies, 2, 3)
    moves[:, 0, 0] = moves[:, 1, 1] = angle.cos() * size
    moves[:, 1, 0] = angle.sin() * size
    moves[:, 0, 1] = -moves[:, 1, 0]
    moves[:, 0, 2], moves[:, 1, 2] = dice[:, 2] * jitter * 2 / width, dice[:, 3] * jitter * 2 / height
    return _moved(picture, moves)


def shifted(picture: Tensor, copies: int, jitter: float, chance: torch.Generator) -> Tensor:
    """Copies that are only moved: for a unit that looks at one place."""
    height, width = picture.shape[-2:]
    dice = torch.rand(copies, 2, generator=chance) * 2 - 1
    moves = torch.eye(2, 3).repeat(copies, 1, 1)
    moves[:, :, 2] = dice * jitter * 2 / torch.tensor([width, height])
    return _moved(picture, moves)


def _moved(picture: Tensor, moves: Tensor) -> Tensor:
    size = [len(moves), *picture.shape]
    grid = functional.affine_grid(moves.to(picture.device), size, align_corners=False)
    return functional.grid_sample(
        picture.expand(len(moves), -1, -1, -1), grid, padding_mode="border", align_corners=False
    )
