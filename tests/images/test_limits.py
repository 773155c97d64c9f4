import pytest

from app.images.errors import TooLarge
from app.images.limits import PILLOW_CEILING, Limits


def test_the_largest_picture_allowed_is_allowed() -> None:
    limits = Limits(max_bytes=10, max_pixels=200, max_side=20)
    limits.check_bytes(10)
    limits.check_size(20, 10)


@pytest.mark.parametrize(
    ("width", "height", "reason"), [(21, 1, "no side"), (1, 21, "no side"), (15, 14, "pixels; at most")]
)
def test_a_picture_beyond_the_limits_is_told_which(width: int, height: int, reason: str) -> None:
    with pytest.raises(TooLarge, match=reason) as refusal:
        Limits(max_pixels=200, max_side=20).check_size(width, height)
    assert refusal.value.field == "image"


def test_limits_cannot_be_set_beyond_what_pillow_guards() -> None:
    with pytest.raises(ValueError, match="at most 89478485"):
        Limits(max_pixels=PILLOW_CEILING + 1)


def test_limits_must_let_something_through() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Limits(max_bytes=0)


def test_limits_cannot_name_a_format_that_is_not_taken() -> None:
    with pytest.raises(ValueError, match="got PNG, EPS"):
        Limits(formats=("PNG", "EPS"))
