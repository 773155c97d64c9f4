"""Augmentation of a whole batch at once: every image is moved, turned, flipped or patched by its own numbers."""

import math

import torch
from torch import Generator, Tensor
from torch.nn import functional

from app.nets.recipe import Augmentation


def augment(batch: Tensor, how: Augmentation, dice: Generator) -> Tensor:
    """A new batch [B, C, H, W]; what comes in from outside is black.

    >>> augment(torch.ones(1, 1, 2, 2), Augmentation(), torch.Generator()).tolist()
    [[[[1.0, 1.0], [1.0, 1.0]]]]
    """
    if how.warps:
        batch = _warped(batch, how, dice)
    elif how.shift:
        batch = _shifted(batch, round(how.shift * batch.shape[-1]), dice)
    if how.flip:
        turned = torch.rand(len(batch), generator=dice) < 0.5
        batch = torch.where(turned[:, None, None, None], batch.flip(3), batch)
    return _erased(batch, round(how.erase * batch.shape[-1]), dice) if how.erase else batch


def _warped(batch: Tensor, how: Augmentation, dice: Generator) -> Tensor:
    """One affine map for each image: where does each cell of the new one come from."""
    count = len(batch)

    def spread(most: float) -> Tensor:
        return (2 * torch.rand(count, generator=dice) - 1) * most

    angle, shear = spread(math.radians(how.rotate)), spread(how.shear)
    wide, high = 1 + spread(how.scale), 1 + spread(how.scale)
    across, down = spread(2 * how.shift), spread(2 * how.shift)  # the grid runs from -1 to 1
    cosine, sine = angle.cos(), angle.sin()
    rows = (
        torch.stack((cosine * wide, (shear * cosine - sine) * high, across), 1),
        torch.stack((sine * wide, (shear * sine + cosine) * high, down), 1),
    )
    grid = functional.affine_grid(torch.stack(rows, 1), list(batch.shape), align_corners=False)
    return functional.grid_sample(batch, grid, align_corners=False)


def _shifted(batch: Tensor, most: int, dice: Generator) -> Tensor:
    """Each image moved by whole cells, at most `most`, by picking rows and columns of the padded batch."""
    count, _, height, width = batch.shape
    padded = functional.pad(batch, (most, most, most, most))
    down, across = (torch.randint(0, 2 * most + 1, (count, 1), generator=dice) for _ in range(2))
    rows = (torch.arange(height) + down)[:, None, :, None]
    columns = (torch.arange(width) + across)[:, None, None, :]
    images = torch.arange(count)[:, None, None, None]
    planes = torch.arange(batch.shape[1])[None, :, None, None]
    return padded[images, planes, rows, columns]


def _erased(batch: Tensor, side: int, dice: Generator) -> Tensor:
    """Half of the images lose a square, which takes the mean of the batch."""
    count, _, height, width = batch.shape
    down, across = (torch.randint(0, length, (count, 1), generator=dice) for length in (height, width))
    half = side / 2
    rows = ((torch.arange(height) - down).abs() < half)[:, None, :, None]
    columns = ((torch.arange(width) - across).abs() < half)[:, None, None, :]
    chosen = (torch.rand(count, generator=dice) < 0.5)[:, None, None, None]
    return torch.where(rows & columns & chosen, batch.mean(), batch)
