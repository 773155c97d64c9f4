"""The grammar of edits: one text for one set of changes, and a sentence for whatever is none.

The browser's twin answers to the same golden file.
"""

import json
from pathlib import Path

import pytest

from app.wire.edits import Edits
from app.wire.errors import QuestionError
from app.wire.networks import LiveNetworkQuestion, MapsQuestion, PredictionQuestion, UnitQuestion
from app.wire.query import canonical, read_question
from app.wire.questions import Question

GOLDEN: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent.parent / "golden" / "edits.json").read_text()
)


@pytest.mark.parametrize("case", GOLDEN["accepted"], ids=lambda case: case["text"])
def test_edits_are_written_in_one_way_that_reads_back_as_itself(case: dict[str, str]) -> None:
    assert str(Edits.read(case["text"])) == case["canonical"]
    assert str(Edits.read(case["canonical"])) == case["canonical"]


@pytest.mark.parametrize("case", GOLDEN["refused"], ids=lambda case: case["text"][:60])
def test_what_is_no_edit_is_refused_in_a_sentence_with_the_field(case: dict[str, str]) -> None:
    with pytest.raises(QuestionError) as refusal:
        read_question(PredictionQuestion, f"image=three&edit={case['text']}")
    assert refusal.value.field == "edit"
    assert case["says"] in refusal.value.message


@pytest.mark.parametrize(
    ("model", "before"),
    [
        (PredictionQuestion, "image=three"),
        (MapsQuestion, "image=three"),
        (UnitQuestion, "image=three&unit=0,1,2"),
        (LiveNetworkQuestion, "network=lenet5"),
    ],
)
def test_every_question_about_a_network_takes_edits_and_leaves_none_unsaid(model: type[Question], before: str) -> None:
    question, _ = read_question(model, f"edit=conv1:3=0|conv1:0,0=1.0,2&{before}")
    assert canonical(question) == f"{before}&edit=conv1:3=0|conv1:0,0=1,2"
    assert canonical(read_question(model, before)[0]) == before
