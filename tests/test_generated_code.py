"""The code that people copy from the page gives the engine's numbers: each listing of the golden file is run.

`static/src/ui/takeaway/code-golden.test.ts` keeps the file what the page writes.
"""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from app.engine.convolution import convolve
from app.engine.pooling import pool
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion, PoolingQuestion
from app.wire.to_engine import grid_tensor, make_convolution, make_pooling
from tests import keras_in_torch
from tests.engine.reference import seeded

LISTINGS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden" / "code.json").read_text())
CONVOLUTIONS = [one for one in LISTINGS if "pool=" not in one["query"]]
POOLINGS = [one for one in LISTINGS if "pool=" in one["query"]]
UNSAID = [one for one in CONVOLUTIONS if "transposed" in one["query"] or "groups" in one["query"]]
SCIPY = [one for one in LISTINGS if one not in UNSAID]
KERAS = [one for one in SCIPY if one in CONVOLUTIONS or "dilation" not in one["query"]]
SAME_HERE = "# the same here: "


def label(listing: dict[str, Any]) -> str:
    return str(listing["query"])


def asked(listing: dict[str, Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """An input [C, H, W] for the question, and the engine's answer."""
    if listing in POOLINGS:
        pooling, _ = read_question(PoolingQuestion, listing["query"])
        seen = looked_at(pooling)
        return seen.numpy(), pool(seen, make_pooling(pooling, *seen.shape[1:]))[0].numpy()
    question, _ = read_question(ConvolutionQuestion, listing["query"])
    seen = looked_at(question)
    return seen.numpy(), convolve(seen, make_convolution(question, len(seen))).numpy()


def looked_at(question: ConvolutionQuestion | PoolingQuestion) -> torch.Tensor:
    if question.grid is not None:
        return grid_tensor(question.grid)
    return seeded(3 if question.channels == "rgb" else 1, 11, 14)


def run(listing: list[str], x: object) -> NDArray[Any]:
    """`y` of a listing; one that writes its own input is given none."""
    names: dict[str, Any] = {} if any(line.startswith("x = ") and "([" in line for line in listing) else {"x": x}
    exec(compile("\n".join(listing), "listing", "exec"), names)  # noqa: S102 -- the listing is our own
    return np.asarray(names["y"])


def agree(made: NDArray[Any], expected: NDArray[np.float32]) -> None:
    """Equal to float32; of a single channel, or a single row, libraries keep no dimension of one."""
    assert made.squeeze().shape == expected.squeeze().shape
    np.testing.assert_allclose(made.squeeze(), expected.squeeze(), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("listing", LISTINGS, ids=label)
def test_the_pytorch_listing_gives_the_engine_s_answer(listing: dict[str, Any]) -> None:
    seen, expected = asked(listing)
    agree(run(listing["pytorch"], torch.from_numpy(seen)[None])[0], expected)


@pytest.mark.parametrize("listing", SCIPY, ids=label)
def test_the_scipy_listing_gives_the_engine_s_answer(listing: dict[str, Any]) -> None:
    seen, expected = asked(listing)
    agree(run(listing["scipy"], seen if len(seen) > 1 else seen[0]), expected)


@pytest.mark.parametrize("listing", KERAS, ids=label)
def test_the_keras_listing_gives_the_engine_s_answer(listing: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    keras = ModuleType("keras")
    keras.__dict__.update(vars(keras_in_torch))
    monkeypatch.setitem(sys.modules, "keras", keras)
    seen, expected = asked(listing)
    made = run(listing["keras"], np.moveaxis(seen, 0, -1)[None])
    agree(np.moveaxis(made[0], -1, 0), expected)


@pytest.mark.parametrize("listing", [one for one in POOLINGS if SAME_HERE in "\n".join(one["pytorch"])], ids=label)
def test_the_adaptive_pooling_that_a_listing_names_does_the_same(listing: dict[str, Any]) -> None:
    seen, expected = asked(listing)
    said = next(line for line in listing["pytorch"] if line.startswith(SAME_HERE)).removeprefix(SAME_HERE)
    agree(run([*listing["pytorch"][:2], f"y = {said}"], torch.from_numpy(seen)[None]), expected)


@pytest.mark.parametrize("query", ["window=2&pool=max", "window=4,5&pool=avg"])
def test_even_windows_and_global_ones_are_told_to_be_adaptive(query: str) -> None:
    parts = set(query.split("&"))
    found = [one for one in POOLINGS if parts <= set(one["query"].split("&")) and len(one["query"].split("&")) == 3]
    assert len(found) == 1
    assert any(line.startswith(SAME_HERE) for line in found[0]["pytorch"]) == ("window=4,5" in parts)


def test_what_scipy_and_keras_cannot_say_in_one_call_has_no_listing() -> None:
    assert len(UNSAID) > 5
    assert [(one["scipy"], one["keras"]) for one in UNSAID] == [(None, None)] * len(UNSAID)
    dilated = [one for one in SCIPY if one not in KERAS]
    assert [one["keras"] for one in dilated] == [None] * 2


def test_a_signal_is_convolved_in_one_dimension() -> None:
    signals = [one for one in CONVOLUTIONS if one["query"].startswith("grid=1,-2,3") and "|0" not in one["query"]]
    assert len(signals) > 20
    flat = [one for one in signals if "padding=1&" not in f"{one['query']}&" and "padding=2&" not in f"{one['query']}&"]
    ours = [one for one in flat if "output_padding=1" not in one["query"]]
    assert all("1d(" in "\n".join(one["pytorch"]) for one in ours)
    assert all("correlate2d" not in "\n".join(one["scipy"] or []) for one in ours)
