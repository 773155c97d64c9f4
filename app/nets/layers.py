"""The words in which a network is described: strict, so that a wrong word is refused and never guessed."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MOST_LAYERS: Final = 1024
NAME: Final = r"^[a-z0-9][a-z0-9_-]{0,39}$"

Name = Annotated[str, Field(pattern=NAME)]
Function = Literal["relu", "relu6", "leaky-relu", "sigmoid", "tanh", "softmax"]
PoolKind = Literal["max", "avg"]


def _both(given: object) -> object:
    """One number stands for rows and columns alike; JSON has lists where we have tuples."""
    return tuple(given) if isinstance(given, list) else (given, given) if type(given) is int else given


def _listed(given: object) -> object:
    return tuple(given) if isinstance(given, list) else given


def _frame(given: object) -> object:
    """Padding as (top, right, bottom, left): one number for all sides, or rows and columns."""
    if type(given) is int:
        return (given,) * 4
    if not isinstance(given, Sequence) or isinstance(given, str):
        return given
    return (*given, *given) if len(given) == 2 else tuple(given)


Size = Annotated[int, Field(ge=1, le=512)]
Pair = Annotated[tuple[Size, Size], BeforeValidator(_both)]
Side = Annotated[int, Field(ge=0, le=256)]
Spacing = Annotated[tuple[Side, Side], BeforeValidator(_both)]
Padding = Annotated[Literal["valid", "same"] | tuple[Side, Side, Side, Side], BeforeValidator(_frame)]
Channels = Annotated[int, Field(ge=1, le=65_536)]


class Layer(BaseModel):
    """What every layer has: a type, and a name unless it is to be given one."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Name | None = None


class Conv(Layer):
    """`filters` maps, each a sum over (channels / groups) × kernel products, plus a bias.

    `channels`, where it is given, are those that must come in.
    """

    type: Literal["conv"] = "conv"
    filters: Channels
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding = "valid"
    dilation: Pair = (1, 1)
    groups: Channels = 1
    channels: Channels | None = None
    bias: bool = True


class TransposedConv(Layer):
    """The way back: every input cell stamps its kernel on the output; padding cuts the output."""

    type: Literal["transposed-conv"] = "transposed-conv"
    filters: Channels
    kernel: Pair
    stride: Pair = (1, 1)
    padding: Padding = "valid"
    output_padding: Spacing = (0, 0)
    dilation: Pair = (1, 1)
    groups: Channels = 1
    channels: Channels | None = None
    bias: bool = True


class Pool(Layer):
    """Maximum or average of a window; it steps by its own size unless a stride is given."""

    type: Literal["pool"] = "pool"
    kind: PoolKind
    window: Pair
    stride: Pair | None = None
    padding: Padding = "valid"
    ceil: bool = False
    count_padding: bool = True

    @model_validator(mode="after")
    def _only_a_maximum_rounds_up(self) -> "Pool":
        if self.ceil and self.kind != "max":
            raise ValueError("only a max pool may round its size up (ceil): an average would lack cells to divide by")
        return self

    @property
    def steps(self) -> tuple[int, int]:
        return self.stride or self.window


class GlobalPool(Layer):
    """One number a channel: the maximum or average of the whole map."""

    type: Literal["global-pool"] = "global-pool"
    kind: PoolKind = "avg"


class AdaptivePool(Layer):
    """A map of the asked size, whatever comes in: window `i` runs from floor(i·n/m) to ceil((i+1)·n/m)."""

    type: Literal["adaptive-pool"] = "adaptive-pool"
    kind: PoolKind = "avg"
    size: Pair


class Activation(Layer):
    type: Literal["activation"] = "activation"
    function: Function


class BatchNorm(Layer):
    """(x - mean) / sqrt(variance + epsilon) · weight + bias, per channel, with the statistics of training."""

    type: Literal["batch-norm"] = "batch-norm"
    epsilon: Annotated[float, Field(gt=0, le=1)] = 1e-5
    momentum: Annotated[float, Field(gt=0, le=1)] = 0.1


class LocalNorm(Layer):
    """x / (k + alpha / size · Σ x²)^beta, the sum over `size` neighbouring channels (AlexNet's normalisation)."""

    type: Literal["local-norm"] = "local-norm"
    size: Size = 5
    alpha: Annotated[float, Field(gt=0, le=10)] = 1e-4
    beta: Annotated[float, Field(gt=0, le=10)] = 0.75
    k: Annotated[float, Field(gt=0, le=10)] = 1.0


class Dropout(Layer):
    """Silences units at random while training; does nothing afterwards."""

    type: Literal["dropout"] = "dropout"
    rate: Annotated[float, Field(ge=0, lt=1)] = 0.5


class Flatten(Layer):
    """[C, H, W] written out as one row of numbers, channel by channel, row by row."""

    type: Literal["flatten"] = "flatten"


class Linear(Layer):
    """`units` weighted sums over everything that comes in, plus a bias."""

    type: Literal["linear"] = "linear"
    units: Channels
    bias: bool = True


class Block(Layer):
    """Layers under one name, as often as `repeat` says."""

    type: Literal["block"] = "block"
    repeat: Annotated[int, Field(ge=1, le=64)] = 1
    layers: "Layers" = Field(min_length=1)  # blocks of nothing could be repeated for ever


class Residual(Layer):
    """body(x) + shortcut(x); an empty shortcut is x itself."""

    type: Literal["residual"] = "residual"
    body: "Layers"
    shortcut: "Layers" = Field(default=(), validate_default=False)


class Branches(Layer):
    """Several ways through, their channels put one behind the other."""

    type: Literal["branches"] = "branches"
    branches: Annotated[tuple["Layers", ...], BeforeValidator(_listed)] = Field(min_length=2, max_length=16)


AnyLayer = Annotated[
    Conv | TransposedConv | Pool | GlobalPool | AdaptivePool | Activation | BatchNorm | LocalNorm | Dropout | Flatten
    | Linear | Block | Residual | Branches,
    Field(discriminator="type"),
]  # fmt: skip
Layers = Annotated[
    tuple[AnyLayer, ...],
    BeforeValidator(_listed),
    Field(max_length=MOST_LAYERS),
]
Simple = (
    Conv | TransposedConv | Pool | GlobalPool | AdaptivePool | Activation | BatchNorm | LocalNorm | Dropout | Flatten
    | Linear
)  # fmt: skip


class Architecture(BaseModel):
    """A network from its input [channels, height, width] on.

    >>> Architecture(input=[1, 28, 28], layers=[{"type": "conv", "filters": 8, "kernel": 3}]).layers[0].kernel
    (3, 3)
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    input: Annotated[
        tuple[
            Annotated[int, Field(ge=1, le=4096)],
            Annotated[int, Field(ge=1, le=2048)],
            Annotated[int, Field(ge=1, le=2048)],
        ],
        BeforeValidator(_listed),
    ]
    layers: Layers


for _model in (Block, Residual, Branches, Architecture):
    _model.model_rebuild()
