"""Where the pixels that Pillow 13 hands over are not what the file says."""

from typing import Final

import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from app.images.picture import Pixels

_PNG_DEPTH, _PNG_KIND = 24, 25  # where a PNG's first chunk states bits per sample, and what the samples are
_PNG_GREY, _PNG_COLOUR, _PNG_GREY_WITH_ALPHA = 0, 2, 4
_TIFF_BITS, _TIFF_PHOTOMETRIC = 258, 262
_TIFF_ZERO_IS_WHITE: Final = 0

Box = tuple[int, int, int, int]


def mend_png_transparency(image: Image.Image, data: bytes) -> None:
    """The transparent colour is stated in the file's own depth: bring it to the depth of the pixels."""
    transparent = image.info.get("transparency")
    depth, kind = data[_PNG_DEPTH], data[_PNG_KIND]
    if kind == _PNG_GREY and depth in (2, 4) and transparent is not None:
        image.info["transparency"] = transparent * 255 // (2**depth - 1)
    elif kind == _PNG_COLOUR and depth == 16 and transparent is not None:
        image.info["transparency"] = tuple(level >> 8 for level in transparent)


def mend_png_grey(pixels: Pixels, data: bytes) -> Pixels:
    """16-bit grey with transparency arrives as three equal planes of 8 bits."""
    return pixels[:, :, 0] if data[_PNG_KIND] == _PNG_GREY_WITH_ALPHA and pixels.ndim == 3 else pixels


def mend_tiff_grey(pixels: Pixels, image: Image.Image) -> Pixels:
    """12-bit grey arrives unscaled, and 16-bit grey whose zero is white arrives inverted."""
    if pixels.dtype != np.uint16 or not isinstance(image, TiffImageFile):
        return pixels
    if image.tag_v2.get(_TIFF_BITS) == (12,):
        pixels = pixels << np.uint16(4) | pixels >> np.uint16(8)
    return ~pixels if image.tag_v2.get(_TIFF_PHOTOMETRIC) == _TIFF_ZERO_IS_WHITE else pixels


def mend_gif_surroundings(pixels: Pixels, frame: Box | None) -> Pixels:
    """A GIF's first picture may leave part of its canvas bare: that is paper, not the palette's first colour."""
    if frame is None or frame == (0, 0, pixels.shape[1], pixels.shape[0]):
        return pixels
    left, top, right, bottom = frame
    paper = np.full_like(pixels, 255)
    paper[top:bottom, left:right] = pixels[top:bottom, left:right]
    return paper
