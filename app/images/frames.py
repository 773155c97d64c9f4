"""Pictures that are not kept: a camera's frames, a file named on the command line."""

import numpy as np
from torch import Tensor

from app.images.channels import Channels, to_tensor
from app.images.decode import decode
from app.images.fit import fit
from app.images.limits import Limits
from app.images.picture import Picture

ENCODED = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
"""How JPEG, PNG and WebP begin: a small file may happen to have as many bytes as raw pixels would."""

PLANES = (1, 3, 4)
"""Bytes a pixel of raw frames: grey, RGB, or a canvas's RGBA."""


def frame_tensor(data: bytes, size: tuple[int, int] | None, channels: Channels, limits: Limits) -> Tensor:
    """[C, H, W] in 0…1 of an encoded picture, or of raw pixels that fill height × width exactly.

    >>> frame_tensor(bytes([0, 51, 102, 255]), (2, 2), "gray", Limits()).tolist()
    [[[0.0, 0.20000000298023224], [0.4000000059604645, 1.0]]]
    """
    raw = raw_picture(data, size) if size and not data.startswith(ENCODED) else None
    return to_tensor(raw or fit(decode(data, limits), size), channels)


def raw_picture(data: bytes, size: tuple[int, int]) -> Picture | None:
    """The picture, where the number of bytes says that these are raw pixels; alpha is left out."""
    height, width = size
    planes = len(data) // (height * width)
    if planes not in PLANES or len(data) != height * width * planes:
        return None
    pixels = np.frombuffer(data, np.uint8).reshape(height, width, planes)
    return Picture(pixels[:, :, 0].copy() if planes == 1 else pixels[:, :, :3].copy())
