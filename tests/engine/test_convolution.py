"""Convolution with every option, against float64, torch and scipy, and against numbers worked out by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import signal
from torch import Tensor
from torch.nn import functional

from app.engine.convolution import Border, Convolution, convolve
from app.engine.errors import Cancelled, EngineError, ImpossibleShape, InvalidParameter, MismatchedKernel
from app.engine.geometry import make_geometry
from tests.engine.reference import questions, scale_of, seeded, unhurried, values_of, whole_numbers

SOBEL = torch.tensor([[[[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]]])


TINY = Convolution(torch.tensor([[[[-121 / 2**17]]]]), make_geometry((1, 1)), activation="sigmoid")


@unhurried
@example((torch.tensor([[[0.375]]]), TINY))
@given(questions())
def test_any_convolution_is_the_one_of_float64(question: tuple[Tensor, Convolution]) -> None:
    image, convolution = question
    output, expected = convolve(image, convolution), values_of(image, convolution)
    assert output.is_contiguous()
    assert output.shape == expected.shape
    np.testing.assert_allclose(output.numpy(), expected, rtol=0, atol=1e-5 * scale_of(image, convolution))


@unhurried
@given(questions(), st.data())
def test_a_part_of_the_options_can_be_left_out(question: tuple[Tensor, Convolution], data: st.DataObject) -> None:
    """Where torch's own call knows all of them, it is called as anyone would."""
    image, asked = question
    pad = data.draw(st.integers(0, 3))
    geometry = make_geometry(asked.geometry.kernel, asked.geometry.stride, asked.geometry.dilation, (pad,) * 4)
    plain = Convolution(asked.weights, geometry, groups=asked.groups)
    try:
        output = convolve(image, plain)
    except ImpossibleShape:
        return
    theirs = functional.conv2d(image[None], asked.weights, None, geometry.stride, pad, geometry.dilation, asked.groups)[
        0
    ]
    torch.testing.assert_close(output, theirs, rtol=0, atol=2e-5 * scale_of(image, plain))


@pytest.mark.parametrize("mode", ["valid", "full"])
@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize(("kh", "kw"), [(1, 1), (2, 3), (3, 3), (5, 4), (11, 11)])
def test_scipy_says_the_same(mode: str, flip: bool, kh: int, kw: int) -> None:
    image, weights = seeded(1, 30, 26), seeded(1, 1, kh, kw)
    convolution = Convolution(weights, make_geometry((kh, kw), padding=mode), flip=flip)
    theirs: Any = (signal.convolve2d if flip else signal.correlate2d)(image[0], weights[0, 0], mode)
    np.testing.assert_allclose(convolve(image, convolution)[0], theirs, atol=1e-5 * scale_of(image, convolution))


@pytest.mark.parametrize(("border", "boundary"), [("zeros", "fill"), ("circular", "wrap")])
def test_scipy_goes_round_the_same_borders(border: Border, boundary: str) -> None:
    image, weights = seeded(1, 17, 12), seeded(1, 1, 5, 3)
    convolution = Convolution(weights, make_geometry((5, 3), padding="same"), border)
    theirs = signal.correlate2d(image[0], weights[0, 0], "same", boundary)
    np.testing.assert_allclose(convolve(image, convolution)[0], theirs, atol=1e-5 * scale_of(image, convolution))


def test_a_vertical_edge_answers_sobel_with_four() -> None:
    image = torch.tensor([[[0.0, 0, 1, 1]] * 3])
    assert convolve(image, Convolution(SOBEL, make_geometry((3, 3)))).tolist() == [[[4.0, 4.0]]]


def test_a_true_convolution_turns_the_kernel_round() -> None:
    impulse = functional.pad(torch.ones(1, 1, 1), (2, 2, 2, 2))
    kernel = torch.arange(9.0).view(1, 1, 3, 3)
    geometry = make_geometry((3, 3))
    assert torch.equal(convolve(impulse, Convolution(kernel, geometry, flip=True)), kernel[0])
    assert torch.equal(convolve(impulse, Convolution(kernel, geometry)), kernel[0].flip(1, 2))


def test_a_filter_sums_over_its_channels() -> None:
    image = torch.tensor([[[1.0]], [[10.0]], [[100.0]]])
    both = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]]).view(2, 3, 1, 1)
    assert convolve(image, Convolution(both, make_geometry((1, 1)))).flatten().tolist() == [321.0, 100.0]


def test_groups_keep_channels_apart() -> None:
    image = torch.tensor([[[1.0]], [[10.0]]])
    weights = torch.tensor([2.0, 3.0]).view(2, 1, 1, 1)
    assert convolve(image, Convolution(weights, make_geometry((1, 1)), groups=2)).flatten().tolist() == [2.0, 30.0]


@pytest.mark.parametrize("border", ["zeros", "reflect", "replicate", "circular"])
def test_uneven_padding_goes_to_the_side_that_was_named(border: Border) -> None:
    image = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    same = Convolution(torch.ones(1, 1, 1, 1), make_geometry((1, 1), padding=(1, 0, 0, 0)), border)
    above = {"zeros": [0, 0], "reflect": [3, 4], "replicate": [1, 2], "circular": [3, 4]}[border]
    assert convolve(image, same).tolist() == [[above, [1, 2], [3, 4]]]


def test_bias_comes_before_the_activation() -> None:
    image, one = torch.tensor([[[-1.0, 2.0]]]), torch.ones(1, 1, 1, 1)
    biased = Convolution(one, make_geometry((1, 1)), bias=(-1.5,), activation="relu")
    assert convolve(image, biased).tolist() == [[[0.0, 0.5]]]


def test_the_image_and_the_weights_stay_as_they_are() -> None:
    image, weights = seeded(1, 40, 40), seeded(1, 1, 1, 1)
    before = image.clone(), weights.clone()
    convolution = Convolution(weights, make_geometry((1, 1)), bias=(1.0,), activation="relu")
    convolve(image, convolution)
    assert torch.equal(image, before[0])
    assert torch.equal(weights, before[1])


def test_weights_are_brought_to_the_type_of_the_image() -> None:
    convolution = Convolution(seeded(1, 1, 3, 3).double(), make_geometry((3, 3)))
    assert convolve(seeded(1, 5, 5), convolution).dtype == torch.float32


def test_a_tick_hears_rising_shares_up_to_all() -> None:
    heard: list[float] = []
    image = seeded(3, 700, 700)
    convolution = Convolution(seeded(3, 1, 5, 5), make_geometry((5, 5)), groups=3)
    convolve(image, convolution, tick=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 3
    assert heard[-1] == 1.0


def test_a_tick_that_raises_stops_the_work() -> None:
    heard = []

    def leave(share: float) -> None:
        heard.append(share)
        raise Cancelled("Nobody waits for this any more.")

    with pytest.raises(Cancelled):
        convolve(seeded(1, 1024, 1024), Convolution(seeded(1, 1, 5, 5), make_geometry((5, 5))), tick=leave)
    assert len(heard) == 1


GEOMETRY = make_geometry((3, 3))


@pytest.mark.parametrize(
    ("options", "kind", "field", "sentence"),
    [
        ({"weights": torch.ones(3, 3)}, MismatchedKernel, "kernel", "filters × channels × rows × columns, not 3 × 3"),
        (
            {"weights": torch.ones(1, 1, 2, 3)},
            MismatchedKernel,
            "kernel",
            "A 2 × 3 kernel does not fit a window of 3 × 3",
        ),
        ({"groups": 3}, InvalidParameter, "groups", "4 filters cannot be shared out to 3 groups"),
        ({"groups": 0}, InvalidParameter, "groups", "4 filters cannot be shared out to 0 groups"),
        ({"bias": (1.0, 2.0)}, InvalidParameter, "bias", "2 biases for 4 filters: give one, or one each"),
        ({"activation": "gelu"}, InvalidParameter, "activation", "An activation is none, relu, .*, not 'gelu'"),
        ({"border": "mirror"}, InvalidParameter, "border", "A border is zeros, .*, not 'mirror'"),
        (
            {"border": "reflect", "geometry": replace(make_geometry((3, 3), transposed=True))},
            InvalidParameter,
            "border",
            "A transposed convolution cuts its edge",
        ),
    ],
)
def test_what_makes_no_convolution_is_refused(
    options: dict[str, Any], kind: type[EngineError], field: str, sentence: str
) -> None:
    with pytest.raises(kind, match=sentence) as refusal:
        Convolution(**{"weights": torch.ones(4, 2, 3, 3), "geometry": GEOMETRY, **options})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("image", "options", "kind", "field", "sentence"),
    [
        (torch.ones(5, 5), {}, InvalidParameter, "image", "An image is channels × rows × columns, not 5 × 5"),
        (torch.ones(2, 5, 5), {}, MismatchedKernel, "kernel", "A kernel 1 deep cannot weigh 2 channels"),
        (torch.ones(1, 2, 5), {}, ImpossibleShape, "kernel", "A window spanning 3 cells cannot fit in 2"),
        (
            torch.ones(1, 3, 3),
            {"geometry": make_geometry((3, 3), padding=(3, 0, 0, 0)), "border": "reflect"},
            ImpossibleShape,
            "padding",
            "Reflecting 3 cells needs at least 4: here are 3",
        ),
    ],
)
def test_an_image_that_does_not_fit_is_refused(
    image: Tensor, options: dict[str, Any], kind: type[EngineError], field: str, sentence: str
) -> None:
    with pytest.raises(kind, match=sentence) as refusal:
        convolve(image, Convolution(**{"weights": torch.ones(1, 1, 3, 3), "geometry": GEOMETRY, **options}))
    assert refusal.value.field == field


def test_whole_numbers_stay_whole_on_a_small_grid() -> None:
    image, weights = whole_numbers(1, 5, 5), whole_numbers(1, 1, 3, 3, seed=1)
    output = convolve(image, Convolution(weights, make_geometry((3, 3), padding="same")))
    assert torch.equal(output, functional.conv2d(image[None], weights, padding=1)[0])
    assert torch.equal(output, output.round())
