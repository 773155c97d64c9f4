"""/pooling without scripts: the numbers of its link, a picture as a picture, and cases that are the lectures'."""

import json
import re
from pathlib import Path

import httpx
import numpy as np
import pytest

from app.pages.pooling_cases import CASES, OPENING
from tests.pages.test_pages import addresses

CURRICULUM = Path(__file__).parent.parent / "golden" / "curriculum.json"
FRONT = Path(__file__).parents[2] / "static" / "src" / "pages" / "pooling" / "opening.ts"
POOLINGS = [case for case in json.loads(CURRICULUM.read_text())["cases"] if case["op"] == "pooling"]
TABLE = re.compile(r'<table class="matrix[^"]*" aria-label="Output[^"]*">(.*?)</table>', re.DOTALL)


def outputs_of(html: str) -> list[list[list[float]]]:
    return [
        [[float(cell) for cell in re.findall(r">([^<>]+)</td>", row)] for row in table.split("</tr>")[:-1]]
        for table in TABLE.findall(html)
    ]


@pytest.mark.parametrize("case", POOLINGS, ids=[case["title"] for case in POOLINGS])
def test_the_output_of_every_lecture_stands_on_the_page(client: httpx.Client, case: dict[str, object]) -> None:
    answer = client.get(f"/pooling?{case['query']}")
    assert answer.status_code == 200
    assert np.array(outputs_of(answer.text)) == pytest.approx(np.array(case["output"]), rel=1e-3)


@pytest.mark.parametrize(
    ("pool", "figure"),
    [
        ("max", [[3, 3, 3], [3, 3, 3], [3, 2, 3]]),
        ("avg", [[1.7, 1.7, 1.7], [1.0, 1.2, 1.8], [1.1, 0.8, 1.3]]),
    ],
)
def test_the_two_figures_of_conv_arithmetic_are_cases_with_their_numbers(
    client: httpx.Client, pool: str, figure: list[list[float]]
) -> None:
    """Dumoulin and Visin's numerical poolings, which they print with one decimal."""
    query = f"grid=3,3,2,1,0;0,0,1,3,1;3,1,2,2,3;2,0,0,2,2;2,0,0,0,1&stride=1&pool={pool}&window=3"
    assert query in {case.query for case in CASES}
    assert np.round(outputs_of(client.get(f"/pooling?{query}").text), 1).tolist() == [figure]


def test_a_window_over_everything_is_said_in_words(client: httpx.Client) -> None:
    html = client.get("/pooling?grid=1,2,3,4,5&pool=avg&window=adaptive:1,3").text
    assert outputs_of(html) == [[[1.5, 3.0, 4.5]]]
    assert "Of each of 1 × 3 windows, the average." in html
    assert "Of all cells, the average." in client.get("/pooling?image=cat&pool=avg&window=global").text


def test_every_pooling_of_the_curriculum_is_a_case_of_the_page() -> None:
    assert {case["query"] for case in POOLINGS} <= {case.query for case in CASES}


def test_it_opens_with_the_first_lectures_grid_before_and_after_its_scripts(client: httpx.Client) -> None:
    assert outputs_of(client.get("/pooling").text) == [[[5, 3], [4, 35]]]
    assert f"text: '{OPENING}'" in FRONT.read_text()


def test_every_case_and_every_address_of_the_page_leads_somewhere(client: httpx.Client) -> None:
    html = client.get("/pooling?image=face&pool=avg&window=4").text
    found = [address for address in addresses(html) if address.startswith("/")]
    assert sum(address.startswith("/pooling?") for address in found) == len(CASES)
    assert any(address.startswith("/api/pooling?image=face") for address in found)
    for address in found:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("window=9", "cannot fit"),
        ("kernel=1", "kernel"),
        ("pool=median", "median"),
        ("grid=1,2;3,4&padding=2", "would meet no cell"),
        ("pool=avg&dilation=2", "Only max and min"),
    ],
)
def test_what_cannot_be_answered_is_explained_above_the_page_as_it_opens(
    client: httpx.Client, query: str, says: str
) -> None:
    answer = client.get(f"/pooling?{query}")
    assert answer.status_code == 422
    assert says in answer.text
    assert outputs_of(answer.text) == [[[5, 3], [4, 35]]]
