"""The gallery of /arithmetic: every case that is taught, with the lectures' own numbers, linked without scripts."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import torch

from app.pages.arithmetic_cases import CONV_ARITHMETIC, GROUPS, Case
from app.pages.case_cards import card_of
from app.wire.query import canonical, read_question
from app.wire.questions import ConvolutionQuestion

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent.parent / "golden" / "curriculum.json").read_text())
TAUGHT = {case["query"]: case for case in GOLDEN["cases"] if case["op"] == "convolution"}
CASES = [case for group in GROUPS for case in group.cases]
LARGEST_SIDE = 32
NUMERICAL = [[[12, 12, 17], [10, 17, 19], [9, 6, 14]], [[6, 17, 3], [8, 17, 13], [6, 4, 4]]]
"""conv_arithmetic's own figures in numbers, without padding and with it."""


def question_of(case: Case) -> str:
    return canonical(read_question(ConvolutionQuestion, case.query)[0])


def test_every_convolution_of_the_curriculum_is_in_the_gallery() -> None:
    assert TAUGHT.keys() <= {question_of(case) for case in CASES}


def test_every_convolution_that_is_only_a_size_is_there_as_far_as_its_numbers_can_be_read() -> None:
    sizes = {re.sub(r"\b\d+ × (?=\d+ × \d+)", "", card_of(case).sizes) for case in CASES}  # without channels
    written = [
        (one["title"], f"{' × '.join(map(str, one['input']))} → {' × '.join(map(str, one['output']))}", one["kernel"])
        for one in GOLDEN["sizes"]
        if max(*one["input"], *one["output"]) <= LARGEST_SIDE and "pooling" not in one["title"]
    ]
    assert len(written) == 11
    for title, size, (rows, columns) in written:
        assert f"{size}, kernel {rows} × {columns}" in sizes, title


def test_the_cost_of_the_lecture_is_the_cost_of_its_card() -> None:
    """750 weights and 10 biases; 1,024 places of 75 products for each of ten filters."""
    case = next(case for case in CASES if case.title == "What a layer costs")
    question, _ = read_question(ConvolutionQuestion, case.query)
    planes = question.kernel.planes()
    assert len({str(filters) for filters in planes}) == 10
    assert sum(len(plane) * len(plane[0]) for filters in planes for plane in filters) == 750
    assert 32 * 32 * 750 == 768_000
    assert "768,000" in case.note


def test_all_fifteen_figures_of_conv_arithmetic_are_there_and_its_two_in_numbers() -> None:
    figures = [case for case in CONV_ARITHMETIC if not case.title.startswith("Numerical")]
    assert len(figures) == 15
    assert sum(case.title.find("transposed") > 0 for case in figures) == 7
    assert len(CONV_ARITHMETIC) == 17


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_case_answers_with_the_golden_numbers(client: httpx.Client, case: Case) -> None:
    answer = client.get(f"/api/convolution?{question_of(case)}&format=json").json()
    golden = TAUGHT.get(question_of(case))
    if golden:
        np.testing.assert_allclose(answer["output"], golden["output"], rtol=1e-6)
    height, width = answer["output_shape"][-2:]
    assert f"{height} × {width}, kernel" in card_of(case).sizes


@pytest.mark.parametrize(
    ("case", "output"), list(zip(CONV_ARITHMETIC[-2:], NUMERICAL, strict=True)), ids=["convolution", "padded, strided"]
)
def test_the_numerical_figures_have_their_numbers(client: httpx.Client, case: Case, output: list[list[float]]) -> None:
    assert client.get(f"/api/convolution?{case.query}&format=json").json()["output"] == [output]


def test_titles_and_links_are_told_apart() -> None:
    for group in GROUPS:
        assert len({case.title for case in group.cases}) == len(group.cases)
    assert len({(case.query, case.fragment) for case in CASES}) >= len(CASES) - 2


def test_the_page_has_a_card_with_sizes_for_every_case(client: httpx.Client) -> None:
    html = client.get("/arithmetic").text
    links = [unescape(link) for link in re.findall(r'class="card-link" href="([^"]+)"', html)]
    assert links == [card_of(case).href for case in CASES]
    assert "4\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}4 → 2\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}2" in html


def test_a_drawing_marks_as_many_cells_as_the_kernel_has_weights() -> None:
    strided, dilated, stamp = CONV_ARITHMETIC[4], CONV_ARITHMETIC[7], CONV_ARITHMETIC[8]
    assert [card_of(case).input.meant.count("z") for case in (strided, dilated)] == [9, 9]
    assert card_of(stamp).output.meant.count("z") == 9
    assert card_of(CONV_ARITHMETIC[2]).input.ring
    assert not card_of(stamp).input.ring


def test_an_exercise_tells_its_answer_to_nobody_before_it_is_revealed(client: httpx.Client) -> None:
    query = "grid=3,1,4;1,5,9;2,6,5&kernel=1,-1;2,3&view=exercise=7"
    output = torch.nn.functional.conv2d(
        torch.tensor([[[[3.0, 1, 4], [1, 5, 9], [2, 6, 5]]]]), torch.tensor([[[[1.0, -1], [2, 3]]]])
    ).flatten()
    asked = client.get(f"/arithmetic?{query}").text
    revealed = client.get(f"/arithmetic?{query};revealed").text
    figure = slice(asked.index("<figure"), asked.index("</figure>"))
    assert "2 × 2" not in asked[figure]
    assert "Yours to predict." in asked
    for value in output.tolist():
        assert f">{value:.0f}<" not in asked[figure]
        assert f">{value:.0f}<" in revealed
