import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from app.images.channels import Channels, to_tensor
from app.images.picture import Picture
from tests.images.files import colours, greys

ALL: list[Channels] = ["gray", "rgb", "r", "g", "b"]


@pytest.mark.parametrize("channels", ALL)
def test_a_tensor_has_planes_rows_and_columns_of_float32(channels: Channels) -> None:
    for picture in (Picture(colours()), Picture(greys())):
        tensor = to_tensor(picture, channels)
        assert tensor.shape == (3 if channels == "rgb" else 1, 12, 20)
        assert tensor.dtype == torch.float32
        assert tensor.is_contiguous()


def test_black_is_0_and_white_is_1_at_every_depth() -> None:
    for white in (np.uint8(255), np.uint16(65535)):
        assert to_tensor(Picture(np.array([[0, white]], white.dtype)))[0].tolist() == [[0.0, 1.0]]
    assert to_tensor(Picture(np.full((1, 1, 3), 255, np.uint8))).item() == 1.0


def test_planes_are_taken_by_name() -> None:
    picture = Picture(np.array([[[51, 102, 255]]], np.uint8))
    assert to_tensor(picture, "rgb").flatten().tolist() == pytest.approx([0.2, 0.4, 1.0])
    assert [to_tensor(picture, name).item() for name in ("r", "g", "b")] == pytest.approx([0.2, 0.4, 1.0])


@given(arrays.arrays(np.uint8, (2, 3, 3)))
def test_grey_is_the_luma_of_rec_601(pixels: NDArray[np.uint8]) -> None:
    luma = pixels.astype(float) @ [0.299, 0.587, 0.114] / 255
    assert to_tensor(Picture(pixels))[0].numpy() == pytest.approx(luma, abs=1e-7)


@given(some.integers(0, 255))
def test_equal_planes_have_exactly_the_grey_of_one_plane(level: int) -> None:
    grey, colour = (Picture(np.full(shape, level, np.uint8)) for shape in ((1, 1), (1, 1, 3)))
    assert to_tensor(grey).item() == to_tensor(colour).item()


@pytest.mark.parametrize("channels", ALL)
def test_every_plane_of_a_grey_picture_is_that_grey(channels: Channels) -> None:
    expected = torch.from_numpy(greys().astype(np.float32)) / 255
    assert all(torch.equal(plane, expected) for plane in to_tensor(Picture(greys()), channels))
