"""A description laid out as a graph: named nodes in the order of computing, each with its inputs and its shape.

Names of nested layers are joined with dots (`stage2.block1.conv1`). A residual ends in a node `add`, branches in a
node `concat`; both follow from the description, so it does not name them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from math import prod
from typing import Final, Literal

from app.engine.errors import EngineError
from app.nets.errors import ImpossibleNetwork, UnknownLayer
from app.nets.layers import (
    MOST_LAYERS,
    Activation,
    AdaptivePool,
    Architecture,
    BatchNorm,
    Block,
    Branches,
    Conv,
    Flatten,
    GlobalPool,
    Layers,
    Linear,
    LocalNorm,
    Pool,
    Residual,
    Simple,
    TransposedConv,
)
from app.nets.reach import reaches_of

MOST_VALUES: Final = 2**28
INPUT: Final = "input"

Shape = tuple[int, ...]
Join = Literal["input", "add", "concat"]

STEMS: Final = {
    "transposed-conv": "upconv",
    "global-pool": "pool",
    "adaptive-pool": "pool",
    "batch-norm": "norm",
    "local-norm": "norm",
    "relu6": "relu",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the computation: a layer, or the joining of several ways."""

    name: str
    layer: Simple | Join
    inputs: tuple[str, ...]
    shape: Shape

    @property
    def type(self) -> str:
        """`conv`, `max-pool`, `relu`, `add`: the one word that a table shows."""
        layer = self.layer
        if isinstance(layer, str):
            return layer
        if isinstance(layer, Activation):
            return layer.function
        return f"{layer.kind}-{layer.type}" if isinstance(layer, Pool) else layer.type

    @property
    def spatial(self) -> bool:
        """Whether it is made of maps [C, H, W], and not of one row of numbers [N]."""
        return len(self.shape) == 3


@dataclass(frozen=True)
class Graph:
    """The nodes by name, in the order of computing; the first is the input, the last the output."""

    nodes: dict[str, Node]

    def __getitem__(self, name: str) -> Node:
        try:
            return self.nodes[name]
        except KeyError:
            near = get_close_matches(name[:80], self.nodes, 3)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(self.nodes)}."
            raise UnknownLayer(f"There is no layer {name[:80]!r} here; {hint}") from None

    @property
    def output(self) -> Node:
        return next(reversed(self.nodes.values()))

    @property
    def edges(self) -> list[tuple[str, str]]:
        return [(source, node.name) for node in self.nodes.values() for source in node.inputs]

    @cached_property
    def consumers(self) -> dict[str, tuple[str, ...]]:
        """Who reads each node."""
        readers: dict[str, tuple[str, ...]] = dict.fromkeys(self.nodes, ())
        for source, reader in self.edges:
            readers[source] += (reader,)
        return readers

    def input_shapes(self, node: Node) -> list[Shape]:
        return [self.nodes[source].shape for source in node.inputs]


def graph_of(architecture: Architecture) -> Graph:
    """Lay the description out; an impossible one is refused with the layer and the reason.

    >>> layers = [{"type": "conv", "filters": 8, "kernel": 3}, {"type": "flatten"}]
    >>> graph = graph_of(Architecture(input=[1, 28, 28], layers=layers))
    >>> [(node.name, node.shape) for node in graph.nodes.values()]
    [('input', (1, 28, 28)), ('conv1', (8, 26, 26)), ('flatten1', (5408,))]
    """
    if not architecture.layers:
        raise ImpossibleNetwork("A network has at least one layer.")
    layout = _Layout()
    layout.put(Node(INPUT, "input", (), architecture.input))
    layout.follow(architecture.layers, "", INPUT)
    return Graph(layout.nodes)


@dataclass
class _Layout:
    nodes: dict[str, Node] = field(default_factory=dict)

    def put(self, node: Node) -> str:
        if node.name in self.nodes:
            raise ImpossibleNetwork("Two layers have this name.", node.name)
        if len(self.nodes) > MOST_LAYERS:
            raise ImpossibleNetwork(f"A network has at most {MOST_LAYERS} layers.", node.name)
        if prod(node.shape) > MOST_VALUES:
            raise ImpossibleNetwork(f"{_times(node.shape)} values are more than can be shown.", node.name)
        self.nodes[node.name] = node
        return node.name

    def follow(self, layers: Layers, scope: str, source: str) -> str:
        """Lay out one layer after the other; returns the last one's name."""
        for name, layer in _named(layers, scope):
            if isinstance(layer, Block):
                source = self._repeat(layer, name, source)
            elif isinstance(layer, Residual):
                source = self._residual(layer, name, source)
            elif isinstance(layer, Branches):
                source = self._branches(layer, name, source)
            else:
                shape = _shape_after(layer, self.nodes[source].shape, name)
                source = self.put(Node(name, layer, (source,), shape))
        return source

    def _repeat(self, block: Block, name: str, source: str) -> str:
        for turn in range(1, block.repeat + 1):
            source = self.follow(block.layers, f"{name}-{turn}" if block.repeat > 1 else name, source)
        return source

    def _residual(self, layer: Residual, name: str, source: str) -> str:
        body = self.follow(layer.body, name, source)
        shortcut = self.follow(layer.shortcut, f"{name}.shortcut", source)
        ours, other = self.nodes[body].shape, self.nodes[shortcut].shape
        if ours != other:
            raise ImpossibleNetwork(f"The body makes {_times(ours)}, the shortcut {_times(other)}: no sum.", name)
        return self.put(Node(f"{name}.add", "add", (body, shortcut), ours))

    def _branches(self, layer: Branches, name: str, source: str) -> str:
        ends = tuple(
            self.follow(branch, f"{name}.branch{index}", source) for index, branch in enumerate(layer.branches, 1)
        )
        shapes = [self.nodes[end].shape for end in ends]
        if len({shape[1:] for shape in shapes}) > 1 or len({len(shape) for shape in shapes}) > 1:
            told = ", ".join(map(_times, shapes))
            raise ImpossibleNetwork(f"The branches make {told}: they cannot lie behind one another.", name)
        channels = sum(shape[0] for shape in shapes)
        return self.put(Node(f"{name}.concat", "concat", ends, (channels, *shapes[0][1:])))


def _named(layers: Layers, scope: str) -> Iterator[tuple[str, Simple | Block | Residual | Branches]]:
    """Each layer with its full name; the nameless are counted by kind: conv1, relu1, conv2."""
    counts: dict[str, int] = {}
    for layer in layers:
        kind = layer.function if isinstance(layer, Activation) else layer.type
        stem = STEMS.get(kind, kind)
        counts[stem] = counts.get(stem, 0) + 1
        own = layer.name or f"{stem}{counts[stem]}"
        yield (f"{scope}.{own}" if scope else own), layer


def _shape_after(layer: Simple, shape: Shape, name: str) -> Shape:
    match layer:
        case Flatten():
            return (prod(shape),)
        case Linear():
            if len(shape) != 1:
                came = _times(shape)
                raise ImpossibleNetwork(f"A linear layer takes one row of numbers, not {came}: flatten first.", name)
            return (layer.units,)
        case Conv() | TransposedConv() | Pool() | GlobalPool() | AdaptivePool() | LocalNorm() | BatchNorm():
            if len(shape) == 1 and isinstance(layer, BatchNorm):
                return shape
            return _map_shape_after(layer, shape, name)
        case _:
            return shape


def _map_shape_after(
    layer: Conv | TransposedConv | Pool | GlobalPool | AdaptivePool | LocalNorm | BatchNorm, shape: Shape, name: str
) -> Shape:
    if len(shape) != 3:
        came = f"one row of {shape[0]} numbers"
        raise ImpossibleNetwork(f"This layer takes maps (channels × height × width), not {came}.", name)
    channels, height, width = shape
    if isinstance(layer, LocalNorm | BatchNorm):
        return shape
    if isinstance(layer, Conv | TransposedConv):
        _require_channels(layer, channels, name)
        channels = layer.filters
    if isinstance(layer, Pool):
        _require_real_cells(layer, name)
    try:
        rows, columns = reaches_of(layer, height, width)
        return channels, rows.output_length(height), columns.output_length(width)
    except EngineError as error:
        raise ImpossibleNetwork(error.message, name) from error


def _require_channels(layer: Conv | TransposedConv, channels: int, name: str) -> None:
    if layer.channels not in (None, channels):
        made_for = "1 input channel" if layer.channels == 1 else f"{layer.channels} input channels"
        raise ImpossibleNetwork(f"It was made for {made_for}, but {channels} come in.", name)
    for what, count in (("input channels", channels), ("filters", layer.filters)):
        if count % layer.groups:
            raise ImpossibleNetwork(f"{count} {what} cannot be shared out among {layer.groups} groups.", name)


def _require_real_cells(layer: Pool, name: str) -> None:
    if layer.padding == "valid":
        return
    if layer.padding == "same":
        raise ImpossibleNetwork("Pools are padded by numbers or not at all.", name)
    top, right, bottom, left = layer.padding
    if (top, left) != (bottom, right) or 2 * top > layer.window[0] or 2 * left > layer.window[1]:
        raise ImpossibleNetwork("A pool's padding is equal on both sides, and at most half its window.", name)


def _times(shape: Shape) -> str:
    return " × ".join(map(str, shape))
