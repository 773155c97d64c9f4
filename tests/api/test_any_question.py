"""Any mix of sensible, odd and hostile words is answered or refused with a sentence; never a 5xx.

`KERNELSCOPE_EXAMPLES=2000 pytest tests/api/test_any_question.py` asks as many.
"""

import os
from typing import Any
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Server

EXAMPLES = int(os.environ.get("KERNELSCOPE_EXAMPLES", "150"))
ODD = ("", "0", "-1", "99999", "1,2,3", "nan", "1e400", "ä", "\0", "'", "../..", "1/0", "true", "{}", "x" * 500)
WORDS = {
    "image": ("face", "impulse", "text", "nobody", "0" * 32),
    "grid": ("1,2;3,4", "1", "1,2,3|4,5,6", "1/3,-2.5;0,1e-3", "1,2;3"),
    "size": ("1", "7", "40", "3,50", "64"),
    "channels": ("gray", "rgb", "r", "b"),
    "kernel": (
        "sobel-x",
        "gaussian:size=7,sigma=1.5",
        "gabor",
        "1",
        "1,2;3,4",
        "1|2",
        "1|2|3",
        "1||2",
        "random:size=31,seed=3",
    ),
    "stride": ("1", "2", "3,1", "64"),
    "dilation": ("1", "2", "9,1"),
    "padding": ("valid", "same", "full", "1", "0,3", "1,2,3,4", "512"),
    "output_padding": ("0", "1", "1,0"),
    "border": ("zeros", "reflect", "replicate", "circular"),
    "groups": ("1", "2", "3"),
    "flip": ("0", "1"),
    "transposed": ("0", "1"),
    "bias": ("0", "1.5", "1,2", "-1/2"),
    "activation": ("relu", "leaky-relu", "sigmoid", "tanh", "abs", "clip"),
    "pool": ("max", "avg", "sum", "min", "l2"),
    "window": ("1", "2", "3,2", "64", "global", "adaptive:3,2"),
    "count_padding": ("0", "1"),
    "values": ("auto", "signed", "clip", "absolute", "min-max"),
    "op": ("convolution", "pooling"),
    "unit": ("0,3,4", "5", "0,0,0", "9,99,999999999"),
    "channel": ("0", "5", "99999"),
    "steps": ("0", "1", "4", "129"),
    "from": ("0", "5", "999999"),
    "count": ("1", "64", "1024"),
    "format": ("png", "json", "safetensors"),
    "dtype": ("u8", "f32"),
    "at": ("3,4",),
}
CONVOLUTION = ("image", "kernel")
POOLING = ("image", "pool", "window")
NEEDED = {
    "/api/convolution": CONVOLUTION,
    "/api/pooling": POOLING,
    "/api/steps": ("op", *CONVOLUTION),
    "/api/images/face": (),
    "/api/networks": (),
    "/api/networks/vgg16": (),
    "/api/networks/mnist-convnet/prediction": ("image",),
    "/api/networks/mnist-convnet/layers/conv1": ("image",),
    "/api/networks/mnist-convnet/layers/linear1/unit": ("image", "unit"),
    "/api/networks/lenet5-small/layers/pool1/unit": ("image", "unit"),
    "/api/networks/lenet5-small/layers/conv2/footprint": ("image", "unit"),
    "/api/networks/lenet5-small/layers/conv2/dream": ("channel", "steps"),
    "/api/networks/lenet5-small/layers/conv2/weights": (),
}
DECLARED = {200, 404, 406, 422}


@st.composite
def questions(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from(tuple(NEEDED)))
    names = {*NEEDED[path], *draw(st.sets(st.sampled_from(tuple(WORDS)), max_size=3))}
    hostile = draw(st.sampled_from((*names, *[None] * 8)))
    words = {name: draw(st.sampled_from(ODD if name == hostile else WORDS[name])) for name in sorted(names)}
    return f"{path}?{urlencode(words)}"


@given(questions())
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def ask(server: Server, address: str) -> None:
    answer = server.client.get(address)
    assert answer.status_code in DECLARED, address
    if answer.status_code != 200:
        problem: dict[str, Any] = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["detail"][0].isupper() or problem["detail"][0] in "'\"“0123456789-", problem
        assert problem["detail"][-1] in ".?", problem


def test_any_question_is_answered_or_refused_with_a_sentence(server: Server) -> None:
    ask(server)
