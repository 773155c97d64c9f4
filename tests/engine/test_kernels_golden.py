"""The kernels against tests/golden/kernels.json, which the front end's own generators answer to as well.

Exact weights are written as fractions in strings, computed ones as numbers that hold to 1e-12. After a change that
is meant, `python -m tests.engine.test_kernels_golden` writes the file anew, with the arguments that stand in it.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.engine.kernels import CATALOGUE, GENERATORS, Rows, resolve

GOLDEN = Path(__file__).parent.parent / "golden" / "kernels.json"
WRITTEN: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))


def as_written(rows: Rows) -> list[list[str | float]]:
    return [[str(weight) if isinstance(weight, Fraction) else weight for weight in row] for row in rows]


def as_numbers(rows: list[list[str | float]]) -> list[list[float]]:
    return [[float(Fraction(weight)) for weight in row] for row in rows]


def label(case: dict[str, Any]) -> str:
    return f"{case['name']}:{','.join(f'{name}={value}' for name, value in case['arguments'].items())}"


def test_the_file_holds_every_named_kernel_exactly() -> None:
    assert {name: as_written(kernel.rows) for name, kernel in CATALOGUE.items()} == WRITTEN["named"]


def test_the_file_asks_every_generator_a_dozen_times() -> None:
    asked = [case["name"] for case in WRITTEN["generated"]]
    assert {name: asked.count(name) for name in GENERATORS} == dict.fromkeys(GENERATORS, 12)


@pytest.mark.parametrize("case", WRITTEN["generated"], ids=label)
def test_a_generator_makes_the_weights_in_the_file(case: dict[str, Any]) -> None:
    made = as_written(resolve(case["name"], case["arguments"]))
    assert [len(row) for row in made] == [len(row) for row in case["rows"]]
    for row, expected in zip(as_numbers(made), as_numbers(case["rows"]), strict=True):
        assert row == pytest.approx(expected, rel=1e-12, abs=1e-12)


def rewrite() -> None:
    named = [f'    "{name}": {json.dumps(as_written(kernel.rows))}' for name, kernel in CATALOGUE.items()]
    cases = [{**case, "rows": as_written(resolve(case["name"], case["arguments"]))} for case in WRITTEN["generated"]]
    generated = [f"    {json.dumps(case)}" for case in cases]
    parts = ('{\n  "named": {', ",\n".join(named), '  },\n  "generated": [', ",\n".join(generated), "  ]\n}\n")
    GOLDEN.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
