"""The networks that are at hand: those shipped with the program, and those that somebody pulled, added or trained."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from threading import Lock
from typing import Final

import torch
from pydantic import ValidationError

from app.nets.cards import Card
from app.nets.errors import ImpossibleNetwork, MissingWeights, UnknownNetwork
from app.nets.graph import Graph, graph_of
from app.nets.module import Network
from app.nets.weights import network_of, read

CARD: Final = "card.json"
WEIGHTS: Final = "weights.safetensors"
NAME: Final = r"[a-z0-9][a-z0-9_-]{0,63}"
GIB: Final = 2**30

Key = tuple[str, int, str]
"""File, time of its last change, device."""


def read_card(file: Path) -> Card:
    """The card in a file. `classes` may be written as the name of a list beside the card's folder."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(told, dict) and isinstance(told.get("classes"), str):
            shared = file.parent.parent / Path(told["classes"]).name
            told["classes"] = json.loads(shared.read_text(encoding="utf-8"))
        return Card.model_validate_json(json.dumps(told))
    except ValidationError as error:
        raise ImpossibleNetwork(f"{_told_of(file)} is no card: {_first_fault(error)}.") from error
    except FileNotFoundError as error:
        raise ImpossibleNetwork(f"{_told_of(file)} is no card: {Path(error.filename).name} is not there.") from error
    except ValueError as error:
        raise ImpossibleNetwork(f"{_told_of(file)} is no card: {error}.") from error


class Zoo:
    """Cards, graphs and loaded networks by name; several threads may ask at once.

    A folder NAME with card and weights in `home` comes before the shipped one, so what was trained anew is what
    answers; weights alone in it belong to the shipped card.
    """

    def __init__(self, shipped: Path, home: Path, most_bytes: int = 2 * GIB) -> None:
        self.shipped = shipped
        self.home = home / "networks"
        self._cards: dict[tuple[Path, int], tuple[Card, Graph]] = {}
        self._loaded = Loaded(most_bytes)
        self._lock = Lock()

    def names(self) -> list[str]:
        folders = {file.parent.name for root in (self.shipped, self.home) for file in root.glob(f"*/{CARD}")}
        return sorted(folders)

    def faults(self) -> dict[str, str]:
        """What is wrong with the cards that cannot be read; somebody's broken card is no reason to hide the others."""
        found = {}
        for name in self.names():
            try:
                self._described(name)
            except ImpossibleNetwork as fault:
                found[name] = str(fault)
        return found

    def card(self, name: str) -> Card:
        return self._described(name)[0]

    def graph(self, name: str) -> Graph:
        return self._described(name)[1]

    def has_weights(self, name: str) -> bool:
        return self._found_weights(name) is not None

    def weights_path(self, name: str) -> Path:
        """Where the weights lie; a refusal says which command gets them."""
        found = self._found_weights(name)
        if found is None:
            raise MissingWeights(_how_to_get_weights(self.card(name)))
        return found

    def load(self, name: str, device: torch.device) -> Network:
        """The network with its weights: one for all who ask, so nobody may change it."""
        file = self.weights_path(name)
        graph = self.graph(name)
        key = (str(file), file.stat().st_mtime_ns, str(device))
        return self._loaded.get(key, lambda: network_of(graph, read(file), device))

    def _described(self, name: str) -> tuple[Card, Graph]:
        file = self._folder(name) / CARD
        key = (file, file.stat().st_mtime_ns)
        with self._lock:
            if key not in self._cards:
                card = read_card(file)
                self._cards[key] = card, graph_of(card.architecture)
            return self._cards[key]

    def _folder(self, name: str) -> Path:
        """The folder of that name with a card in it."""
        own, shipped = self.home / name, self.shipped / name
        if re.fullmatch(NAME, name):  # so that no name leads out of the two folders
            if (own / CARD).is_file() and ((own / WEIGHTS).is_file() or not (shipped / CARD).is_file()):
                return own
            if (shipped / CARD).is_file():
                return shipped
        near = get_close_matches(name, self.names(), 3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(self.names())}."
        raise UnknownNetwork(f"There is no network {name!r} here; {hint}")

    def _found_weights(self, name: str) -> Path | None:
        for file in (self._folder(name) / WEIGHTS, self.home / name / WEIGHTS):
            if file.is_file():
                return file
        return None


class Loaded:
    """Networks in memory; the least recently used go when they take more than `most_bytes` together."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._networks: OrderedDict[Key, Network] = OrderedDict()
        self._turns: dict[Key, Lock] = {}
        self._lock = Lock()

    def get(self, key: Key, load: Callable[[], Network]) -> Network:
        """The network under this key; loaded once, however many ask at the same time."""
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._networks:
                    self._networks.move_to_end(key)
                    return self._networks[key]
            network = load()
            with self._lock:
                self._networks[key] = network
                self._let_go()
            return network

    def _let_go(self) -> None:
        while len(self._networks) > 1 and sum(map(size_of, self._networks.values())) > self.most_bytes:
            key, _ = self._networks.popitem(last=False)
            self._turns.pop(key, None)


def size_of(network: Network) -> int:
    """Bytes of its tensors."""
    return sum(tensor.nbytes for tensor in network.state_dict().values())


def _how_to_get_weights(card: Card) -> str:
    if card.weights.url:
        command, what = f"networks pull {card.name}", "fetches"
    elif card.recipe:
        command, what = f"train {card.name}", "trains"
    else:
        command, what = "networks add CARD WEIGHTS", "takes"
    return f"{card.name} is described here, but its weights are not: `python -m app {command}` {what} them."


def _told_of(file: Path) -> str:
    """Without the folders above, which are nobody's business on the web."""
    return f"{file.parent.name}/{file.name}"


def _first_fault(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"
