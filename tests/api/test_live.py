"""WS /api/live: a question, then frames; the newest wins."""

import io
import json
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load
from websockets.sync.client import ClientConnection, connect

from tests.api.test_convolution import meta_of
from tests.conftest import Server


@pytest.fixture
def socket(server: Server) -> Iterator[ClientConnection]:
    with connect(server.url.replace("http", "ws") + "/api/live", compression=None, max_size=None) as connection:
        yield connection


def jpeg(level: int, side: int = 32) -> bytes:
    file = io.BytesIO()
    Image.new("L", (side, side), level).save(file, "JPEG", quality=95)
    return file.getvalue()


def ask(socket: ClientConnection, question: str) -> dict[str, object]:
    socket.send(question)
    answer: dict[str, object] = json.loads(socket.recv(10))
    return answer


def test_a_frame_is_answered_with_its_convolution(socket: ClientConnection) -> None:
    ready = ask(socket, "kernel=box-blur&padding=same&border=replicate")
    assert ready == {"type": "ready", "question": "kernel=box-blur&padding=same&border=replicate"}
    socket.send(jpeg(100))
    answer = socket.recv(10)
    assert isinstance(answer, bytes)
    np.testing.assert_allclose(load(answer)["output"], np.full((1, 32, 32), 100 / 255), atol=0.01)
    assert meta_of(answer)["frame"] == 1


def test_raw_pixels_are_taken_where_size_tells_their_shape(socket: ClientConnection) -> None:
    ask(socket, "kernel=1&size=2,3")
    socket.send(bytes(range(6)))
    answer = socket.recv(10)
    assert isinstance(answer, bytes)
    np.testing.assert_allclose(load(answer)["output"] * 255, [[[0, 1, 2], [3, 4, 5]]], atol=1e-4)


def test_the_newest_frame_wins(socket: ClientConnection) -> None:
    ask(socket, "kernel=gaussian:size=31,sigma=8&size=512&padding=same&border=replicate")
    for level in range(0, 200, 2):
        socket.send(jpeg(level, side=256))
    frames: list[int] = []
    while not frames or frames[-1] < 100:
        answer = socket.recv(10)
        assert isinstance(answer, bytes)
        frames.append(meta_of(answer)["frame"])
    assert frames == sorted(frames)
    assert len(frames) < 100, "every frame was worked on, though newer ones were waiting"


def test_a_new_question_is_answered_about_the_last_frame(socket: ClientConnection) -> None:
    ask(socket, "kernel=identity")
    socket.send(jpeg(0))
    socket.recv(10)
    socket.send("kernel=identity&bias=1")
    assert json.loads(socket.recv(10))["type"] == "ready"
    answer = socket.recv(10)
    assert isinstance(answer, bytes)
    assert load(answer)["output"].min() == 1


def test_a_wrong_question_is_explained_and_the_line_stays_open(socket: ClientConnection) -> None:
    problem = ask(socket, "kernel=nonsense-kernel-1&size=0")
    assert (problem["status"], problem["field"]) == (422, "size")
    assert ask(socket, "image=face&kernel=identity")["field"] == "image"
    assert ask(socket, "kernel=identity")["type"] == "ready"


def test_a_frame_that_is_no_picture_is_explained_with_its_number(socket: ClientConnection) -> None:
    ask(socket, "kernel=identity")
    socket.send(b"not a picture")
    problem = json.loads(socket.recv(10))
    assert (problem["status"], problem["frame"]) == (415, 1)
    socket.send(jpeg(9))
    assert isinstance(socket.recv(10), bytes)


def test_a_png_is_sent_where_the_question_asks_for_one(socket: ClientConnection) -> None:
    ask(socket, "kernel=identity&format=png")
    socket.send(jpeg(200))
    answer = socket.recv(10)
    assert isinstance(answer, bytes)
    assert Image.open(io.BytesIO(answer)).format == "PNG"
