"""One unit's whole arithmetic: what it sees, what it is weighed with, what is added, and what the layers after make.

Everything is summed in float64 from the float32 numbers that are shown; `captured` is the network's own value.
"""

from collections.abc import Mapping
from typing import Any, Final, TypedDict

import numpy as np
from torch import Tensor

from app.nets.graph import INPUT, Graph, Node
from app.nets.layers import (
    Activation,
    AdaptivePool,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    GlobalPool,
    Linear,
    LocalNorm,
    Pool,
    TransposedConv,
)
from app.nets.module import Network
from app.nets.patches import patch_of
from app.nets.settling import (
    activated,
    added,
    chosen,
    locally_normalised,
    normalised,
    passed_on,
    pooled,
    unrolled,
)
from app.nets.terms import Made, Term, ranked, window_of
from app.nets.weighing import Index, connected, convolved, flattened_shape, stamped

CLOSE: Final = 1e-4
"""Of the value: how far the network's float32 may lie from ours."""
ROUNDING: Final = 2e-6
"""Of the sizes of all that is added: where large numbers cancel, so much is float32's own rounding."""
MOST_RANKED: Final = 32

Values = Mapping[str, Tensor]
"""What the layers made of one picture: [1, C, H, W] or [1, N] by name."""


class Unit(TypedDict):
    """How one unit came about. `numbers` holds what is no term: a norm's statistics, a pool's winner or divisor.

    `rows` and `columns` are the input coordinates of the patches' cells; outside the map they are padding, read as 0.
    `strongest` lists channels by how much they add, `truncated` says that some patches were left out.
    `after` follows the value through the norms and activations behind, as units of their own. A unit of a channel that
    is `silenced` has the value 0, whatever its arithmetic comes to.
    """

    layer: str
    type: str
    unit: list[int]
    inputs: list[str]
    formula: str
    terms: list[Term]
    truncated: bool
    strongest: list[int]
    rows: list[int]
    columns: list[int]
    window: dict[str, int] | None
    numbers: dict[str, Any]
    sum: float | None
    bias: float | None
    value: float
    captured: float
    difference: float
    agrees: bool
    silenced: bool
    after: list["Unit"]


def unit_of(network: Network, values: Values, name: str, index: Index) -> Unit:
    """The arithmetic of one unit; `values` holds at least the layers of `needed_for`.

    >>> import torch
    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "pool", "kind": "max", "window": 2}, {"type": "activation", "function": "relu"}]
    >>> network = Network(graph_of(Architecture(input=[1, 2, 2], layers=layers)))
    >>> values = network.run(torch.tensor([[[[1.0, 5], [3, -2]]]]), network.graph.nodes)
    >>> made = unit_of(network, values, "pool1", (0, 0, 0))
    >>> made["value"], made["terms"][0]["patch"], made["numbers"], made["after"][0]["formula"]
    (5.0, [[1.0, 5.0], [3.0, -2.0]], {'winner': [0, 1]}, 'max(0, x)')
    """
    graph = network.graph
    patch_of(graph[name], index)  # refuses a unit that is not there
    unit = _unit(network, values, graph[name], index)
    unit["after"] = [_unit(network, values, node, index) for node in followers(graph, name)]
    return unit


def needed_for(graph: Graph, name: str) -> tuple[str, ...]:
    """The layers whose values a unit's arithmetic reads."""
    node = graph[name]
    return tuple(dict.fromkeys((*node.inputs, name, *(after.name for after in followers(graph, name)))))


def followers(graph: Graph, name: str) -> list[Node]:
    """The norms, activations and dropouts that do nothing but hand on this layer's values, in order."""
    found: list[Node] = []
    while len(readers := graph.consumers[name]) == 1:
        node = graph[readers[0]]
        if not isinstance(node.layer, Activation | BatchNorm | LocalNorm | Dropout):
            break
        found.append(node)
        name = node.name
    return found


def _unit(network: Network, values: Values, node: Node, index: Index) -> Unit:
    made = _made(network, values, node, index)
    captured = float(values[node.name][0][index])
    silenced = index[0] in network.silenced(node.name)
    value = 0.0 if silenced else made.value
    difference = abs(value - captured)
    sums = np.array([term["sum"] for term in made.terms])
    return Unit(
        layer=node.name,
        type=node.type,
        unit=list(index),
        inputs=list(node.inputs),
        formula=made.formula,
        terms=made.terms,
        truncated=any(term["patch"] is None for term in made.terms),
        strongest=[made.terms[place]["channel"] for place in ranked(sums)[:MOST_RANKED]],
        rows=list(made.rows),
        columns=list(made.columns),
        window=window_of(made.rows, made.columns),
        numbers=dict(made.numbers),
        sum=made.sum,
        bias=made.bias,
        value=value + 0.0,
        captured=captured + 0.0,
        difference=difference,
        agrees=difference <= max(CLOSE * max(abs(value), abs(captured)), ROUNDING * made.magnitude),
        silenced=silenced,
        after=[],
    )


def _made(network: Network, values: Values, node: Node, index: Index) -> Made:
    if node.name == INPUT:
        return Made(float(values[INPUT][0][index]), "the prepared picture's own number")
    before = [values[source][0] for source in node.inputs]
    if node.layer == "add":
        return added(node, before, index)
    if node.layer == "concat":
        return chosen(node, before, index)
    return _made_by_layer(network, node, before[0], index)


def _made_by_layer(network: Network, node: Node, before: Tensor, index: Index) -> Made:
    source, module = node.inputs[0], network.step(node.name)
    match node.layer:
        case Conv() as layer:
            return convolved(layer, module, source, before, index)
        case TransposedConv() as layer:
            return stamped(layer, module, source, before, index)
        case Linear():
            return connected(module, *flattened_shape(network.graph, node), before, index)
        case Pool() | GlobalPool() | AdaptivePool() as layer:
            return pooled(layer, source, before, index)
        case Activation() as layer:
            return activated(layer, source, before, index)
        case BatchNorm() as layer:
            return normalised(layer, module, source, before, index)
        case LocalNorm() as layer:
            return locally_normalised(layer, source, before, index)
        case Flatten():
            return unrolled(source, before, index)
        case Dropout():
            return passed_on(source, before, index)
        case other:
            raise TypeError(f"Nothing is known about a layer {other!r}.")
