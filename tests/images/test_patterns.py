from collections.abc import Callable

import numpy as np
import pytest

from app.images import patterns
from app.images.patterns import PATTERNS


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_uses_black_to_white_and_nothing_beyond(name: str) -> None:
    levels = PATTERNS[name]()
    assert levels.min() >= 0
    assert levels.max() <= 1
    assert np.ptp(levels) >= 0.6


def test_the_impulse_is_one_pixel_in_the_middle() -> None:
    assert np.argwhere(patterns.impulse()).tolist() == [[16, 16]]


def test_the_gradient_adds_the_same_at_every_step() -> None:
    assert np.diff(patterns.gradient() * 255, axis=1) == pytest.approx(1)


def test_the_step_edge_is_one_step_high() -> None:
    steps = np.diff(patterns.step_edge(), axis=1)
    assert steps[:, 31] == pytest.approx(0.6)
    assert np.count_nonzero(steps) == 64


def test_the_checkerboard_changes_sides_every_eight_pixels() -> None:
    board = patterns.checkerboard()
    assert board[0, 0] == 1
    assert np.array_equal(board[8:], 1 - board[:-8])
    assert np.array_equal(board[:, 8:], 1 - board[:, :-8])


def test_the_disk_covers_the_area_of_a_circle() -> None:
    assert patterns.disk().sum() == pytest.approx(np.pi * 40**2, rel=1e-3)


@pytest.mark.parametrize(("rows", "columns", "step"), [(0, 0, (1, 0)), (0, 1, (1, -1)), (1, 0, (0, 1)), (1, 1, (1, 1))])
def test_stripes_do_not_change_along_themselves(rows: int, columns: int, step: tuple[int, int]) -> None:
    quarter = patterns.stripes()[64 * rows : 64 * rows + 64, 64 * columns : 64 * columns + 64]
    moved = np.roll(quarter, step, axis=(0, 1))[1:-1, 1:-1]
    assert moved == pytest.approx(quarter[1:-1, 1:-1])


@pytest.mark.parametrize("pattern", [patterns.disk, patterns.zone_plate, patterns.siemens_star])
def test_round_patterns_look_the_same_after_a_quarter_turn(pattern: Callable[[], patterns.Levels]) -> None:
    assert np.rot90(pattern()) == pytest.approx(pattern(), abs=1e-6)


def test_the_zone_plate_is_grey_where_pixels_could_not_show_its_rings() -> None:
    assert patterns.zone_plate()[0, 0] == 0.5
    assert patterns.zone_plate()[127:129, 127:129] == pytest.approx(1, abs=0.01)


def test_the_star_has_36_dark_spokes() -> None:
    angles = np.arange(3600) * 2 * np.pi / 3600
    x, y = (np.rint(127.5 + 100 * f(angles)).astype(int) for f in (np.cos, np.sin))
    dark = patterns.siemens_star()[y, x] < 0.5
    assert np.count_nonzero(np.diff(dark, append=dark[:1])) == 72


def test_the_three_lies_in_its_square_as_the_digits_of_mnist_do() -> None:
    levels = patterns.three()
    assert np.count_nonzero((levels > 0.5).any(axis=1)) == 20
    middle = [(levels.sum(axis=axis) @ np.arange(28)) / levels.sum() for axis in (0, 1)]
    assert middle == pytest.approx([14, 14], abs=0.5)


def test_the_three_has_two_bowls_that_open_to_the_left() -> None:
    ink = patterns.three() > 0.5
    assert ink.shape == (28, 28)
    left, right = ink[:, :11].any(axis=1), ink[:, 16:].any(axis=1)
    assert np.count_nonzero(np.diff(left)) == 4  # the two ends, apart
    assert np.count_nonzero(np.diff(right)) <= 4


def test_glyphs_are_dark_strokes_on_white_paper() -> None:
    page = patterns.glyphs()
    assert page.shape == (192, 256)
    assert 0.1 < (page < 0.5).mean() < 0.3
    assert page[:8].min() == page[-8:].min() == page[:, :8].min() == page[:, -8:].min() == 1
