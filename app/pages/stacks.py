"""A stack of layers as a link of /receptive-field writes it; the grammar is told in `static/src/wire/stack.ts`.

Both answer to tests/golden/receptive.json.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple, get_args

from app.nets.layers import Architecture
from app.wire.errors import QuestionError
from app.wire.values import shortened

Kind = Literal["conv", "max", "avg", "up", "skip"]
KINDS: Final = get_args(Kind)
USUAL_INPUT: Final = "1,16"
MOST_SIDE, MOST_CHANNELS, MOST_LAYERS, MOST_SIZE = 512, 1024, 24, 31
USUAL_FILTERS: Final = 8


class Meaning(NamedTuple):
    field: str
    name: str
    low: int
    high: int


MEANINGS: Final = {
    "s": Meaning("stride", "stride", 1, 8),
    "d": Meaning("dilation", "dilation", 1, 16),
    "p": Meaning("padding", "padding", 0, 64),
    "o": Meaning("spare", "output padding", 0, 15),
    "f": Meaning("filters", "number of filters", 1, MOST_CHANNELS),
    "g": Meaning("groups", "number of groups", 1, MOST_CHANNELS),
    "i": Meaning("expects", "number of input channels", 1, MOST_CHANNELS),
}
"""In the order in which they are written."""
ALLOWED: Final[dict[Kind, str]] = {"conv": "sdpfgi", "up": "sdpofgi", "max": "sp", "avg": "sp", "skip": "sf"}
STEMS: Final[dict[Kind, str]] = {"conv": "conv", "up": "upconv", "max": "pool", "avg": "pool", "skip": "skip"}


@dataclass(frozen=True, slots=True)
class StackLayer:
    """One layer; what its kind does not have stays as it is. A skip's size counts the layers that it leads around."""

    kind: Kind
    size: int
    stride: int = 1
    dilation: int = 1
    padding: int | Literal["same"] = 0
    spare: int = 0
    filters: int = USUAL_FILTERS
    groups: int = 1
    expects: int | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    channels: int
    side: int
    layers: tuple[StackLayer, ...]


def read_stack(given: str, layers: str) -> Stack:
    """The stack of a link's `input` and `layers`.

    >>> read_stack("3,32", "conv:3,p1~max:2").layers[1]
    StackLayer(kind='max', size=2, stride=2, dilation=1, padding=0, spare=0, filters=0, groups=1, expects=None)
    """
    channels, side = _read_input(given)
    written = layers.split("~")
    if len(written) > MOST_LAYERS:
        raise _refusal(f"{len(written)} layers are too many; {MOST_LAYERS} are the most.")
    read = tuple(map(_read_layer, written))
    for index, layer in enumerate(read):
        if layer.kind == "skip":
            _require_ways_around(read[:index], layer.size)
    return Stack(channels, side, read)


def write_layers(stack: Stack) -> str:
    """The layers as a link has them.

    >>> write_layers(read_stack("1,9", "conv:3,d1,s2,f8~conv:5,same,s1"))
    'conv:3,s2~conv:5,same'
    """
    return "~".join(map(_write_layer, stack.layers))


def architecture_of(stack: Stack) -> Architecture:
    """The network that it describes, its layers named `conv1`, `skip1.conv2`, `pool1` from the input on."""
    written: list[dict[str, Any]] = []
    for layer, name in zip(stack.layers, _names(stack.layers), strict=True):
        if layer.kind == "skip":
            body = written[-layer.size :]
            del written[-layer.size :]
            around = {"name": "conv", "type": "conv", "filters": layer.filters, "kernel": 1, "stride": layer.stride}
            written.append({"type": "residual", "body": body, "shortcut": [around] if layer.filters else []})
        else:
            written.append(_described(layer))
        written[-1]["name"] = name
    return Architecture.model_validate({"input": [stack.channels, stack.side, stack.side], "layers": written})


def plain_layer(kind: Kind, size: int) -> StackLayer:
    """A layer where nothing is said but its size."""
    if kind in ("max", "avg"):
        return StackLayer(kind, size, stride=size, filters=0)
    return StackLayer(kind, size, filters=0 if kind == "skip" else USUAL_FILTERS)


def _names(layers: Sequence[StackLayer]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for layer in layers:
        stem = STEMS[layer.kind]
        counts[stem] = counts.get(stem, 0) + 1
        yield f"{stem}{counts[stem]}"


def _described(layer: StackLayer) -> dict[str, Any]:
    if layer.kind in ("max", "avg"):
        return {
            "type": "pool", "kind": layer.kind, "window": layer.size, "stride": layer.stride, "padding": layer.padding
        }  # fmt: skip
    told = {
        "filters": layer.filters, "kernel": layer.size, "stride": layer.stride, "dilation": layer.dilation,
        "padding": layer.padding, "groups": layer.groups, "channels": layer.expects,
    }  # fmt: skip
    if layer.kind == "up":
        return {**told, "type": "transposed-conv", "output_padding": layer.spare}
    return {**told, "type": "conv"}


def _read_input(text: str) -> tuple[int, int]:
    numbers = [_read_count(part) for part in text.split(",")]
    if len(numbers) == 2:
        channels, side = numbers
        if channels is not None and side is not None and 1 <= channels <= MOST_CHANNELS and 1 <= side <= MOST_SIDE:
            return channels, side
    raise QuestionError(
        f"{shortened(text)} is no input; write channels,side: up to {MOST_CHANNELS},{MOST_SIDE}.", "input"
    )


def _read_layer(text: str) -> StackLayer:
    found = re.fullmatch(r"([a-z]+):([0-9]+)((?:,[^,]+)*)", text)
    kind = next((known for known in KINDS if found and known == found[1]), None)
    if found is None or kind is None:
        raise _refusal(f"{shortened(text)} is no layer; write one such as conv:3,p1 with {', '.join(KINDS)}.")
    layer = plain_layer(kind, _within(found[2], "size", 1, MOST_SIZE))
    given: set[str] = set()
    for option in filter(None, found[3].split(",")):
        field, value = _read_option(kind, option)
        if field in given:
            raise _refusal(f"In {shortened(text)} the {field} is given twice.")
        given.add(field)
        layer = replace(layer, **{field: value})
    return layer


def _read_option(kind: Kind, option: str) -> tuple[str, Any]:
    if option == "same" and kind == "conv":
        return "padding", "same"
    if option[0] not in ALLOWED[kind]:
        raise _refusal(f"{shortened(option)} is no option of {kind}.")
    field, name, low, high = MEANINGS[option[0]]
    return field, _within(option[1:], name, low, high)


def _require_ways_around(before: Sequence[StackLayer], size: int) -> None:
    if size > len(before):
        raise _refusal(f"A skip over {size} layers needs as many before it; there are {len(before)}.")
    if any(layer.kind == "skip" for layer in before[-size:]):
        raise _refusal("A skip cannot lead over another skip.")


def _write_layer(layer: StackLayer) -> str:
    plain = plain_layer(layer.kind, layer.size)
    options = [
        "same" if getattr(layer, field) == "same" else f"{sign}{getattr(layer, field)}"
        for sign, (field, *_) in MEANINGS.items()
        if sign in ALLOWED[layer.kind] and getattr(layer, field) != getattr(plain, field)
    ]
    return ",".join((f"{layer.kind}:{layer.size}", *options))


def _within(text: str, name: str, low: int, high: int) -> int:
    value = _read_count(text)
    if value is None or not low <= value <= high:
        raise _refusal(f"A {name} is a whole number from {low} to {high}, not {shortened(text)}.")
    return value


def _read_count(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def _refusal(message: str) -> QuestionError:
    return QuestionError(message, "layers")
