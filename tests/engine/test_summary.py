"""Ranges and counts against numpy, with nothing lost and nothing counted twice."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from app.engine import summary as room
from app.engine.convolution import convolve
from app.engine.summary import BINS, summarise, with_rounding
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import make_convolution
from tests.engine.reference import seeded, unhurried, whole_numbers

FLOATS = st.floats(-1e9, 1e9, width=32)
CLIPPING: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "golden" / "clipping.json").read_text())
OUTPUTS = arrays.arrays(np.float32, st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 6)), elements=FLOATS)


@unhurried
@given(OUTPUTS, FLOATS, FLOATS)
def test_ranges_and_clipped_share_are_those_of_numpy(values: np.ndarray, one: float, other: float) -> None:
    clip = min(one, other), max(one, other)
    summary = summarise(torch.from_numpy(values), clip)
    assert summary.range == (values.min(), values.max())
    assert summary.ranges == tuple((channel.min(), channel.max()) for channel in values)
    low, high = with_rounding(clip)
    assert low <= clip[0] <= clip[1] <= high
    assert summary.clipped_share == np.mean((values < low) | (values > high))


@unhurried
@given(OUTPUTS)
def test_every_value_is_counted_once_in_the_bin_whose_edges_hold_it(values: np.ndarray) -> None:
    histogram = summarise(torch.from_numpy(values), (0.0, 1.0)).histogram
    assert sum(histogram["counts"]) == values.size
    assert len(histogram["counts"]) == BINS
    low, high = float(values.min()), float(values.max())
    slack = (high - low) * 1e-5
    for i, count in enumerate(histogram["counts"]):
        near = (values >= histogram["edges"][i] - slack) & (values <= histogram["edges"][i + 1] + slack)
        assert count <= near.sum()


def test_counts_are_those_of_numpy_on_a_picture() -> None:
    output = seeded(3, 128, 128)
    counts, edges = np.histogram(output.double().numpy(), BINS)
    histogram = summarise(output, (0.0, 1.0)).histogram
    assert np.abs(np.array(histogram["counts"]) - counts).sum() <= 4  # a value next to an edge may round over it
    np.testing.assert_allclose(histogram["edges"], edges, rtol=1e-6, atol=1e-6)


def test_whole_numbers_on_the_edges_are_counted_to_the_right() -> None:
    values = torch.arange(49.0).repeat(4).view(1, 14, 14)
    counts = np.histogram(values.numpy(), BINS)[0].tolist()
    assert summarise(values, (0.0, 1.0)).histogram["counts"] == counts


@pytest.mark.parametrize("value", [0.0, -3.5, 1e9, 1e-44])
def test_a_constant_output_lies_in_the_first_bin(value: float) -> None:
    summary = summarise(torch.full((2, 3, 3), value), (0.0, 1.0))
    assert summary.range[0] == summary.range[1]
    assert summary.histogram["counts"] == [18] + [0] * (BINS - 1)


def test_values_are_parted_however_close_they_are() -> None:
    values = torch.tensor([[[0.0, 1e-44]]])
    assert summarise(values, (0.0, 1.0)).histogram["counts"] == [1] + [0] * (BINS - 2) + [1]


def test_the_ends_of_the_screen_are_not_clipped() -> None:
    assert summarise(torch.tensor([[[0.0, 1.0]]]), (0.0, 1.0)).clipped_share == 0.0
    assert summarise(torch.tensor([[[0.0, 1.0, 1.5, -1.0]]]), (0.0, 1.0)).clipped_share == 0.5


@pytest.mark.parametrize("case", CLIPPING, ids=lambda case: str(case["about"]))
def test_what_rounding_alone_puts_past_an_end_is_not_clipped(case: dict[str, Any]) -> None:
    """The browser counts by the same file."""
    assert summarise(torch.tensor([[case["values"]]]), tuple(case["clip"])).clipped_share == case["share"]


@pytest.mark.parametrize("kernel", ["box:size=3", "box:size=31", "gaussian:size=31,sigma=6", "disk:size=31,radius=14"])
def test_a_blurred_flat_frame_is_not_clipped(kernel: str) -> None:
    question, _ = read_question(ConvolutionQuestion, f"grid=0&kernel={kernel}")
    for level in (0.0, 1 / 3, 1.0):
        frame = torch.full((1, 120, 160), level)
        assert summarise(convolve(frame, make_convolution(question, 1)), (0.0, 1.0)).clipped_share == 0.0


def test_counting_in_portions_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    output = whole_numbers(2, 20, 20)
    at_once = summarise(output, (0.0, 1.0))
    monkeypatch.setattr(room, "AT_ONCE", 7)
    assert summarise(output, (0.0, 1.0)) == at_once


def test_an_output_that_is_a_view_is_summarised_as_it_looks() -> None:
    output = seeded(2, 8, 6)
    assert summarise(output.transpose(1, 2), (0.0, 1.0)) == summarise(output.transpose(1, 2).contiguous(), (0.0, 1.0))
