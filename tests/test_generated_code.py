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
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import make_convolution
from tests import keras_in_torch
from tests.engine.reference import seeded

LISTINGS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden" / "code.json").read_text())
SCIPY_AND_KERAS = [one for one in LISTINGS if "transposed" not in one["query"] and "groups" not in one["query"]]


def label(listing: dict[str, Any]) -> str:
    return str(listing["query"])


def asked(listing: dict[str, Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """An input [C, H, W] for the question, and the engine's answer."""
    question, _ = read_question(ConvolutionQuestion, listing["query"])
    seen = seeded(3 if question.channels == "rgb" else 1, 11, 14)
    return seen.numpy(), convolve(seen, make_convolution(question, len(seen))).numpy()


def run(listing: list[str], x: object) -> NDArray[Any]:
    names: dict[str, Any] = {"x": x}
    exec(compile("\n".join(listing), "listing", "exec"), names)  # noqa: S102 -- the listing is our own
    return np.asarray(names["y"])


def agree(made: NDArray[Any], expected: NDArray[np.float32]) -> None:
    assert made.shape == expected.shape
    np.testing.assert_allclose(made, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("listing", LISTINGS, ids=label)
def test_the_pytorch_listing_gives_the_engine_s_answer(listing: dict[str, Any]) -> None:
    seen, expected = asked(listing)
    agree(run(listing["pytorch"], torch.from_numpy(seen)[None])[0], expected)


@pytest.mark.parametrize("listing", SCIPY_AND_KERAS, ids=label)
def test_the_scipy_listing_gives_the_engine_s_answer(listing: dict[str, Any]) -> None:
    seen, expected = asked(listing)
    made = run(listing["scipy"], seen if len(seen) > 1 else seen[0])
    agree(made if made.ndim == 3 else made[None], expected)


@pytest.mark.parametrize("listing", SCIPY_AND_KERAS, ids=label)
def test_the_keras_listing_gives_the_engine_s_answer(listing: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    keras = ModuleType("keras")
    keras.__dict__.update(vars(keras_in_torch))
    monkeypatch.setitem(sys.modules, "keras", keras)
    seen, expected = asked(listing)
    made = run(listing["keras"], np.moveaxis(seen, 0, -1)[None])
    agree(np.moveaxis(made[0], -1, 0), expected)


def test_what_scipy_and_keras_cannot_say_in_one_call_has_no_listing() -> None:
    unsaid = [one for one in LISTINGS if one not in SCIPY_AND_KERAS]
    assert len(unsaid) > 5
    assert [(one["scipy"], one["keras"]) for one in unsaid] == [(None, None)] * len(unsaid)
