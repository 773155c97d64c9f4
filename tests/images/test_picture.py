import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from app.images.decode import decode
from app.images.picture import Picture, Pixels
from tests.images.files import colours, greys, saved

grey_or_colour = some.one_of(
    arrays.arrays(np.uint8, some.tuples(some.integers(1, 6), some.integers(1, 6))),
    arrays.arrays(np.uint16, some.tuples(some.integers(1, 6), some.integers(1, 6))),
    arrays.arrays(np.uint8, some.tuples(some.integers(1, 6), some.integers(1, 6), some.just(3))),
)


@given(grey_or_colour, grey_or_colour)
def test_two_pictures_have_one_id_exactly_when_they_are_equal(one: Pixels, other: Pixels) -> None:
    equal = one.dtype == other.dtype and np.array_equal(one, other)
    assert (Picture(one).id == Picture(other).id) == equal


@pytest.mark.parametrize(
    "other",
    [
        np.zeros((3, 2), np.uint8),
        np.zeros((1, 6), np.uint8),
        np.zeros((1, 3), np.uint16),
        np.zeros((1, 2, 3), np.uint8),
    ],
)
def test_the_same_bytes_in_another_shape_are_another_picture(other: Pixels) -> None:
    assert Picture(np.zeros((2, 3), np.uint8)).id != Picture(other).id


def test_an_id_never_changes_between_versions() -> None:
    assert Picture(np.arange(6, dtype=np.uint8).reshape(2, 3)).id == "d7508f5baf4d31d407f77342f217fce0"
    assert Picture(np.arange(6, dtype=np.uint16).reshape(2, 3)).id == "be50ef29cdac7352f711eb261ad69e4d"


def test_an_id_does_not_depend_on_the_layout_in_memory() -> None:
    levels = np.arange(6, dtype=np.uint16).reshape(2, 3)
    assert Picture(levels).id == Picture(np.asfortranarray(levels)).id


def test_the_same_pixels_have_one_id_however_they_were_packed() -> None:
    files = [saved(colours(), "PNG"), saved(colours(), "BMP"), saved(colours(), "WEBP", lossless=True)]
    assert len({decode(data).id for data in files}) == 1


def test_a_picture_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Picture(greys()).pixels[0, 0] = 1


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((2, 2)),
        np.zeros((2, 2, 4), np.uint8),
        np.zeros((2, 2, 3), np.uint16),
        np.zeros((0, 2), np.uint8),
        np.zeros(4, np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(pixels: Pixels) -> None:
    with pytest.raises(ValueError, match="A picture is not made of"):
        Picture(pixels)
