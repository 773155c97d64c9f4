"""500 small settings against tests/golden/arithmetic.json, which the page's figures answer to as well.

Each case is a question as the link writes it, with torch's output. The file is worked out by numpy.pad and torch's
own calls in float64, from a seed. After a change that is meant, `python -m tests.test_arithmetic_golden`
writes it anew.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

from app.engine.convolution import convolve
from app.engine.geometry import padding_of
from app.wire.query import canonical, read_question
from app.wire.questions import ConvolutionQuestion
from app.wire.to_engine import grid_tensor, make_convolution
from tests.engine.reference import ACTIVATIONS, PAD_MODES

GOLDEN = Path(__file__).parent / "golden" / "arithmetic.json"
COUNT = 500
MOST_CELLS = 120
Setting = dict[str, Any]
Array = NDArray[np.float64]


def draw(random: Random) -> Setting:
    """Any setting; not all of them fit."""
    one_of = random.choice
    groups = one_of((1, 1, 1, 1, 2, 3))
    depth = one_of((1, 1, 2, 3)) if groups == 1 else 1
    filters = groups * one_of((1, 1, 2)) if groups < 3 else 3
    height, width = random.randint(1, 8), random.randint(1, 8)
    kernel = (random.randint(1, 5), random.randint(1, 5))
    transposed = random.random() < 0.25
    stride, dilation = (tuple(one_of((1, 1, 2, 3)) for _ in range(2)) for _ in range(2))
    extra = [random.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True)] if transposed else [0, 0]
    sides = [random.randint(0, 3) for _ in range(4)]
    grid = [[[random.randint(-2, 9) for _ in range(width)] for _ in range(height)] for _ in range(groups * depth)]
    rows, columns = range(kernel[0]), range(kernel[1])
    weights = [[[[random.randint(-3, 3) for _ in columns] for _ in rows] for _ in range(depth)] for _ in range(filters)]
    return {
        "grid": grid,
        "kernel": weights,
        "stride": stride,
        "dilation": dilation,
        "padding": one_of(("valid", "same", "full", sides)),
        "output_padding": extra,
        "border": "zeros" if transposed else one_of(sorted(PAD_MODES)),
        "groups": groups,
        "flip": int(random.random() < 0.3),
        "transposed": int(transposed),
        "bias": [random.randint(-4, 4) for _ in range(one_of((1, filters)))] if random.random() < 0.4 else [0],
        "activation": one_of(("none", "none", "none", *ACTIVATIONS)),
    }


def as_query(setting: Setting) -> str:
    """The question that the link writes."""

    def planes(block: Any) -> str:  # noqa: ANN401
        return "|".join(";".join(",".join(map(str, row)) for row in plane) for plane in block)

    listed = {name: value for name, value in setting.items() if isinstance(value, tuple | list)}
    words = {
        **setting,
        **{name: ",".join(map(str, values)) for name, values in listed.items()},
        "grid": planes(setting["grid"]),
        "kernel": "||".join(planes(block) for block in setting["kernel"]),
    }
    text = "&".join(f"{name}={value}" for name, value in words.items())
    question, _ = read_question(ConvolutionQuestion, text)
    return canonical(question)


def torchs(setting: Setting) -> Array:
    """What torch makes of it, in float64; a RuntimeError or ValueError where that is impossible."""
    seen, weights = (torch.tensor(setting[name], dtype=torch.float64) for name in ("grid", "kernel"))
    if setting["flip"]:
        weights = weights.flip(2, 3)
    moved = {"stride": setting["stride"], "dilation": setting["dilation"], "groups": setting["groups"]}
    top, right, bottom, left = sides_of(setting)
    if setting["transposed"]:
        filters, depth, *window = weights.shape
        parted = weights.reshape(setting["groups"], filters // setting["groups"], depth, *window)
        inward = parted.transpose(1, 2).flatten(0, 1)
        uncut = functional.conv_transpose2d(seen, inward, output_padding=0, **moved)
        whole = functional.pad(uncut, (0, setting["output_padding"][1], 0, setting["output_padding"][0]))
        sums = whole[:, top : whole.shape[1] - bottom, left : whole.shape[2] - right]
    else:
        ring = ((0, 0), (top, bottom), (left, right))
        padded = torch.from_numpy(np.pad(seen.numpy(), ring, mode=PAD_MODES[setting["border"]]))
        sums = functional.conv2d(padded, weights, **moved)
    bias = np.resize(np.array(setting["bias"], float), len(weights))
    values: Array = ACTIVATIONS[setting["activation"]](sums.numpy() + bias[:, None, None])
    return values


def sides_of(setting: Setting) -> tuple[int, int, int, int]:
    """Top, right, bottom, left."""
    padding = setting["padding"]
    if not isinstance(padding, str):
        return tuple(padding)
    size = np.array(setting["kernel"]).shape[2:]
    top, bottom = padding_of(padding, size[0], setting["dilation"][0])
    left, right = padding_of(padding, size[1], setting["dilation"][1])
    return top, right, bottom, left


def fits(setting: Setting) -> bool:
    """The border has enough to show, the window fits, and the answer is small."""
    height, width = np.array(setting["grid"]).shape[1:]
    top, right, bottom, left = sides_of(setting)
    most = {"reflect": -1, "circular": 0}.get(setting["border"], 99)
    if max(top, bottom) > height + most or max(left, right) > width + most:
        return False
    try:
        return 0 < torchs(setting).size <= MOST_CELLS
    except RuntimeError:
        return False


def settings() -> list[Setting]:
    random = Random(4)
    found: list[Setting] = []
    while len(found) < COUNT:
        setting = draw(random)
        if fits(setting):
            found.append(setting)
    return found


def case_of(setting: Setting) -> list[Any]:
    """The question, the shape of torch's output, and its values: whole ones as such, the others as float32."""
    values = torchs(setting)
    flat = [int(v) if v == int(v) else float(f"{v:.7g}") for v in values.ravel().tolist()]
    return [as_query(setting), list(values.shape), flat]


CASES: list[list[Any]] = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else []
SETTINGS = settings()


def test_there_are_500_settings_of_every_kind() -> None:
    assert len(CASES) == COUNT
    options = "border=reflect border=replicate border=circular groups=2 groups=3 flip=1 transposed=1 output_padding="
    more = "padding=same padding=full bias= activation=sigmoid activation=relu stride= dilation="
    words = f"{options} {more}".split()
    assert [word for word in words if sum(word in query for query, _, _ in CASES) < 10] == []


def test_the_file_is_what_torch_makes_of_the_seed() -> None:
    for case, setting in zip(CASES, SETTINGS, strict=True):
        assert case[:2] == case_of(setting)[:2]
        assert case[2] == pytest.approx(torchs(setting).ravel().tolist(), rel=1e-6, abs=1e-9)


def test_the_engine_answers_every_question_as_torch_does() -> None:
    for query, shape, values in CASES:
        question, _ = read_question(ConvolutionQuestion, query)
        assert question.grid is not None
        seen = grid_tensor(question.grid)
        output = convolve(seen, make_convolution(question, seen.shape[0]))
        assert list(output.shape) == shape, query
        assert output.flatten().tolist() == pytest.approx(values, rel=1e-5, abs=1e-4), query


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case_of(setting), separators=(",", ":")) for setting in SETTINGS)
    GOLDEN.write_text(f"[\n{lines}\n]\n")
