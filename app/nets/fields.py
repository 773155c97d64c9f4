"""What one unit sees: back through the graph, layer by layer, cell by cell; and forward, what it reaches.

Two versions are kept: in the pure geometry, where windows run on into the padding, and on the maps, cut to their
cells after every layer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.nets.graph import INPUT, Graph
from app.nets.patches import Box, Patch, Patches, Unit, back, forward, merged, patch_of, union


@dataclass(frozen=True, slots=True)
class Field:
    """The part of the input that a unit depends on; None where it depends on nothing.

    `box` is on the picture; `unclipped_box` is what the geometry says, padding included.
    """

    box: Box | None
    unclipped_box: Box | None

    @property
    def padding_share(self) -> float:
        """How much of the unclipped box lies off the picture's part: in padding, or in rows that nothing reads.

        >>> Field((0, 0, 2, 2), (-1, -1, 2, 2)).padding_share == 1 - 4 / 9
        True
        """
        whole = _area(self.unclipped_box)
        return 1 - _area(self.box) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Cone:
    """The units of a later layer that one unit takes part in."""

    channels: range
    box: Box


def field_of(graph: Graph, name: str, unit: Unit) -> Field:
    """The receptive field of one unit: (channel, row, column) of maps, (index,) in a row of numbers.

    >>> from app.nets.layers import Architecture
    >>> from app.nets.graph import graph_of
    >>> layers = [{"type": "conv", "filters": 1, "kernel": 3, "stride": 2, "padding": 1}] * 2
    >>> field_of(graph_of(Architecture(input=[1, 8, 8], layers=layers)), "conv2", (0, 0, 1))
    Field(box=(0, 1, 4, 8), unclipped_box=(-3, 1, 4, 8))
    """
    free, cut = _looked_at(graph, name, unit, clip=False), _looked_at(graph, name, unit, clip=True)
    return Field(_box_of(cut[INPUT]), _box_of(free[INPUT]))


def trace(graph: Graph, name: str, unit: Unit) -> dict[str, Box]:
    """The box that the unit sees on every layer before it, the input first; layers it does not see are left out."""
    seen = _looked_at(graph, name, unit, clip=True)
    return {layer: box for layer in graph.nodes if (box := _box_of(seen.get(layer, ()))) is not None}


def reached(graph: Graph, name: str, unit: Unit, to: str) -> Cone | None:
    """The outputs of the later layer `to` that this unit takes part in; None if it takes part in none."""
    target = graph[to]
    reached: dict[str, Patches] = {name: (patch_of(graph[name], unit),)}
    for node in graph.nodes.values():
        if node.name not in reached:
            patches = [
                patch
                for index, source in enumerate(node.inputs)
                for before in reached.get(source, ())
                for patch in forward(graph, node, index, before)
            ]
            if patches:
                reached[node.name] = merged(patches)
        if node is target:
            break
    whole = union(reached.get(to, ()))
    return Cone(whole.channels, whole.box) if whole else None


def _looked_at(graph: Graph, name: str, unit: Unit, *, clip: bool) -> dict[str, Patches]:
    """What the unit sees of every layer before it."""
    seen: dict[str, list[Patch]] = {INPUT: [], name: [patch_of(graph[name], unit)]}
    found: dict[str, Patches] = {}
    for node in reversed(graph.nodes.values()):
        if node.name not in seen:
            continue
        found[node.name] = patches = merged(seen[node.name])
        for index, source in enumerate(node.inputs):
            shape = graph.nodes[source].shape
            looked = (back(node, index, graph.input_shapes(node), patch) for patch in patches)
            cut = [patch.on(shape) if clip else patch for patch in looked if patch]
            seen.setdefault(source, []).extend(patch for patch in cut if patch.rows and patch.columns)
    return found


def _box_of(patches: Iterable[Patch]) -> Box | None:
    whole = union(patches)
    return whole.box if whole else None


def _area(box: Box | None) -> int:
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0
