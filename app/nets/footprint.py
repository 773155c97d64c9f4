"""What a unit really depends on: the gradient of its value with respect to every input pixel of one picture."""

from dataclasses import dataclass

import torch
from torch import Tensor

from app.nets.fields import field_of
from app.nets.module import Network
from app.nets.patches import Box, Unit


@dataclass(frozen=True, slots=True)
class Footprint:
    """`gradient` [H, W] = Σ over channels |∂ unit / ∂ input|; `box` is where it must lie, by geometry alone.

    `inside` is the share of it in the box (1 if all is well; None where the gradient is 0 everywhere, as behind a
    ReLU that is off). `half` and `most` are the smallest shares of the box's cells that hold half and 95 % of it.
    """

    gradient: Tensor
    box: Box | None
    value: float
    inside: float | None
    half: float | None
    most: float | None


def footprint(network: Network, batch: Tensor, name: str, unit: Unit) -> Footprint:
    """The measured receptive field of one unit on a prepared picture [1, C, H, W].

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 1, "kernel": 3}]
    >>> network = Network(graph_of(Architecture(input=[1, 5, 5], layers=layers)))
    >>> seen = footprint(network, torch.ones(1, 1, 5, 5), "conv1", (0, 1, 1))
    >>> seen.box, int((seen.gradient > 0).sum()), seen.inside
    ((1, 1, 4, 4), 9, 1.0)
    """
    box = field_of(network.graph, name, unit).box  # refuses what is not there
    with torch.inference_mode(False), torch.enable_grad():  # this thread's modes alone, and only in here
        picture = batch.detach().clone().requires_grad_()
        value = network.run(picture, (name,))[name][0][unit]
        (slope,) = torch.autograd.grad(value, picture)
    gradient, value = slope[0].abs().sum(0), value.detach()
    total = float(gradient.double().sum())
    if box is None or total == 0:
        return Footprint(gradient, box, float(value), None, None, None)
    top, left, bottom, right = box
    within = gradient[top:bottom, left:right]
    inside = float(within.double().sum()) / total
    return Footprint(gradient, box, float(value), inside, _smallest_share(within, 0.5), _smallest_share(within, 0.95))


def _smallest_share(gradient: Tensor, part: float) -> float:
    """The smallest share of the cells that holds this part of the sum.

    >>> _smallest_share(torch.tensor([[6.0, 1.0], [2.0, 1.0]]), 0.5)
    0.25
    """
    running = gradient.flatten().double().sort(descending=True).values.cumsum(0)
    return int((running < part * running[-1]).sum() + 1) / gradient.numel()
