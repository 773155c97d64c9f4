"""Networks asked by many at once, by a camera, and for long."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import numpy as np
import psutil
import pytest
from safetensors.numpy import load
from websockets.sync.client import connect

from app.netlab import NetLab
from app.wire.networks import UnitQuestion
from app.wire.query import read_question
from tests.api.network_asking import CONVNET, another_netlab, sheet_png, upload
from tests.api.test_convolution import meta_of
from tests.conftest import Server


def test_sixteen_at_once_are_answered_as_one_after_the_other(server: Server, home: Path) -> None:
    names = [upload(server.client, digit, 0) for digit in range(8)]
    questions = [
        (network, layer, read_question(UnitQuestion, f"image={name}&unit=2,{index % 5},{index % 7}")[0])
        for index, name in enumerate(names)
        for network in ("mnist-convnet", "lenet5-small")
        for layer in ("conv1", "conv2")
    ] * 2
    random.Random(1).shuffle(questions)

    def ask(netlab: NetLab, network: str, layer: str, question: UnitQuestion) -> list[object]:
        seen = netlab.footprint(network, layer, question)
        return [netlab.unit(network, layer, question), seen.meta, seen.tensors["footprint"].tolist()]

    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(partial(ask, another_netlab(server, home)), *zip(*questions, strict=True)))
    netlab = another_netlab(server, home)
    assert together == [ask(netlab, *one) for one in questions]


def test_sixteen_clients_at_once_get_what_they_asked_for(client: httpx.Client) -> None:
    names = [upload(client, digit, seed) for seed in range(2) for digit in range(8)]
    paths = [f"{CONVNET}/layers/conv2/unit?image={name}&unit=1,{i % 5},{i}" for i in (1, 6) for name in names]
    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(lambda path: client.get(path).json()["captured"], paths))
    for path, captured in zip(paths, together, strict=True):
        channel, row, column = map(int, path.rpartition("=")[2].split(","))
        maps = load(client.get(path.replace("/unit?", "?").rpartition("&")[0]).content)["maps"]
        assert captured == pytest.approx(float(maps[channel, row, column]), abs=1e-7)


def test_frames_of_a_camera_are_read_as_they_come(server: Server) -> None:
    with connect(server.url.replace("http", "ws") + "/api/live", compression=None, max_size=None) as socket:
        socket.send("network=mnist-convnet&format=json")
        assert json.loads(socket.recv(10)) == {"type": "ready", "question": "network=mnist-convnet"}
        for digit in (3, 7):
            socket.send(sheet_png(digit, 2))
            told = json.loads(socket.recv(10))
            assert told["top"][0]["name"] == str(digit)
            assert told["network"] == "mnist-convnet"
        assert told["frame"] == 2


def test_a_camera_s_frame_goes_as_far_as_the_layer_that_is_asked_for(server: Server) -> None:
    with connect(server.url.replace("http", "ws") + "/api/live", compression=None, max_size=None) as socket:
        socket.send("network=mnist-convnet&layer=relu1&dtype=u8")
        assert json.loads(socket.recv(10))["question"] == "network=mnist-convnet&layer=relu1"
        socket.send(sheet_png(4, 2))
        answer = socket.recv(10)
        assert isinstance(answer, bytes)
        assert load(answer)["maps"].dtype == np.uint8


def test_a_camera_s_frame_is_read_and_shown_in_several_layers_at_once(server: Server, client: httpx.Client) -> None:
    image = upload(client, 4, 2)
    with connect(server.url.replace("http", "ws") + "/api/live", compression=None, max_size=None) as socket:
        socket.send("network=mnist-convnet&layers=conv1,pool2&dtype=u8")
        assert json.loads(socket.recv(10))["question"] == "network=mnist-convnet&layers=conv1,pool2"
        socket.send(sheet_png(4, 2))
        answer = socket.recv(10)
    assert isinstance(answer, bytes)
    tensors, meta = load(answer), meta_of(answer)
    said = client.get(f"{CONVNET}/prediction?image={image}").json()
    assert tensors["logits"].tolist() == pytest.approx(said["logits"], abs=1e-5)
    assert meta["top"][0]["name"] == "4"
    for layer in ("conv1", "pool2"):
        maps = load(client.get(f"{CONVNET}/layers/{layer}?image={image}").content)["maps"]
        low, high = np.array(meta["quantised"][f"maps.{layer}"]).T[..., None, None]
        restored = low + tensors[f"maps.{layer}"] / 255 * (high - low)
        assert np.abs(restored - maps).max() <= (high - low).max() / 510 + 1e-5
        assert meta["layers"][layer]["ranges"][0] == pytest.approx([maps[0].min(), maps[0].max()], abs=1e-5)


@pytest.mark.parametrize(
    ("question", "status", "field"),
    [
        ("network=mnist-convnet&layers=conv1,nothing", 404, "layer"),
        ("network=mnist-convnet&layers=conv1,conv1", 422, "layers"),
        ("network=mnist-convnet&layer=conv1&layers=conv2", 422, "layers"),
        ("network=nobody", 404, "network"),
        ("network=mnist-convnet&layer=nothing", 404, "layer"),
        ("network=vgg16", 409, None),
        ("network=mnist-convnet&kernel=1", 422, "kernel"),
        ("network=mnist-convnet&image=cat", 422, "image"),
        ("network=mnist-convnet&format=png", 422, "format"),
        ("network=mnist-convnet&dtype=u8", 422, "dtype"),
    ],
)
def test_a_wrong_question_about_frames_is_explained_at_once(
    server: Server, question: str, status: int, field: str | None
) -> None:
    with connect(server.url.replace("http", "ws") + "/api/live", compression=None, max_size=None) as socket:
        socket.send(question)
        problem = json.loads(socket.recv(10))
        assert (problem["status"], problem["field"]) == (status, field)


def test_what_is_kept_of_many_pictures_stays_within_its_room(server: Server, home: Path) -> None:
    room = 2**18
    netlab = another_netlab(server, home, room)
    for turn in range(100):
        grid = ";".join(",".join(str((turn >> (x + 4 * y)) & 1) for x in range(4)) for y in range(4))
        question, _ = read_question(UnitQuestion, f"grid={grid}&unit=0,{turn % 9},3")
        assert netlab.unit("lenet5-small", "conv1", question)["agrees"]
        assert netlab.room.kept_bytes <= room


@pytest.mark.slow
def test_memory_is_flat_over_a_thousand_different_questions(server: Server, home: Path) -> None:
    netlab, process = another_netlab(server, home), psutil.Process()
    pictures = [upload(server.client, digit, 0) for digit in range(10)]
    sizes = []
    for turn in range(1200):
        unit = f"{turn % 8},{turn // 8 % 10},{turn // 80 % 10}"
        question, _ = read_question(UnitQuestion, f"image={pictures[turn % 10]}&unit={unit}")
        netlab.unit("mnist-convnet", ("conv1", "conv2")[turn // 800], question)
        sizes.append(process.memory_info().rss)
    assert max(sizes[1000:]) - max(sizes[:200]) < 16 * 2**20
