"""Pixels → PNG, exactly; or → WebP, for thumbnails that may be nearly right.

PNG is written here rather than by Pillow because it is short and 2–3 times as fast at the same size: every row is
stored as its difference to the row above, and deflate looks for runs only, which is what such differences are made of.
"""

import io
import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.images.picture import Pixels

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR = 0, 2
_QUALITY: Final = 75
_UP: Final = 2  # the PNG filter "difference to the row above"


def encode_png(pixels: Pixels) -> bytes:
    """A PNG of `pixels`: rows × columns of grey (8 or 16 bits), or rows × columns × 3 of colour (8 bits).

    >>> encode_png(np.zeros((2, 2), np.uint8))[:4]
    b'\\x89PNG'
    """
    if pixels.ndim not in (2, 3) or pixels.shape[2:] not in ((), (3,)) or pixels.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"A PNG is made of uint8 or uint16 [H, W] or [H, W, 3], not {pixels.dtype} {pixels.shape}.")
    height, width = pixels.shape[:2]
    kind = _GREY if pixels.ndim == 2 else _COLOUR
    header = struct.pack(">LLBBBBB", width, height, 8 * pixels.itemsize, kind, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", _packed(pixels)) + _chunk(b"IEND", b"")


def encode_webp(pixels: Pixels) -> bytes:
    """A tenth of the PNG's bytes, where nobody reads a number off a pixel.

    >>> encode_webp(np.zeros((2, 2), np.uint8))[8:12]
    b'WEBP'
    """
    levels = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(levels).convert("RGB").save(file, "WEBP", quality=_QUALITY)
    return file.getvalue()


def _packed(pixels: Pixels) -> bytes:
    deflate = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    return deflate.compress(_filtered(pixels).data) + deflate.flush()


def _filtered(pixels: Pixels) -> NDArray[np.uint8]:
    big_endian = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder(">"))
    rows = big_endian.view(np.uint8).reshape(len(pixels), -1)
    filtered = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = _UP
    filtered[0, 1:] = rows[0]
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    return filtered


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
