"""A hundred transposed convolutions in tests/golden/transposed.json: the front end's two ways answer to it as well.

Everything in the file comes from torch's own call, in whole numbers: the output, what the first few stamps alone make
of it, and how many stamps reach each cell. After a change that is meant,
`python -m tests.engine.test_transposed_golden` writes it anew.
"""

import json
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from app.engine.convolution import Convolution, convolve
from app.engine.geometry import make_geometry

GOLDEN = Path(__file__).parent.parent / "golden" / "transposed.json"
Case = dict[str, Any]
CASES = 100


def drawn(dice: random.Random) -> Case:
    """A case without its answers; one in which padding cuts everything away is drawn again."""
    kernel, stride, dilation = ([dice.randint(1, most) for _ in range(2)] for most in (4, 3, 2))
    more = [dice.randint(0, max(stride[axis], dilation[axis]) - 1) for axis in (0, 1)]
    extent = [dilation[axis] * (kernel[axis] - 1) + 1 for axis in (0, 1)]
    size = [dice.randint(1, 4) for _ in range(2)]
    top, right, bottom, left = sides = (
        [dice.randint(0, 2)] * 4 if dice.random() < 0.5 else [dice.randint(0, 3) for _ in range(4)]
    )
    lengths = [(n - 1) * s + e + m for n, s, e, m in zip(size, stride, extent, more, strict=True)]
    if lengths[0] - top - bottom < 1 or lengths[1] - left - right < 1:
        return drawn(dice)
    groups, depth, width = dice.choice([(1, 1, 1), (1, 1, 2), (1, 2, 1), (2, 1, 1), (1, 2, 2)])
    cells = [[[dice.randint(-4, 4) for _ in range(size[1])] for _ in range(size[0])] for _ in range(groups * depth)]
    weights = [
        [[[dice.randint(-4, 4) for _ in range(kernel[1])] for _ in range(kernel[0])] for _ in range(depth)]
        for _ in range(groups * width)
    ]
    return {
        "input": cells, "kernel": weights, "stride": stride, "dilation": dilation, "padding": sides,
        "output_padding": more, "groups": groups, "flip": dice.random() < 0.25,
        "stamps": dice.randint(0, depth * size[0] * size[1]),
    }  # fmt: skip


def transposed(image: Tensor, weights: Tensor, case: Case) -> Tensor:
    """torch's own call; where the sides differ it pads nothing, and the cut is made here."""
    top, right, bottom, left = case["padding"]
    # torch wants the input's channels first: [C, F/groups, kh, kw].
    turned = torch.cat([group.transpose(0, 1) for group in weights.chunk(case["groups"])])
    options = {"stride": case["stride"], "dilation": case["dilation"], "groups": case["groups"]}
    if top == bottom and left == right:
        more = case["output_padding"]
        return functional.conv_transpose2d(image, turned, padding=(top, left), output_padding=more, **options)
    uncut = functional.conv_transpose2d(image, turned, **options)
    uncut = functional.pad(uncut, (0, case["output_padding"][1], 0, case["output_padding"][0]))
    return uncut[:, top : uncut.shape[1] - bottom, left : uncut.shape[2] - right]


def answered(case: Case) -> Case:
    image = torch.tensor(case["input"], dtype=torch.float64)
    weights = torch.tensor(case["kernel"], dtype=torch.float64)
    weights = weights.rot90(2, (2, 3)) if case["flip"] else weights
    seen = weights.shape[1]
    early = image.clone()
    early[:seen].view(-1)[case["stamps"] :] = 0
    counts = transposed(torch.ones_like(image), torch.ones_like(weights), case)[0] / seen
    return {
        **case,
        "output": whole(transposed(image, weights, case)),
        "partial": whole(transposed(early, weights, case)[0]),
        "counts": whole(counts),
    }


def whole(values: Tensor) -> Any:  # noqa: ANN401 -- nested lists, as deep as the tensor
    assert torch.equal(values, values.round())
    return values.to(torch.int64).tolist()


def written() -> list[Case]:
    cases: list[Case] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return cases


def label(case: Case) -> str:
    return " ".join(f"{name} {case[name]}" for name in ("stride", "dilation", "padding", "output_padding"))


@pytest.mark.parametrize("case", written(), ids=label)
def test_the_file_says_what_torch_says(case: Case) -> None:
    assert answered(case) == case


@pytest.mark.parametrize("case", written(), ids=label)
def test_the_engine_says_what_the_file_says(case: Case) -> None:
    weights = torch.tensor(case["kernel"], dtype=torch.float32)
    geometry = make_geometry(
        (weights.shape[2], weights.shape[3]),
        tuple(case["stride"]),
        tuple(case["dilation"]),
        tuple(case["padding"]),
        tuple(case["output_padding"]),
        transposed=True,
    )
    convolution = Convolution(weights, geometry, groups=case["groups"], flip=case["flip"])
    image = torch.tensor(case["input"], dtype=torch.float32)
    assert convolve(image, convolution).tolist() == case["output"]


def test_the_file_has_every_kind_of_case() -> None:
    cases = written()
    assert len(cases) == CASES
    assert any(len(case["input"]) > len(case["kernel"][0]) for case in cases), "groups"
    assert any(len(case["kernel"]) > 1 and len(case["kernel"][0]) > 1 for case in cases), "channels and filters"
    assert any(max(case["padding"]) >= len(case["kernel"][0][0]) for case in cases), "a padding of more than k - 1"
    assert any(0 in row for case in cases for row in case["counts"]), "cells that no stamp reaches"


if __name__ == "__main__":
    dice = random.Random(17)
    lines = [json.dumps(answered(drawn(dice))) for _ in range(CASES)]
    GOLDEN.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
