"""From whole numbers to the tensor that an operation sees: [C, H, W], float32, 0 black and 1 white."""

from typing import Final, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.images.picture import Picture

Channels = Literal["gray", "rgb", "r", "g", "b"]

_PLANES: Final[dict[Channels, tuple[int, ...]]] = {"rgb": (0, 1, 2), "r": (0,), "g": (1,), "b": (2,)}
_LUMA: Final = (299, 587, 114)  # Rec. 601, in thousandths: whole numbers keep equal planes exactly equal to their grey


def to_tensor(picture: Picture, channels: Channels = "gray") -> Tensor:
    """The planes named by `channels`; the planes of a grey picture are all the same.

    gray = 0.299·r + 0.587·g + 0.114·b, the brightness that eyes give to each colour.

    >>> to_tensor(Picture(np.array([[[255, 0, 0], [0, 255, 0], [51, 51, 51]]], np.uint8)))
    tensor([[[0.2990, 0.5870, 0.2000]]])
    """
    if channels == "gray" and picture.channels == 3:
        red, green, blue = np.moveaxis(picture.pixels.astype(np.float32), 2, 0)
        luma = _LUMA[0] * red + _LUMA[1] * green + _LUMA[2] * blue  # below 2²⁴: exact in float32
        return torch.from_numpy(luma[None]) / (sum(_LUMA) * picture.white)
    return torch.from_numpy(_planes(picture, channels)) / picture.white


def _planes(picture: Picture, channels: Channels) -> NDArray[np.float32]:
    pixels = picture.pixels.astype(np.float32)
    chosen = _PLANES.get(channels, (0,))
    if picture.channels == 1:
        return np.repeat(pixels[None], len(chosen), axis=0)
    return np.ascontiguousarray(np.moveaxis(pixels, 2, 0)[list(chosen)])
