"""What a network is made of, layer by layer: shapes, windows, receptive fields, parameters, work and memory."""

from math import prod
from typing import Any, Final

from app.nets.graph import Graph, Node, Shape
from app.nets.layers import BatchNorm, Conv, GlobalPool, Linear, Pool, TransposedConv
from app.nets.reach import geometry_of
from app.nets.sights import Sight, summaries

BYTES: Final = 4
"""Of one value, in float32."""


def analyse(graph: Graph) -> dict[str, Any]:
    """Everything about a network that needs no weights, ready for JSON. The first layer is the input.

    `macs` are multiplications with a weight; `bytes` is what the layer's output takes in memory.

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 10, "kernel": 5, "padding": "same"}]
    >>> told = analyse(graph_of(Architecture(input=[3, 32, 32], layers=layers)))
    >>> told["parameters"], told["macs"], told["layers"][1]["receptive_field"]
    (760, 768000, [5, 5])
    """
    sights = summaries(graph)
    layers = [_account(graph, node, sights[node.name]) for node in graph.nodes.values()]
    return {
        "input": list(graph[next(iter(graph.nodes))].shape),
        "layers": layers,
        "edges": [list(edge) for edge in graph.edges],
        "blocks": blocks(layers),
        **{total: sum(layer[total] for layer in layers) for total in ("parameters", "macs", "bytes")},
    }


def parameters_of(node: Node, shapes: list[Shape]) -> int:
    """How many numbers the layer learns; running statistics are measured, not learned."""
    match node.layer:
        case Conv(bias=bias) | TransposedConv(bias=bias):
            return _weights(node, shapes[0]) + bias * node.shape[0]
        case Linear(bias=bias):
            return _weights(node, shapes[0]) + bias * node.shape[0]
        case BatchNorm():
            return 2 * node.shape[0]
        case _:
            return 0


def macs_of(node: Node, shapes: list[Shape]) -> int:
    """How many multiplications with a weight, and additions to a sum, one input costs."""
    match node.layer:
        case Conv() | Linear():  # every output position uses every weight of its filter
            return _weights(node, shapes[0]) * prod(node.shape[1:])
        case TransposedConv():  # every input position does
            return _weights(node, shapes[0]) * prod(shapes[0][1:])
        case _:
            return 0


def blocks(layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The scopes of dotted names, with what each holds; `repeats` names the block before it that is built the same.

    A diagram folds a run of such repetitions into one box and a number.
    """
    members: dict[str, list[dict[str, Any]]] = {}
    for layer in layers:
        for depth in range(1, layer["name"].count(".") + 1):
            members.setdefault(".".join(layer["name"].split(".")[:depth]), []).append(layer)
    built: dict[str, str] = {}  # the last block of each scope and form
    told = []
    for name, inside in members.items():
        form = name.rpartition(".")[0] + repr([_form(layer, name) for layer in inside])
        totals = {total: sum(layer[total] for layer in inside) for total in ("parameters", "macs", "bytes")}
        told.append({"name": name, "layers": len(inside), "repeats": built.get(form), **totals})
        built.setdefault(form, name)
    return told


def _account(graph: Graph, node: Node, sight: Sight) -> dict[str, Any]:
    shapes = graph.input_shapes(node)
    return {
        "name": node.name,
        "type": node.type,
        "inputs": list(node.inputs),
        "output_shape": list(node.shape),
        **_window(node, shapes),
        "jump": list(sight.jump),
        "receptive_field": list(sight.size),
        "start": list(sight.start),
        "padding_share": sight.padding_share,
        "parameters": parameters_of(node, shapes),
        "macs": macs_of(node, shapes),
        "bytes": BYTES * prod(node.shape),
    }


def _window(node: Node, shapes: list[Shape]) -> dict[str, Any]:
    """Its window in numbers; null where the layer has none. `count_padding` is a question to averages only."""
    layer = node.layer
    if isinstance(layer, GlobalPool):
        size = list(shapes[0][1:])
        window = {"kernel": size, "stride": size, "padding": [0] * 4, "dilation": [1, 1]}
        return {**window, "groups": None, "count_padding": None}
    if not isinstance(layer, Conv | TransposedConv | Pool):
        return dict.fromkeys(("kernel", "stride", "padding", "dilation", "groups", "count_padding"))
    geometry = geometry_of(layer, *shapes[0][1:])
    return {
        "kernel": list(geometry.kernel),
        "stride": list(geometry.stride),
        "padding": list(geometry.padding),
        "dilation": list(geometry.dilation),
        "groups": None if isinstance(layer, Pool) else layer.groups,
        "count_padding": layer.count_padding if isinstance(layer, Pool) and layer.kind == "avg" else None,
    }


def _weights(node: Node, shape: Shape) -> int:
    match node.layer:
        case Conv(kernel=kernel, groups=groups) | TransposedConv(kernel=kernel, groups=groups):
            return shape[0] // groups * node.shape[0] * prod(kernel)
        case _:
            return shape[0] * node.shape[0]


def _form(layer: dict[str, Any], scope: str) -> list[Any]:
    """What makes two layers of like blocks alike: all but where they stand and what lies before them."""
    window = ("kernel", "stride", "padding", "dilation", "groups", "count_padding")
    same = ("type", "output_shape", *window, "parameters", "macs")
    return [layer["name"].removeprefix(scope), *(layer[word] for word in same)]
