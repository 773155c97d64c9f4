from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from app.images.errors import ImpossibleSize
from app.images.fit import MOST_SIDE, fit, fitted_shape
from app.images.picture import Picture, Pixels

sides = some.integers(1, 9)


def coverage(old: int, new: int) -> list[list[Fraction]]:
    """How much of each old pixel lies in each new one: the definition, in fractions."""
    edges = [Fraction(index * old, new) for index in range(new + 1)]
    return [
        [max(Fraction(0), min(stop, Fraction(k + 1)) - max(start, Fraction(k))) for k in range(old)]
        for start, stop in pairwise(edges)
    ]


@given(arrays.arrays(np.uint8, some.tuples(sides, sides)), some.tuples(sides, sides))
@settings(deadline=None)
def test_each_new_pixel_is_the_mean_of_the_area_it_covers(pixels: NDArray[np.uint8], size: tuple[int, int]) -> None:
    height, width = fitted_shape(len(pixels), len(pixels[0]), size)
    down, across = coverage(pixels.shape[0], height), coverage(pixels.shape[1], width)
    area = Fraction(pixels.size, height * width)
    fitted = fit(Picture(pixels), size).pixels
    for i in range(height):
        for j in range(width):
            mean = sum(a * b * int(pixels[k, m]) for k, a in enumerate(down[i]) for m, b in enumerate(across[j])) / area
            assert fitted[i, j] == int(mean + Fraction(1, 2))


@given(
    some.one_of(
        arrays.arrays(np.uint16, some.tuples(sides, sides)),
        arrays.arrays(np.uint8, some.tuples(sides, sides, some.just(3))),
    ),
    some.integers(2, 5),
)
def test_enlarging_by_a_whole_number_repeats_pixels_and_shrinking_takes_them_back(pixels: Pixels, times: int) -> None:
    picture = Picture(pixels)
    large = fit(picture, (times * picture.height, times * picture.width))
    assert np.array_equal(large.pixels, pixels.repeat(times, axis=0).repeat(times, axis=1))
    assert fit(large, (picture.height, picture.width)).id == picture.id


@given(
    some.integers(1, 20_000),
    some.integers(1, 20_000),
    some.tuples(some.integers(1, MOST_SIDE), some.integers(1, MOST_SIDE)),
)
def test_a_fitted_picture_touches_its_box_and_keeps_its_aspect(height: int, width: int, size: tuple[int, int]) -> None:
    rows, columns = fitted_shape(height, width, size)
    assert rows == size[0] or columns == size[1]
    assert 1 <= rows <= size[0]
    assert 1 <= columns <= size[1]
    assert rows == 1 or columns == 1 or abs(rows / columns - height / width) <= (1 + height / width) / columns


@pytest.mark.parametrize(
    ("shape", "fitted"),
    [
        ((512, 512), (512, 512)),
        ((20, 30), (20, 30)),
        ((3000, 4000), (384, 512)),
        ((513, 100), (512, 100)),
        ((16384, 1), (512, 1)),
    ],
)
def test_without_a_size_a_picture_is_brought_to_512_but_never_enlarged(
    shape: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert fitted_shape(*shape) == fitted


def test_a_picture_that_fits_already_is_left_alone() -> None:
    picture = Picture(np.zeros((3, 4), np.uint8))
    assert fit(picture) is picture
    assert fit(picture, (3, 9)) is picture


def test_the_brightest_large_picture_does_not_overflow() -> None:
    white = Picture(np.full((16_384, 2), 65_535, np.uint16))
    assert fit(white, (4095, 4096)).pixels.min() == 65_535


@pytest.mark.parametrize("size", [(0, 5), (5, 4097), (-1, -1)])
def test_a_size_out_of_range_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ImpossibleSize, match="sides from 1 to 4096") as refusal:
        fitted_shape(10, 10, size)
    assert refusal.value.field == "size"
