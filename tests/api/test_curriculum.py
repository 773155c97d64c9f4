"""Every golden case of the five lectures, asked of the API in the grammar's words."""

import json
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from app.wire.query import OPERATIONS, canonical, read_question

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "golden" / "curriculum.json").read_text())[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_lectures_numbers_come_over_the_wire(client: httpx.Client, case: dict[str, Any]) -> None:
    answer = client.get(f"/api/{case['op']}?{case['query']}&format=json").json()
    np.testing.assert_allclose(answer["output"], case["output"], rtol=1e-6)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_lectures_questions_are_canonical(case: dict[str, Any]) -> None:
    question, _ = read_question(OPERATIONS[case["op"]], case["query"])
    assert canonical(question) == case["query"]
