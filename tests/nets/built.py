"""Networks with random weights, one of every kind of layer between them, and units of them by chance."""

import random
from collections.abc import Iterator
from typing import Any, Final

import torch
from torch import Tensor, nn

from app.nets.graph import graph_of
from app.nets.layers import Architecture
from app.nets.module import Network

CONVOLUTIONS: Final[list[dict[str, Any]]] = [
    {"type": "conv", "filters": 6, "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0, 2, 1]},
    {"type": "batch-norm"},
    {"type": "activation", "function": "leaky-relu"},
    {"type": "conv", "filters": 8, "kernel": 3, "padding": "same", "dilation": 2, "groups": 2, "bias": False},
    {"type": "activation", "function": "relu"},
    {"type": "local-norm", "size": 3, "alpha": 0.5},
    {"type": "pool", "kind": "max", "window": 3, "stride": 2, "padding": 1, "ceil": True},
    {"type": "transposed-conv", "filters": 4, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 2},
    {"type": "activation", "function": "tanh"},
    {"type": "pool", "kind": "avg", "window": 2, "padding": 1},
    {"type": "flatten"},
    {"type": "dropout"},
    {"type": "linear", "units": 12},
    {"type": "batch-norm"},
    {"type": "activation", "function": "sigmoid"},
    {"type": "linear", "units": 5, "bias": False},
    {"type": "activation", "function": "softmax"},
]
JOINS: Final[list[dict[str, Any]]] = [
    {"type": "conv", "filters": 4, "kernel": 3, "padding": 1},
    {
        "type": "residual",
        "body": [{"type": "conv", "filters": 4, "kernel": 3, "padding": 1}, {"type": "activation", "function": "tanh"}],
    },
    {"type": "activation", "function": "relu6"},
    {
        "type": "branches",
        "branches": [
            [{"type": "pool", "kind": "avg", "window": 3, "stride": 1, "padding": 1, "count_padding": False}],
            [{"type": "transposed-conv", "filters": 3, "kernel": [3, 1], "padding": [1, 0, 1, 0], "dilation": 1}],
        ],
    },
    {"type": "adaptive-pool", "kind": "max", "size": [5, 3]},
    {"type": "activation", "function": "softmax"},
    {"type": "adaptive-pool", "size": [2, 2]},
    {"type": "global-pool", "kind": "max"},
    {"type": "flatten"},
    {"type": "linear", "units": 3},
]
GLOBAL_MEAN: Final[list[dict[str, Any]]] = [{"type": "conv", "filters": 3, "kernel": 2}, {"type": "global-pool"}]


def build(layers: list[dict[str, Any]], shape: tuple[int, int, int] = (3, 13, 11), seed: int = 0) -> Network:
    """The network of a description, its weights and statistics by chance, ready to be asked."""
    network = Network(graph_of(Architecture.model_validate({"input": list(shape), "layers": layers})))
    chance = torch.Generator().manual_seed(seed)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            for tensor in (module.weight, module.bias, module.running_mean):
                assert isinstance(tensor, Tensor)
                tensor.data.normal_(generator=chance)
            assert isinstance(module.running_var, Tensor)
            module.running_var.uniform_(0.2, 2, generator=chance)
        elif isinstance(module, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
            module.weight.data.normal_(0, module.weight[0].numel() ** -0.5, generator=chance)
    return network.eval().requires_grad_(False)


def picture(network: Network, seed: int = 1) -> Tensor:
    return torch.randn(1, *network.graph["input"].shape, generator=torch.Generator().manual_seed(seed))


def random_units(network: Network, count: int, seed: int = 2) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Layers in turn, so that none is left out; the unit by chance."""
    chance = random.Random(seed)
    nodes = list(network.graph.nodes.values())
    for turn in range(count):
        node = nodes[turn % len(nodes)]
        yield node.name, tuple(chance.randrange(n) for n in node.shape)
