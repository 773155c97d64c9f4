"""What happens to a sum before it is written down: a bias is added, then a function bends it."""

from collections.abc import Sequence
from typing import Literal, TypeAlias, assert_never

from torch import Tensor
from torch.nn.functional import leaky_relu_

Activation: TypeAlias = Literal["none", "relu", "leaky-relu", "sigmoid", "tanh", "abs", "clip"]

LEAK = 0.01
"""What a leaky ReLU leaves of a negative sum."""


def finish_(sums: Tensor, bias: Sequence[float], activation: Activation) -> Tensor:
    """`y[f] = activation(sums[f] + bias[f])`, in place; `bias` is empty, one for all, or one for each filter.

    >>> import torch
    >>> finish_(torch.tensor([[[-2.0, 3.0]]]), [1.0], "relu").tolist()
    [[[0.0, 4.0]]]
    """
    if len(bias) == 1:
        sums.add_(bias[0])
    elif bias:
        sums.add_(sums.new_tensor(bias)[:, None, None])
    return activate_(sums, activation)


def activate_(values: Tensor, activation: Activation) -> Tensor:
    """The activation of every value, in place.

    >>> import torch
    >>> activate_(torch.tensor([-1.0, 0.25, 2.0]), "clip").tolist()
    [0.0, 0.25, 1.0]
    """
    match activation:
        case "none":
            return values
        case "relu":
            return values.clamp_(min=0.0)
        case "leaky-relu":
            return leaky_relu_(values, LEAK)
        case "sigmoid":
            return values.sigmoid_()
        case "tanh":
            return values.tanh_()
        case "abs":
            return values.abs_()
        case "clip":
            return values.clamp_(0.0, 1.0)
        case _:
            assert_never(activation)
