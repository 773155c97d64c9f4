"""Changes in a trained network: channels that are silent, kernels with other numbers. The network itself stays.

An edited network shares every tensor with the one that it was made from, but for those that were edited.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import torch
from torch import Tensor, nn

from app.nets.errors import ImpossibleEdit, UnknownLayer
from app.nets.graph import Graph, Node
from app.nets.layers import Conv, TransposedConv
from app.nets.module import Network, module_of


@dataclass(frozen=True, slots=True)
class Silenced:
    """A channel that is 0 for all who read it; in a row of numbers, one number."""

    layer: str
    channel: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The kernel of one filter over one input channel, counted within the filter's group."""

    layer: str
    filter: int
    channel: int
    kernel: tuple[tuple[float, ...], ...]


Edit = Silenced | Rewritten


def edited(network: Network, edits: Iterable[Edit]) -> Network:
    """The network with these changes.

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 2, "kernel": 1, "bias": False}, {"type": "global-pool"}]
    >>> network = Network(graph_of(Architecture(input=[1, 1, 1], layers=layers)))
    >>> changed = edited(network, [Rewritten("conv1", 0, 0, ((3.0,),)), Silenced("conv1", 1)])
    >>> changed(torch.ones(1, 1, 1, 1)).flatten().tolist()
    [3.0, 0.0]
    """
    edits = tuple(edits)
    require(network.graph, edits)
    rewritten = sorted((edit for edit in edits if isinstance(edit, Rewritten)), key=lambda edit: edit.layer)
    steps = {
        name: _rewritten(network, network.graph[name], kernels)
        for name, kernels in groupby(rewritten, key=lambda edit: edit.layer)
    }
    silenced: dict[str, frozenset[int]] = {}
    for edit in edits:
        if isinstance(edit, Silenced):
            silenced[edit.layer] = silenced.get(edit.layer, frozenset()) | {edit.channel}
    return network.varied(steps, silenced)


def require(graph: Graph, edits: Iterable[Edit]) -> None:
    """Refuse what the network does not have, in words; no weights are needed for that."""
    for edit in edits:
        try:
            node = graph[edit.layer]
        except UnknownLayer as unknown:
            raise ImpossibleEdit(unknown.message) from None
        if isinstance(edit, Silenced):
            _require_index(edit.channel, node.shape[0], "channel" if node.spatial else "number", edit.layer)
        else:
            _require_kernel(edit, node, graph)


def _require_kernel(edit: Rewritten, node: Node, graph: Graph) -> None:
    layer = node.layer
    if not isinstance(layer, Conv | TransposedConv):
        raise ImpossibleEdit(f"{edit.layer} has no kernels to edit: it is {_a(node.type)}, not a convolution.")
    _require_index(edit.filter, layer.filters, "filter", edit.layer)
    depth = graph.input_shapes(node)[0][0] // layer.groups
    what = "input channel" if layer.groups == 1 else "input channel in each of its groups"
    _require_index(edit.channel, depth, what, edit.layer)
    came = len(edit.kernel), len(edit.kernel[0])
    if came != layer.kernel:
        raise ImpossibleEdit(f"The kernels of {edit.layer} are {_by(layer.kernel)}; one of {_by(came)} came.")


def _require_index(index: int, count: int, what: str, layer: str) -> None:
    if index >= count:
        one, *place = what.split(" in ", 1)
        told = f"one {what}, 0" if count == 1 else " in ".join((f"{one}s 0 to {count - 1}", *place))
        raise ImpossibleEdit(f"{layer} has {told}; there is no {one} {index}.")


def _rewritten(network: Network, node: Node, kernels: Iterable[Rewritten]) -> nn.Module:
    """The layer's module with a weight tensor of its own; its bias is the network's."""
    layer, module = node.layer, network.step(node.name)
    if not isinstance(layer, Conv | TransposedConv) or not isinstance(module.weight, Tensor):
        raise TypeError(f"{node.name} has no kernels.")
    weight = module.weight.detach().clone()
    for edit in kernels:
        weight[_where(layer, weight, edit)] = weight.new_tensor(edit.kernel)
    with torch.device("meta"):
        changed = module_of(layer, network.graph[node.inputs[0]])
    changed.load_state_dict({**module.state_dict(), "weight": weight}, assign=True)
    return changed.train(module.training).requires_grad_(False)


def _where(layer: Conv | TransposedConv, weight: Tensor, edit: Rewritten) -> tuple[int, int]:
    """Where torch keeps the kernel: [filters, channels / groups, …], transposed [channels, filters / groups, …]."""
    if isinstance(layer, Conv):
        return edit.filter, edit.channel
    group, within = divmod(edit.filter, layer.filters // layer.groups)
    return group * (weight.shape[0] // layer.groups) + edit.channel, within


def _by(sides: tuple[int, int]) -> str:
    return f"{sides[0]} × {sides[1]}"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
