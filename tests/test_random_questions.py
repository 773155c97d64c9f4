"""Random questions, from their text to their numbers, against torch in float64 and, where it can say, scipy.

`KERNELSCOPE_QUESTIONS=2000 pytest tests/test_random_questions.py` asks as many; the default keeps `make test` quick.
"""

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import correlate2d
from torch.nn import functional

from app.engine.errors import EngineError
from app.wire.errors import QuestionError
from app.wire.query import read_pairs
from app.wire.questions import ConvolutionQuestion
from tests.conftest import Server

QUESTIONS = int(os.environ.get("KERNELSCOPE_QUESTIONS", "300"))
NUMPY_PADS: dict[str, Any] = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
TORCH_PADS = {"zeros": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}
Array = NDArray[np.float64]


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    """Arrays and options; many fit, some cannot."""
    groups = draw(st.sampled_from((1, 1, 1, 2, 3)))
    depth, filters = draw(st.integers(1, 3)), groups * draw(st.integers(1, 2))
    height, width = draw(st.integers(1, 20)), draw(st.integers(1, 20))
    kernel = (draw(st.integers(1, 15)), draw(st.integers(1, 15)))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    whole = draw(st.booleans())

    def numbers(*shape: int) -> Array:
        return random.integers(-9, 10, shape).astype(np.float64) if whole else random.normal(size=shape)

    transposed = draw(st.sampled_from((0, 0, 0, 1)))
    pair = st.tuples(st.integers(1, 3), st.integers(1, 3))
    stride, dilation = draw(pair), draw(pair)
    padding = draw(st.one_of(st.sampled_from(("valid", "same", "full")), st.tuples(*[st.integers(0, 6)] * 4)))
    extra = (
        tuple(draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True))
        if transposed
        else (0, 0)
    )
    return {
        "input": numbers(groups * depth, height, width),
        "weights": numbers(filters, depth, *kernel),
        "stride": stride,
        "dilation": dilation,
        "padding": padding,
        "output_padding": extra,
        "border": "zeros" if transposed else draw(st.sampled_from(tuple(NUMPY_PADS))),
        "groups": groups,
        "flip": draw(st.integers(0, 1)),
        "transposed": transposed,
        "bias": tuple(numbers(filters).tolist()),
        "activation": draw(st.sampled_from(("none", "relu", "leaky-relu", "sigmoid", "tanh", "abs", "clip"))),
    }


def as_text(case: dict[str, Any]) -> dict[str, str]:
    """The same question in the grammar's words."""

    def planes(block: Array) -> str:
        return "|".join(";".join(",".join(written(v) for v in row) for row in plane) for plane in block)

    def listed(values: Any) -> str:  # noqa: ANN401
        return values if isinstance(values, str) else ",".join(written(v) for v in values)

    return {
        "grid": planes(case["input"]),
        "kernel": "||".join(planes(block) for block in case["weights"]),
        **{name: listed(case[name]) for name in ("stride", "dilation", "padding", "output_padding", "bias")},
        **{name: str(case[name]) for name in ("border", "groups", "flip", "transposed", "activation")},
    }


def written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.17g}".replace("e-0", "e-")


def sides(case: dict[str, Any]) -> tuple[int, int, int, int]:
    """Top, right, bottom, left, by the rule of the lectures."""
    if isinstance(case["padding"], tuple):
        return case["padding"]
    spans = [d * (k - 1) for d, k in zip(case["dilation"], case["weights"].shape[2:], strict=True)]
    if case["padding"] == "valid":
        return 0, 0, 0, 0
    if case["padding"] == "full":
        return spans[0], spans[1], spans[0], spans[1]
    return spans[0] // 2, spans[1] - spans[1] // 2, spans[0] - spans[0] // 2, spans[1] // 2


def expected(case: dict[str, Any]) -> Array:
    """torch in float64; numpy's borders; transposed outputs cut by hand."""
    weights = case["weights"][:, :, ::-1, ::-1].copy() if case["flip"] else case["weights"]
    top, right, bottom, left = sides(case)
    options = {"stride": case["stride"], "dilation": case["dilation"], "groups": case["groups"]}
    if case["transposed"]:
        groups, filters = case["groups"], weights.shape[0]
        shared = torch.tensor(weights).reshape(groups, filters // groups, *weights.shape[1:])
        swapped = shared.transpose(1, 2).flatten(0, 1)
        extra_rows, extra_columns = case["output_padding"]
        whole = functional.conv_transpose2d(torch.tensor(case["input"])[None], swapped, **options)[0]
        whole = functional.pad(whole, (0, extra_columns, 0, extra_rows))
        output = whole[:, top : max(0, whole.shape[1] - bottom), left : max(0, whole.shape[2] - right)]
    else:
        padded = np.pad(case["input"], ((0, 0), (top, bottom), (left, right)), NUMPY_PADS[case["border"]])
        output = functional.conv2d(torch.tensor(padded)[None], torch.tensor(weights), **options)[0]
    return activated(output + torch.tensor(case["bias"])[:, None, None], case["activation"]).numpy()


def activated(values: torch.Tensor, name: str) -> torch.Tensor:
    functions: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
        "none": lambda v: v,
        "relu": torch.relu,
        "leaky-relu": lambda v: torch.where(v > 0, v, 0.01 * v),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "abs": torch.abs,
        "clip": lambda v: v.clamp(0, 1),
    }
    return functions[name](values)


@given(questions())
@settings(max_examples=QUESTIONS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def ask(server: Server, case: dict[str, Any]) -> None:
    try:
        answer = server.answerer.lab.answer(read_pairs(ConvolutionQuestion, as_text(case)))
    except (EngineError, QuestionError):
        event("refused")
        assert cannot_be(case)
        return
    event("answered")
    reference = expected(case)
    scale = max(1.0, float(np.abs(case["input"]).max() * np.abs(case["weights"]).sum(axis=(1, 2, 3)).max()))
    np.testing.assert_allclose(answer.tensors["output"].numpy() / scale, reference / scale, atol=1e-5, rtol=1e-5)


def cannot_be(case: dict[str, Any]) -> bool:
    """Whether torch refuses too, or would answer with nothing."""
    top, right, bottom, left = sides(case)
    mode = TORCH_PADS[case["border"]]
    try:
        if not case["transposed"]:
            functional.pad(torch.tensor(case["input"])[None], (left, right, top, bottom), mode)
        return expected(case).size == 0
    except RuntimeError:
        return True


def test_random_questions_agree_with_torch(server: Server) -> None:
    ask(server)


def test_plain_questions_agree_with_scipy(server: Server) -> None:
    random = np.random.default_rng(7)
    for kernel in range(1, 16):
        seen, weights = random.normal(size=(20, 17)), random.normal(size=(kernel, 16 - kernel))
        for mode, padding in (("valid", "valid"), ("full", "full")):
            case = {"input": seen[None], "weights": weights[None, None]}
            text = {"grid": as_grid(case["input"]), "kernel": as_grid(case["weights"][0]), "padding": padding}
            answer = server.answerer.lab.answer(read_pairs(ConvolutionQuestion, text))
            reference = correlate2d(seen, weights, mode)
            np.testing.assert_allclose(
                answer.tensors["output"].numpy()[0], reference, atol=1e-5 * np.abs(weights).sum() * 4
            )


def as_grid(block: Array) -> str:
    return "|".join(";".join(",".join(written(v) for v in row) for row in plane) for plane in block)
