"""GET /api/convolution, 512² grey 3×3, raw answer, one client: beside the bare `F.conv2d`, and beside a Gradio app."""

import http.client
import itertools
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch.nn import functional

from bench.measure import interleaved, medians_ms
from bench.running import ROOT, free_port, get, kernelscope, must_get, process

ROUNDS = 200
QUESTION = "/api/convolution?image=portrait&size=512&kernel=1,2,1;2,4,2;1,2,1&padding=same"
GRADIO_PYTHON = ROOT / ".venv-bench" / "bin" / "python"


def main() -> dict[str, Any]:
    """Every request asks something new (its bias), so that no cache answers."""
    with TemporaryDirectory() as home, kernelscope(Path(home)) as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        number = itertools.count()
        seen, weights = torch.rand(1, 1, 512, 512), torch.rand(1, 1, 3, 3)

        def bare() -> object:
            with torch.inference_mode():
                return functional.conv2d(seen, weights, padding=1)

        def ours() -> object:
            return must_get(connection, f"{QUESTION}&bias={next(number)}/1000")

        def ours_u8() -> object:
            return must_get(connection, f"{QUESTION}&bias={next(number)}/1000&dtype=u8")

        def known() -> object:
            return must_get(connection, QUESTION)

        ms = medians_ms(
            interleaved(
                {"bare F.conv2d": bare, "f32 answer": ours, "u8 answer": ours_u8, "from our cache": known}, ROUNDS
            )
        )
        result: dict[str, Any] = {
            "ms": ms,
            "over bare": {name: ms[name] / ms["bare F.conv2d"] for name in ms},
            "goal": "f32 answer at most 2 × bare",
        }
        if GRADIO_PYTHON.exists():
            result["gradio"] = beside_gradio(port, number)
        else:
            result["gradio"] = "not installed; `make bench-gradio` installs it"
        return result


def beside_gradio(own_port: int, number: "itertools.count[int]") -> dict[str, Any]:
    """The same picture and kernel, kept in the server, one picture out; the same client code."""
    port = free_port()
    env = {"GRADIO_SERVER_PORT": str(port), "GRADIO_ANALYTICS_ENABLED": "False"}
    with process([str(GRADIO_PYTHON), "bench/gradio_app.py"], port, "/config", env):
        connection = http.client.HTTPConnection("127.0.0.1", own_port)
        peer = http.client.HTTPConnection("127.0.0.1", port)

        def ours() -> object:
            return must_get(connection, f"{QUESTION}&bias={next(number)}/1000")

        def gradio() -> object:
            return ask_gradio(peer, next(number) / 1000)

        ms = medians_ms(interleaved({"ours": ours, "gradio": gradio}, rounds=40))
        return {"ms": ms, "gradio over ours": ms["gradio"] / ms["ours"], "goal": "at least 30"}


def ask_gradio(connection: http.client.HTTPConnection, bias: float) -> bytes:
    """Gradio's own way: post the call, read its event stream, fetch the file that it names."""
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/gradio_api/call/convolve", json.dumps({"data": [bias]}), headers)
    event = json.loads(connection.getresponse().read())["event_id"]
    _, stream = get(connection, f"/gradio_api/call/convolve/{event}")
    data = next(line for line in stream.decode().splitlines() if line.startswith("data: ["))
    path = json.loads(data.removeprefix("data: "))[0]["path"]
    return must_get(connection, f"/gradio_api/file={path}")
