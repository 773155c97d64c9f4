"""Bombs that pixel limits do not see: a small file that would keep a decoder busy for minutes.

Measured with Pillow 13: a progressive JPEG of 16 megapixels took 14 ms for each scan of 31 bytes, so that 25 MiB would
take hours; a 4 MB TIFF cut into a million strips took 40 s; a 300-byte TIFF with one huge tile took 400 MB.
So the parts are counted first. Whatever else is wrong with a file is left for the decoder to find.
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, Literal, NamedTuple

from app.images.errors import TooLarge, UnsupportedImage

MOST_SCANS: Final = 64  # progressive encoders write about ten
MOST_EXIF_BYTES: Final = 1 << 20
MOST_PARTS: Final = 1 << 16  # chunks of a PNG, blocks before a GIF's picture, numbers in a TIFF's tags
MOST_TILE_SIDE: Final = 4096


def check_structure(kind: str, data: bytes) -> None:
    """Refuse a file of too many parts, before any decoder sees it."""
    check = _CHECKS.get(kind)
    if check is not None:
        check(data)


def _check_jpeg(data: bytes) -> None:
    scans = exif = 0
    for segment in _jpeg_segments(data):
        scans += segment.code == _START_OF_SCAN
        exif += segment.length if segment.code == _APP1 and data.startswith(b"Exif", segment.start + 2) else 0
        if scans > MOST_SCANS:
            raise _too_many(f"JPEG of more than {MOST_SCANS} scans")
        if exif > MOST_EXIF_BYTES:
            raise _too_many(f"JPEG with more than {MOST_EXIF_BYTES >> 20} MiB of Exif data")


def _check_png(data: bytes) -> None:
    if _more_than_allowed(_png_chunks(data)):
        raise _too_many(f"PNG of more than {MOST_PARTS} chunks")


def _check_gif(data: bytes) -> None:
    if _more_than_allowed(_gif_blocks(data)):
        raise _too_many(f"GIF with more than {MOST_PARTS} blocks before its first picture")


def _check_bmp(data: bytes) -> None:
    header_length, compression = data[14], int.from_bytes(data[30:34], "little")
    if header_length >= 40 and compression in _RUN_LENGTH:
        raise UnsupportedImage("This BMP is run-length packed, which is not read here; save it as a PNG.", "image")


def _check_tiff(data: bytes) -> None:
    order: ByteOrder = "little" if data.startswith(b"II") else "big"
    tags = _tiff_tags(data, order, int.from_bytes(data[4:8], order), depth=2)
    if sum(tag.amount for tag in tags if tag.kind not in _BYTE_KINDS) > MOST_PARTS:
        raise _too_many(f"TIFF with more than {MOST_PARTS} numbers in its tags")
    if any(tag.code in _TILE_SIDES and tag.number(order) > MOST_TILE_SIDE for tag in tags):
        raise _too_many(f"TIFF with tiles longer than {MOST_TILE_SIDE} pixels")


_CHECKS: Final[dict[str, Callable[[bytes], None]]] = {
    "JPEG": _check_jpeg,
    "PNG": _check_png,
    "GIF": _check_gif,
    "BMP": _check_bmp,
    "TIFF": _check_tiff,
}


def _too_many(what: str) -> TooLarge:
    return TooLarge(f"This is a {what}: no honest picture needs that.", "image")


def _more_than_allowed(parts: Iterable[int]) -> bool:
    return next(islice(parts, MOST_PARTS, None), None) is not None


# A JPEG marker that is neither a stuffed byte (FF00) nor a restart (FFD0…FFD7), both of which belong to the pixels.
_MARKER: Final = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_LENGTHLESS: Final = (0x01, 0xD8)
_END_OF_IMAGE, _START_OF_SCAN, _APP1 = 0xD9, 0xDA, 0xE1


class _Segment(NamedTuple):
    code: int
    start: int
    length: int


def _jpeg_segments(data: bytes) -> Iterator[_Segment]:
    position = 0
    while (marker := _MARKER.search(data, position)) and marker[1][0] != _END_OF_IMAGE:
        code, start = marker[1][0], marker.end()
        length = 0 if code in _LENGTHLESS else int.from_bytes(data[start : start + 2])
        yield _Segment(code, start, length)
        position = start + length


def _png_chunks(data: bytes) -> Iterator[int]:
    position = 8
    while position < len(data) and data[position + 4 : position + 8] != b"IEND":
        yield position
        position += 12 + int.from_bytes(data[position : position + 4])


def _gif_blocks(data: bytes) -> Iterator[int]:
    flags = data[10] if len(data) > 10 else 0
    position = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    while position < len(data) and data[position] not in b",;":
        yield position
        if data[position] == ord("!"):
            position += 2
            while position < len(data) and data[position]:
                yield position
                position += 1 + data[position]
        position += 1


ByteOrder = Literal["little", "big"]
_TILE_SIDES: Final = (322, 323)
_SUBDIRECTORIES: Final = (34665, 34853, 40965)  # Exif, GPS, interoperability
_BYTE_KINDS: Final = (1, 2, 6, 7)  # read in one piece, however many there are
_SHORT: Final = 3
_RUN_LENGTH: Final = (1, 2)


class _Tag(NamedTuple):
    code: int
    kind: int
    amount: int
    value: bytes

    def number(self, order: ByteOrder) -> int:
        return int.from_bytes(self.value[:2] if self.kind == _SHORT else self.value, order)


def _tiff_tags(data: bytes, order: ByteOrder, offset: int, depth: int) -> list[_Tag]:
    """The tags of the directory at `offset`, and of those below it; of repeated tags the first counts."""
    count = int.from_bytes(data[offset : offset + 2], order)
    entries = data[offset + 2 : offset + 2 + 12 * count]
    entries = entries[: len(entries) // 12 * 12]
    tags: dict[int, _Tag] = {}
    for tag in map(_Tag._make, struct.iter_unpack("<HHL4s" if order == "little" else ">HHL4s", entries)):
        tags.setdefault(tag.code, tag)
    below = [tags[code].number(order) for code in _SUBDIRECTORIES if code in tags and depth]
    return [*tags.values(), *(tag for start in below for tag in _tiff_tags(data, order, start, depth - 1))]
