"""The grammar: one reader, one writer, and they agree; the browser's twin answers to the same golden file."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.errors import QuestionError
from app.wire.networks import PredictionQuestion
from app.wire.numbers import Number, write_decimal
from app.wire.query import OPERATIONS, canonical, read_question, split, write_query
from app.wire.questions import ConvolutionQuestion
from app.wire.values import Grid

GOLDEN: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "golden" / "question.json").read_text()
)


@pytest.mark.parametrize("case", GOLDEN["accepted"], ids=lambda case: case["query"])
def test_a_question_is_written_in_its_canonical_form(case: dict[str, Any]) -> None:
    question, _ = read_question(OPERATIONS[case["op"]], case["query"])
    assert canonical(question) == case["canonical"]


@pytest.mark.parametrize("case", GOLDEN["accepted"], ids=lambda case: case["query"])
def test_the_canonical_form_reads_back_as_itself(case: dict[str, Any]) -> None:
    question, _ = read_question(OPERATIONS[case["op"]], case["canonical"])
    assert canonical(question) == case["canonical"]


@pytest.mark.parametrize("case", GOLDEN["refused"], ids=lambda case: case["query"])
def test_a_malformed_question_names_the_field_at_fault_in_a_sentence(case: dict[str, Any]) -> None:
    with pytest.raises(QuestionError) as refusal:
        read_question(OPERATIONS[case["op"]], case["query"])
    assert refusal.value.field == case["field"]
    assert refusal.value.message[-1] in ".?!"


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(QuestionError, match="the names are image, grid, size"):
        read_question(ConvolutionQuestion, "image=face&kernel=1&colour=red")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(QuestionError, match="not UTF-8"):
        split("image=%ff")


def test_a_question_of_endless_length_is_refused_before_it_is_read() -> None:
    with pytest.raises(QuestionError, match="too long"):
        split("kernel=" + "1," * 40_000)


@given(st.floats(-1e9, 1e9, exclude_min=True, exclude_max=True))
def test_a_decimal_reads_back_as_the_same_double(value: float) -> None:
    assert Number.read(write_decimal(value)).value == value


@given(st.dictionaries(st.text("abc_", min_size=1, max_size=5), st.text(max_size=12), max_size=5))
def test_any_pairs_survive_the_way_through_a_link(pairs: dict[str, str]) -> None:
    assert split(write_query(pairs.items())) == pairs


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_field(text: str) -> None:
    query = write_query([("image", "face"), ("kernel", text)])
    try:
        question, _ = read_question(ConvolutionQuestion, query)
    except QuestionError as refusal:
        assert refusal.field == "kernel"
    else:
        assert canonical(question).startswith("image=face&kernel=")


def test_a_long_question_is_read_anew_each_time_and_takes_no_room_in_memory() -> None:
    short, drawn = "image=face", "grid=" + ";".join([",".join(["17/255"] * 56)] * 56)
    assert read_question(PredictionQuestion, short)[0] is read_question(PredictionQuestion, short)[0]
    assert read_question(PredictionQuestion, drawn)[0] is not read_question(PredictionQuestion, drawn)[0]


def test_cells_that_are_written_alike_are_one_number() -> None:
    (row,) = Grid.read("17/255,0,17/255").channels[0]
    assert row[0] is row[2]
    assert [cell.value for cell in row] == [17 / 255, 0, 17 / 255]
