"""The question that begins a training: which network learns from what, how, and whose answer is watched meanwhile."""

from typing import Annotated, ClassVar, Final, Literal, get_args

from pydantic import Field

from app.wire.networks import NetworkField, PictureQuestion
from app.wire.numbers import Number
from app.wire.questions import FlagField, choice_field, text_field, whole_field
from app.wire.values import shortened

MOST_STEPS: Final = 1000
Data = Literal["glyphs", "mnist", "fashion-mnist", "emnist-letters", "cifar10"]


def read_rate(text: str) -> Number:
    """
    >>> read_rate("0.0020").text
    '0.002'
    """
    rate = Number.read(text)
    if not 0 < rate.value <= 1:
        raise ValueError(f"{shortened(text)} is no learning rate; it is above 0, and at most 1.")
    return rate


class TrainingQuestion(PictureQuestion):
    """The same question is the same course, whoever asks it."""

    op: ClassVar[str] = "training"

    network: NetworkField = Field(description="A network's name; it begins anew, by lot.", examples=["lenet5-small"])
    data: Annotated[Data, *choice_field(*get_args(Data))] = Field(
        "glyphs",
        description="What it learns from; `glyphs` are 4,000 digits that Kernelscope draws itself, the others are "
        "offered where a folder on the server holds them.",
        examples=["glyphs"],
    )
    steps: Annotated[int, *whole_field(1, MOST_STEPS)] = Field(
        300, description="Batches of 32 pictures.", examples=["300"]
    )
    rate: Annotated[Number, *text_field(read_rate, lambda rate: rate.text)] = Field(
        Number.of(0.002), description="The learning rate, constant.", examples=["0.002"]
    )
    seed: Annotated[int, *whole_field(0, 999_999)] = Field(
        1, description="Decides its first weights, the order of the pictures, and how each is moved.", examples=["1"]
    )
    augment: FlagField = Field(
        True,
        description="1: every picture is moved, turned and bent a little, anew each time, as the network's card says.",
        examples=["1"],
    )
