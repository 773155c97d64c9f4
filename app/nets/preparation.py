"""From a picture to what a network takes, and back: which part of the picture an input cell stands for."""

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from app.nets.cards import Preparation
from app.nets.drawings import drawing
from app.nets.errors import ImpossibleNetwork
from app.nets.placement import Axis, Placement, beyond
from app.nets.resampling import resample, triangle

LUMA: Final = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`tensor` [1, C, h, w] as the network takes it; `picture` [C, h, w] the same before normalising, 0 … 1."""

    tensor: Tensor
    picture: Tensor
    placement: Placement
    empty: bool = False
    """Nothing was drawn: the input is plain paper."""


def prepare(image: Tensor, preparation: Preparation, input_shape: tuple[int, ...]) -> Prepared:
    """Make the input [1, C, h, w] of an image [C, H, W] in 0 … 1, as the network's training pictures were made.

    >>> shown = prepare(torch.zeros(1, 28, 28), Preparation(kind="drawing", mean=[0.5], deviation=[0.5]), (1, 28, 28))
    >>> shown.tensor.shape, float(shown.tensor[0, 0, 0, 0]), shown.empty
    (torch.Size([1, 1, 28, 28]), -1.0, True)
    """
    channels, height, width = input_shape
    image = with_channels(image, channels)
    drawn = drawing if preparation.kind == "drawing" else _photograph
    picture, placement, empty = drawn(image, preparation, height, width)
    mean, deviation = (torch.tensor(given, device=image.device) for given in (preparation.mean, preparation.deviation))
    normal = (picture - mean[:, None, None]) / deviation[:, None, None]
    return Prepared(normal[None].contiguous(), picture, placement, empty)


def with_channels(image: Tensor, channels: int) -> Tensor:
    """Grey for colour networks is three equal planes; colour for grey networks is luma (Rec. 601).

    >>> with_channels(torch.ones(3, 1, 1), 1)
    tensor([[[1.]]])
    """
    if image.shape[0] == channels:
        return image
    if channels == 1 and image.shape[0] == len(LUMA):
        return torch.einsum("chw,c->hw", image, image.new_tensor(LUMA))[None]
    if image.shape[0] == 1:
        return image.expand(channels, -1, -1)
    raise ImpossibleNetwork(f"A picture of {image.shape[0]} channels cannot be made one of {channels}.", "input")


def _photograph(image: Tensor, preparation: Preparation, height: int, width: int) -> tuple[Tensor, Placement, bool]:
    """The shorter side becomes `shorter`, and the middle is cut out (torchvision's Resize and CenterCrop)."""
    _, old_height, old_width = image.shape
    shorter = preparation.shorter or max(height, width)
    if shorter < max(height, width):
        raise ImpossibleNetwork(f"{height} × {width} cannot be cut from pictures whose shorter side is {shorter}.")
    least = min(old_height, old_width)
    tall, wide = (shorter * side // least for side in (old_height, old_width))
    top, left = round((tall - height) / 2), round((wide - width) / 2)
    rows, columns = range(top, top + height), range(left, left + width)
    untouched = (tall, wide) == (old_height, old_width)
    picture = (
        image[:, top : top + height, left : left + width]
        if untouched
        else resample(image, triangle(old_height, tall, rows), triangle(old_width, wide, columns))
    )
    down, across = old_height / tall, old_width / wide
    reach = (0.0, 0.0) if untouched else (beyond(down), beyond(across))
    return picture, Placement(Axis(top * down, down), Axis(left * across, across), old_height, old_width, reach), False
