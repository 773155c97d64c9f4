"""Answers → bytes and back."""

import json

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from safetensors.numpy import load

from app.wire.answers import Answer, pack, quantised
from app.wire.display import Look
from app.wire.errors import QuestionError


def answer_of(output: torch.Tensor) -> Answer:
    return Answer({"output": output}, {"clip": [0, 1], "title": "naïve"}, "output", Look())


def test_tensors_travel_exactly_with_their_meta() -> None:
    output = torch.randn(3, 5, 7).transpose(1, 2)
    body = pack(answer_of(output), "safetensors")
    np.testing.assert_array_equal(load(body.content)["output"], output.numpy())
    header = json.loads(body.content[8 : 8 + int.from_bytes(body.content[:8], "little")])
    assert json.loads(header["__metadata__"]["meta"]) == {"clip": [0, 1], "title": "naïve"}


def test_tensor_data_begins_where_a_browser_can_view_it_without_copying() -> None:
    body = pack(answer_of(torch.zeros(1, 2, 2)), "safetensors")
    assert (8 + int.from_bytes(body.content[:8], "little")) % 8 == 0


def test_json_refuses_more_numbers_than_json_is_good_for() -> None:
    assert json.loads(pack(answer_of(torch.ones(1, 1, 2)), "json").content)["output"] == [[[1, 1]]]
    with pytest.raises(QuestionError, match="format=safetensors"):
        pack(answer_of(torch.zeros(1, 257, 256)), "json")


@given(arrays(np.float32, (2, 3, 4), elements=st.floats(-1e6, 1e6, width=32)))
def test_quantising_loses_at_most_half_a_level(maps: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> None:
    levels, ranges = quantised(maps)
    for plane, level, (low, high) in zip(maps, levels, ranges, strict=True):
        assert np.abs(low + level / 255 * (high - low) - plane).max() <= (high - low) / 255 * 0.51
