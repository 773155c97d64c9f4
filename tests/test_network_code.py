"""The networks that people copy from the page are the described ones: each listing of the golden file is run.

`static/src/ui/network/network-code.test.ts` keeps the file what the page writes.
"""

import json
import sys
from collections.abc import Callable
from math import prod
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn

from app.nets.analysis import analyse
from app.nets.edits import edited
from app.nets.graph import graph_of
from app.nets.layers import Architecture
from app.nets.module import Network
from app.showroom import changes_of
from app.wire.edits import Edits

LISTINGS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden" / "network-code.json").read_text())
Shape = tuple[int, ...]
Step = Callable[[Shape], tuple[Shape, int]]
"""Of a layer of Keras: the shape that leaves it, channels last, and how many numbers it learns."""


def named(listing: dict[str, Any]) -> str:
    return str(listing["name"])


def run(listing: list[str], names: dict[str, Any] | None = None) -> dict[str, Any]:
    names = {} if names is None else names
    exec(compile("\n".join(listing), "listing", "exec"), names)  # noqa: S102 -- the listing is our own
    return names


def described(listing: dict[str, Any]) -> dict[str, Any]:
    told = analyse(graph_of(Architecture.model_validate(listing["architecture"])))
    assert [layer["output_shape"] for layer in told["layers"]] == listing["shapes"]
    return told


@pytest.mark.parametrize("listing", LISTINGS, ids=named)
def test_the_pytorch_listing_builds_the_described_network(listing: dict[str, Any]) -> None:
    told = described(listing)
    network: nn.Sequential = run(listing["pytorch"])["network"].eval()
    assert sum(weights.numel() for weights in network.parameters()) == told["parameters"]
    x = torch.zeros(1, *listing["shapes"][0])
    for module, shape in zip(network, listing["shapes"][1:], strict=True):
        x = module(x)
        assert list(x.shape[1:]) == shape


@pytest.mark.parametrize("listing", LISTINGS, ids=named)
def test_the_changed_pytorch_listing_answers_as_the_changed_network(listing: dict[str, Any]) -> None:
    ours = Network(graph_of(Architecture.model_validate(listing["architecture"]))).eval()
    names = run(listing["pytorch"])
    theirs: nn.Sequential = names["network"].eval()
    theirs.load_state_dict(dict(zip(theirs.state_dict(), ours.state_dict().values(), strict=True)))
    x = torch.randn(2, *listing["shapes"][0], generator=torch.Generator().manual_seed(1))
    trained = theirs(x)
    torch.testing.assert_close(trained, ours(x))
    run(listing["edited"], names)
    assert not torch.allclose(theirs(x), trained, atol=1e-4)
    torch.testing.assert_close(theirs(x), edited(ours, changes_of(Edits.read(listing["edit"])))(x))


@pytest.mark.parametrize("listing", LISTINGS, ids=named)
def test_the_keras_listing_builds_the_described_network(
    listing: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = described(listing)
    keras = ModuleType("keras")
    vars(keras).update(layers=LAYERS, Sequential=list, Input=lambda *, shape: shape)
    monkeypatch.setitem(sys.modules, "keras", keras)
    shape, *steps = run(listing["keras"])["network"]
    shapes, parameters = [shape], 0
    for step in steps:
        shape, learned = step(shape)
        shapes.append(shape)
        parameters += learned
    assert parameters == told["parameters"]
    wanted = [(*shape[1:], shape[0]) for shape in listing["shapes"]]
    assert [shape for shape in shapes if shape in wanted][-1] == shapes[-1] == wanted[-1]
    assert all(shape in shapes for shape in wanted)


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _conv(
    filters: int,
    kernel_size: int | tuple[int, int],
    strides: int | tuple[int, int] = 1,
    padding: str = "valid",
    dilation_rate: int | tuple[int, int] = 1,
    groups: int = 1,
    *,
    use_bias: bool = True,
) -> Step:
    size, step, gap = _pair(kernel_size), _pair(strides), _pair(dilation_rate)

    def call(shape: Shape) -> tuple[Shape, int]:
        *sides, channels = shape
        taken = [0 if padding == "same" else one * (n - 1) for one, n in zip(gap, size, strict=True)]
        made = [(n - less - 1) // one + 1 for n, less, one in zip(sides, taken, step, strict=True)]
        return (*made, filters), prod(size) * (channels // groups) * filters + use_bias * filters

    return call


def _pool(pool_size: int | tuple[int, int], strides: int | tuple[int, int] | None = None) -> Step:
    size = _pair(pool_size)
    step = _pair(strides) if strides else size
    return lambda shape: (
        (*((n - one) // by + 1 for n, one, by in zip(shape[:2], size, step, strict=True)), shape[2]),
        0,
    )


def _same(learned: Callable[[Shape], int] = lambda _: 0) -> Callable[..., Step]:
    return lambda *_, **__: lambda shape: (shape, learned(shape))


def _padding(cells: tuple[tuple[int, int], tuple[int, int]]) -> Step:
    return lambda shape: ((shape[0] + sum(cells[0]), shape[1] + sum(cells[1]), shape[2]), 0)


def _dense(units: int, *, use_bias: bool = True) -> Step:
    return lambda shape: ((units,), shape[0] * units + use_bias * units)


LAYERS = SimpleNamespace(
    Conv2D=_conv,
    MaxPooling2D=_pool,
    AveragePooling2D=_pool,
    ZeroPadding2D=_padding,
    BatchNormalization=_same(lambda shape: 2 * shape[-1]),
    GlobalAveragePooling2D=lambda *, keepdims: lambda shape: ((1, 1, shape[-1]), 0) if keepdims else None,
    ReLU=_same(),
    LeakyReLU=_same(),
    Activation=_same(),
    Softmax=_same(),
    Dropout=_same(),
    Dense=_dense,
    Flatten=lambda: lambda shape: ((prod(shape),), 0),
    Permute=lambda order: lambda shape: (tuple(shape[axis - 1] for axis in order), 0),
)
