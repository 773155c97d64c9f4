"""The five lectures' numbers, and the fifteen geometries that every course borrows: tests/golden/curriculum.json.

Each case stands there as a question in the query grammar and as plain arrays. Here it is computed twice: by the
engine, and by loops over Python lists that share nothing with it.
"""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import torch
from torch import Tensor

from app.engine.convolution import Convolution, convolve
from app.engine.geometry import Geometry, make_geometry
from app.engine.pooling import Pooling, pool

WRITTEN: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "curriculum.json").read_text(encoding="utf-8")
)
CASES: list[dict[str, Any]] = WRITTEN["cases"]
Maps = list[list[list[float]]]


def sides(options: dict[str, Any], kernel: tuple[int, int]) -> list[int]:
    """Padding as numbers: top, right, bottom, left."""
    if options["padding"] == "valid":
        return [0, 0, 0, 0]
    reach = [spacing * (size - 1) for spacing, size in zip(options["dilation"], kernel, strict=True)]
    if options["padding"] == "full":
        return [reach[0], reach[1], reach[0], reach[1]]
    if options["padding"] == "same":
        return [reach[0] // 2, (reach[1] + 1) // 2, (reach[0] + 1) // 2, reach[1] // 2]
    padding: list[int] = options["padding"]
    return padding


def looked_up(plane: list[list[float]], row: int, column: int, border: str) -> float:
    height, width = len(plane), len(plane[0])
    if 0 <= row < height and 0 <= column < width:
        return plane[row][column]
    if border == "replicate":
        return plane[max(0, min(row, height - 1))][max(0, min(column, width - 1))]
    assert border == "zeros"
    return 0.0


def convolved_by_hand(case: dict[str, Any]) -> Maps:
    options, planes = case["options"], case["input"]
    kernel = [[turned(plane) if options["flip"] else plane for plane in filter_] for filter_ in case["kernel"]]
    rows, columns = len(kernel[0][0]), len(kernel[0][0][0])
    top, _, _, left = sides(options, (rows, columns))
    (down, right), (gap_down, gap_right) = options["stride"], options["dilation"]
    _, height, width = case["shape"]
    output = [[[0.0] * width for _ in range(height)] for _ in kernel]
    shared = len(kernel[0])
    for f, c, a, b in product(range(len(kernel)), range(shared), range(rows), range(columns)):
        plane = planes[f * options["groups"] // len(kernel) * shared + c]
        if options["transposed"]:
            for i, j in product(range(len(plane)), range(len(plane[0]))):
                row, column = i * down + a * gap_down - top, j * right + b * gap_right - left
                if 0 <= row < height and 0 <= column < width:
                    output[f][row][column] += plane[i][j] * kernel[f][c][a][b]
        else:
            for i, j in product(range(height), range(width)):
                row, column = i * down + a * gap_down - top, j * right + b * gap_right - left
                output[f][i][j] += looked_up(plane, row, column, options["border"]) * kernel[f][c][a][b]
    biases = options["bias"] or [0.0]
    return [
        [[activated(value + biases[f % len(biases)], options["activation"]) for value in row] for row in plane]
        for f, plane in enumerate(output)
    ]


def turned(plane: list[list[float]]) -> list[list[float]]:
    return [row[::-1] for row in plane[::-1]]


def activated(value: float, activation: str) -> float:
    return max(value, 0.0) if activation == "relu" else value


def pooled_by_hand(case: dict[str, Any]) -> Maps:
    options, (channels, height, width) = case["options"], case["shape"]
    choices: dict[str, Callable[[list[float]], float]] = {"max": max, "sum": sum, "avg": mean}
    choose = choices[options["pool"]]
    (rows, columns), (down, right) = options["window"], options["stride"]
    assert sides(options, (rows, columns)) == [0, 0, 0, 0]
    return [
        [
            [
                choose([case["input"][c][i * down + a][j * right + b] for a in range(rows) for b in range(columns)])
                for j in range(width)
            ]
            for i in range(height)
        ]
        for c in range(channels)
    ]


def geometry_of(options: dict[str, Any], kernel: tuple[int, int]) -> Geometry:
    padding = options["padding"] if isinstance(options["padding"], str) else tuple(options["padding"])
    return make_geometry(
        kernel,
        tuple(options["stride"]),
        tuple(options["dilation"]),
        padding,
        tuple(options.get("output_padding", (0, 0))),
        options.get("transposed", False),
    )


def computed(case: dict[str, Any]) -> Tensor:
    options, image = case["options"], torch.tensor(case["input"], dtype=torch.float32)
    if case["op"] == "pooling":
        geometry = geometry_of(options, tuple(options["window"]))
        return pool(image, Pooling(options["pool"], geometry, options["count_padding"]))[0]
    weights = torch.tensor(case["kernel"], dtype=torch.float32)
    return convolve(
        image,
        Convolution(
            weights,
            geometry_of(options, (weights.shape[2], weights.shape[3])),
            options["border"],
            options["groups"],
            options["flip"],
            tuple(options["bias"]),
            options["activation"],
        ),
    )


def titled(case: dict[str, Any]) -> str:
    return f"{case['lecture']}: {case['title']}"


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_the_engine_computes_what_the_lecture_shows(case: dict[str, Any]) -> None:
    output = computed(case)
    assert list(output.shape) == case["shape"]
    torch.testing.assert_close(output, torch.tensor(case["output"], dtype=torch.float32), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("case", CASES, ids=titled)
def test_loops_over_lists_come_to_the_same_numbers(case: dict[str, Any]) -> None:
    by_hand = pooled_by_hand(case) if case["op"] == "pooling" else convolved_by_hand(case)
    assert len(by_hand) == len(case["output"])
    for plane, expected in zip(by_hand, case["output"], strict=True):
        for row, expected_row in zip(plane, expected, strict=True):
            assert row == pytest.approx(expected_row, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("case", WRITTEN["sizes"], ids=titled)
def test_an_output_has_the_size_that_the_lecture_names(case: dict[str, Any]) -> None:
    geometry = geometry_of(case["options"], tuple(case["kernel"]))
    assert list(geometry.output_shape(*case["input"])) == case["output"]


PRINTED = {
    "the same sums in numbers": [[[77, 67], [47, 37]]],
    "max pooling": [[[5, 3], [4, 35]]],
    "average pooling, window 2": [[[2, 1.75], [4, 16]]],
    "average pooling, window 4": [[[5.9375]]],
    "a row of numbers with 1, 2": [[[5, 8, 11, 14, 17]]],
    "a row of numbers with 1, 2, truly convolved": [[[4, 7, 10, 13, 16]]],
    "max pooling, window 2, stride 1": [[[5, 6], [8, 9]]],
    "letters a11 … a33 in numbers": [[[37, 47], [67, 77]]],
    "max pooling the 7×7 grid": [[[6, 8, 2], [7, 8, 8], [8, 7, 8]]],
}


def case_of(title: str) -> dict[str, Any]:
    return next(case for case in CASES if case["title"] == title)


@pytest.mark.parametrize("title", PRINTED)
def test_the_file_holds_the_numbers_that_are_on_the_slide(title: str) -> None:
    assert case_of(title)["output"] == PRINTED[title]


def test_the_7x7_grid_of_the_second_lecture_gives_the_sums_on_its_slides() -> None:
    plain = case_of("nine ones over the 7×7 grid")["output"][0]
    padded = case_of("the 7×7 grid, zero padded")["output"][0]
    strided = case_of("the 7×7 grid, stride 2")["output"][0]
    assert plain[0][:3] == [31, 46, 36]
    assert padded[0][0] == 14
    assert padded[1][1:4] == [31, 46, 36]
    assert strided[0][:2] == [31, 36]


def test_true_convolution_turns_the_sign_of_sobel() -> None:
    correlated = case_of("Sobel on a step")["output"]
    convolved = case_of("Sobel on a step, truly convolved")["output"]
    assert convolved == [[[-value for value in row] for row in plane] for plane in correlated]
    assert any(value for row in correlated[0] for value in row)


def test_when_the_object_moves_the_response_moves_with_it() -> None:
    here, there = (
        case_of(f"a shape {where}")["output"][0] for where in ("at its place", "moved by 1 down and 2 right")
    )
    assert [row[2:] for row in there[1:]] == [row[:-2] for row in here[:-1]]
    assert here != there


def test_all_fifteen_pictures_of_conv_arithmetic_are_here() -> None:
    pictures = [case for case in CASES if case["lecture"] == "conv_arithmetic"]
    assert len(pictures) == 15
    assert sum(case["options"]["transposed"] for case in pictures) == 7
