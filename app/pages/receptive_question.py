"""What a link of /receptive-field asks for; the twin of `static/src/state/receptive/question.ts`."""

import re
from dataclasses import dataclass, replace
from typing import Final

from app.nets.errors import ImpossibleNetwork, NetworkError
from app.nets.graph import INPUT, Graph, Node, graph_of
from app.nets.zoo import Zoo
from app.pages.receptive_cases import OPENING_LAYERS
from app.pages.stacks import USUAL_INPUT, Stack, architecture_of, read_stack, write_layers
from app.wire.errors import QuestionError
from app.wire.query import split
from app.wire.values import shortened

KNOWN: Final = frozenset(("network", "input", "layers", "layer", "unit", "image", "at", "t", "view", "theme"))
NETWORK: Final = r"[a-z0-9][a-z0-9_-]{0,63}"
LAYER: Final = r"[a-z0-9][a-z0-9_.-]{0,1023}"


@dataclass(frozen=True, slots=True)
class Looked:
    """A network, and the unit of it that is looked at: [row, column] of a layer of maps.

    Of one that cannot be, `graph` holds the layers before its `fault`.
    """

    title: str
    query: str
    graph: Graph
    node: Node
    place: tuple[int, int]
    fault: str | None = None


def looked_at(query: str, zoo: Zoo) -> tuple[Looked, str | None]:
    """What the link asks for; one that cannot be, or cannot be read, is explained, above the page as it opens."""
    try:
        return _looked(split(query), zoo), None
    except (NetworkError, QuestionError) as error:
        return _looked({}, zoo), str(error)


def _looked(given: dict[str, str], zoo: Zoo) -> Looked:
    unknown = next((name for name in given if name not in KNOWN), None)
    if unknown is not None:
        raise QuestionError(f"There is no parameter {shortened(unknown)} here.", unknown[:40])
    title, query, graph, fault = _network(given, zoo)
    node = _layer(given.get("layer"), graph)
    return Looked(title, query, graph, node, _place(given.get("unit"), node), fault)


def _network(given: dict[str, str], zoo: Zoo) -> tuple[str, str, Graph, str | None]:
    """What it is called, what names it, its graph, and why it cannot be."""
    name = given.get("network")
    if name is None:
        stack = read_stack(given.get("input", USUAL_INPUT), given.get("layers", OPENING_LAYERS))
        return f"{len(stack.layers)} layers", _query_of(stack), *_built(stack)
    if given.keys() & {"layers", "input"}:
        raise QuestionError("Name a network or write layers: one of the two.", "layers")
    if not re.fullmatch(NETWORK, name):
        raise QuestionError(f"{shortened(name)} is no network's name.", "network")
    return zoo.card(name).title, f"network={name}", zoo.graph(name), None


def _built(stack: Stack) -> tuple[Graph, str | None]:
    """The stack's graph; of an impossible one, as far as it goes, and why it goes no further."""
    try:
        return graph_of(architecture_of(stack)), None
    except ImpossibleNetwork as error:
        shorter = replace(stack, layers=stack.layers[:-1])
        graph = _built(shorter)[0] if shorter.layers else _input_alone(stack)
        return graph, str(error)


def _input_alone(stack: Stack) -> Graph:
    return Graph({INPUT: Node(INPUT, "input", (), (stack.channels, stack.side, stack.side))})


def _query_of(stack: Stack) -> str:
    return f"input={stack.channels},{stack.side}&layers={write_layers(stack)}"


def _layer(name: str | None, graph: Graph) -> Node:
    """The layer that is asked for, or the last one whose maps have several units."""
    if name is not None and not re.fullmatch(LAYER, name):
        raise QuestionError(f"{shortened(name)} is no layer's name.", "layer")
    maps = [node for node in graph.nodes.values() if node.spatial]
    deepest = next((node for node in reversed(maps) if node.shape[2] > 1), maps[-1])
    return next((node for node in maps if node.name == name), deepest)


def _place(text: str | None, node: Node) -> tuple[int, int]:
    """The unit that is asked for, or the nearest there is; without one, the middle."""
    _, height, width = node.shape
    if text is None:
        return height // 2, width // 2
    if not re.fullmatch("[0-9]{1,9},[0-9]{1,9},[0-9]{1,9}", text):
        raise QuestionError(f"{shortened(text)} is no unit; write channel,row,column.", "unit")
    _, row, column = map(int, text.split(","))
    return min(row, height - 1), min(column, width - 1)
