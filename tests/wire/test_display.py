"""Values → pixels: what is clipped is clipped, what is zero is white, tiles do not overlap."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.wire.display import DIVERGING_TABLE, GAP, Look, paint


def maps_of(*planes: list[list[float]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(planes, np.float32)


def test_clip_shows_zero_as_black_and_one_as_white() -> None:
    assert paint(maps_of([[-3, 0, 0.5, 1, 9]]), Look("clip")).tolist() == [[0, 0, 128, 255, 255]]


def test_absolute_shows_size_without_sign() -> None:
    assert paint(maps_of([[-1, 0, 1]]), Look("absolute")).tolist() == [[255, 0, 255]]


def test_min_max_stretches_from_end_to_end() -> None:
    assert paint(maps_of([[10, 20, 30]]), Look("min-max")).tolist() == [[0, 128, 255]]


def test_a_constant_map_is_drawn_without_dividing_by_zero() -> None:
    for shown in ("signed", "clip", "absolute", "min-max"):
        assert paint(maps_of([[0, 0]]), Look(shown)).shape[:2] == (1, 2)


def test_signed_is_symmetric_about_white() -> None:
    assert DIVERGING_TABLE[127].tolist() == [255, 255, 255]
    pixels = paint(maps_of([[-2, 0, 2]]), Look("signed"))
    assert pixels.tolist() == [[list(DIVERGING_TABLE[0]), [255] * 3, list(DIVERGING_TABLE[254])]]


def test_three_planes_of_a_colour_image_are_one_picture() -> None:
    pixels = paint(maps_of([[1]], [[0]], [[0.5]]), Look("clip", as_colour=True))
    assert pixels.tolist() == [[[255, 0, 128]]]


def test_maps_are_tiled_in_reading_order_with_a_white_gap() -> None:
    pixels = paint(maps_of([[0]], [[0.5]], [[1]]), Look("clip"))
    side = 2 + GAP
    assert pixels.shape == (side, side)
    assert [int(pixels[0, 0]), int(pixels[0, -1]), int(pixels[-1, 0]), int(pixels[-1, -1])] == [0, 128, 255, 255]


@given(arrays(np.float32, (2, 3, 4), elements=st.floats(-1e6, 1e6, width=32)))
def test_every_display_of_any_values_is_a_picture(values: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    for shown in ("signed", "clip", "absolute", "min-max"):
        assert paint(values, Look(shown)).dtype == np.uint8
