"""Transposed convolution against torch, both ways: torch's own call and woven phases."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from app.engine.convolution import Convolution, Route, convolve
from app.engine.geometry import TransposedWindow, make_geometry
from app.engine.transposed import WORTH_WEAVING, phases
from tests.engine.reference import questions, reach_of, scale_of, seeded, unhurried, values_of, whole_numbers

WAYS: tuple[Route | None, ...] = (None, "direct", "banded", "shift-add", "fft")


@unhurried
@given(questions(transposed=True), st.sampled_from(WAYS))
def test_any_transposed_convolution_is_the_one_of_torch(
    question: tuple[Tensor, Convolution], way: Route | None
) -> None:
    image, convolution = question
    output, expected = convolve(image, convolution, route=way), values_of(image, convolution)
    scale = reach_of(image, convolution) if way == "fft" else scale_of(image, convolution)
    assert output.is_contiguous()
    assert output.shape == expected.shape
    np.testing.assert_allclose(output.numpy(), expected, rtol=0, atol=1e-5 * scale)


@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 8))
def test_phases_are_what_each_output_gathers(size: int, stride: int, dilation: int, before: int, n: int) -> None:
    window = TransposedWindow(size, stride, dilation, before, 0, output_padding=max(stride, dilation) - 1)
    gathered: dict[int, list[tuple[int, int]]] = {}
    if (n - 1) * stride + window.extent + window.output_padding <= before:
        return
    for phase in phases(window, n):
        for step, i in enumerate(range(phase.first, window.output_length(n), stride)):
            seen = phase.coordinates[step :: phase.dilation][: len(phase.weights)]
            gathered[i] = [(j, k) for j, k in zip(seen, phase.weights, strict=True) if 0 <= j < n]
    for i in range(window.output_length(n)):
        assert gathered.get(i, []) == window.contributions(i, n)


def test_each_input_cell_stamps_its_kernel() -> None:
    stamp = Convolution(
        torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), make_geometry((2, 2), stride=(2, 2), transposed=True)
    )
    assert convolve(torch.tensor([[[1.0, 10.0]]]), stamp).tolist() == [[[1, 2, 10, 20], [3, 4, 30, 40]]]


def test_where_stamps_overlap_they_add_up() -> None:
    line = Convolution(torch.ones(1, 1, 1, 3), make_geometry((1, 3), stride=(1, 2), transposed=True))
    assert convolve(torch.tensor([[[1.0, 10.0]]]), line).tolist() == [[[1, 1, 11, 10, 10]]]


@pytest.mark.parametrize("way", WAYS)
def test_outputs_that_nobody_writes_to_still_get_bias_and_activation(way: Route | None) -> None:
    geometry = make_geometry((1, 1), stride=(2, 3), output_padding=(1, 2), transposed=True)
    convolution = Convolution(torch.ones(2, 1, 1, 1), geometry, bias=(-1.0, 5.0), activation="abs")
    output = convolve(torch.ones(1, 1, 2), convolution, route=way)
    expected = torch.tensor([[[0.0, 1, 1, 0, 1, 1], [1] * 6], [[6, 5, 5, 6, 5, 5], [5] * 6]])
    torch.testing.assert_close(output, expected, rtol=0, atol=1e-5 if way == "fft" else 0)


def test_stride_and_same_padding_undo_the_halving_of_a_picture() -> None:
    back = make_geometry((3, 3), stride=(2, 2), padding="same", output_padding=(1, 1), transposed=True)
    assert convolve(seeded(1, 14, 14), Convolution(seeded(1, 1, 3, 3), back)).shape == (1, 28, 28)


def test_the_transpose_of_a_convolution_is_its_adjoint() -> None:
    """`<conv(x), y> = <x, transposed(y)>`: the law that gives it its name."""
    weights, x, y = seeded(1, 1, 3, 4), seeded(1, 29, 32), seeded(1, 14, 15, seed=1)
    there = make_geometry((3, 4), stride=(2, 2), padding=(0, 1, 1, 0))
    back = make_geometry((3, 4), stride=(2, 2), padding=(0, 1, 1, 0), output_padding=(1, 1), transposed=True)
    forth = (convolve(x, Convolution(weights, there)) * y).sum()
    torch.testing.assert_close(forth, (x * convolve(y, Convolution(weights, back))).sum(), rtol=1e-4, atol=1e-4)


def test_whole_numbers_stay_whole_when_they_are_woven() -> None:
    image, weights = whole_numbers(1, 200, 200), whole_numbers(1, 1, 4, 4, seed=1)
    assert image.numel() * weights.numel() // 4 >= WORTH_WEAVING
    convolution = Convolution(weights, make_geometry((4, 4), stride=(2, 2), padding="same", transposed=True))
    np.testing.assert_array_equal(convolve(image, convolution).numpy(), values_of(image, convolution))


def test_a_tick_hears_of_each_phase() -> None:
    heard: list[float] = []
    geometry = make_geometry((3, 3), stride=(2, 2), transposed=True)
    convolve(seeded(1, 9, 9), Convolution(seeded(1, 1, 3, 3), geometry), route="banded", tick=heard.append)
    assert heard == [0.25, 0.5, 0.75, 1.0]
