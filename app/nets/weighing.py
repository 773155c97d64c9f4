"""Units that weigh what they see: convolutions, their transposed form, linear layers. Summed in float64."""

from collections.abc import Sequence

import numpy as np
from torch import Tensor, nn

from app.engine.geometry import TransposedWindow
from app.nets.graph import Graph, Node, Shape
from app.nets.layers import Activation, BatchNorm, Conv, Dropout, Flatten, TransposedConv
from app.nets.reach import geometry_of, reaches_of
from app.nets.terms import Cells, Made, weighed

Index = tuple[int, ...]


def numbers(tensor: Tensor) -> Cells:
    """A tensor's values in float64."""
    values: Cells = tensor.detach().cpu().double().numpy()
    return values


def convolved(layer: Conv, module: nn.Module, source: str, maps: Tensor, unit: Index) -> Made:
    """`Σ patch · weights + bias` over the channels of the unit's group; `maps` [C, H, W]."""
    f, row, column = unit
    along = reaches_of(layer, *maps.shape[1:])
    rows, columns = along[0].inputs_of(row), along[1].inputs_of(column)
    weights = numbers(_weight(module)[f])
    first = f // (layer.filters // layer.groups) * len(weights)
    patch = seen(maps[first : first + len(weights)], rows, columns)
    return _summed(source, first, patch, weights, _bias(module, f), (rows, columns))


def stamped(layer: TransposedConv, module: nn.Module, source: str, maps: Tensor, unit: Index) -> Made:
    """The same for a transposed convolution: the cells whose stamp reaches the unit, each with the weight it uses."""
    f, row, column = unit
    geometry = geometry_of(layer, *maps.shape[1:])
    (rows, down), (columns, across) = (
        _pairs(window, at, length)
        for window, at, length in zip((geometry.rows, geometry.columns), (row, column), maps.shape[1:], strict=True)
    )
    depth, per_group = maps.shape[0] // layer.groups, layer.filters // layer.groups
    first = f // per_group * depth
    kernel = numbers(_weight(module)[first : first + depth, f % per_group])
    patch = seen(maps[first : first + depth], rows, columns)
    weights = kernel[:, np.array(down, np.intp)[:, None], np.array(across, np.intp)]
    return _summed(source, first, patch, weights, _bias(module, f), (rows, columns))


def connected(module: nn.Module, source: str, shape: Shape, row: Tensor, unit: Index) -> Made:
    """A linear unit: `Σ x · weights + bias`, its inputs [N] in the `shape` of the maps that were flattened."""
    values, weights = (numbers(given).reshape(shape) for given in (row, _weight(module)[unit[0]]))
    return _summed(source, 0, values, weights, _bias(module, unit[0]), (range(shape[1]), range(shape[2])))


def flattened_shape(graph: Graph, node: Node) -> tuple[str, Shape]:
    """The layer whose maps a linear layer sees as one row, and their shape; single numbers where there are none."""
    before = graph[node.inputs[0]]
    while isinstance(before.layer, Activation | Dropout | BatchNorm) and not before.spatial:
        before = graph[before.inputs[0]]
    if isinstance(before.layer, Flatten) and graph[before.inputs[0]].spatial:
        return before.inputs[0], graph[before.inputs[0]].shape
    return node.inputs[0], (graph[node.inputs[0]].shape[0], 1, 1)


def seen(maps: Tensor, rows: Sequence[int], columns: Sequence[int]) -> Cells:
    """The cells of maps [C, H, W] at these rows and columns; zeros in the padding."""
    height, width = maps.shape[1:]
    down, across = np.array(rows, np.intp), np.array(columns, np.intp)
    real = np.logical_and.outer((down >= 0) & (down < height), (across >= 0) & (across < width))
    clipped = numbers(maps[:, down.clip(0, height - 1)][:, :, across.clip(0, width - 1)])
    return np.where(real, clipped, 0.0)


def _pairs(window: object, at: int, length: int) -> tuple[list[int], list[int]]:
    """The (input, weight) pairs of one output along one axis, as two lists."""
    if not isinstance(window, TransposedWindow):
        raise TypeError("A transposed convolution stamps.")
    pairs = window.contributions(at, length)
    return [j for j, _ in pairs], [k for _, k in pairs]


def _summed(
    source: str, first: int, patch: Cells, weights: Cells, bias: float | None, at: tuple[Sequence[int], Sequence[int]]
) -> Made:
    terms, total, size = weighed(source, first, patch, weights)
    return Made(
        value=total + (bias or 0.0),
        formula="sum of all products" if bias is None else "sum of all products + bias",
        terms=terms,
        sum=total,
        bias=bias,
        rows=at[0],
        columns=at[1],
        magnitude=size + abs(bias or 0.0),
    )


def _weight(module: nn.Module) -> Tensor:
    weight = module.weight
    if not isinstance(weight, Tensor):
        raise TypeError(f"{type(module).__name__} has no weights.")
    return weight


def _bias(module: nn.Module, unit: int) -> float | None:
    return float(module.bias[unit]) if isinstance(module.bias, Tensor) else None
