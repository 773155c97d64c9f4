"""A decoded picture, named by what it shows."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8 | np.uint16]

ID_LENGTH: Final = 32
_COLOURS: Final = 3


@dataclass(frozen=True, eq=False)
class Picture:
    """Rows × columns of grey (8 or 16 bits), or rows × columns × 3 of red, green, blue (8 bits). Never written to.

    >>> picture = Picture(np.zeros((2, 3, 3), np.uint8))
    >>> picture.height, picture.width, picture.channels, picture.white
    (2, 3, 3, 255)
    """

    pixels: Pixels

    def __post_init__(self) -> None:
        grey = self.pixels.ndim == 2 and self.pixels.dtype in (np.uint8, np.uint16)
        colour = self.pixels.shape[2:] == (_COLOURS,) and self.pixels.ndim == 3 and self.pixels.dtype == np.uint8
        if not (grey or colour) or self.pixels.size == 0:
            raise ValueError(f"A picture is not made of {self.pixels.shape} numbers of type {self.pixels.dtype}.")
        frozen = np.ascontiguousarray(self.pixels).view()
        frozen.flags.writeable = False
        object.__setattr__(self, "pixels", frozen)

    @property
    def height(self) -> int:
        return len(self.pixels)

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def channels(self) -> int:
        return _COLOURS if self.pixels.ndim == _COLOURS else 1

    @property
    def white(self) -> int:
        """The number that stands for white: 255, or 65535 where grey has 16 bits."""
        return int(np.iinfo(self.pixels.dtype).max)

    @cached_property
    def id(self) -> str:
        """The content address: 32 hexadecimal digits of the SHA-256 over type, shape and pixels.

        Equal pictures have one id on every machine, however their files were packed.
        """
        little_endian = self.pixels.astype(self.pixels.dtype.newbyteorder("<"), copy=False)
        digest = hashlib.sha256(f"{little_endian.dtype.str} {self.pixels.shape}\n".encode())
        digest.update(little_endian.data)
        return digest.hexdigest()[:ID_LENGTH]
