"""Units that weigh nothing: pools, activations, norms, and the joining of several ways. All in float64."""

from math import exp, sqrt, tanh
from typing import Final

import numpy as np
from torch import Tensor, nn

from app.nets.graph import Node
from app.nets.layers import Activation, AdaptivePool, BatchNorm, GlobalPool, LocalNorm, Pool
from app.nets.reach import reaches_of
from app.nets.terms import MOST_CELLS, Cells, Made, Plane, Term, planes, single
from app.nets.weighing import Index, numbers, seen

LEAK: Final = 0.01
FUNCTIONS: Final = {
    "relu": "max(0, x)",
    "relu6": "min(max(0, x), 6)",
    "leaky-relu": f"x where x > 0, else {LEAK} · x",
    "sigmoid": "1 / (1 + e^-x)",
    "tanh": "tanh x",
}


def pooled(layer: Pool | GlobalPool | AdaptivePool, source: str, maps: Tensor, unit: Index) -> Made:
    """The greatest or the mean of the unit's window on its own channel; padding never wins."""
    channel, row, column = unit
    height, width = maps.shape[1:]
    along = reaches_of(layer, height, width)
    rows, columns = along[0].inputs_of(row), along[1].inputs_of(column)
    patch = seen(maps[channel : channel + 1], rows, columns)[0]
    real = np.logical_and.outer([0 <= at < height for at in rows], [0 <= at < width for at in columns])
    if layer.kind == "max":
        place = int(np.argmax(np.where(real, patch, -np.inf)))
        i, j = divmod(place, patch.shape[1])
        value, told = float(patch[i, j]), {"winner": [rows[i], columns[j]]}
        term = _of_window(source, channel, patch, real, value)
        return Made(value, "the greatest of the patch", [term], told, rows=rows, columns=columns)
    counted = np.ones_like(real) if isinstance(layer, Pool) and layer.count_padding else real
    total, divisor = float(patch.sum()), int(counted.sum())
    term = _of_window(source, channel, patch, counted, total)
    return Made(
        total / divisor,
        "sum of the patch / divisor",
        [term],
        {"divisor": divisor},
        sum=total,
        rows=rows,
        columns=columns,
        magnitude=float(np.abs(patch).sum()) / divisor,
    )


def _of_window(source: str, channel: int, patch: Cells, counted: Cells, result: float) -> Term:
    written: Plane | None = None
    if patch.size <= MOST_CELLS:
        (written,) = planes(patch[None])
        for row, is_counted in zip(written, counted.tolist(), strict=True):
            row[:] = [cell if part else None for cell, part in zip(row, is_counted, strict=True)]
    return Term(source=source, channel=channel, patch=written, weights=None, products=None, sum=result + 0.0)


def activated(layer: Activation, source: str, values: Tensor, unit: Index) -> Made:
    """One function of one number; a softmax looks at all channels of its place."""
    if layer.function == "softmax":
        return _softmax(source, numbers(channels_at(values, unit)), unit[0])
    x = float(values[unit])
    terms = [single(source, unit[0], x)]
    return Made(_function(layer.function, x), FUNCTIONS[layer.function], terms, {"x": x}, magnitude=abs(x))


def _function(name: str, x: float) -> float:
    if name == "sigmoid":
        return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))
    if name == "tanh":
        return tanh(x)
    if name == "leaky-relu":
        return x if x > 0 else LEAK * x
    return min(max(0.0, x), 6.0) if name == "relu6" else max(0.0, x)


def _softmax(source: str, logits: Cells, channel: int) -> Made:
    """`e^(x - largest) / Σ e^(x - largest)`: subtracting the largest changes nothing and cannot overflow."""
    exponentials = np.exp(logits - logits.max())
    terms: list[Term] = [
        single(source, index, float(x)) | {"sum": float(e)}
        for index, (x, e) in enumerate(zip(logits, exponentials, strict=True))
    ]
    told = {"x": float(logits[channel]), "largest": float(logits.max()), "exponential": float(exponentials[channel])}
    total = float(exponentials.sum())
    return Made(told["exponential"] / total, "e^(x − largest) / sum of all e^(x − largest)", terms, told, sum=total)


def normalised(layer: BatchNorm, module: nn.Module, source: str, values: Tensor, unit: Index) -> Made:
    """`(x - mean) / √(variance + ε) · weight + bias`, with the channel's statistics of training."""
    channel = unit[0]
    x = float(values[unit])
    mean, variance, weight, bias = (
        float(getattr(module, name)[channel]) for name in ("running_mean", "running_var", "weight", "bias")
    )
    scale = weight / sqrt(variance + layer.epsilon)
    return Made(
        (x - mean) * scale + bias,
        "(x − mean) / √(variance + epsilon) · weight + bias",
        [single(source, channel, x)],
        {"x": x, "mean": mean, "variance": variance, "epsilon": layer.epsilon, "weight": weight},
        bias=bias,
        magnitude=(abs(x) + abs(mean)) * abs(scale) + abs(bias),
    )


def locally_normalised(layer: LocalNorm, source: str, maps: Tensor, unit: Index) -> Made:
    """`x / (k + α / size · Σ x²)^β`, the sum over neighbouring channels of the same place."""
    channel = unit[0]
    first = max(0, channel - layer.size // 2)
    near = numbers(channels_at(maps, unit)[first : channel + (layer.size - 1) // 2 + 1])
    x, squares = float(maps[unit]), near * near
    total = float(squares.sum())
    divisor = (layer.k + layer.alpha / layer.size * total) ** layer.beta
    terms = [
        Term(source=source, channel=first + c, patch=[[float(v)]], weights=None, products=[[float(s)]], sum=float(s))
        for c, (v, s) in enumerate(zip(near, squares, strict=True))
    ]
    told = {"x": x, "size": layer.size, "alpha": layer.alpha, "beta": layer.beta, "k": layer.k, "divisor": divisor}
    return Made(x / divisor, "x / (k + alpha / size · sum of squares)^beta", terms, told, sum=total)


def passed_on(source: str, values: Tensor, unit: Index) -> Made:
    """Dropout after training: nothing happens."""
    x = float(values[unit])
    return Made(x, "x: nothing is dropped after training", [single(source, unit[0], x)], {"x": x})


def unrolled(source: str, maps: Tensor, unit: Index) -> Made:
    """Flattening: index `k` is one cell of one channel."""
    place = tuple(int(at) for at in np.unravel_index(unit[0], tuple(maps.shape)))
    x = float(maps[place])
    return Made(x, "x: the same number, in a row", [single(source, place[0], x)], {"x": x, "from": list(place)})


def added(node: Node, values: list[Tensor], unit: Index) -> Made:
    """The sum of the ways that meet here."""
    terms = [single(source, unit[0], float(value[unit])) for source, value in zip(node.inputs, values, strict=True)]
    total = sum(term["sum"] for term in terms)
    return Made(
        total,
        "sum of the ways that meet here",
        terms,
        sum=total,
        magnitude=sum(abs(term["sum"]) for term in terms),
    )


def chosen(node: Node, values: list[Tensor], unit: Index) -> Made:
    """A concatenation: the unit is one of one branch's."""
    channel, *place = unit
    for source, value in zip(node.inputs, values, strict=True):
        if channel < len(value):
            x = float(value[(channel, *place)])
            return Made(x, "x: the branch's own number", [single(source, channel, x)], {"x": x})
        channel -= len(value)
    raise IndexError(f"{node.name} has no channel {unit[0]}.")


def channels_at(values: Tensor, unit: Index) -> Tensor:
    """All channels of the unit's place."""
    return values[:, unit[1], unit[2]] if values.dim() > 1 else values
