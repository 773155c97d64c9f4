"""The generated kernels: their laws, their formulas against other people's, and what they refuse."""

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.ndimage import gaussian_laplace
from scipy.signal.windows import gaussian as scipy_bell

from app.engine.errors import InvalidParameter
from app.engine.kernels import GENERATORS, Generator, Parameter, resolve


def made(name: str, **arguments: float) -> NDArray[np.float64]:
    return np.array(resolve(name, arguments), dtype=np.float64)


def values_of(parameter: Parameter) -> st.SearchStrategy[float]:
    if parameter.kind == "int":
        return st.integers(int(parameter.low), int(parameter.high))
    return st.floats(parameter.low, parameter.high)


def arguments_of(*names: str) -> st.SearchStrategy[tuple[str, dict[str, float]]]:
    return st.sampled_from(names).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.fixed_dictionaries({each.name: values_of(each) for each in GENERATORS[name].parameters}),
        )
    )


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
def test_a_generator_makes_every_side_from_1_to_31_also_the_even_ones(generator: Generator) -> None:
    for size in range(1, 32):
        sides = {name: size for name in ("size", "rows", "columns") if name in generator.arguments({})}
        assert made(generator.name, **sides).shape == (size, size)


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
def test_defaults_lie_in_their_ranges_and_steps_fit(generator: Generator) -> None:
    for parameter in generator.parameters:
        assert parameter.low <= parameter.default <= parameter.high
        assert 0 < parameter.step <= parameter.high - parameter.low
        assert parameter.account.endswith(".")


@settings(max_examples=60, deadline=None)
@given(arguments_of("box", "rectangle", "gaussian", "disk", "motion"))
def test_averaging_kernels_sum_to_1_and_have_no_negative_weight(asked: tuple[str, dict[str, float]]) -> None:
    name, arguments = asked
    kernel = made(name, **arguments)
    assert kernel.sum() == pytest.approx(1, abs=1e-12)
    assert kernel.min() >= 0


@pytest.mark.parametrize(
    ("name", "arguments", "weights"),
    [
        ("box", {"size": 3}, {Fraction(1, 9)}),
        ("rectangle", {"rows": 2, "columns": 4}, {Fraction(1, 8)}),
        ("motion", {"size": 9, "angle": 0}, {Fraction(0), Fraction(1, 9)}),
        ("motion", {"size": 7, "angle": 90}, {Fraction(0), Fraction(1, 7)}),
        ("disk", {"size": 5, "radius": 22}, {Fraction(1, 25)}),
    ],
)
def test_weights_that_are_exact_shares_are_fractions(
    name: str, arguments: dict[str, float], weights: set[Fraction]
) -> None:
    made_of = {weight for row in resolve(name, arguments) for weight in row}
    assert made_of == weights
    assert all(isinstance(weight, Fraction) for weight in made_of)


@settings(max_examples=60, deadline=None)
@given(arguments_of("log", "dog", "gabor"))
def test_finding_kernels_sum_to_0(asked: tuple[str, dict[str, float]]) -> None:
    name, arguments = asked
    kernel = made(name, **arguments)
    assert kernel.sum() == pytest.approx(0, abs=1e-12 * max(1, np.abs(kernel).sum()))
    assert np.isfinite(kernel).all()


@pytest.mark.parametrize(("size", "sigma"), [(7, 1.5), (8, 2.0), (31, 5.0)])
def test_the_gaussian_is_scipy_s_bell_along_rows_and_columns(size: int, sigma: float) -> None:
    bell = scipy_bell(size, sigma)
    np.testing.assert_allclose(made("gaussian", size=size, sigma=sigma), np.outer(bell, bell) / bell.sum() ** 2)


def test_the_laplacian_of_gaussian_is_scipy_s() -> None:
    dot = np.zeros((21, 21))
    dot[10, 10] = 1
    np.testing.assert_allclose(made("log", size=21, sigma=2), gaussian_laplace(dot, 2, truncate=5), atol=2e-4)


def test_a_difference_of_gaussians_is_one_gaussian_less_a_wider_one() -> None:
    wide = made("gaussian", size=9, sigma=2.4)
    np.testing.assert_allclose(made("dog", size=9, sigma=1.5, ratio=1.6), made("gaussian", size=9, sigma=1.5) - wide)


def test_a_gabor_answers_most_to_stripes_of_its_own_direction_and_width() -> None:
    y, x = np.mgrid[7:-8:-1, -7:8]

    def answer(degrees: float, wavelength: float) -> float:
        turn = math.radians(degrees)
        stripes = np.cos(2 * np.pi * (x * np.cos(turn) + y * np.sin(turn)) / wavelength)
        return float((made("gabor", size=15, theta=30, wavelength=5, sigma=3, aspect=1) * stripes).sum())

    answers = {(turn, width): answer(turn, width) for turn in range(0, 180, 30) for width in (3, 4, 5, 7, 10)}
    assert max(answers, key=lambda stripes: answers[stripes]) == (30, 5)


def test_a_gabor_at_0_has_upright_stripes_and_at_90_level_ones() -> None:
    upright = made("gabor", size=9, theta=0, aspect=1)
    np.testing.assert_allclose(upright, upright[::-1])
    np.testing.assert_allclose(made("gabor", size=9, theta=90, aspect=1), upright.T, atol=1e-15)
    assert upright[4, 4] > 0 > upright[4, 1]
    assert upright[1, 4] > 0


def test_the_phase_of_a_gabor_turns_a_bar_into_an_edge() -> None:
    bar, edge = made("gabor", size=9, phase=0), made("gabor", size=9, phase=90)
    np.testing.assert_allclose(bar, bar[:, ::-1], atol=1e-15)
    np.testing.assert_allclose(edge, -edge[:, ::-1], atol=1e-15)


def test_an_aspect_below_1_makes_the_stripes_of_a_gabor_longer() -> None:
    long, short = made("gabor", size=15, aspect=0.5), made("gabor", size=15, aspect=2)
    assert abs(long[0, 7] / long[7, 7]) > abs(short[0, 7] / short[7, 7])


def test_motion_smears_along_the_row_the_column_or_the_rising_diagonal() -> None:
    row = np.zeros((5, 5))
    row[2] = 0.2
    np.testing.assert_array_equal(made("motion", size=5, angle=0), row)
    np.testing.assert_array_equal(made("motion", size=5, angle=90), row.T)
    np.testing.assert_array_equal(made("motion", size=5, angle=180), row)
    rising = made("motion", size=5, angle=45)
    assert rising[4, 0] == pytest.approx(rising[0, 4])
    assert rising[4, 0] > 0 == rising[0, 0]


def test_motion_at_an_even_size_shares_itself_between_the_two_middle_rows() -> None:
    assert made("motion", size=2, angle=0).tolist() == [[0.25, 0.25], [0.25, 0.25]]
    assert made("motion", size=4, angle=0).sum(axis=1).tolist() == [0, 0.5, 0.5, 0]


@pytest.mark.parametrize("size", [6, 7])
def test_a_disk_looks_the_same_from_all_sides(size: int) -> None:
    disk = made("disk", size=size, radius=2.3)
    np.testing.assert_array_equal(disk, disk.T)
    np.testing.assert_array_equal(disk, disk[::-1])
    assert disk[0, 0] == 0 < disk[size // 2, size // 2]


def test_a_random_kernel_comes_back_with_its_seed_and_changes_with_it() -> None:
    assert resolve("random", {"seed": 7}) == resolve("random", {"seed": 7})
    assert len({resolve("random", {"seed": seed}) for seed in range(100)}) == 100


def test_random_weights_are_whole_numbers_each_about_as_likely() -> None:
    drawn = Counter(
        weight for seed in range(30) for row in resolve("random", {"size": 9, "seed": seed}) for weight in row
    )
    assert set(drawn) == {-3, -2, -1, 0, 1, 2, 3}
    expected = 30 * 81 / 7
    assert all(0.8 * expected < count < 1.2 * expected for count in drawn.values())


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("box", {"size": 32}, "The size is a whole number from 1 to 31, not 32."),
        ("box", {"size": 0}, "The size is a whole number from 1 to 31, not 0."),
        ("box", {"size": 2.5}, "The size is a whole number from 1 to 31, not 2.5."),
        ("gaussian", {"sigma": 0}, "The sigma is a number from 0.1 to 31, not 0."),
        ("gaussian", {"sigma": math.nan}, "The sigma is a number from 0.1 to 31, not nan."),
        ("box", {"size": math.inf}, "The size is a whole number from 1 to 31, not inf."),
        ("motion", {"angle": 181}, "The angle is an angle from 0 to 180 degrees, not 181."),
        ("gaussian", {"sgma": 1}, '"gaussian" has no parameter "sgma". Did you mean "sigma"?'),
        ("gaussian", {"q": 1}, '"gaussian" has no parameter "q". It has size, sigma.'),
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range(name: str, arguments: dict[str, float], sentence: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        resolve(name, arguments)
    assert (refused.value.message, refused.value.field) == (sentence, "kernel")


def test_arguments_come_in_the_generator_s_own_order_with_whole_numbers_as_int() -> None:
    arguments = GENERATORS["gabor"].arguments({"sigma": 2, "size": 7.0})
    assert list(arguments) == ["size", "theta", "wavelength", "sigma", "phase", "aspect"]
    assert isinstance(arguments["size"], int)
