"""Pictures that are not kept: encoded ones, and raw pixels."""

import io

import numpy as np
import pytest
from PIL import Image

from app.images.errors import UnsupportedImage
from app.images.frames import frame_tensor
from app.images.limits import FRAME_LIMITS, Limits


def png_of(*shape: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.full(shape, 51, np.uint8)).save(file, "PNG")
    return file.getvalue()


def test_a_canvas_gives_four_bytes_a_pixel_and_alpha_is_left_out() -> None:
    seen = frame_tensor(bytes([255, 0, 0, 7] * 6), (2, 3), "rgb", FRAME_LIMITS)
    assert seen.shape == (3, 2, 3)
    assert seen[:, 1, 2].tolist() == [1, 0, 0]


def test_an_encoded_frame_is_fitted_into_the_working_resolution() -> None:
    assert frame_tensor(png_of(40, 60), (20, 20), "gray", FRAME_LIMITS).shape == (1, 13, 20)


def test_a_file_with_as_many_bytes_as_raw_pixels_would_have_is_still_a_file() -> None:
    data = png_of(8, 8)
    seen = frame_tensor(data, (1, len(data)), "gray", FRAME_LIMITS)
    np.testing.assert_allclose(seen.numpy(), 0.2)


def test_pixels_that_do_not_fill_their_shape_are_no_picture() -> None:
    with pytest.raises(UnsupportedImage):
        frame_tensor(bytes(7), (2, 3), "gray", Limits())
