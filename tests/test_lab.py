"""What the lab makes of a question beside its numbers: how the PNG shows them."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.lab import finds_differences, look_of
from app.wire.query import read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import make_convolution

LOOKS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden" / "look.json").read_text())


@pytest.mark.parametrize("case", LOOKS, ids=lambda case: str(case["about"]))
def test_a_png_shows_values_as_the_page_does(case: dict[str, Any]) -> None:
    """The page answers to the same file."""
    question, _ = read_question(ConvolutionQuestion, case["query"])
    channels = len(question.grid.channels) if question.grid else 3 if question.channels == "rgb" else 1
    operation = make_convolution(question, channels)
    look = look_of(question, operation, finds_differences(operation.weights), (0.0, 1.0))
    assert (look.shown, look.as_colour) == (case["shown"], case["together"])
