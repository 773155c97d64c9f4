"""Augmentation moves images by what it says and by no more."""

import pytest
import torch
from torch import Tensor

from app.nets.recipe import Augmentation
from app.nets.training.augment import augment


def dice(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def spot(count: int = 64, side: int = 21) -> Tensor:
    """One white pixel in the middle."""
    batch = torch.zeros(count, 1, side, side)
    batch[:, :, side // 2, side // 2] = 1
    return batch


def places(batch: Tensor) -> Tensor:
    """Where each image has its weight: rows and columns, from the middle."""
    side = batch.shape[-1]
    axis = torch.arange(side) - side // 2.0
    mass = batch.sum((1, 2, 3))
    return torch.stack(((batch.sum((1, 3)) @ axis) / mass, (batch.sum((1, 2)) @ axis) / mass), 1)


def test_nothing_asked_nothing_done() -> None:
    batch = torch.rand(4, 3, 8, 8)
    assert augment(batch, Augmentation(), dice()) is batch


def test_a_shift_moves_by_whole_cells_in_every_direction_and_never_further() -> None:
    moved = places(augment(spot(), Augmentation(shift=0.1), dice()))
    assert moved.abs().max() == 2
    assert {tuple(place) for place in moved.int().tolist()} >= {(-2, 1), (2, 2), (0, 0)}


def test_a_warp_shifts_by_the_same_share() -> None:
    moved = places(augment(spot(256), Augmentation(shift=0.1, scale=1e-6), dice()))
    assert 1.8 < moved.abs().max() <= 2.1001


def test_a_rotation_keeps_the_middle_and_turns_the_rest() -> None:
    line = torch.zeros(64, 1, 21, 21)
    line[:, :, 10, 3:18] = 1
    turned = augment(line, Augmentation(rotate=30), dice())
    assert places(turned).abs().max() < 0.05
    slopes = turned[:, 0, 3:10, 16].sum(1)
    assert slopes.max() > 0.5
    assert slopes.min() < 0.05


def test_half_of_the_images_are_flipped() -> None:
    corner = torch.zeros(400, 1, 4, 4)
    corner[:, :, 0, 0] = 1
    flipped = augment(corner, Augmentation(flip=True), dice())[:, 0, 0, 3].mean()
    assert 0.4 < flipped < 0.6


def test_half_of_the_images_lose_one_square_to_the_mean() -> None:
    batch = torch.arange(8.0).repeat(200, 1, 8, 1)
    erased = (augment(batch, Augmentation(erase=0.25), dice()) != batch).sum((1, 2, 3))
    assert 0.35 < (erased > 0).float().mean() < 0.65
    assert erased.max() <= 9


@pytest.mark.parametrize(
    "how", [Augmentation(shift=0.2), Augmentation(scale=0.2, rotate=20, shear=0.2), Augmentation(erase=0.3)]
)
def test_the_same_dice_give_the_same_images(how: Augmentation) -> None:
    batch = torch.rand(16, 3, 12, 12)
    assert torch.equal(augment(batch, how, dice()), augment(batch, how, dice()))
    assert not torch.equal(augment(batch, how, dice()), augment(batch, how, dice(2)))
