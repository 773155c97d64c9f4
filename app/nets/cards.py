"""A network's card: what it is, how a picture is prepared for it, what it was trained on and how well it does."""

import json
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.nets.layers import Architecture
from app.nets.recipe import Recipe

WIDTH: Final = 120

Numbers = Annotated[
    tuple[float, ...], BeforeValidator(lambda given: tuple(given) if isinstance(given, list) else given)
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Preparation(_Part):
    """How a picture becomes the input.

    `drawing`: dark-or-light strokes are boxed, fitted into `box` and centred, light on black: by their mass, as
    MNIST's authors did, or by their box, as EMNIST's; what is already such an image stays as it is. `photograph`: the
    shorter side becomes `shorter`, the middle is cut out. Then each channel is (value - mean) / deviation.
    """

    kind: Literal["drawing", "photograph"]
    box: int | None = None
    centre: Literal["mass", "box"] = "mass"
    shorter: int | None = None
    mean: Numbers
    deviation: Numbers


class Data(_Part):
    """What it learned from, and who allows what with it."""

    name: str
    licence: str
    source: str
    training_images: int
    test_images: int


class Accuracy(_Part):
    """The share of the test set that is classified right, measured by `command`."""

    value: float
    test_set: str
    images: int
    command: str
    confusion: tuple[tuple[int, ...], ...] = ()
    """Rows: the true class; columns: what was answered."""


class Training(_Part):
    """How these weights were made, and how to make them again."""

    command: str
    seconds: float
    machine: str


class Weights(_Part):
    """The tensors that belong to the card: shipped beside it, or official ones that can be fetched."""

    sha256: str | None = None
    """Of the shipped safetensors file."""
    url: str | None = None
    """Where the official checkpoint lies."""
    sha256_prefix: str | None = None
    """Of the official checkpoint: torchvision writes the first eight digits into the file's name."""
    bytes: int | None = None


class Card(_Part):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    title: str
    summary: str
    architecture: Architecture
    preparation: Preparation | None = None
    classes: tuple[str, ...] = ()
    data: Data | None = None
    accuracy: Accuracy | None = None
    recipe: Recipe | None = None
    training: Training | None = None
    weights: Weights = Weights()


def written(card: Card) -> str:
    """The card as a file: what was left to the defaults stays unsaid, and what fits on a line stands on one."""
    return _lines(json.loads(card.model_dump_json(exclude_unset=True)), "") + "\n"


def _lines(value: object, indent: str) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, dict):
        parts = [f"{deeper}{json.dumps(name)}: {_lines(part, deeper)}" for name, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + _lines(part, deeper) for part in value) + f"\n{indent}]"
