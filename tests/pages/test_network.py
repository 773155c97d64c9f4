"""/network without scripts: the guesses, the maps as pictures, the layers as a table; and links that cannot be."""

import re
from pathlib import Path

import httpx
import pytest

from app.pages.network import OPENING
from tests.pages.test_pages import addresses

FRONT = Path(__file__).parents[2] / "static" / "src" / "state" / "network" / "network-question.ts"


def test_it_opens_with_a_digit_that_is_read_its_maps_and_its_layers(client: httpx.Client) -> None:
    html = client.get("/network").text
    assert "<strong>3</strong>" in html
    assert "/api/networks/mnist-convnet/layers/conv1?image=three&amp;format=png" in html
    assert '<th scope="row">conv2</th>' in html
    assert "50186 parameters" in html


def test_before_and_after_its_scripts_it_opens_with_the_same(client: httpx.Client) -> None:
    assert re.search(rf"network: '{OPENING.network}',\s+image: '{OPENING.image}'", FRONT.read_text())


def test_every_picture_and_every_link_of_the_page_leads_somewhere(client: httpx.Client) -> None:
    html = client.get("/network?network=lenet5&image=three").text
    for address in (address for address in addresses(html) if address.startswith("/")):
        assert client.get(address).status_code == 200, address


def test_without_weights_the_structure_is_shown_and_said_how_they_are_fetched(client: httpx.Client) -> None:
    html = client.get("/network?network=resnet152&image=cat").text
    assert "python -m app networks pull resnet152" in html
    assert "456 layers more" in html
    assert "format=png" not in html.split("<main", 1)[1].split("</main", 1)[0]


def test_a_changed_network_is_said_to_be_one_and_its_maps_and_guesses_are_its_own(client: httpx.Client) -> None:
    html = client.get("/network?edit=input:0=0|conv1:2,0=0,1,0;1,-4,1;0,1,0").text
    told = "not the network as it was trained: channel 1 of input is silenced; filter 3 of conv1 has another kernel"
    assert told in html
    edit = "edit=input:0=0|conv1:2,0=0,1,0;1,-4,1;0,1,0"
    assert f"/api/networks/mnist-convnet/layers/conv1?image=three&amp;{edit}&amp;format=png" in html
    best = client.get(f"/api/networks/mnist-convnet/prediction?image=three&{edit}&format=json").json()["top"][0]
    assert f"<strong>{best['name']}</strong> {100 * best['probability']:.1f} %" in html
    assert "not the network as it was trained" not in client.get("/network").text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("network=nothing", "nothing"),
        ("image=nothing", "nothing"),
        ("layer=conv9", "conv9"),
        ("unit=1,2,3", "needs its layer"),
        ("layer=conv1&unit=1,2", "unit"),
        ("kernel=1", "kernel"),
        ("against=seven", "against=image:seven"),
        ("against=image:nothing", "nothing"),
        ("against=network:nothing", "nothing"),
        ("edit=conv1:3=7", "can only be silenced"),
        ("edit=conv1:99=0", "there is no channel 99"),
    ],
)
def test_a_link_that_cannot_be_is_explained_above_the_page_as_it_opens(
    client: httpx.Client, query: str, says: str
) -> None:
    answer = client.get(f"/network?{query}")
    assert answer.status_code == 422
    assert says in answer.text
    assert "mnist-convnet" in answer.text


def test_what_a_link_compares_it_with_is_a_link_of_its_own(client: httpx.Client) -> None:
    html = client.get("/network?network=lenet5&image=three&against=image:disk").text
    assert '<a href="/network?network=lenet5&amp;image=disk">disk</a>' in html
    html = client.get("/network?against=network:lenet5").text
    assert '<a href="/network?network=lenet5&amp;image=three">lenet5</a>' in html
    assert "This link compares" not in client.get("/network").text
