"""The named kernels: what the lectures and the classic demos print, and the laws that make them what they are."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import correlate
from scipy.signal import convolve2d

from app.engine.errors import InvalidParameter, UnknownKernel
from app.engine.kernels import CATALOGUE, GENERATORS, NamedKernel, resolve


def array(name: str) -> NDArray[np.float64]:
    return np.array(resolve(name), dtype=np.float64)


def by_family(*families: str) -> list[str]:
    return [kernel.name for kernel in CATALOGUE.values() if kernel.family in families]


PRINTED = {
    # the nine of setosa's "Image Kernels"
    "gaussian-3": "1/16 1/8 1/16 / 1/8 1/4 1/8 / 1/16 1/8 1/16",
    "outline": "-1 -1 -1 / -1 8 -1 / -1 -1 -1",
    "sharpen": "0 -1 0 / -1 5 -1 / 0 -1 0",
    "emboss": "-2 -1 0 / -1 1 1 / 0 1 2",
    "sobel-left": "1 0 -1 / 2 0 -2 / 1 0 -1",
    "sobel-right": "-1 0 1 / -2 0 2 / -1 0 1",
    "sobel-top": "1 2 1 / 0 0 0 / -1 -2 -1",
    "sobel-bottom": "-1 -2 -1 / 0 0 0 / 1 2 1",
    "identity": "0 0 0 / 0 1 0 / 0 0 0",
    # the five lectures
    "edge-8": "-1 -1 -1 / -1 8 -1 / -1 -1 -1",
    "sobel-x": "1 0 -1 / 2 0 -2 / 1 0 -1",
    "ones-3": "1 1 1 / 1 1 1 / 1 1 1",
    "pair-1-2": "1 2",
    "handmade-5": "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0",
    "vertical-edge": "1 0 -1 / 1 0 -1 / 1 0 -1",
    "l5-first": "0 -1 0 / -1 4 -1 / 0 -1 0",
    "l5-second": "-2 -1 0 / -1 1 1 / 0 1 2",
    "prewitt-right": "-1 0 1 / -1 0 1 / -1 0 1",
    "box-blur": "1/9 1/9 1/9 / 1/9 1/9 1/9 / 1/9 1/9 1/9",
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_kernel_has_exactly_the_weights_that_are_printed(name: str) -> None:
    printed = tuple(tuple(Fraction(cell) for cell in row.split()) for row in PRINTED[name].split(" / "))
    assert resolve(name) == printed


@pytest.mark.parametrize("kernel", CATALOGUE.values(), ids=CATALOGUE)
def test_a_named_kernel_is_a_rectangle_of_at_most_31_cells_a_side(kernel: NamedKernel) -> None:
    assert 1 <= len(kernel.rows) <= 31
    assert {len(row) for row in kernel.rows} <= set(range(1, 32))
    assert len({len(row) for row in kernel.rows}) == 1


@pytest.mark.parametrize("kernel", CATALOGUE.values(), ids=CATALOGUE)
def test_a_named_kernel_says_in_one_sentence_what_it_does(kernel: NamedKernel) -> None:
    assert kernel.account[0].isupper()
    assert kernel.account.endswith(".")
    assert ". " not in kernel.account


def test_names_and_titles_are_never_used_twice() -> None:
    assert not set(CATALOGUE) & set(GENERATORS)
    titles = [kernel.title for kernel in CATALOGUE.values()] + [one.title for one in GENERATORS.values()]
    assert len(set(titles)) == len(titles)


def test_two_names_share_their_weights_only_where_one_is_called_an_alias_of_the_other() -> None:
    for one, other in combinations(CATALOGUE.values(), 2):
        declared = one.name in (other.alias_of, one.alias_of) or other.name in (one.alias_of, other.alias_of)
        assert (one.rows == other.rows) == declared, (one.name, other.name)


def test_blurs_sum_to_1_so_that_brightness_stays() -> None:
    assert {CATALOGUE[name].total for name in by_family("move", "blur")} == {1}


def test_edges_curvature_and_lines_sum_to_0_so_that_flat_areas_vanish() -> None:
    assert {CATALOGUE[name].total for name in by_family("edges", "curvature", "lines")} == {0}


def test_sharpening_keeps_flat_areas_and_a_high_pass_drops_them() -> None:
    totals = {name: CATALOGUE[name].total for name in by_family("sharpen")}
    assert totals.pop("high-pass") == 0
    assert set(totals.values()) == {1}


@pytest.mark.parametrize("pair", ["sobel", "prewitt", "scharr"])
def test_the_x_and_y_kernels_are_each_other_s_transpose(pair: str) -> None:
    np.testing.assert_array_equal(array(f"{pair}-y"), array(f"{pair}-x").T)


def test_sobel_smooths_along_the_edge_and_takes_differences_across_it() -> None:
    np.testing.assert_array_equal(array("sobel-x"), np.outer([1, 2, 1], [1, 0, -1]))


def test_opposite_sobels_differ_in_sign_alone() -> None:
    np.testing.assert_array_equal(array("sobel-left"), -array("sobel-right"))
    np.testing.assert_array_equal(array("sobel-top"), -array("sobel-bottom"))


def test_gaussian_5_is_gaussian_3_convolved_with_itself() -> None:
    np.testing.assert_array_equal(array("gaussian-5"), convolve2d(array("gaussian-3"), array("gaussian-3")))


def test_unsharp_is_twice_the_picture_less_its_blur() -> None:
    twice = np.zeros((5, 5))
    twice[2, 2] = 2
    np.testing.assert_array_equal(array("unsharp"), twice - array("gaussian-5"))


def test_high_pass_is_the_picture_less_its_box_blur() -> None:
    np.testing.assert_allclose(array("high-pass"), array("identity") - array("box-blur"), atol=1e-15)


def test_sharpen_is_the_picture_less_its_laplacian() -> None:
    np.testing.assert_array_equal(array("sharpen"), array("identity") - array("laplacian-4"))
    np.testing.assert_array_equal(array("sharpen-strong"), array("identity") - array("laplacian-8"))


def test_the_hand_made_filter_is_the_classic_laplacian_of_gaussian_with_its_sign_turned() -> None:
    np.testing.assert_array_equal(array("handmade-5"), -array("log-5"))


@pytest.mark.parametrize(
    ("name", "down", "right"), [("shift-left", 0, -1), ("shift-right", 0, 1), ("shift-up", -1, 0), ("shift-down", 1, 0)]
)
def test_a_shift_moves_the_picture_where_its_name_says(name: str, down: int, right: int) -> None:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1
    moved = correlate(dot, array(name), mode="constant")
    assert np.argwhere(moved == 1).tolist() == [[2 + down, 2 + right]]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("line-0", [[0, 0, 0], [1, 1, 1], [0, 0, 0]]),
        ("line-45", [[0, 0, 1], [0, 1, 0], [1, 0, 0]]),
        ("line-90", [[0, 1, 0], [0, 1, 0], [0, 1, 0]]),
        ("line-135", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ],
)
def test_a_line_detector_answers_6_to_its_own_line_and_no_more_than_0_to_the_others(
    name: str, line: list[list[int]]
) -> None:
    answers = {other: int((array(other) * np.array(line)).sum()) for other in by_family("lines") if other != "corner"}
    assert answers.pop(name) == 6
    assert max(answers.values()) <= 0


def test_the_corner_kernel_is_silent_on_straight_edges_and_speaks_at_a_corner() -> None:
    level = np.repeat([[0.0], [0], [1], [1]], 4, axis=1)
    corner = level * level.T
    assert not correlate(level, array("corner"), mode="nearest").any()
    assert correlate(corner, array("corner"), mode="nearest").any()


def test_symmetric_says_whether_half_a_turn_changes_anything() -> None:
    assert CATALOGUE["gaussian-5"].symmetric
    assert CATALOGUE["line-45"].symmetric
    assert not CATALOGUE["sobel-x"].symmetric
    assert not CATALOGUE["shift-left"].symmetric


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sobelx", 'There is no kernel "sobelx". Did you mean "sobel-x"?'),
        ("gausian", 'There is no kernel "gausian". Did you mean "gaussian"?'),
        ("prewitt", 'There is no kernel "prewitt". Did you mean "prewitt-x" or "prewitt-y"?'),
        ("qqqq", 'There is no kernel "qqqq".'),
        ("", 'There is no kernel "".'),
    ],
)
def test_a_mistyped_name_is_answered_with_the_nearest_ones(typed: str, sentence: str) -> None:
    with pytest.raises(UnknownKernel) as refused:
        resolve(typed)
    assert (refused.value.message, refused.value.field) == (sentence, "kernel")


def test_a_named_kernel_takes_no_arguments() -> None:
    with pytest.raises(InvalidParameter, match='"sobel-x" is a fixed kernel: it takes no size') as refused:
        resolve("sobel-x", {"size": 5})
    assert refused.value.field == "kernel"
