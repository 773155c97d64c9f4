"""Picture files built in code: by Pillow where it can write them, by hand where no honest program would."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.images.picture import Pixels


def colours(height: int = 12, width: int = 20) -> NDArray[np.uint8]:
    """Rows × columns × 3 of colours that change slowly, no two rows or columns of them equal."""
    y, x = np.indices((height, width))
    return np.stack([40 + 180 * x // width, 30 + 200 * y // height, 60 + 90 * (x + y) // (width + height)], 2).astype(
        np.uint8
    )


def greys(height: int = 12, width: int = 20) -> NDArray[np.uint8]:
    return np.ascontiguousarray(colours(height, width)[:, :, 0] // 2 + colours(height, width)[:, :, 1] // 2)


def saved(pixels: Pixels | Image.Image, kind: str, **options: object) -> bytes:
    """A file of that kind, as Pillow writes it."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def gif_frame(data: bytes | bytearray) -> int:
    """Where the first frame of a GIF that Pillow wrote begins: after the header and the palette."""
    return data.index(b",", 13 + (3 << (data[10] & 7) + 1))


GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6


def png(
    width: int, height: int, rows: Iterable[bytes], *, depth: int = 8, kind: int = GREY, chunks: Sequence[bytes] = ()
) -> bytes:
    """A PNG of rows of samples packed as the format wants them, with more chunks before the pixels."""
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, depth, kind, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND")


BYTE, SHORT, LONG, RATIONAL = 1, 3, 4, 5
_SIZES: Final = {BYTE: 1, SHORT: 2, LONG: 4, RATIONAL: 8}
BODY: Final = "body"  # stands for the place where the bytes after the tags begin

Tags = dict[int, tuple[int, int, int | str]]  # tag → type, count, value or offset


def grey_tiff_tags(width: int, height: int, *, bits: int = 8, length: int = 0, zero_is_white: bool = False) -> Tags:
    """Tags of an unpacked grey picture in a single strip."""
    return {
        256: (LONG, 1, width),
        257: (LONG, 1, height),
        258: (SHORT, 1, bits),
        259: (SHORT, 1, 1),
        262: (SHORT, 1, 0 if zero_is_white else 1),
        273: (LONG, 1, BODY),
        277: (SHORT, 1, 1),
        278: (LONG, 1, height),
        279: (LONG, 1, length or width * height * bits // 8),
    }


def tiff(tags: Tags, body: bytes = b"", order: str = "<") -> bytes:
    """A TIFF of those tags, followed by `body`."""
    start = 8 + 2 + 12 * len(tags) + 4
    entries = b""
    for tag, (kind, count, value) in sorted(tags.items()):
        number = start if value == BODY else int(value)
        packed = (
            struct.pack(f"{order}HH", number, 0) if (kind, count) == (SHORT, 1) else struct.pack(f"{order}L", number)
        )
        entries += struct.pack(f"{order}HHL", tag, kind, count) + packed
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}LH", 8, len(tags)) + entries + bytes(4) + body
