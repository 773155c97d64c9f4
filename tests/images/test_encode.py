from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from app.images.decode import decode
from app.images.encode import encode_png, encode_webp
from app.images.picture import Pixels
from tests.images.files import colours, greys
from tests.images.test_picture import grey_or_colour


@given(grey_or_colour)
def test_a_png_gives_back_every_pixel(pixels: Pixels) -> None:
    decoded = decode(encode_png(pixels)).pixels
    assert decoded.dtype == pixels.dtype
    assert np.array_equal(decoded, pixels)


def test_a_png_is_whole_to_its_last_checksum() -> None:
    with Image.open(BytesIO(encode_png(colours()))) as image:
        image.verify()


def test_a_png_takes_any_memory_layout() -> None:
    for turned in (greys().T[::-1], greys().astype(np.uint16).T[::-1] * 257):
        assert np.array_equal(decode(encode_png(turned)).pixels, turned)


def test_an_even_picture_takes_hardly_any_room() -> None:
    assert len(encode_png(np.full((512, 512), 200, np.uint8))) < 2000


@pytest.mark.parametrize("pixels", [np.zeros((2, 2)), np.zeros((2, 2, 2), np.uint8), np.zeros(3, np.uint8)])
def test_what_is_no_picture_is_refused(pixels: Pixels) -> None:
    with pytest.raises(ValueError, match=r"not (float64|uint8) \("):
        encode_png(pixels)


@pytest.mark.parametrize(
    "pixels", [greys(), colours(), greys().astype(np.uint16) * 257], ids=["grey", "colour", "deep"]
)
def test_a_webp_is_the_picture_but_for_what_nobody_sees(pixels: Pixels) -> None:
    with Image.open(BytesIO(encode_webp(pixels))) as image:
        seen = np.asarray(image.convert("RGB")).astype(float)
    levels = pixels / 257 if pixels.dtype == np.uint16 else pixels.astype(float)
    wanted = levels if levels.ndim == 3 else np.repeat(levels[..., None], 3, axis=2)
    assert seen.shape == wanted.shape
    assert np.abs(seen - wanted).mean() < 12
