"""Every route makes the same sums; a route that is asked for is taken or refused; the choice is worth it."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from app.engine.convolution import Convolution, Route, convolve
from app.engine.errors import InvalidParameter
from app.engine.geometry import make_geometry
from app.engine.routes import ROUTES, Stencil, choose, separable
from app.engine.routes import stencil as room
from app.engine.routes.fft import good_size, tiling
from app.engine.routes.table import MODULES, refusal
from tests.engine.reference import questions, reach_of, scale_of, seeded, unhurried, values_of, whole_numbers

PROCESSOR = torch.device("cpu")
EXACT: tuple[Route, ...] = ("direct", "channels-last", "shift-add", "banded", "separable")


def agrees(image: Tensor, convolution: Convolution, route: Route) -> None:
    output, expected = convolve(image, convolution, route=route), values_of(image, convolution)
    scale = reach_of(image, convolution) if route == "fft" else scale_of(image, convolution)
    assert output.is_contiguous()
    assert output.shape == expected.shape
    np.testing.assert_allclose(output.numpy(), expected, rtol=0, atol=1e-5 * scale)


def kernel_of_rank_one(kh: int, kw: int) -> Tensor:
    return seeded(kh, 1) * seeded(1, kw, seed=1)


@unhurried
@given(questions(), st.sampled_from(["direct", "shift-add", "banded", "fft"]))
def test_every_route_makes_the_sums_of_float64(question: tuple[Tensor, Convolution], route: Route) -> None:
    agrees(*question, route)


@unhurried
@given(questions())
def test_so_does_channels_last_where_there_are_channels(question: tuple[Tensor, Convolution]) -> None:
    image, convolution = question
    if len(image) > 1:
        agrees(image, convolution, "channels-last")


@unhurried
@given(questions(), st.integers(0, 9))
def test_so_does_the_separable_route_for_a_column_times_a_row(question: tuple[Tensor, Convolution], seed: int) -> None:
    image, asked = question
    kh, kw = asked.geometry.kernel
    weights = seeded(len(image), 1, kh, 1, seed=seed) * seeded(len(image), 1, 1, kw, seed=seed + 1)
    planes = Convolution(
        weights, asked.geometry, asked.border, len(image), asked.flip, asked.bias[:1], asked.activation
    )
    agrees(image, planes, "separable")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(("border", "stride"), [("zeros", 1), ("reflect", 1), ("circular", 2), ("replicate", 3)])
def test_strips_are_put_together_without_a_seam(
    route: Route, border: str, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in MODULES.values():
        for name in ("STRIP_CELLS", "STRIP_WORK", "STRIP_VALUES", "AT_ONCE_WORK", "TILE"):
            monkeypatch.setattr(module, name, 500 if name != "TILE" else 8, raising=False)
    image = seeded(2, 90, 61)
    weights = kernel_of_rank_one(5, 4).expand(2, 1, 5, 4)
    geometry = make_geometry((5, 4), (stride, stride), (2, 1), (4, 3, 4, 0))
    heard: list[float] = []
    convolution = Convolution(weights, geometry, border, groups=2, bias=(1.0,), activation="tanh")  # type: ignore[arg-type]  # parametrised
    output = convolve(image, convolution, route=route, tick=heard.append)
    np.testing.assert_allclose(output.numpy(), values_of(image, convolution), atol=2e-5 * reach_of(image, convolution))
    assert len(heard) >= 2
    assert heard[0] < 0.6


@pytest.mark.parametrize("route", EXACT)
@pytest.mark.parametrize("kernel", [(3, 3), (5, 2), (11, 11)])
def test_whole_numbers_stay_whole_on_every_route_but_the_spectral(route: Route, kernel: tuple[int, int]) -> None:
    image = whole_numbers(2, 70, 50)
    weights = (whole_numbers(2, 1, kernel[0], 1, seed=1) * whole_numbers(2, 1, 1, kernel[1], seed=2)).contiguous()
    convolution = Convolution(weights, make_geometry(kernel, padding="same"), groups=2)
    np.testing.assert_array_equal(convolve(image, convolution, route=route).numpy(), values_of(image, convolution))


@pytest.mark.parametrize("side", [21, 31])
@pytest.mark.parametrize("route", ["direct", "banded", "separable", "fft", None])
def test_large_kernels_lose_no_digits(side: int, route: Route | None) -> None:
    image, weights = seeded(1, 300, 280).abs(), kernel_of_rank_one(side, side).abs()[None, None]
    convolution = Convolution(weights, make_geometry((side, side), padding="same"))
    output = convolve(image, convolution, route=route).double()
    error = (output - torch.from_numpy(values_of(image, convolution))).abs().max()
    assert error < 1e-5 * scale_of(image, convolution)


def test_a_kernel_of_zeros_answers_zero_on_every_route() -> None:
    convolution = Convolution(torch.zeros(1, 1, 3, 3), make_geometry((3, 3)))
    for route in set(ROUTES) - {"channels-last"}:
        assert not convolve(seeded(1, 9, 9), convolution, route=route).any()


@pytest.mark.parametrize(
    ("route", "weights", "groups", "sentence"),
    [
        ("separable", [[1.0, 2], [3, 4]], 1, "This kernel is not a column times a row, so it cannot be separated"),
        ("channels-last", [[1.0]], 1, "With one channel there is nothing to put last"),
        ("sideways", [[1.0]], 1, "A route is direct, channels-last, .*, not 'sideways'"),
    ],
)
def test_a_route_that_cannot_is_refused(route: Route, weights: list[list[float]], groups: int, sentence: str) -> None:
    kernel = torch.tensor(weights)[None, None]
    geometry = make_geometry((kernel.shape[2], kernel.shape[3]))
    with pytest.raises(InvalidParameter, match=sentence) as refused:
        convolve(seeded(1, 6, 6), Convolution(kernel, geometry, groups=groups), route=route)
    assert refused.value.field == "route"


def test_the_separable_route_does_not_sum_over_channels() -> None:
    convolution = Convolution(torch.ones(1, 2, 3, 3), make_geometry((3, 3)))
    with pytest.raises(InvalidParameter, match="takes one plane at a time"):
        convolve(seeded(2, 6, 6), convolution, route="separable")


@pytest.mark.parametrize("route", ROUTES)
def test_a_graphics_card_goes_direct_or_by_spectra(route: Route) -> None:
    sentence = refusal(route, Stencil(torch.ones(2, 2, 3, 3)), torch.device("cuda"))
    assert (sentence is None) == (route in ("direct", "fft"))
    assert choose(Stencil(torch.ones(1, 1, 31, 31)), (4096, 4096), torch.device("cuda")) == "direct"


@pytest.mark.parametrize(
    ("kernel", "column", "row"),
    [
        ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], [1, 2, 1], [1, 2, 1]),
        ([[3, 6], [2, 4]], [3, 2], [1, 2]),
        ([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [1, 2, 1], [-1, 0, 1]),
        ([[0, 0], [0, 0]], [0, 0], [0, 0]),
        ([[0.25, 0.5]], [0.5], [0.25, 0.5]),
    ],
)
def test_factors_of_whole_numbers_are_whole(kernel: list[list[float]], column: list[float], row: list[float]) -> None:
    found = separable.factors(np.array(kernel, float))
    assert found is not None
    assert np.array_equal(np.outer(*found), kernel)
    if np.array(kernel).dtype == np.int64:
        assert [found[0].tolist(), found[1].tolist()] == [column, row]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_a_product_that_was_rounded_to_float32_is_still_one(kh: int, kw: int, seed: int) -> None:
    product = seeded(kh, 1, seed=seed) * seeded(1, kw, seed=seed + 1)
    assert separable.factors(product.double().numpy()) is not None


@given(st.integers(2, 9), st.integers(2, 9), st.integers(0, 99))
def test_a_sum_of_two_products_is_none(kh: int, kw: int, seed: int) -> None:
    assert separable.factors(seeded(kh, kw, seed=seed).double().numpy()) is None


def test_a_kernel_one_off_from_a_product_of_large_whole_numbers_is_none() -> None:
    product = np.outer([1000.0, 3000.0], [1000.0, 2000.0])
    product[0, 0] += 1
    assert separable.factors(product) is None


def test_a_small_grid_goes_direct() -> None:
    for side in (1, 2, 3, 5):
        assert choose(Stencil(torch.ones(1, 1, side, side)), (5, 5), PROCESSOR) == "direct"


@pytest.mark.parametrize(
    ("weights", "route"),
    [
        (torch.tensor([[[[-1.0, 1.0]]]]), "shift-add"),
        (seeded(1, 1, 7, 7), "banded"),
        (kernel_of_rank_one(15, 15)[None, None], "separable"),
        (seeded(1, 1, 31, 31), "fft"),
        (seeded(64, 1, 5, 5), "direct"),
    ],
)
def test_on_a_picture_each_kernel_goes_its_own_way(weights: Tensor, route: Route) -> None:
    assert choose(Stencil(weights), (512, 512), PROCESSOR) == route


def test_deep_filters_with_large_kernels_put_channels_last() -> None:
    assert choose(Stencil(seeded(8, 8, 9, 9)), (128, 128), PROCESSOR) == "channels-last"


@given(st.integers(1, 300), st.integers(1, 4), st.integers(1, 2000))
def test_tiles_cover_all_outputs_and_hold_their_windows(extent: int, stride: int, outputs: int) -> None:
    step, side, lacking = tiling(extent, stride, outputs)
    wanted = (outputs - 1) * stride + 1
    assert (wanted + lacking) % step == 0
    assert 0 <= lacking < wanted + lacking
    assert side >= step + extent - 1


@given(st.integers(1, 5000))
def test_a_good_size_is_made_of_small_primes(n: int) -> None:
    size = good_size(n)
    assert n <= size < 2 * n + 8
    assert size % 8 == 0
    assert pow(30, 20, size) == 0  # 30 = 2 · 3 · 5


def test_sixteen_lanes_make_the_same_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on processors with AVX-512."""
    for module in (room, *MODULES.values()):
        monkeypatch.setattr(module, "LANES", 16, raising=False)
    image, weights = seeded(1, 50, 45), kernel_of_rank_one(7, 5)[None, None]
    for stride in (1, 2):
        convolution = Convolution(weights, make_geometry((7, 5), (stride, 1), (1, 2), "same"))
        agrees(image, convolution, "banded")
        agrees(image, convolution, "separable")
