"""tests/golden/receptive.json is what app.nets says; vitest holds the browser to the same file."""

import json

import pytest

from app.pages.stacks import read_stack, write_layers
from tests.receptive_cases import FILE, cases

WRITTEN = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["stacks", "impossible", "unreadable", "networks"])
def test_the_golden_file_is_what_the_networks_room_says(part: str) -> None:
    told = json.loads(json.dumps(cases()[part]))
    assert told == WRITTEN[part], "If this is meant: python -m tests.receptive_cases"


def test_every_written_stack_is_read_as_the_same_stack() -> None:
    for case in WRITTEN["stacks"]:
        asked = read_stack(case["input"], case["layers"])
        assert write_layers(asked) == case["written"]
        assert read_stack(case["input"], case["written"]) == asked
