import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from app.images.decode import decode
from app.images.encode import encode_png
from app.images.errors import BrokenImage, ImageError, TooLarge, UnsupportedImage
from app.images.limits import FRAME_LIMITS, Limits
from app.images.picture import Pixels
from tests.images.files import (
    BODY,
    COLOUR,
    GREY_ALPHA,
    LONG,
    chunk,
    colours,
    gif_frame,
    grey_tiff_tags,
    greys,
    png,
    saved,
    tiff,
)

# What decoding sees outside of tests: the module sets this filter when it is imported, and pytest replaces it.
pytestmark = pytest.mark.filterwarnings(r"ignore::UserWarning:PIL\.")

LOSSLESS: list[tuple[str, dict[str, object]]] = [
    ("PNG", {}),
    ("WEBP", {"lossless": True}),
    ("BMP", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
]

LOSSY: list[tuple[str, dict[str, object]]] = [("JPEG", {}), ("JPEG", {"progressive": True}), ("GIF", {}), ("AVIF", {})]


def same(pixels: Pixels, expected: Pixels) -> bool:
    return pixels.dtype == expected.dtype and np.array_equal(pixels, expected)


def close(pixels: Pixels, expected: Pixels, tolerance: int = 6) -> bool:
    return pixels.shape == expected.shape and int(np.abs(pixels.astype(int) - expected).max()) <= tolerance


@pytest.mark.parametrize(("kind", "options"), LOSSLESS)
def test_lossless_formats_give_back_every_pixel(kind: str, options: dict[str, object]) -> None:
    assert same(decode(saved(colours(), kind, **options)).pixels, colours())


@pytest.mark.parametrize("kind", ["JPEG", "AVIF"])
def test_lossy_formats_give_back_nearly_the_same(kind: str) -> None:
    assert close(decode(saved(colours(), kind, quality=98, subsampling="4:4:4")).pixels, colours())


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
def test_grey_stays_one_plane(kind: str) -> None:
    assert same(decode(saved(greys(), kind)).pixels, greys())


def test_equal_planes_stay_three_planes() -> None:
    planes = np.dstack([greys()] * 3)
    assert same(decode(saved(planes, "PNG")).pixels, planes)


def test_one_bit_is_black_and_white() -> None:
    assert decode(png(4, 1, [b"\xa0"], depth=1)).pixels.tolist() == [[255, 0, 255, 0]]


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF"])
def test_a_palette_is_looked_up(kind: str) -> None:
    assert same(decode(saved(Image.fromarray(colours(4, 4)).quantize(16), kind)).pixels, colours(4, 4))


# --- sixteen bits and their kin


def test_sixteen_bit_grey_keeps_all_its_levels() -> None:
    levels = np.array([[0, 1, 256], [40000, 65534, 65535]], np.uint16)
    for data in (encode_png(levels), saved(levels, "TIFF"), saved(levels, "TIFF", compression="tiff_lzw")):
        assert same(decode(data).pixels, levels)


def test_sixteen_bit_grey_is_read_in_either_byte_order() -> None:
    levels = np.array([[1, 2], [256, 65535]])
    for order in "<>":
        assert same(
            decode(tiff(grey_tiff_tags(2, 2, bits=16), levels.astype(f"{order}u2").tobytes(), order)).pixels,
            levels.astype(np.uint16),
        )


@pytest.mark.parametrize(("bits", "white"), [(8, 255), (16, 65535)])
def test_a_tiff_may_say_that_zero_is_white(bits: int, white: int) -> None:
    levels = np.array([[0, 1], [100, white]], f"u{bits // 8}")
    decoded = decode(tiff(grey_tiff_tags(2, 2, bits=bits, zero_is_white=True), levels.tobytes()))
    assert same(decoded.pixels, white - levels)


def test_twelve_bits_are_stretched_to_sixteen() -> None:
    packed = bytes([0x00, 0x0F, 0xFF, 0x80, 0x00, 0x00])  # 0, 4095, 2048, 0
    decoded = decode(tiff(grey_tiff_tags(2, 2, bits=12, length=6), packed))
    assert decoded.pixels.tolist() == [[0, 65535], [0x8008, 0]]


def test_sixteen_bit_colour_keeps_the_upper_eight() -> None:
    row = bytes([0x12, 0x34, 0xFF, 0xFE, 0x00, 0xFF])
    assert decode(png(1, 1, [row], depth=16, kind=COLOUR)).pixels.tolist() == [[[0x12, 0xFF, 0x00]]]


@pytest.mark.parametrize("mode", ["I", "F"])
def test_numbers_without_a_white_are_refused(mode: str) -> None:
    with pytest.raises(UnsupportedImage, match="no fixed black and white"):
        decode(saved(Image.new(mode, (4, 4), 7), "TIFF"))


# --- transparency


def test_transparency_shows_white_paper() -> None:
    picture = Image.fromarray(np.dstack([colours(), np.full((12, 20), 100, np.uint8)]))
    expected = np.rint((colours().astype(int) * 100 + 255 * 155) / 255).astype(np.uint8)
    for kind in ("PNG", "WEBP", "TIFF"):
        assert same(decode(saved(picture, kind, lossless=True)).pixels, expected)


def test_fully_transparent_pixels_are_white_whatever_they_hide() -> None:
    hidden = np.dstack([colours(), np.zeros((12, 20), np.uint8)])
    assert decode(saved(hidden, "PNG")).pixels.min() == 255


def test_grey_with_alpha_stays_grey() -> None:
    assert decode(saved(Image.new("LA", (2, 1), (0, 51)), "PNG")).pixels.tolist() == [[204, 204]]


def test_sixteen_bit_grey_with_alpha_stays_grey() -> None:
    assert decode(png(1, 1, [b"\x20\0\xff\xff"], depth=16, kind=GREY_ALPHA)).pixels.tolist() == [[32]]


def test_a_palette_with_alpha_shows_white_paper() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putpixel((1, 0), 1)
    assert decode(saved(image, "PNG", transparency=b"\x00\xff")).pixels.tolist() == [[[255, 255, 255], [40, 50, 60]]]


@pytest.mark.parametrize(
    ("depth", "row", "transparent", "expected"),
    [
        (1, b"\x40", 1, [0, 255]),
        (2, b"\x60", 1, [255, 170]),
        (4, b"\x3f", 3, [255, 255]),
        (4, b"\x2a", 2, [255, 170]),
        (8, b"\x07\x08", 7, [255, 8]),
        (16, b"\x01\x02\x01\x03", 0x102, [65535, 0x103]),
    ],
)
def test_one_transparent_grey_is_meant_in_the_depth_of_the_file(
    depth: int, row: bytes, transparent: int, expected: list[int]
) -> None:
    data = png(2, 1, [row], depth=depth, chunks=[chunk(b"tRNS", transparent.to_bytes(2))])
    assert decode(data).pixels.tolist() == [expected]


@pytest.mark.parametrize(("depth", "unit"), [(8, 1), (16, 0x101)])
def test_one_transparent_colour_is_meant_in_the_depth_of_the_file(depth: int, unit: int) -> None:
    row = b"".join((level * unit + unit // 2).to_bytes(depth // 8) for level in (1, 2, 3, 4, 5, 6))
    key = b"".join((level * unit + unit // 2).to_bytes(2) for level in (1, 2, 3))
    data = png(2, 1, [row], depth=depth, kind=COLOUR, chunks=[chunk(b"tRNS", key)])
    assert decode(data).pixels.tolist() == [[[255, 255, 255], [4, 5, 6]]]


# --- orientation

STORED: dict[int, Callable[[Pixels], Pixels]] = {  # how an upright picture lies in its file
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.swapaxes(0, 1),
    6: lambda upright: upright.swapaxes(0, 1)[::-1],
    7: lambda upright: upright.swapaxes(0, 1)[::-1, ::-1],
    8: lambda upright: upright.swapaxes(0, 1)[:, ::-1],
}


def turned(kind: str, orientation: int, pixels: Pixels, **options: object) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(np.ascontiguousarray(STORED[orientation](pixels)), kind, exif=exif, **options)


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize(
    ("kind", "options"),
    [("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"})],
)
def test_a_turned_picture_stands_upright(orientation: int, kind: str, options: dict[str, object]) -> None:
    assert same(decode(turned(kind, orientation, colours(), **options)).pixels, colours())


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("kind", ["JPEG", "AVIF"])
def test_a_turned_photo_stands_upright(orientation: int, kind: str) -> None:
    assert close(decode(turned(kind, orientation, colours(), quality=98, subsampling="4:4:4")).pixels, colours())


def test_sixteen_bit_grey_stands_upright_too() -> None:
    levels = colours()[:, :, 0].astype(np.uint16) * 200
    for kind in ("PNG", "TIFF"):
        assert same(decode(turned(kind, 6, levels)).pixels, levels)


def test_an_upright_picture_is_not_turned_again() -> None:
    once = decode(turned("PNG", 6, colours())).pixels
    assert same(decode(encode_png(once)).pixels, once)


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0garbage", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0\x05\0" + b"\xff" * 40]
)
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_broken_metadata_never_costs_the_picture(exif: bytes, kind: str) -> None:
    assert same(decode(saved(colours(), kind, exif=exif, lossless=True)).pixels, colours())


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_ignored(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert same(decode(saved(colours(), "PNG", exif=exif)).pixels, colours())


# --- several pictures in a file, several files in a picture


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {})])
def test_an_animation_shows_its_first_frame(kind: str, options: dict[str, object]) -> None:
    later = [Image.fromarray(255 - colours()), Image.new("RGB", (20, 12), "red")]
    data = saved(colours(), kind, save_all=True, append_images=later, **options)
    assert same(decode(data).pixels, colours())


def test_an_animated_gif_shows_its_first_frame() -> None:
    data = saved(greys(), "GIF", save_all=True, append_images=[Image.new("L", (20, 12), 9)])
    assert same(decode(data).pixels, decode(saved(greys(), "GIF")).pixels)


def test_what_a_gif_leaves_bare_is_white() -> None:
    data = bytearray(saved(colours(4, 4), "GIF"))
    frame = gif_frame(data)
    data[6:10] = bytes([6, 0, 8, 0])  # a canvas 6 wide and 8 high
    data[frame + 1 : frame + 5] = bytes([1, 0, 2, 0])  # the frame stands at x = 1, y = 2
    expected = np.full((8, 6, 3), 255, np.uint8)
    expected[2:6, 1:5] = decode(saved(colours(4, 4), "GIF")).pixels
    assert same(decode(bytes(data)).pixels, expected)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a whole archive", b"<script>alert(1)</script>", b"\0" * 1000])
@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "WEBP"])
def test_what_follows_a_picture_is_ignored(tail: bytes, kind: str) -> None:
    assert same(
        decode(saved(greys(), kind, lossless=True) + tail).pixels, decode(saved(greys(), kind, lossless=True)).pixels
    )


def test_a_comment_that_is_a_script_is_only_a_comment() -> None:
    assert same(
        decode(saved(colours(), "GIF", comment=b"*/=1;alert(1)//")).pixels, decode(saved(colours(), "GIF")).pixels
    )


def test_a_tiff_of_tiles_is_put_together() -> None:
    left, right = np.arange(256, dtype=np.uint8).reshape(16, 16), np.full((16, 16), 7, np.uint8)
    tags = grey_tiff_tags(20, 12)
    del tags[273], tags[278], tags[279]
    start = 8 + 2 + 12 * (len(tags) + 4) + 4
    tags |= {322: (LONG, 1, 16), 323: (LONG, 1, 16), 324: (LONG, 2, BODY), 325: (LONG, 2, start + 8)}
    body = np.array([start + 16, start + 16 + 256, 256, 256], "<u4").tobytes() + left.tobytes() + right.tobytes()
    assert same(decode(tiff(tags, body)).pixels, np.hstack([left, right])[:12, :20])


def test_a_bmp_may_run_from_top_to_bottom() -> None:
    data = bytearray(saved(colours(), "BMP"))
    data[22:26] = (-12).to_bytes(4, "little", signed=True)
    assert same(decode(bytes(data)).pixels, colours()[::-1])


# --- refusals


def test_a_file_cut_anywhere_is_refused_or_complete() -> None:
    whole = colours(24, 32)
    for kind, options in LOSSLESS + LOSSY:
        data = saved(whole, kind, **options)
        expected = decode(data).pixels
        for stop in range(1, len(data), max(1, len(data) // 60)):
            try:
                pixels = decode(data[:stop]).pixels
            except (BrokenImage, UnsupportedImage):
                continue
            assert same(pixels, expected), (kind, options, stop, len(data))


def test_half_a_photo_is_broken() -> None:
    data = saved(colours(200, 200), "JPEG")
    with pytest.raises(BrokenImage, match="looks like a JPEG, but it is damaged, cut short"):
        decode(data[: len(data) // 2])


def test_only_the_formats_of_the_limits_are_taken() -> None:
    with pytest.raises(UnsupportedImage, match=r"like a GIF\. Taken here are only JPEG, PNG, WEBP"):
        decode(saved(greys(), "GIF"), FRAME_LIMITS)
    assert decode(saved(greys(), "JPEG"), FRAME_LIMITS).width == 20


def test_bytes_are_counted_before_anything_else() -> None:
    with pytest.raises(TooLarge, match="This file has 2 MiB; at most 1 MiB are taken"):
        decode(bytes(2 << 20), Limits(max_bytes=1 << 20))


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (10_000, 10_000), (10_000, 5_000), (20_000, 1)])
def test_pixels_are_counted_before_they_are_unpacked(width: int, height: int) -> None:
    with pytest.raises(TooLarge):  # were it unpacked, it would be found to be cut short
        decode(png(width, height, [b"\0"]))


def test_a_gif_frame_larger_than_its_canvas_counts() -> None:
    data = bytearray(saved(greys(4, 4), "GIF"))
    frame = gif_frame(data)
    data[frame + 5 : frame + 9] = (12_000).to_bytes(2, "little") * 2
    with pytest.raises(TooLarge):
        decode(bytes(data))


def test_a_webp_canvas_counts() -> None:
    canvas = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + b"\xff\x3f\0" * 2
    with pytest.raises(TooLarge):
        decode(b"RIFF" + (len(canvas) + 4).to_bytes(4, "little") + b"WEBP" + canvas)


@pytest.mark.parametrize("side", [2**31 - 1, 30_000, 7_000])
def test_a_bmp_of_absurd_size_is_too_large(side: int) -> None:
    data = bytearray(saved(colours(), "BMP"))
    data[18:26] = side.to_bytes(4, "little") * 2
    with pytest.raises(TooLarge):
        decode(bytes(data))


def test_a_text_chunk_that_unfolds_to_megabytes_is_refused() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000)))
    with pytest.raises(ImageError):
        decode(png(1, 1, [b"\x80"], chunks=[bomb]))
