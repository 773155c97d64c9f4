"""Eighty poolings and their way back in tests/golden/pooling.json: the front end answers to torch's own gradients.

Written anew with `python -m tests.engine.test_pooling_golden`.
"""

import json
import random
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from app.engine.geometry import Geometry, adaptive_geometry, make_geometry
from app.engine.pooling import Pooling, pool

GOLDEN = Path(__file__).parent.parent / "golden" / "pooling.json"
KINDS = ("max", "avg", "sum", "min", "l2")


def poolings() -> list[dict[str, Any]]:
    """Small inputs with ties, windows that overlap, gaps between taps, padding on every side, and uneven cuts."""
    chance = random.Random(20261121)
    sliding = [case(chance, KINDS[index % 5]) for index in range(60)]
    return [*sliding, *(adaptive_case(chance, KINDS[index % 5]) for index in range(20))]


def case(chance: random.Random, kind: str) -> dict[str, Any]:
    window = [chance.randint(1, 3), chance.randint(1, 3)]
    dilation = [chance.randint(1, 2) if kind in ("max", "min") else 1 for _ in range(2)]
    padding = [chance.randint(0, size // 2) for size in (window[0], window[1], window[0], window[1])]
    height, width = chance.randint(5, 7), chance.randint(5, 7)
    low = 1 if kind == "l2" else -3
    return {
        "pool": kind,
        "window": window,
        "stride": [chance.randint(1, 3), chance.randint(1, 3)],
        "dilation": dilation,
        "padding": padding,
        "count_padding": chance.random() < 0.5,
        "input": [[[chance.randint(low, 4) for _ in range(width)] for _ in range(height)]],
    }


def adaptive_case(chance: random.Random, kind: str) -> dict[str, Any]:
    """An output of any size, even one that is larger than its input."""
    height, width = chance.randint(4, 9), chance.randint(4, 9)
    low = 1 if kind == "l2" else -3
    return {
        "pool": kind,
        "outputs": [chance.randint(1, 7), chance.randint(1, 7)],
        "count_padding": True,
        "input": [[[chance.randint(low, 4) for _ in range(width)] for _ in range(height)]],
    }


def answered(asked: dict[str, Any]) -> dict[str, Any]:
    """With torch's output, and the gradient of the sum of all outputs."""
    seen = torch.tensor(asked["input"], dtype=torch.float64, requires_grad=True)
    output = pool_by_torch(seen, asked) if "window" in asked else pool_adaptively(seen, asked)
    (gradient,) = torch.autograd.grad(output.sum(), seen)
    return {**asked, "output": rounded(output), "gradient": rounded(gradient)}


def pool_by_torch(seen: torch.Tensor, asked: dict[str, Any]) -> torch.Tensor:
    top, right, bottom, left = asked["padding"]
    sides, kind = (left, right, top, bottom), asked["pool"]
    if kind in ("max", "min"):
        sign = 1 if kind == "max" else -1
        padded = functional.pad(sign * seen, sides, value=-torch.inf)
        return sign * functional.max_pool2d(padded, asked["window"], asked["stride"], dilation=asked["dilation"])
    values = seen * seen if kind == "l2" else seen
    sums = functional.avg_pool2d(functional.pad(values, sides), asked["window"], asked["stride"], divisor_override=1)
    if kind == "l2":
        return sums.sqrt()
    if kind == "sum":
        return sums
    counted = functional.pad(torch.ones_like(seen), sides, value=1.0 if asked["count_padding"] else 0.0)
    return sums / functional.avg_pool2d(counted, asked["window"], asked["stride"], divisor_override=1)


def pool_adaptively(seen: torch.Tensor, asked: dict[str, Any]) -> torch.Tensor:
    """A sum is the mean of a window times its cells."""
    outputs, kind = asked["outputs"], asked["pool"]
    if kind in ("max", "min"):
        sign = 1 if kind == "max" else -1
        return sign * functional.adaptive_max_pool2d(sign * seen, outputs)
    means = functional.adaptive_avg_pool2d(seen * seen if kind == "l2" else seen, outputs)
    if kind == "avg":
        return means
    height, width = seen.shape[1:]
    rows = [-(-(i + 1) * height // outputs[0]) - i * height // outputs[0] for i in range(outputs[0])]
    columns = [-(-(i + 1) * width // outputs[1]) - i * width // outputs[1] for i in range(outputs[1])]
    sums = means * torch.outer(torch.tensor(rows), torch.tensor(columns))
    return sums.sqrt() if kind == "l2" else sums


def rounded(values: torch.Tensor) -> list[Any]:
    found: list[Any] = torch.round(values.detach(), decimals=9).tolist()
    return found


def test_the_golden_poolings_are_torchs() -> None:
    assert json.loads(GOLDEN.read_text()) == [answered(one) for one in poolings()]


def test_the_engine_answers_them_too() -> None:
    for one in json.loads(GOLDEN.read_text()):
        seen = torch.tensor(one["input"], dtype=torch.float32)
        output, _ = pool(seen, Pooling(one["pool"], geometry_of(one, *seen.shape[1:]), one["count_padding"]))
        torch.testing.assert_close(output, torch.tensor(one["output"], dtype=torch.float32))


def geometry_of(one: dict[str, Any], height: int, width: int) -> Geometry:
    if "outputs" in one:
        return adaptive_geometry(tuple(one["outputs"]), height, width)
    top, right, bottom, left = one["padding"]
    return make_geometry(
        tuple(one["window"]),
        stride=tuple(one["stride"]),
        dilation=tuple(one["dilation"]),
        padding=(top, right, bottom, left),
    )


if __name__ == "__main__":
    cases = ",\n".join(json.dumps(answered(one)) for one in poolings())
    GOLDEN.write_text(f"[\n{cases}\n]\n")
