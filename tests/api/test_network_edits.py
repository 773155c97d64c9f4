"""`edit=`: what the API says of a network that somebody has changed, and that nobody else hears of it."""

import random
from concurrent.futures import ThreadPoolExecutor

import httpx
import numpy as np
import pytest
import torch
from safetensors.numpy import load
from torch import Tensor
from websockets.sync.client import connect

from app.nets.module import Network
from app.wire.networks import PredictionQuestion
from app.wire.query import read_question
from tests.api.network_asking import CONVNET, get, netlab_of
from tests.api.test_convolution import meta_of
from tests.conftest import Server

OUTLINE = "0,1,0;1,-4,1;0,1,0"
SILENT = "edit=conv1:3=0"
REWRITTEN = f"edit=conv1:3,0={OUTLINE}"


def logits(client: httpx.Client, edit: str = "") -> np.ndarray:
    return np.array(get(client, f"{CONVNET}/prediction?image=three&{edit}")["logits"])


def changed_in_torch(server: Server, layer: str, filters: int, channel: int | None = None) -> Network:
    """A network of its own for this test; of `layer` a filter is emptied, or its kernel over one channel replaced."""
    zoo = netlab_of(server).zoo
    shared = zoo.load("mnist-convnet", torch.device("cpu"))
    network = Network(zoo.graph("mnist-convnet")).eval()
    network.load_state_dict({name: tensor.clone() for name, tensor in shared.state_dict().items()})
    weight, bias = network.step(layer).weight, network.step(layer).bias
    assert isinstance(weight, Tensor)
    assert isinstance(bias, Tensor)
    if channel is None:
        weight.data[filters], bias.data[filters] = 0, 0
    else:
        weight.data[filters, channel] = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
    return network


def asked_in_torch(server: Server, network: Network, layer: str) -> np.ndarray:
    question, _ = read_question(PredictionQuestion, "image=three")
    prepared = netlab_of(server).room.show("mnist-convnet", question, ("input",)).values["input"]
    with torch.no_grad():
        answered: np.ndarray = network.run(prepared, (layer,))[layer][0].numpy()
    return answered


def test_silencing_a_channel_is_what_torch_makes_without_its_weights_and_bias(
    client: httpx.Client, server: Server
) -> None:
    network = changed_in_torch(server, "conv1", 3)
    for layer in ("conv1", "relu1", "conv2"):
        maps = load(client.get(f"{CONVNET}/layers/{layer}?image=three&{SILENT}").content)["maps"]
        np.testing.assert_allclose(maps, asked_in_torch(server, network, layer), atol=1e-5)
    np.testing.assert_allclose(logits(client, SILENT), asked_in_torch(server, network, "linear1"), atol=1e-4)
    assert np.abs(logits(client, SILENT) - logits(client)).max() > 0.1


def test_an_edited_kernel_is_what_torch_makes_with_that_weight(client: httpx.Client, server: Server) -> None:
    network = changed_in_torch(server, "conv1", 3, 0)
    maps = load(client.get(f"{CONVNET}/layers/conv2?image=three&{REWRITTEN}").content)["maps"]
    np.testing.assert_allclose(maps, asked_in_torch(server, network, "conv2"), atol=1e-5)
    np.testing.assert_allclose(logits(client, REWRITTEN), asked_in_torch(server, network, "linear1"), atol=1e-4)
    unit = get(client, f"{CONVNET}/layers/conv1/unit?image=three&unit=3,9,9&{REWRITTEN}")
    assert unit["terms"][0]["weights"] == [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
    assert unit["agrees"]


def test_a_silenced_map_is_told_apart_from_a_dead_one(client: httpx.Client) -> None:
    meta = meta_of(client.get(f"{CONVNET}/layers/conv1?image=three&{SILENT}").content)
    assert meta["silenced"] == [3]
    assert 3 not in meta["dead"]
    after = meta_of(client.get(f"{CONVNET}/layers/relu1?image=three&{SILENT}").content)
    assert (after["silenced"], 3 in after["dead"]) == ([], True)
    assert meta_of(client.get(f"{CONVNET}/layers/conv1?image=three").content)["silenced"] == []


def test_every_layer_of_an_edited_network_answers_for_random_units(client: httpx.Client, server: Server) -> None:
    chance = random.Random(5)
    for name in ("mnist-convnet", "cifar-resnet"):
        graph = netlab_of(server).zoo.graph(name)
        conv = next(node.name for node in graph.nodes.values() if node.type == "conv")
        edits = f"edit={conv}:0,0={OUTLINE}|{conv}:1=0"
        for node in graph.nodes.values():
            unit = ",".join(str(chance.randrange(n)) for n in node.shape)
            told = get(client, f"/api/networks/{name}/layers/{node.name}/unit?image=cat&unit={unit}&{edits}")
            assert told["agrees"], (name, node.name, unit)


def test_a_silenced_input_is_a_picture_of_nothing(client: httpx.Client) -> None:
    told = get(client, f"{CONVNET}/layers/input/unit?image=three&unit=0,14,14&edit=input:0=0")
    assert (told["value"], told["captured"], told["silenced"]) == (0, 0, True)
    assert not load(client.get(f"{CONVNET}/layers/input?image=three&edit=input:0=0").content)["maps"].any()
    shown = client.get(f"{CONVNET}/layers/input?image=three&edit=input:0=0&format=png").content
    assert shown != client.get(f"{CONVNET}/layers/input?image=three&format=png").content


def test_a_silenced_unit_depends_on_no_pixel(client: httpx.Client) -> None:
    seen = meta_of(client.get(f"{CONVNET}/layers/conv1/footprint?image=three&unit=3,9,9&{SILENT}").content)
    assert (seen["value"], seen["inside"], seen["range"]) == (0, None, [0, 0])
    others = meta_of(client.get(f"{CONVNET}/layers/conv1/footprint?image=three&unit=2,9,9&{SILENT}").content)
    assert others["inside"] == 1.0


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ("conv9:0=0", "There is no layer 'conv9' here; did you mean conv"),
        ("conv1:99=0", "there is no channel 99"),
        ("relu1:0,0=1", "relu1 has no kernels to edit"),
        ("conv1:0,0=1,2;3,4", "The kernels of conv1 are 3 × 3; one of 2 × 2 came."),
        ("conv1:0,7=" + OUTLINE, "conv1 has one input channel, 0; there is no input channel 7."),
        ("conv1", "is no edit"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_in_a_sentence(client: httpx.Client, edit: str, says: str) -> None:
    for path in ("prediction?", "layers/conv1?", "layers/conv1/unit?unit=0,1,1&", "layers/conv1/footprint?unit=0,1,1&"):
        answer = client.get(f"{CONVNET}/{path}image=three&edit={edit}")
        assert (answer.status_code, answer.json()["field"]) == (422, "edit")
        assert says in answer.json()["detail"]


def test_answers_are_kept_under_their_edits(client: httpx.Client) -> None:
    plain = client.get(f"{CONVNET}/prediction?image=three").headers["etag"]
    silent = client.get(f"{CONVNET}/prediction?image=three&{SILENT}")
    same = client.get(f"{CONVNET}/prediction?edit=conv1:03=0&image=three", headers={"If-None-Match": plain})
    assert same.status_code == 200
    assert same.headers["etag"] == silent.headers["etag"] != plain


def test_many_people_with_different_edits_do_not_disturb_each_other(client: httpx.Client) -> None:
    edits = ["", *(f"edit=conv1:{channel}=0" for channel in range(6)), REWRITTEN]
    alone = {edit: logits(client, edit) for edit in edits}
    asked = [(edit, grey) for edit in edits for grey in range(3)]
    random.Random(0).shuffle(asked)

    def ask(one: tuple[str, int]) -> np.ndarray:
        return np.array(get(client, f"{CONVNET}/prediction?image=three&{one[0]}&theme=t{one[1]}")["logits"])

    with ThreadPoolExecutor(8) as threads:
        for (edit, _), answered in zip(asked, threads.map(ask, asked), strict=True):
            np.testing.assert_array_equal(answered, alone[edit])
    assert len({tuple(one) for one in alone.values()}) == len(edits)


def test_a_camera_s_frames_are_seen_by_the_edited_network(server: Server) -> None:
    frame = server.client.get("/api/images/three?format=png").content
    with connect(f"{server.url.replace('http', 'ws')}/api/live") as socket:
        socket.send("network=mnist-convnet&layer=relu1&edit=conv1:3=0")
        assert "edit=conv1:3=0" in str(socket.recv())
        socket.send(frame)
        answered = socket.recv()
        assert isinstance(answered, bytes)
        assert not load(answered)["maps"][3].any()
        socket.send("network=mnist-convnet&layers=conv1,relu1&edit=conv1:3=0")
        socket.recv()
        whole = socket.recv()
        assert isinstance(whole, bytes)
        np.testing.assert_allclose(load(whole)["logits"], logits(server.client, SILENT), atol=1e-4)
        assert meta_of(whole)["layers"]["conv1"]["silenced"] == [3]
        socket.send("network=mnist-convnet&edit=conv1:99=0")
        assert "there is no channel 99" in str(socket.recv())
