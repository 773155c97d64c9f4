import numpy as np
import pytest
from PIL import Image, ImageCms

from app.images.decode import decode
from tests.images.files import colours, greys, saved

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def renamed(profile: bytes) -> bytes:
    return profile.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


def red_for_green() -> bytes:
    """A profile in which the first channel is green light and the second red."""
    return renamed(SRGB).replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def test_an_embedded_profile_says_what_the_colours_mean() -> None:
    red = np.full((2, 2, 3), (255, 0, 0), np.uint8)
    (red_level, green_level, blue_level) = decode(saved(red, "PNG", icc_profile=red_for_green())).pixels[0, 0].tolist()
    assert (red_level, green_level, blue_level) == (0, 255, 0)


def test_a_profile_is_obeyed_under_transparency_too() -> None:
    red = np.full((2, 2, 4), (255, 0, 0, 255), np.uint8)
    assert decode(saved(red, "PNG", icc_profile=red_for_green())).pixels[0, 0].tolist() == [0, 255, 0]


@pytest.mark.parametrize("profile", [SRGB, b"no profile at all", SRGB[:200], bytes(5 << 20)])
def test_pixels_stay_as_they_are_where_a_profile_changes_nothing_or_cannot_be_read(profile: bytes) -> None:
    assert np.array_equal(decode(saved(colours(), "TIFF", icc_profile=profile)).pixels, colours())


def test_a_profile_for_other_channels_is_left_alone() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert np.array_equal(decode(saved(colours(), "PNG", icc_profile=lab)).pixels, colours())
    assert np.array_equal(decode(saved(greys(), "PNG", icc_profile=renamed(SRGB))).pixels, greys())


@pytest.mark.parametrize(
    ("ink", "expected"),
    [((0, 0, 0, 0), (255, 255, 255)), ((0, 255, 255, 0), (255, 0, 0)), ((0, 0, 0, 255), (0, 0, 0))],
)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_printing_inks_become_light(ink: tuple[int, ...], expected: tuple[int, ...], kind: str) -> None:
    pixels = decode(saved(Image.new("CMYK", (16, 16), ink), kind)).pixels
    assert np.abs(pixels.astype(int) - expected).max() <= 3


def test_inks_stored_as_brightness_and_colour_become_light() -> None:
    stored = (255 - 179, 255 - 171, 255 - 0, 0)  # the Y, Cb, Cr of cyan, which is red inverted; Pillow inverts again
    data = bytearray(saved(Image.new("CMYK", (16, 16), stored), "JPEG", quality=98))
    data[data.index(b"Adobe") + 11] = 2  # now read as YCCK
    assert np.abs(decode(bytes(data)).pixels.astype(int) - (255, 0, 0)).max() <= 4
