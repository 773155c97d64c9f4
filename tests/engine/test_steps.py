"""The steps written out: they add up to the engine's own values, and show where each number stands."""

import json
import math
from collections.abc import Callable
from itertools import chain

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor

from app.engine.convolution import Convolution, convolve
from app.engine.errors import EngineError, InvalidParameter
from app.engine.geometry import adaptive_geometry, make_geometry
from app.engine.pooling import Pool, Pooling, pool
from app.engine.steps import ConvolutionStep, PoolingStep, convolution_steps, pooling_steps

COUNT = torch.tensor([[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]])


def whole_numbers(*shape: int, seed: int = 0) -> Tensor:
    return torch.randint(-4, 5, shape, generator=torch.Generator().manual_seed(seed)).float()


def one_step(image: Tensor, convolution: Convolution, index: int) -> ConvolutionStep:
    return convolution_steps(image, convolution, index, 1)[0]


@st.composite
def convolutions(draw: st.DrawFn) -> Convolution:
    def pair(low: int, high: int) -> tuple[int, int]:
        return draw(st.integers(low, high)), draw(st.integers(low, high))

    groups, depth, per_group = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    kernel, stride, dilation, transposed = pair(1, 4), pair(1, 3), pair(1, 2), draw(st.booleans())
    sides = st.tuples(*[st.integers(0, 2)] * 4)
    padding: str | tuple[int, int, int, int] = draw(st.one_of(st.sampled_from(["valid", "same", "full"]), sides))
    longest = [max(both) - 1 for both in zip(stride, dilation, strict=True)]
    spare = (draw(st.integers(0, longest[0])), draw(st.integers(0, longest[1]))) if transposed else (0, 0)
    filters = groups * per_group
    return Convolution(
        whole_numbers(filters, depth, *kernel, seed=draw(st.integers(0, 999))),
        make_geometry(kernel, stride, dilation, padding, spare, transposed),
        "zeros" if transposed else draw(st.sampled_from(["zeros", "reflect", "replicate", "circular"])),
        groups,
        draw(st.booleans()),
        draw(st.sampled_from([(), (3.0,), tuple(map(float, range(filters)))])),
        draw(st.sampled_from(["none", "relu"])),
    )


@settings(max_examples=60, deadline=None)
@given(convolutions(), st.integers(2, 4), st.integers(2, 4))
def test_every_step_of_every_convolution_adds_up_to_the_engine_s_value(
    convolution: Convolution, height: int, width: int
) -> None:
    image = whole_numbers(convolution.weights.shape[1] * convolution.groups, height, width)
    try:
        output = convolve(image, convolution)
    except EngineError:
        assume(False)
    steps = convolution_steps(image, convolution, 0, output.numel())
    assert [step["index"] for step in steps] == list(range(output.numel()))
    for step, value in zip(steps, output.flatten().tolist(), strict=True):
        assert step["sum"] == total(step["products"])
        before = step["sum"] + step["bias"]
        assert step["value"] == value == (max(before, 0) if convolution.activation == "relu" else before)
        assert output[tuple(step["output"])] == value
        for patch, weights, products in zip(step["patch"], step["weights"], step["products"], strict=True):
            flat = [list(chain.from_iterable(rows)) for rows in (patch, weights, products)]
            assert all(seen * weight == product for seen, weight, product in zip(*flat, strict=True))


def total(products: list[list[list[float]]]) -> float:
    return sum(chain.from_iterable(chain.from_iterable(products)))


def test_values_of_a_picture_agree_with_the_engine_to_float32_accuracy() -> None:
    image = torch.rand(3, 40, 50, generator=torch.Generator().manual_seed(1))
    weights = torch.rand(2, 3, 7, 5, generator=torch.Generator().manual_seed(2)) - 0.5
    convolution = Convolution(weights, make_geometry((7, 5), padding="same"), "reflect", bias=(0.1, -0.2))
    for step in convolution_steps(image, convolution, 1990, 20):
        assert step["value"] == pytest.approx(step["sum"] + step["bias"], rel=1e-5, abs=1e-5)


def test_a_step_shows_window_patch_weights_products_sum_bias_and_value() -> None:
    convolution = Convolution(
        torch.tensor([[[[1.0, 0], [0, -2]]]]), make_geometry((2, 2)), bias=(4.0,), activation="relu"
    )
    assert one_step(COUNT, convolution, 3) == {
        "index": 3,
        "output": [0, 1, 1],
        "window": {"top": 1, "left": 1, "bottom": 3, "right": 3},
        "channels": [0],
        "patch": [[[5, 6], [8, 9]]],
        "weights": [[[1, 0], [0, -2]]],
        "products": [[[5, 0], [0, -18]]],
        "sum": -13,
        "bias": 4,
        "value": 0,
    }


def test_a_window_over_the_edge_has_negative_coordinates_and_shows_the_border_s_values() -> None:
    patches = {}
    for border in ("zeros", "reflect", "replicate", "circular"):
        step = one_step(COUNT, Convolution(torch.ones(1, 1, 3, 3), make_geometry((3, 3), padding="same"), border), 0)
        assert step["window"] == {"top": -1, "left": -1, "bottom": 2, "right": 2}
        patches[border] = step["patch"][0]
    assert patches == {
        "zeros": [[0, 0, 0], [0, 1, 2], [0, 4, 5]],
        "reflect": [[5, 4, 5], [2, 1, 2], [5, 4, 5]],
        "replicate": [[1, 1, 2], [1, 1, 2], [4, 4, 5]],
        "circular": [[9, 7, 8], [3, 1, 2], [6, 4, 5]],
    }


def test_a_dilated_window_spans_its_gaps_and_lists_only_what_it_meets() -> None:
    convolution = Convolution(torch.ones(1, 1, 2, 2), make_geometry((2, 2), dilation=(2, 2)))
    step = one_step(COUNT, convolution, 0)
    assert step["window"] == {"top": 0, "left": 0, "bottom": 3, "right": 3}
    assert step["patch"] == [[[1, 3], [7, 9]]]


def test_a_flipped_kernel_is_shown_as_it_lies_on_the_input() -> None:
    convolution = Convolution(torch.tensor([[[[1.0, 2], [3, 4]]]]), make_geometry((2, 2)), flip=True)
    step = one_step(COUNT, convolution, 0)
    assert step["weights"] == [[[4, 3], [2, 1]]]
    assert step["sum"] == 1 * 4 + 2 * 3 + 4 * 2 + 5 * 1


def test_a_transposed_step_shows_the_inputs_that_write_to_the_output() -> None:
    weights = torch.tensor([[[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]]])
    convolution = Convolution(weights, make_geometry((3, 3), stride=(2, 2), transposed=True))
    middle = convolution_steps(COUNT[:, :2, :2], convolution, 2 * 5 + 2, 1)[0]
    assert middle["output"] == [0, 2, 2]
    assert middle["window"] == {"top": 0, "left": 0, "bottom": 2, "right": 2}
    assert middle["patch"] == [[[1, 2], [4, 5]]]
    assert middle["weights"] == [[[9, 7], [3, 1]]]
    assert middle["value"] == 9 + 14 + 12 + 5
    beside = convolution_steps(COUNT[:, :2, :2], convolution, 2 * 5 + 3, 1)[0]
    assert beside["patch"] == [[[2], [5]]]
    assert beside["weights"] == [[[8], [2]]]


def test_an_output_that_no_input_writes_to_has_an_empty_window() -> None:
    convolution = Convolution(torch.ones(1, 1, 1, 1), make_geometry((1, 1), stride=(2, 2), transposed=True))
    step = one_step(COUNT, convolution, 1)
    assert step["window"] == {"top": 0, "left": 0, "bottom": 1, "right": 0}
    assert (step["patch"], step["products"], step["sum"], step["value"]) == ([[[]]], [[[]]], 0, 0)


def test_a_filter_shows_only_the_channels_of_its_group() -> None:
    image = whole_numbers(4, 3, 3)
    convolution = Convolution(whole_numbers(2, 2, 2, 2), make_geometry((2, 2)), groups=2)
    step = convolution_steps(image, convolution, 4, 1)[0]
    assert step["output"] == [1, 0, 0]
    assert step["channels"] == [2, 3]
    assert step["patch"] == image[2:, :2, :2].tolist()
    assert step["weights"] == convolution.weights[1].tolist()


def test_steps_can_be_written_as_json_without_minus_zero() -> None:
    convolution = Convolution(torch.tensor([[[[-1.0]]]]), make_geometry((1, 1)))
    steps = convolution_steps(torch.zeros(1, 1, 3), convolution, 0, 2, output=torch.full((1, 1, 3), -0.0))
    written = json.dumps(steps, allow_nan=False)
    assert "-0" not in written
    assert json.loads(written)[1]["index"] == 1
    pooled = pooling_steps(COUNT, Pooling("max", make_geometry((2, 2), padding="same")), 0, 9)
    assert json.loads(json.dumps(pooled, allow_nan=False)) == pooled


def test_a_page_starts_anywhere_and_ends_with_the_last_step() -> None:
    convolution = Convolution(torch.ones(2, 1, 2, 2), make_geometry((2, 2)))
    assert [step["index"] for step in convolution_steps(COUNT, convolution, 3, 2)] == [3, 4]
    assert [step["output"] for step in convolution_steps(COUNT, convolution, 3, 2)] == [[0, 1, 1], [1, 0, 0]]
    assert [step["index"] for step in convolution_steps(COUNT, convolution, 6, 64)] == [6, 7]


@pytest.mark.parametrize(
    ("start", "count", "sentence", "field"),
    [
        (4, 1, "There are 4 steps, from 0 to 3: none has the number 4.", "from"),
        (-1, 1, "There are 4 steps, from 0 to 3: none has the number -1.", "from"),
        (0, 0, "Ask for at least 1 step, not 0.", "count"),
    ],
)
def test_a_page_that_is_not_there_is_refused(start: int, count: int, sentence: str, field: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        convolution_steps(COUNT, Convolution(torch.ones(1, 1, 2, 2), make_geometry((2, 2))), start, count)
    assert (refused.value.message, refused.value.field) == (sentence, field)
    with pytest.raises(InvalidParameter):
        pooling_steps(COUNT, Pooling("max", make_geometry((2, 2))), start, count)


def test_a_known_output_is_taken_as_the_values() -> None:
    convolution = Convolution(torch.ones(1, 1, 2, 2), make_geometry((2, 2)))
    step = convolution_steps(COUNT, convolution, 0, 1, output=torch.full((1, 2, 2), 0.5))[0]
    assert (step["sum"], step["value"]) == (12, 0.5)
    halves = Pooling("max", make_geometry((2, 2)))
    answer = torch.full((1, 2, 2), 0.5), torch.full((1, 2, 2), 8, dtype=torch.int32)
    shown = pooling_steps(COUNT, halves, 0, 1, answer=answer)[0]
    assert (shown["winner"], shown["value"]) == (8, 0.5)


def test_progress_of_the_convolution_is_passed_on() -> None:
    shares: list[float] = []
    convolution_steps(COUNT, Convolution(torch.ones(1, 1, 2, 2), make_geometry((2, 2))), 0, 1, shares.append)
    assert shares[-1:] == [1]


def test_a_max_pooling_step_shows_its_winner_and_leaves_padding_blank() -> None:
    pooling = Pooling("max", make_geometry((2, 2), stride=(2, 2), padding=(1, 0, 0, 1)))
    assert pooling_steps(COUNT, pooling, 0, 1)[0] == {
        "index": 0,
        "output": [0, 0, 0],
        "window": {"top": -1, "left": -1, "bottom": 1, "right": 1},
        "patch": [[[None, None], [None, 1]]],
        "winner": 0,
        "sum": None,
        "divisor": None,
        "bias": 0,
        "value": 1,
    }
    assert pooling_steps(COUNT, pooling, 3, 1)[0]["winner"] == 8


@pytest.mark.parametrize(
    ("count_padding", "patch", "divisor", "value"),
    [(True, [[[0, 0], [0, 1]]], 4, 0.25), (False, [[[None, None], [None, 1]]], 1, 1)],
)
def test_an_average_pooling_step_shows_what_it_divides_by(
    count_padding: bool, patch: list[list[list[float | None]]], divisor: int, value: float
) -> None:
    pooling = Pooling("avg", make_geometry((2, 2), stride=(2, 2), padding=(1, 0, 0, 1)), count_padding)
    step = pooling_steps(COUNT, pooling, 0, 1)[0]
    assert (step["patch"], step["sum"], step["divisor"], step["value"]) == (patch, 1, divisor, value)
    assert step["winner"] is None


def test_pooling_steps_of_every_kind_lead_to_the_pool_s_values() -> None:
    image = whole_numbers(2, 5, 6)
    geometry = make_geometry((2, 3), stride=(1, 2), padding=(0, 1, 1, 0))

    def won(step: PoolingStep) -> float:
        return float(image[step["output"][0]].flatten()[step["winner"] or 0])

    ways: dict[Pool, Callable[[PoolingStep], float]] = {
        "sum": lambda step: step["sum"] or 0,
        "avg": lambda step: (step["sum"] or 0) / (step["divisor"] or 0),
        "l2": lambda step: math.sqrt(step["sum"] or 0),
        "max": won,
        "min": won,
    }
    for kind, value_of in ways.items():
        pooling = Pooling(kind, geometry)
        values = pool(image, pooling)[0].flatten().tolist()
        steps = pooling_steps(image, pooling, 0, len(values))
        assert [step["value"] for step in steps] == values
        assert [value_of(step) for step in steps] == pytest.approx(values, rel=1e-6)


def test_an_adaptive_step_shows_its_own_window_and_no_other_s() -> None:
    image = torch.tensor([[[1.0, 2, 3, 4, 5]]])
    steps = pooling_steps(image, Pooling("avg", adaptive_geometry((1, 3), 1, 5)), 0, 3)
    assert [step["patch"] for step in steps] == [[[[1, 2]]], [[[2, 3, 4]]], [[[4, 5]]]]
    assert [(step["window"]["left"], step["window"]["right"]) for step in steps] == [(0, 2), (1, 4), (3, 5)]
    assert [(step["divisor"], step["value"]) for step in steps] == [(2, 1.5), (3, 3.0), (2, 4.5)]
