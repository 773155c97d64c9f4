"""/api/networks/…/dream: what a unit would like to see, as clients meet it."""

import io
from concurrent.futures import ThreadPoolExecutor

import httpx
import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load

from app.dreamlab import DreamLab, KeptDreams, most_steps
from app.nets.dream import Dream
from app.showroom import preparation_of
from app.wire.networks import DreamQuestion
from app.wire.query import read_question
from tests.api.network_asking import CONVNET, get, netlab_of
from tests.api.test_convolution import meta_of
from tests.conftest import Server

DREAM = "/api/networks/lenet5-small/layers/conv2/dream?channel=3"
CLASSES = "/api/networks/lenet5/layers/linear3/dream"


def lab_of(server: Server, kept_bytes: int = 2**20) -> DreamLab:
    return DreamLab(netlab_of(server).room, kept_bytes)


def asked(query: str) -> DreamQuestion:
    question: DreamQuestion = read_question(DreamQuestion, query)[0]
    return question


@pytest.mark.parametrize("index", [0, 3, 7])
def test_the_network_sees_in_the_dream_of_a_class_that_class(client: httpx.Client, index: int) -> None:
    told = get(client, f"{CLASSES}?unit={index}&steps=48")
    assert told["top"][0]["index"] == index
    assert told["top"][0]["probability"] > 0.99
    seen = get(client, "/api/networks/lenet5/prediction?image=three")
    assert told["value"] > seen["logits"][index]
    assert told["value"] > told["start"]


def test_the_value_is_what_the_network_makes_of_that_very_picture(client: httpx.Client, server: Server) -> None:
    answer = client.get(f"{DREAM}&steps=8", headers={"Accept": "application/x-safetensors"})
    picture, told = torch.from_numpy(load(answer.content)["picture"]), meta_of(answer.content)
    netlab = netlab_of(server)
    network = netlab.zoo.load("lenet5-small", torch.device("cpu"))
    preparation = preparation_of(netlab.zoo.card("lenet5-small"))
    with torch.no_grad():
        maps = network.run((picture[None] - preparation.mean[0]) / preparation.deviation[0], ("conv2",))["conv2"]
    assert told["value"] == pytest.approx(float(maps[0, 3].clamp(min=0).mean()), rel=1e-5)
    assert (told["steps"], told["channel"], told["climbed"]) == (8, 3, "conv2")
    assert told["value"] > told["start"]


def test_as_png_it_is_the_same_picture(client: httpx.Client) -> None:
    exact = np.array(get(client, f"{DREAM}&steps=4")["picture"])
    shown = np.array(Image.open(io.BytesIO(client.get(f"{DREAM}&steps=4&format=png").content)))
    assert np.array_equal(shown, np.rint(exact[0] * 255))


def test_a_colour_network_s_dream_is_one_picture_in_colour(client: httpx.Client) -> None:
    answer = client.get("/api/networks/cifar-vgg/layers/stage1.conv1/dream?channel=1&steps=1&format=png")
    assert np.array(Image.open(io.BytesIO(answer.content))).shape == (32, 32, 3)


def test_asked_for_again_it_costs_nothing(client: httpx.Client) -> None:
    first = client.get(f"{DREAM}&steps=3")
    again = client.get(f"{DREAM}&steps=3", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.get(f"{DREAM}&steps=4").headers["etag"] != first.headers["etag"]


def test_going_on_from_kept_steps_is_bit_for_bit_what_is_dreamt_anew(server: Server) -> None:
    keeping = lab_of(server)
    grown = [keeping.dream("lenet5-small", "conv2", asked(f"channel=3&steps={steps}")) for steps in (2, 5, 12)]
    anew = lab_of(server).dream("lenet5-small", "conv2", asked("channel=3&steps=12"))
    forgetful = lab_of(server, kept_bytes=0).dream("lenet5-small", "conv2", asked("channel=3&steps=12"))
    for other in (anew, forgetful):
        assert torch.equal(grown[-1].tensors["picture"], other.tensors["picture"])
        assert grown[-1].meta == other.meta


def test_what_was_dreamt_is_not_dreamt_again(server: Server) -> None:
    lab, shares = lab_of(server), list[float]()
    lab.dream("lenet5-small", "conv2", asked("channel=3&steps=6"))
    lab.dream("lenet5-small", "conv2", asked("channel=3&steps=8"), shares.append)
    assert shares == [6 / 8, 7 / 8]


def test_an_edit_is_dreamt_of_as_it_is(client: httpx.Client) -> None:
    plain, changed = (get(client, f"{DREAM}&steps=6{edit}") for edit in ("", "&edit=conv1:2=0"))
    assert np.abs(np.array(plain["picture"]) - np.array(changed["picture"])).max() > 0.01


def test_eight_at_once_dream_what_one_dreams(server: Server) -> None:
    wishes = [("conv1", f"channel={channel}&steps={steps}") for channel in (0, 1) for steps in (1, 3, 2, 4)]

    def dream(lab: DreamLab, layer: str, query: str) -> list[object]:
        return lab.dream("lenet5-small", layer, asked(query)).tensors["picture"].tolist()

    shared = lab_of(server)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda one: dream(shared, *one), wishes))
    assert together == [dream(lab_of(server), *one) for one in wishes]


def test_what_is_kept_is_bounded() -> None:
    kept = KeptDreams(most_bytes=100)
    for steps in range(6):
        kept.keep("a", Dream(torch.zeros(5), torch.zeros(5), steps))
    assert kept.bytes == 80
    found = [kept.nearest("a", steps) for steps in (3, 4, 9)]
    assert [dream and dream.steps for dream in found] == [None, 4, 5]
    assert kept.nearest("b", 9) is None


def test_the_larger_a_network_the_shorter_its_dreams(server: Server) -> None:
    zoo = netlab_of(server).zoo
    lengths = [most_steps(zoo.graph(name)) for name in ("lenet5", "cifar-resnet", "resnet18", "resnet152")]
    assert lengths == sorted(lengths, reverse=True)
    assert (lengths[0], lengths[-1]) == (128, 14)


@pytest.mark.parametrize(
    ("address", "status", "field", "words"),
    [
        (f"{CONVNET}/layers/conv1/dream", 422, "unit", "Name a channel or a unit: one of the two."),
        (f"{CONVNET}/layers/conv1/dream?channel=1&unit=1,2,3", 422, "channel", "Name a channel or a unit"),
        (f"{CONVNET}/layers/conv1/dream?channel=999", 404, "unit", "999"),
        (f"{CONVNET}/layers/conv1/dream?unit=3", 404, "unit", "channel,row,column"),
        (f"{CONVNET}/layers/linear1/dream?unit=10", 404, "unit", "10"),
        (f"{CONVNET}/layers/nothing/dream?channel=1", 404, "layer", "There is no layer 'nothing' here"),
        (f"{CONVNET}/layers/conv1/dream?channel=1&steps=129", 422, "steps", "from 0 to 128"),
        (f"{CONVNET}/layers/conv1/dream?channel=1&image=three", 422, "image", "means nothing here"),
        ("/api/networks/resnet152/layers/conv1/dream?channel=1&steps=15", 422, "steps", "at most 14 steps"),
        ("/api/networks/vgg16/layers/stage1.conv1/dream?channel=1&steps=0", 409, None, "vgg16"),
        (f"{CONVNET}/layers/conv1/dream?channel=3&edit=conv1:3=0", 422, None, "This channel is silenced"),
    ],
)
def test_a_refusal_says_what_to_mend(
    client: httpx.Client, address: str, status: int, field: str | None, words: str
) -> None:
    answer = client.get(address)
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (status, field), problem
    assert words in problem["detail"]
