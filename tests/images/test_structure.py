"""Each bomb is a small file that kept Pillow 13 busy for seconds to hours, or took gigabytes."""

import struct

import pytest
from PIL import Image

from app.images.decode import decode
from app.images.errors import TooLarge, UnsupportedImage
from app.images.structure import MOST_PARTS, MOST_SCANS, check_structure
from tests.images.files import (
    BODY,
    BYTE,
    LONG,
    RATIONAL,
    SHORT,
    Tags,
    chunk,
    colours,
    gif_frame,
    grey_tiff_tags,
    greys,
    png,
    saved,
    tiff,
)


def jpeg_with_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated until there are `count`."""
    data = saved(greys(), "JPEG", progressive=True)
    starts = [place for place in range(len(data)) if data[place : place + 2] == b"\xff\xda"]
    last = data[starts[-1] : -2]
    return data[:-2] + last * (count - len(starts)) + data[-2:]


def jpeg_with_exif(exif: bytes) -> bytes:
    """A JPEG whose Exif data is spread over as many segments as it takes."""
    parts = [exif[start : start + 60_000] for start in range(0, len(exif), 60_000)]
    segments = [b"\xff\xe1" + struct.pack(">H", 8 + len(part)) + b"Exif\0\0" + part for part in parts]
    data = saved(greys(), "JPEG")
    return data[:2] + b"".join(segments) + data[2:]


def test_a_jpeg_of_many_scans_is_refused() -> None:
    with pytest.raises(TooLarge, match="64 scans"):
        decode(jpeg_with_scans(MOST_SCANS + 1))


def test_a_jpeg_of_the_most_scans_is_taken() -> None:
    assert decode(jpeg_with_scans(MOST_SCANS)).width == 20


def test_scans_after_the_end_of_a_jpeg_do_not_count() -> None:
    assert decode(saved(greys(), "JPEG") + b"\0\2" + b"\xff\xda\0\2" * 1000).width == 20


def test_a_jpeg_with_megabytes_of_exif_is_refused() -> None:
    with pytest.raises(TooLarge, match="1 MiB of Exif"):
        decode(jpeg_with_exif(b"II*\0" + bytes(1 << 20)))


def test_a_png_of_many_chunks_is_refused() -> None:
    with pytest.raises(TooLarge, match="65536 chunks"):
        decode(png(1, 1, [b"\x80"], chunks=[chunk(b"prVt") * MOST_PARTS]))


@pytest.mark.parametrize(
    "filling", [b"!\xfe" + b"\x01a" * MOST_PARTS + b"\0", b"!\xf9\x04\0\0\0\0\0" * 40_000, b"x" * 70_000]
)
def test_a_gif_of_many_blocks_is_refused(filling: bytes) -> None:
    data = saved(greys(), "GIF")
    after_palette = gif_frame(data)
    with pytest.raises(TooLarge, match="blocks"):
        decode(data[:after_palette] + filling + data[after_palette:])


def test_a_run_length_packed_bmp_is_refused() -> None:
    data = bytearray(saved(greys(), "BMP"))
    data[30] = 1
    with pytest.raises(UnsupportedImage, match="save it as a PNG"):
        decode(bytes(data))


@pytest.mark.parametrize(("tag", "kind", "size"), [(273, LONG, 4), (282, RATIONAL, 8), (258, SHORT, 2)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_of_many_numbers_is_refused(tag: int, kind: int, size: int, order: str) -> None:
    count = MOST_PARTS + 1
    tags = grey_tiff_tags(8, 8) | {tag: (kind, count, BODY)}
    with pytest.raises(TooLarge, match="65536 numbers"):
        decode(tiff(tags, bytes(count * size), order))


def test_numbers_below_the_first_directory_of_a_tiff_count_too() -> None:
    exif: Tags = {40960: (RATIONAL, MOST_PARTS + 1, 0)}
    with pytest.raises(TooLarge, match="65536 numbers"):
        decode(tiff(grey_tiff_tags(8, 8) | {34665: (LONG, 1, BODY)}, tiff(exif)[8:]))


def test_directories_of_a_tiff_that_name_each_other_come_to_an_end() -> None:
    tags = grey_tiff_tags(8, 8) | dict.fromkeys((34665, 34853, 40965), (LONG, 1, 8))
    check_structure("TIFF", tiff(tags, bytes(64)))


def test_bytes_in_the_tags_of_a_tiff_are_free() -> None:
    tags = grey_tiff_tags(8, 8) | {700: (BYTE, MOST_PARTS * 2, BODY)}
    assert decode(tiff(tags, bytes(MOST_PARTS * 2))).width == 8


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_with_a_tile_far_larger_than_itself_is_refused(order: str) -> None:
    tags = grey_tiff_tags(8, 8)
    del tags[273], tags[278], tags[279]
    tags |= {322: (SHORT, 1, 20_000), 323: (LONG, 1, 16), 324: (LONG, 1, BODY), 325: (LONG, 1, 64)}
    with pytest.raises(TooLarge, match="tiles longer than 4096"):
        decode(tiff(tags, bytes(64), order))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [SHORT, LONG])
def test_a_tiff_with_tiles_of_an_ordinary_size_passes(kind: int, order: str) -> None:
    check_structure("TIFF", tiff({322: (kind, 1, 256), 323: (kind, 1, 256)}, order=order))


def test_honest_files_pass_whatever_their_size() -> None:
    noise = Image.effect_noise((1000, 700), 90)
    for kind, options in (("PNG", {}), ("JPEG", {"progressive": True}), ("GIF", {}), ("TIFF", {}), ("BMP", {})):
        check_structure(kind, saved(noise, kind, **options))


def test_a_file_cut_short_anywhere_is_left_to_the_decoder() -> None:
    for kind in ("PNG", "JPEG", "GIF", "TIFF"):
        data = saved(colours(), kind)
        for stop in range(20, len(data), 7):
            check_structure(kind, data[:stop])
