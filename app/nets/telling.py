"""What is told of tensors that a network made or learned: predictions, ranges of maps, weights by their names."""

from collections.abc import Sequence
from math import prod
from typing import Any, Final

import torch
from torch import Tensor, nn

from app.nets.cards import Card
from app.nets.errors import ImpossibleNetwork, UnknownLayer
from app.nets.graph import Graph, Node
from app.nets.layers import Activation
from app.nets.module import Network

BEST: Final = 5
TENSORS: Final = {
    "weight": "weights",
    "bias": "bias",
    "running_mean": "mean",
    "running_var": "variance",
}
"""What torch calls a layer's tensors, and what we do."""


def scores_of(graph: Graph, card: Card) -> tuple[str, bool]:
    """The layer whose numbers are the logits, and whether a softmax stands behind it.

    A network that ends in maps predicts no class, and one without a name for each of its numbers none that can be said.
    """
    last = graph.output
    count = prod(last.shape)
    if count != last.shape[0]:
        raise ImpossibleNetwork(
            f"It ends in maps of {last.shape[1]} × {last.shape[2]}, which are no classes.", last.name
        )
    if card.classes and len(card.classes) != count:
        raise ImpossibleNetwork(f"It has {count} outputs, but {len(card.classes)} classes are named.", last.name)
    has_softmax = isinstance(last.layer, Activation) and last.layer.function == "softmax"
    return (last.inputs[0], True) if has_softmax else (last.name, False)


def prediction_of(logits: Tensor, classes: Sequence[str]) -> tuple[Tensor, list[dict[str, Any]]]:
    """Probabilities [N] of logits [N], and the best of them by name.

    p_i = e^(x_i) / Σ e^(x_j)

    >>> prediction_of(torch.tensor([0.0, 0.0, -1e9]), ["cat", "dog", "owl"])[1][0]
    {'index': 0, 'name': 'cat', 'probability': 0.5}
    """
    probabilities = logits.double().softmax(0).float()
    best = probabilities.topk(min(BEST, len(probabilities)))
    top = [
        {"index": index, "name": classes[index] if classes else str(index), "probability": probability}
        for index, probability in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    ]
    return probabilities, top


def as_maps(node: Node, values: Tensor) -> Tensor:
    """What a layer made of one picture as maps [C, H, W]; a row of N numbers is N maps of one cell."""
    maps = values[0] if node.spatial else values[0][:, None, None]
    if not bool(torch.isfinite(maps).all()):
        raise ImpossibleNetwork("What comes out here is too large to be a number.", node.name)
    return maps


def ranges_of(maps: Tensor) -> list[list[float]]:
    """The lowest and the highest value of each channel.

    >>> ranges_of(torch.tensor([[[1.0, 2.0]], [[0.0, 0.0]]]))
    [[1.0, 2.0], [0.0, 0.0]]
    """
    low, high = maps.amin((1, 2)), maps.amax((1, 2))
    return torch.stack([low, high], 1).tolist()


def dead_among(ranges: Sequence[Sequence[float]]) -> list[int]:
    """The channels that are 0 everywhere on this picture.

    >>> dead_among([[0.0, 2.0], [0.0, 0.0], [3.0, 3.0]])
    [1]
    """
    return [channel for channel, (low, high) in enumerate(ranges) if low == high == 0]


def tensors_of(network: Network, name: str) -> dict[str, Tensor]:
    """What a layer has learned or measured, by our names; a layer that learns nothing is refused."""
    node = network.graph[name]
    module = nn.Identity() if isinstance(node.layer, str) else network.step(name)
    state = module.state_dict()
    found = {ours: state[theirs] for theirs, ours in TENSORS.items() if theirs in state}
    if not found:
        raise UnknownLayer(f"A layer of type {node.type} has no weights to show.", name)
    return found


def filters_as_picture(weights: Tensor) -> tuple[Tensor, bool]:
    """Weights as planes to look at, and whether they are red, green and blue together.

    Filters [F, 3, h, w] lie beside each other as one picture [3, H, W], a cell of nothing between them; others, and
    the rows of a linear layer [N, M], are planes [·, h, w].
    """
    if weights.dim() != 4:
        return weights.reshape(1, len(weights), -1), False
    filters, channels, height, width = weights.shape
    if channels != 3 or height * width == 1:
        return weights.flatten(0, 1), False
    across = int(filters**0.5 + 0.999999)
    down = -(-filters // across)
    sheet = weights.new_zeros(3, down * (height + 1) - 1, across * (width + 1) - 1)
    for index, one in enumerate(weights):
        top, left = index // across * (height + 1), index % across * (width + 1)
        sheet[:, top : top + height, left : left + width] = one
    return sheet, True
