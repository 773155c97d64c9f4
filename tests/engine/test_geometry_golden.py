"""The geometry against tests/golden/geometry.json, which the front end's twin answers to as well.

The file is worked out here by counting cells, without a formula of the engine. After a change that is meant,
`python -m tests.engine.test_geometry_golden` writes it anew.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from app.engine.errors import ImpossibleShape
from app.engine.geometry import TransposedWindow, Window, padding_of

GOLDEN = Path(__file__).parent.parent / "golden" / "geometry.json"
Case = dict[str, Any]

# size, stride, dilation, before, after; then the input's length
WINDOWS = [
    ((1, 1, 1, 0, 0), 1), ((1, 1, 1, 0, 0), 5), ((1, 2, 1, 0, 0), 6), ((1, 3, 1, 0, 0), 8), ((1, 1, 3, 2, 1), 4),
    ((2, 1, 1, 0, 0), 5), ((2, 1, 1, 0, 1), 5), ((2, 2, 1, 0, 0), 7), ((2, 3, 1, 0, 0), 7), ((2, 3, 2, 1, 0), 9),
    ((3, 1, 1, 0, 0), 3), ((3, 1, 1, 1, 1), 5), ((3, 2, 1, 1, 1), 7), ((3, 2, 1, 0, 0), 6), ((3, 3, 1, 0, 0), 10),
    ((3, 4, 1, 0, 2), 9), ((3, 5, 1, 1, 0), 12), ((3, 1, 2, 2, 2), 6), ((3, 2, 2, 0, 0), 9), ((3, 1, 4, 0, 0), 9),
    ((4, 1, 1, 1, 2), 6), ((4, 2, 1, 1, 2), 8), ((4, 3, 2, 0, 3), 11), ((4, 6, 1, 2, 0), 13), ((5, 1, 1, 2, 2), 5),
    ((5, 1, 1, 4, 4), 1), ((5, 3, 1, 0, 1), 10), ((5, 2, 3, 6, 6), 7), ((7, 2, 1, 3, 3), 12), ((2, 1, 5, 3, 0), 6),
    ((3, 7, 1, 6, 5), 4), ((8, 8, 1, 0, 0), 20),
]  # fmt: skip

# size, stride, dilation, before, after, output padding; then the input's length
TRANSPOSED = [
    ((1, 1, 1, 0, 0, 0), 1), ((1, 1, 1, 0, 0, 0), 4), ((1, 2, 1, 0, 0, 0), 3), ((1, 3, 1, 0, 0, 2), 3),
    ((2, 1, 1, 0, 0, 0), 4), ((2, 2, 1, 0, 0, 0), 3), ((2, 2, 1, 0, 0, 1), 3), ((2, 3, 1, 0, 0, 0), 4),
    ((2, 3, 1, 1, 0, 2), 4), ((2, 2, 2, 0, 1, 1), 4), ((2, 1, 3, 1, 1, 2), 5), ((3, 1, 1, 0, 0, 0), 3),
    ((3, 1, 1, 1, 1, 0), 5), ((3, 1, 1, 2, 2, 0), 4), ((3, 2, 1, 0, 0, 0), 4), ((3, 2, 1, 1, 1, 0), 4),
    ((3, 2, 1, 1, 1, 1), 4), ((3, 2, 1, 0, 1, 1), 3), ((3, 2, 2, 2, 2, 1), 4), ((3, 4, 1, 0, 0, 3), 3),
    ((3, 5, 1, 1, 0, 0), 3), ((3, 3, 2, 1, 2, 2), 4), ((4, 2, 1, 1, 1, 0), 4), ((4, 2, 1, 1, 2, 1), 5),
    ((4, 3, 1, 2, 0, 2), 3), ((4, 2, 3, 3, 4, 1), 4), ((5, 1, 1, 2, 2, 0), 6), ((5, 2, 1, 2, 2, 1), 4),
    ((5, 3, 2, 4, 4, 2), 3), ((6, 4, 1, 1, 3, 3), 3), ((3, 6, 4, 5, 0, 5), 3), ((7, 2, 1, 3, 3, 1), 5),
]  # fmt: skip

# size, stride, dilation, before, after; the input's length; the padded length where there is padding
IMPOSSIBLE = [
    ((2, 1, 1, 0, 0), 1), ((3, 1, 1, 0, 0), 1), ((3, 1, 1, 0, 0), 2), ((5, 1, 1, 0, 0), 3), ((5, 2, 1, 0, 0), 4),
    ((7, 1, 1, 0, 0), 6), ((3, 1, 2, 0, 0), 4), ((3, 1, 4, 0, 0), 8), ((2, 1, 9, 0, 0), 9), ((4, 3, 3, 0, 0), 9),
    ((31, 1, 1, 0, 0), 30), ((31, 1, 2, 0, 0), 60), ((3, 1, 1, 1, 0), 1), ((3, 1, 1, 0, 1), 1), ((5, 1, 1, 1, 1), 2),
    ((7, 2, 1, 1, 1), 3), ((7, 1, 1, 2, 0), 4), ((3, 1, 3, 1, 2), 3), ((4, 5, 2, 0, 2), 4), ((9, 1, 1, 3, 4), 1),
]  # fmt: skip

PADDINGS = [
    (keyword, size, dilation)
    for keyword in ("valid", "same", "full")
    for size, dilation in ((1, 1), (1, 4), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (4, 3), (5, 1), (7, 5))
]


def taps_of(start: int, size: int, dilation: int) -> list[int]:
    return [start + dilation * k for k in range(size)]


def counted_window(numbers: tuple[int, ...], n: int) -> Case:
    """Slides the window over the padded axis until it no longer fits, and looks where its taps stand."""
    size, stride, dilation, before, after = numbers
    starts, start = [], -before
    while taps_of(start, size, dilation)[-1] < n + after:
        starts.append(start)
        start += stride
    taps = [taps_of(start, size, dilation) for start in starts]
    return {
        "window": {"size": size, "stride": stride, "dilation": dilation, "before": before, "after": after},
        "input": n,
        "output_length": len(taps),
        "extent": taps[0][-1] - taps[0][0] + 1,
        "spans": [[seen[0], seen[-1] + 1] for seen in taps],
        "taps": taps,
        "outputs_of_input": [[i for i, seen in enumerate(taps) if j in seen] for j in range(n)],
        "inputs_of_weight": [[seen[k] for seen in taps] for k in range(size)],
        "unreached": [j for j in range(n) if not any(j in seen for seen in taps)],
        "trailing": n + after - (taps[-1][-1] + 1),
    }


def counted_transposed(numbers: tuple[int, ...], n: int) -> Case:
    """Writes every input's window to an uncut row of cells, then cuts the row."""
    size, stride, dilation, before, after, output_padding = numbers
    uncut: list[list[tuple[int, int]]] = [[] for _ in range((n - 1) * stride + dilation * (size - 1) + 1)]
    for j in range(n):
        for k in range(size):
            uncut[j * stride + k * dilation].append((j, k))
    cells = [*uncut, *([] for _ in range(output_padding))][before:]
    cells = cells[: len(cells) - after]
    names = ("size", "stride", "dilation", "before", "after", "output_padding")
    return {
        "window": dict(zip(names, numbers, strict=True)),
        "input": n,
        "output_length": len(cells),
        "outputs_of_input": [[i for i, pairs in enumerate(cells) if j in dict(pairs)] for j in range(n)],
        "contributions": [[list(pair) for pair in pairs] for pairs in cells],
        "unreached_outputs": [i for i, pairs in enumerate(cells) if not pairs],
    }


def counted_padding(keyword: str, size: int, dilation: int) -> Case:
    """`same` keeps the length of a long axis at stride 1; `full` lets the window touch it with one tap."""
    reach = taps_of(0, size, dilation)[-1]
    before = {"valid": 0, "same": reach // 2, "full": reach}[keyword]
    after = {"valid": 0, "same": reach - before, "full": reach}[keyword]
    return {"keyword": keyword, "size": size, "dilation": dilation, "before": before, "after": after}


def refused(numbers: tuple[int, ...], n: int) -> Case:
    size, stride, dilation, before, after = numbers
    spanned, ring = taps_of(0, size, dilation)[-1] + 1, before + after
    why = f": {n} and {ring} of padding" if ring else ""
    return {
        "window": {"size": size, "stride": stride, "dilation": dilation, "before": before, "after": after},
        "input": n,
        "message": f"A window spanning {spanned} cells cannot fit in {n + ring}{why}.",
    }


def counted() -> dict[str, list[Case]]:
    return {
        "windows": [counted_window(*case) for case in WINDOWS],
        "transposed": [counted_transposed(*case) for case in TRANSPOSED],
        "paddings": [counted_padding(*case) for case in PADDINGS],
        "impossible": [refused(*case) for case in IMPOSSIBLE],
    }


def written() -> dict[str, list[Case]]:
    cases: dict[str, list[Case]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return cases


def label(case: Case) -> str:
    return " ".join(f"{name} {value}" for name, value in case["window"].items()) + f" on {case['input']}"


def test_the_file_says_what_counting_says() -> None:
    assert written() == counted()


@pytest.mark.parametrize("case", written()["windows"], ids=label)
def test_a_window_goes_where_the_file_says(case: Case) -> None:
    window, n = Window(**case["window"]), case["input"]
    outputs = range(window.output_length(n))
    assert len(outputs) == case["output_length"]
    assert window.extent == case["extent"]
    assert [[window.span(i).start, window.span(i).stop] for i in outputs] == case["spans"]
    assert [list(window.taps(i)) for i in outputs] == case["taps"]
    assert [window.outputs_of_input(j, n) for j in range(n)] == case["outputs_of_input"]
    assert [list(window.inputs_of_weight(k, n)) for k in range(window.size)] == case["inputs_of_weight"]
    assert window.unreached(n) == case["unreached"]
    assert window.trailing(n) == case["trailing"]


@pytest.mark.parametrize("case", written()["transposed"], ids=label)
def test_a_transposed_window_writes_where_the_file_says(case: Case) -> None:
    window, n = TransposedWindow(**case["window"]), case["input"]
    assert window.output_length(n) == case["output_length"]
    assert [window.outputs_of_input(j, n) for j in range(n)] == case["outputs_of_input"]
    pairs = [[list(pair) for pair in window.contributions(i, n)] for i in range(case["output_length"])]
    assert pairs == case["contributions"]
    assert window.unreached_outputs(n) == case["unreached_outputs"]


@pytest.mark.parametrize("case", written()["paddings"], ids=lambda case: f"{case['keyword']} {case['size']}")
def test_a_padding_keyword_adds_what_the_file_says(case: Case) -> None:
    assert padding_of(case["keyword"], case["size"], case["dilation"]) == (case["before"], case["after"])


@pytest.mark.parametrize("case", written()["impossible"], ids=label)
def test_an_impossible_window_is_refused_in_the_words_of_the_file(case: Case) -> None:
    with pytest.raises(ImpossibleShape) as refusal:
        Window(**case["window"]).output_length(case["input"])
    assert refusal.value.message == case["message"]


if __name__ == "__main__":
    lines = [
        f'  "{name}": [\n' + ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in cases) + "\n  ]"
        for name, cases in counted().items()
    ]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
