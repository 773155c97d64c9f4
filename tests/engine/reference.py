"""A convolution written a second time, slowly: numpy.pad, float64, torch's own call. And any question to ask."""

from typing import Any

import numpy as np
import torch
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from app.engine.activation import LEAK
from app.engine.borders import BORDERS, Border
from app.engine.convolution import Convolution
from app.engine.geometry import Geometry, TransposedWindow, make_geometry

PAD_MODES: dict[str, Any] = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
ACTIVATIONS: dict[str, Any] = {
    "none": lambda sums: sums,
    "relu": lambda sums: np.maximum(sums, 0),
    "leaky-relu": lambda sums: np.where(sums < 0, LEAK * sums, sums),
    "sigmoid": lambda sums: 1 / (1 + np.exp(-sums)),
    "tanh": np.tanh,
    "abs": np.abs,
    "clip": lambda sums: np.clip(sums, 0, 1),
}


unhurried = settings(deadline=None)
"""For laws that call torch: its first call of a kind plans ahead, and other work shares the machine."""


def seeded(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def whole_numbers(*shape: int, seed: int = 0) -> Tensor:
    return torch.randint(-4, 5, shape, generator=torch.Generator().manual_seed(seed)).float()


def sums_of(image: Tensor, weights: Tensor, convolution: Convolution) -> Tensor:
    """The sums before bias and activation, in float64."""
    geometry = convolution.geometry
    top, right, bottom, left = geometry.padding
    if geometry.transposed:
        grouped = weights.double().unflatten(0, (convolution.groups, -1)).transpose(1, 2).flatten(0, 1)  # type: ignore[no-untyped-call]  # torch does not annotate unflatten
        uncut = functional.conv_transpose2d(
            image.double(), grouped, None, geometry.stride, 0, 0, convolution.groups, geometry.dilation
        )
        height, width = geometry.output_shape(image.shape[1], image.shape[2])
        room = functional.pad(uncut, (0, geometry.output_padding[1], 0, geometry.output_padding[0]))
        return room[:, top : top + height, left : left + width]
    ring = ((0, 0), (top, bottom), (left, right))
    padded = torch.from_numpy(np.pad(image.double().numpy(), ring, mode=PAD_MODES[convolution.border]))
    return functional.conv2d(padded, weights.double(), None, geometry.stride, 0, geometry.dilation, convolution.groups)


def values_of(image: Tensor, convolution: Convolution) -> NDArray[np.float64]:
    """The finished output."""
    weights = convolution.weights.rot90(2, (2, 3)) if convolution.flip else convolution.weights
    sums = sums_of(image, weights, convolution).numpy()
    bias = np.resize(np.array(convolution.bias or (0.0,)), len(sums))
    values: NDArray[np.float64] = ACTIVATIONS[convolution.activation](sums + bias[:, None, None])
    return values


def scale_of(image: Tensor, convolution: Convolution) -> float:
    """The largest sum of magnitudes that any output cell adds up; rounding is a share of it.

    A sigmoid makes 0.5 of nothing: there float32 has steps of 6e-8, however tiny the sum. Two of them are allowed,
    which is 1e-5 of 0.012.
    """
    weights = convolution.weights.rot90(2, (2, 3)) if convolution.flip else convolution.weights
    largest = sums_of(image.abs(), weights.abs(), convolution).max()
    made = 0.012 if convolution.activation == "sigmoid" else 0.0
    return float(largest) + max(map(abs, convolution.bias), default=0.0) + made


def reach_of(image: Tensor, convolution: Convolution) -> float:
    """A coarser scale, for spectra: they mix cells that the window of an output never meets."""
    return float(image.abs().max() * convolution.weights.abs().sum((1, 2, 3)).max()) + 1.0


@st.composite
def geometries(draw: st.DrawFn, *, transposed: bool = False) -> Geometry:
    pair = st.tuples(st.integers(1, 3), st.integers(1, 3))
    stride, dilation = draw(pair), draw(pair)
    most = [max(stride[axis], dilation[axis]) - 1 for axis in (0, 1)]
    more = draw(st.tuples(st.integers(0, most[0]), st.integers(0, most[1]))) if transposed else (0, 0)
    sides = draw(st.tuples(*[st.integers(0, 4)] * 4))
    return make_geometry(
        draw(st.tuples(st.integers(1, 5), st.integers(1, 5))), stride, dilation, sides, more, transposed
    )


@st.composite
def questions(draw: st.DrawFn, *, transposed: bool = False) -> tuple[Tensor, Convolution]:
    """Any convolution with an image that it fits."""
    geometry = draw(geometries(transposed=transposed))
    groups, depth = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    filters = groups * draw(st.integers(1, 2))
    weights = seeded(filters, depth, *geometry.kernel, seed=draw(st.integers(0, 99)))
    border: Border = "zeros" if transposed else draw(st.sampled_from(BORDERS))
    convolution = Convolution(
        weights=weights,
        geometry=geometry,
        border=border,
        groups=groups,
        flip=draw(st.booleans()),
        bias=draw(st.sampled_from([(), (0.5,), tuple(float(f) for f in range(filters))])),
        activation=draw(st.sampled_from(sorted(ACTIVATIONS))),
    )
    least = [least_length(geometry, axis, border) for axis in (0, 1)]
    height, width = (draw(st.integers(length, length + 12)) for length in least)
    return seeded(groups * depth, height, width, seed=draw(st.integers(0, 99))), convolution


def least_length(geometry: Geometry, axis: int, border: str) -> int:
    """The shortest axis on which the window fits and the border has enough to show."""
    window = (geometry.rows, geometry.columns)[axis]
    if isinstance(window, TransposedWindow):
        cut = window.before + window.after - window.extent - window.output_padding + 1
        return max(1, -(-cut // window.stride) + 1)
    widest = max(window.before, window.after)
    shown = {"zeros": 1, "replicate": 1, "reflect": widest + 1, "circular": max(1, widest)}[border]
    return max(shown, window.extent - window.before - window.after)
