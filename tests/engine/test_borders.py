"""Padding rings against numpy.pad, and strips against the whole."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from app.engine.borders import BORDERS, Border, Frame, require_room, source
from app.engine.errors import ImpossibleShape
from tests.engine.reference import PAD_MODES, seeded, unhurried

SIDES = st.tuples(*[st.integers(0, 5)] * 4)


@st.composite
def frames(draw: st.DrawFn) -> tuple[Frame, Any]:
    """A frame, and what numpy says it shows."""
    top, right, bottom, left = draw(SIDES)
    height = draw(st.integers(max(top, bottom) + 1, 12))
    width = draw(st.integers(max(left, right) + 1, 12))
    image = seeded(draw(st.integers(1, 3)), height, width)
    border = draw(st.sampled_from(BORDERS))
    shown = np.pad(image.numpy(), ((0, 0), (top, bottom), (left, right)), mode=PAD_MODES[border])
    return Frame(image, range(-top, height + bottom), range(-left, width + right), border), shown


@unhurried
@given(frames(), st.integers(0, 3))
def test_a_frame_shows_what_numpy_pads(case: tuple[Frame, Any], spare: int) -> None:
    frame, shown = case
    np.testing.assert_array_equal(frame.whole(spare)[:, :, : shown.shape[2]].numpy(), shown)
    assert frame.whole(spare).shape[2] == shown.shape[2] + spare


@unhurried
@given(frames(), st.data())
def test_a_strip_that_is_filled_again_and_again_shows_the_rows_of_the_whole(
    case: tuple[Frame, Any], data: st.DataObject
) -> None:
    frame, shown = case
    height = data.draw(st.integers(1, len(frame.rows)))
    strip = frame.strip(height)
    for first in data.draw(st.lists(st.integers(0, len(frame.rows) - height), min_size=1, max_size=4)):
        frame.fill(strip, first)
        np.testing.assert_array_equal(strip.numpy(), shown[:, first : first + height])


@unhurried
@given(st.integers(-9, 9), st.integers(0, 9), st.integers(-9, 9), st.integers(0, 9))
def test_coordinates_far_outside_show_zeros(top: int, height: int, left: int, width: int) -> None:
    """Phases of a transposed convolution look past the edge, or at a part of the image only."""
    image = seeded(1, 3, 4)
    frame = Frame(image, range(top, top + height), range(left, left + width))
    inside = torch.zeros(1, height, width)
    for i in range(height):
        for j in range(width):
            if 0 <= top + i < 3 and 0 <= left + j < 4:
                inside[0, i, j] = image[0, top + i, left + j]
    assert torch.equal(frame.whole(), inside)


def test_without_a_ring_the_frame_is_the_image_itself() -> None:
    image = seeded(1, 3, 4)
    assert Frame(image, range(3), range(4)).whole() is image


def test_reflect_mirrors_without_repeating_the_edge() -> None:
    assert [source("reflect", coordinate, 4) for coordinate in range(-3, 7)] == [3, 2, 1, 0, 1, 2, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("border", "widest", "sentence"),
    [
        ("reflect", 4, "Reflecting 4 cells needs at least 5: here are 4."),
        ("circular", 5, "Going round by 5 cells needs at least 5: here are 4."),
    ],
)
def test_a_ring_wider_than_the_border_can_show_is_refused(border: Border, widest: int, sentence: str) -> None:
    require_room(border, widest - 1, widest - 1, 4)
    with pytest.raises(ImpossibleShape) as refusal:
        require_room(border, 0, widest, 4)
    assert (refusal.value.message, refusal.value.field) == (sentence, "padding")


@pytest.mark.parametrize("border", ["zeros", "replicate"])
def test_zeros_and_the_edge_fill_a_ring_of_any_width(border: Border) -> None:
    require_room(border, 500, 500, 1)
