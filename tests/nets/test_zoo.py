"""The zoo: who is in it, what it says about those that are not, and networks that are shared between threads."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from app.nets.errors import ImpossibleNetwork, MissingWeights, UnknownNetwork
from app.nets.weights import save
from app.nets.zoo import Loaded, Zoo, read_card, size_of
from tests.nets.checkpoints import ARCHITECTURE, tensors, told, write

CPU = torch.device("cpu")


@pytest.fixture
def zoo(tmp_path: Path) -> Zoo:
    """Two networks that are shipped, one of them with weights."""
    for name, more in (("tiny", {}), ("tidy", {"weights": {"url": "http://x/tidy.pth", "sha256_prefix": "00"}})):
        write(tmp_path / "models" / name, "card.json", told() | more | {"name": name})
    save(tensors(), tmp_path / "models" / "tiny" / "weights.safetensors")
    return Zoo(tmp_path / "models", tmp_path / "home")


def test_shipped_networks_are_found_by_name(zoo: Zoo) -> None:
    assert zoo.names() == ["tidy", "tiny"]
    assert list(zoo.graph("tiny").nodes)[-1] == "answer"
    assert [zoo.has_weights(name) for name in zoo.names()] == [False, True]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tinny", "There is no network 'tinny' here; did you mean tiny"),
        ("resnet18", "There is no network 'resnet18' here; there are tidy, tiny."),
        ("../models/tiny", "There is no network '../models/tiny' here"),
        ("", "There is no network '' here"),
    ],
)
def test_an_unknown_name_is_told_the_nearest_ones(zoo: Zoo, name: str, said: str) -> None:
    with pytest.raises(UnknownNetwork, match=said.replace(".", "[.]")):
        zoo.card(name)


@pytest.mark.parametrize(
    ("more", "command"),
    [
        ({"weights": {"url": "http://x/y.pth", "sha256_prefix": "00"}}, "networks pull bare` fetches"),
        ({"recipe": {"data": "mnist", "epochs": 1}}, "train bare` trains"),
        ({}, "networks add CARD WEIGHTS` takes"),
    ],
)
def test_missing_weights_are_told_with_the_command_that_gets_them(
    zoo: Zoo, more: dict[str, object], command: str
) -> None:
    write(zoo.shipped / "bare", "card.json", told() | more | {"name": "bare"})
    with pytest.raises(MissingWeights) as refused:
        zoo.load("bare", CPU)
    assert str(refused.value) == f"bare is described here, but its weights are not: `python -m app {command} them."


def test_a_network_of_one_s_own_is_in_the_zoo_too(zoo: Zoo) -> None:
    write(zoo.home / "mine", "card.json", told(name="mine"))
    save(tensors(), zoo.home / "mine" / "weights.safetensors")
    assert zoo.names() == ["mine", "tidy", "tiny"]
    assert zoo.load("mine", CPU).graph == zoo.graph("mine")


def test_pulled_weights_belong_to_the_shipped_card(zoo: Zoo) -> None:
    save(tensors(), zoo.home / "tidy" / "weights.safetensors")
    assert zoo.weights_path("tidy") == zoo.home / "tidy" / "weights.safetensors"
    assert zoo.card("tidy").weights.url == "http://x/tidy.pth"


def test_a_network_trained_anew_comes_before_the_shipped_one(zoo: Zoo) -> None:
    before = zoo.load("tiny", CPU)
    write(zoo.home / "tiny", "card.json", told(title="Trained anew"))
    assert zoo.card("tiny").title == "Tiny"  # without its weights it stands back
    save(tensors(1), zoo.home / "tiny" / "weights.safetensors")
    assert zoo.card("tiny").title == "Trained anew"
    after = zoo.load("tiny", CPU)
    assert not torch.equal(after.state_dict()["edges.weight"], before.state_dict()["edges.weight"])


def test_threads_that_ask_together_share_one_network(zoo: Zoo) -> None:
    with ThreadPoolExecutor(8) as pool:
        networks = list(pool.map(lambda _: zoo.load("tiny", CPU), range(32)))
    assert len({id(network) for network in networks}) == 1


def test_the_least_recently_used_network_is_let_go(zoo: Zoo) -> None:
    network = zoo.load("tiny", CPU)
    loaded, fresh = Loaded(2 * size_of(network)), []

    def ask(name: str) -> None:
        loaded.get((name, 0, "cpu"), lambda: fresh.append(name) or network)  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert fresh == ["a", "b", "c", "b"]


def test_a_network_larger_than_the_memory_set_aside_is_still_answered(zoo: Zoo) -> None:
    small = Zoo(zoo.shipped, zoo.home.parent, most_bytes=1)
    assert small.load("tiny", CPU) is small.load("tiny", CPU)


def test_class_names_may_be_shared_by_several_cards(zoo: Zoo) -> None:
    write(zoo.shipped, "three.json", json.dumps(["cat", "dog", "axolotl"]))
    write(zoo.shipped / "named", "card.json", told(name="named", classes="three.json"))
    assert zoo.card("named").classes == ("cat", "dog", "axolotl")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "Expecting property name"),
        ("[]", "the whole: Input should be an object"),
        (told(name="No Name"), "name: String should match"),
        (told(colour="red"), "colour: Extra inputs"),
        (told(classes="nowhere.json"), "nowhere.json"),
        ({**told(), "architecture": {**ARCHITECTURE, "layers": []}}, "at least one layer"),
    ],
)
def test_a_card_that_is_none_is_refused_with_its_first_fault(
    tmp_path: Path, content: str | dict[str, object], said: str
) -> None:
    file = write(tmp_path / "models" / "bad", "card.json", content)
    zoo = Zoo(tmp_path / "models", tmp_path / "home")
    with pytest.raises(ImpossibleNetwork, match=said):
        zoo.card("bad")
    assert file.is_file()


def test_a_card_is_read_from_anywhere(tmp_path: Path) -> None:
    assert read_card(write(tmp_path, "any.json", told())).title == "Tiny"


def test_a_broken_card_hides_nobody_else_and_is_named_without_its_folder(zoo: Zoo, tmp_path: Path) -> None:
    write(zoo.home / "torn", "card.json", "{")
    assert zoo.names() == ["tidy", "tiny", "torn"]
    assert list(zoo.faults()) == ["torn"]
    assert zoo.faults()["torn"].startswith("torn/card.json is no card: ")
    assert str(tmp_path) not in zoo.faults()["torn"]
