"""The torch module of a graph. It keeps what it is asked to keep; there are no hooks, so none can leak."""

from collections.abc import Collection, Mapping
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

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
    Simple,
    TransposedConv,
)
from app.nets.reach import geometry_of

FUNCTIONS: Final[dict[str, type[nn.Module]]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky-relu": nn.LeakyReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
}


class Network(nn.Module):
    """Runs a graph on batches [B, C, H, W].

    A layer's parameters are called as the layer is, so a state dict reads `stage1.conv1.weight`. The channels in
    `silenced` are 0 for all who read them.
    """

    def __init__(
        self,
        graph: Graph,
        steps: Mapping[str, nn.Module] | None = None,
        silenced: Mapping[str, frozenset[int]] | None = None,
    ) -> None:
        super().__init__()
        self.graph = graph
        # beside torch's own tree, which cannot be asked by a dotted name
        self._steps = dict(steps) if steps else modules_of(graph)
        for name, module in self._steps.items():
            _place(self, name, module)
        self._silenced = dict(silenced or {})
        self._last_use = _last_uses(graph)

    def forward(self, batch: Tensor) -> Tensor:
        return self.run(batch, (self.graph.output.name,))[self.graph.output.name]

    def run(self, batch: Tensor, keep: Collection[str]) -> dict[str, Tensor]:
        """The values of the nodes in `keep`; the rest is let go as soon as nobody needs it."""
        wanted = set(keep)
        values = {INPUT: self._heard(INPUT, batch)}
        for name, node in self.graph.nodes.items():
            if name != INPUT:
                values[name] = self._heard(name, self._value(node, [values[source] for source in node.inputs]))
                for source in set(node.inputs):
                    if self._last_use[source] == name and source not in wanted:
                        del values[source]
            if wanted <= values.keys():
                break
        return {name: values[name] for name in keep}

    def step(self, name: str) -> nn.Module:
        """The module of one layer."""
        return self._steps[name]

    def silenced(self, name: str) -> frozenset[int]:
        """The channels of a layer that nobody hears."""
        return self._silenced.get(name, frozenset())

    def varied(self, steps: Mapping[str, nn.Module], silenced: Mapping[str, frozenset[int]]) -> "Network":
        """A network with some other steps and silent channels; every other module is this one's own."""
        return Network(self.graph, {**self._steps, **steps}, silenced)

    def _heard(self, name: str, value: Tensor) -> Tensor:
        if name not in self._silenced:
            return value
        return value.index_fill(1, torch.tensor(sorted(self._silenced[name]), device=value.device), 0)

    def _value(self, node: Node, inputs: list[Tensor]) -> Tensor:
        if node.layer == "add":
            return inputs[0] + inputs[1]
        if node.layer == "concat":
            return torch.cat(inputs, 1)
        value: Tensor = self._steps[node.name](inputs[0])
        return value


class PaddedConv(nn.Conv2d):
    """A convolution whose four sides may be padded differently."""

    def __init__(self, layer: Conv, channels: int, frame: tuple[int, int, int, int]) -> None:
        top, right, bottom, left = frame
        even = top == bottom and left == right
        super().__init__(
            channels,
            layer.filters,
            layer.kernel,
            layer.stride,
            (top, left) if even else 0,
            layer.dilation,
            layer.groups,
            layer.bias,
        )
        self.frame = None if even else (left, right, top, bottom)

    def forward(self, input: Tensor) -> Tensor:  # noqa: A002  torch's own name
        return super().forward(functional.pad(input, self.frame) if self.frame else input)


class CutTransposed(nn.ConvTranspose2d):
    """A transposed convolution whose four sides may be cut differently."""

    def __init__(self, layer: TransposedConv, channels: int, frame: tuple[int, int, int, int]) -> None:
        top, right, bottom, left = frame
        even = top == bottom and left == right
        super().__init__(
            channels,
            layer.filters,
            layer.kernel,
            layer.stride,
            (top, left) if even else 0,
            layer.output_padding,
            layer.groups,
            layer.bias,
            layer.dilation,
        )
        self.frame = None if even else (-left, -right, -top, -bottom)

    def forward(self, input: Tensor, output_size: list[int] | None = None) -> Tensor:  # noqa: A002  torch's own name
        output = super().forward(input, output_size)
        return functional.pad(output, self.frame) if self.frame else output


class GlobalMax(nn.Module):
    def forward(self, maps: Tensor) -> Tensor:
        return maps.amax((2, 3), keepdim=True)


class GlobalMean(nn.Module):
    def forward(self, maps: Tensor) -> Tensor:
        return maps.mean((2, 3), keepdim=True)


def modules_of(graph: Graph) -> dict[str, nn.Module]:
    """The module of every layer that has one."""
    return {
        node.name: module_of(node.layer, graph.nodes[node.inputs[0]])
        for node in graph.nodes.values()
        if not isinstance(node.layer, str)
    }


def module_of(layer: Simple, source: Node) -> nn.Module:
    """The torch module that computes one layer on what `source` makes."""
    channels = source.shape[0]
    match layer:
        case Conv():
            return PaddedConv(layer, channels, geometry_of(layer, *source.shape[1:]).padding)
        case TransposedConv():
            return CutTransposed(layer, channels, geometry_of(layer, *source.shape[1:]).padding)
        case Pool():
            return _pool_of(layer, source)
        case GlobalPool():
            return GlobalMean() if layer.kind == "avg" else GlobalMax()
        case AdaptivePool():
            return nn.AdaptiveAvgPool2d(layer.size) if layer.kind == "avg" else nn.AdaptiveMaxPool2d(layer.size)
        case Activation():
            return nn.Softmax(1) if layer.function == "softmax" else FUNCTIONS[layer.function]()
        case BatchNorm():
            norm = nn.BatchNorm2d if source.spatial else nn.BatchNorm1d
            return norm(channels, layer.epsilon, layer.momentum)
        case LocalNorm():
            return nn.LocalResponseNorm(layer.size, layer.alpha, layer.beta, layer.k)
        case Dropout():
            return nn.Dropout(layer.rate)
        case Flatten():
            return nn.Flatten()
        case Linear():
            return nn.Linear(channels, layer.units, layer.bias)


def _pool_of(layer: Pool, source: Node) -> nn.Module:
    top, _, _, left = geometry_of(layer.model_copy(update={"ceil": False}), *source.shape[1:]).padding
    if layer.kind == "max":
        return nn.MaxPool2d(layer.window, layer.steps, (top, left), ceil_mode=layer.ceil)
    return nn.AvgPool2d(layer.window, layer.steps, (top, left), count_include_pad=layer.count_padding)


def _place(root: nn.Module, name: str, module: nn.Module) -> None:
    """Hang the module into torch's tree under its dotted name."""
    *path, last = name.split(".")
    for part in path:
        if part not in root._modules:
            root.add_module(part, nn.Module())
        root = root._modules[part] or root
    root.add_module(last, module)


def _last_uses(graph: Graph) -> dict[str, str]:
    """For each node, the last one that reads it; the output is read by nobody."""
    return dict(graph.edges)
