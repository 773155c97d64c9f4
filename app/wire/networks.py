"""The questions about networks: what is shown to one, and which of its layers and units is meant."""

import re
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator

from app.wire.edits import Edits
from app.wire.errors import QuestionError
from app.wire.questions import Display, GridField, ImageField, Question, choice_field, text_field, whole_field
from app.wire.values import shortened

NETWORK_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
LAYER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,1023}")
UNIT: Final = re.compile(r"[0-9]{1,9}(,[0-9]{1,9}){0,2}")

Unit = tuple[int, ...]


def read_unit(text: str) -> Unit:
    """Channel, row and column of a map's unit, or the index of one in a row of numbers.

    >>> read_unit("3,0,12"), read_unit("7")
    ((3, 0, 12), (7,))
    """
    if not UNIT.fullmatch(text) or text.count(",") == 1:
        raise ValueError(f"{shortened(text)} is no unit; write channel,row,column, or one index in a row of numbers.")
    return tuple(map(int, text.split(",")))


def write_unit(unit: Unit) -> str:
    return ",".join(map(str, unit))


def read_name(pattern: re.Pattern[str], what: str, text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(f"{shortened(text)} is not a {what}'s name; GET /api/networks lists them.")
    return text


NetworkField = Annotated[
    str, *text_field(lambda text: read_name(NETWORK_NAME, "network", text), str, pattern=f"^{NETWORK_NAME.pattern}$")
]
LayerField = Annotated[
    str, *text_field(lambda text: read_name(LAYER_NAME, "layer", text), str, pattern=f"^{LAYER_NAME.pattern}$")
]
UnitField = Annotated[Unit, *text_field(read_unit, write_unit, pattern=r"^[0-9]{1,9}(,[0-9]{1,9},[0-9]{1,9})?$")]

EditField = Annotated[Edits, *text_field(Edits.read, str)]
EDIT: Final = Field(
    Edits(),
    description="What is changed in the network first: `conv1:3=0` silences channel 3 of conv1, and "
    "`conv1:3,0=0,1,0;1,-4,1;0,1,0` is the kernel of its filter 3 over input channel 0 (within its group). "
    f"At most {Edits.MOST}, split by `|`; a later edit of one thing replaces the earlier.",
    examples=["conv1:3=0"],
)


MOST_LAYERS: Final = 256


def read_layers(text: str) -> tuple[str, ...]:
    """
    >>> read_layers("conv1,pool1")
    ('conv1', 'pool1')
    """
    names = tuple(read_name(LAYER_NAME, "layer", name) for name in text.split(","))
    if len(names) > MOST_LAYERS or len(set(names)) < len(names):
        raise ValueError(f"Name at most {MOST_LAYERS} layers, and each once.")
    return names


LayersField = Annotated[tuple[str, ...], *text_field(read_layers, ",".join)]


class PictureQuestion(Question):
    """A picture that is shown to a network; it is prepared as the network's card says."""

    image: ImageField | None = Field(
        None, description="A sample's name, or the id that an upload returned.", examples=["three"]
    )
    grid: GridField | None = Field(
        None,
        description="A small picture written out instead: cells from 0 (black) to 1 (white) by `,`, rows by `;`, "
        "channels by `|`. It is prepared as any picture is.",
        examples=["0,0,1,0;0,1,1,0;0,0,1,0;0,1,1,1"],
    )

    @model_validator(mode="after")
    def _one_picture(self) -> Self:
        if (self.image is None) == (self.grid is None):
            raise QuestionError(
                "Name an image or write a grid: one of the two.", "image" if self.grid is None else "grid"
            )
        return self


class PredictionQuestion(PictureQuestion):
    """The network may be edited first."""

    op: ClassVar[str] = "prediction"

    edit: EditField = EDIT


class MapsQuestion(PredictionQuestion):
    """What a layer makes of a picture."""

    op: ClassVar[str] = "maps"

    values: Annotated[Display, *choice_field("auto", "signed", "clip", "absolute", "min-max")] = Field(
        "auto",
        description="How a PNG shows values, all maps on one scale; `auto` is signed where any is below zero, "
        "else from black for 0 to white for the largest (`clip`).",
        examples=["auto"],
    )


class WholeQuestion(MapsQuestion):
    """What several layers make of a picture, and what is said of it in the end."""

    op: ClassVar[str] = "whole"

    layers: LayersField = Field(description="Layers' names, separated by commas.", examples=["conv1,pool1"])


class UnitQuestion(PredictionQuestion):
    """One unit of a layer, while a picture is shown."""

    op: ClassVar[str] = "unit"

    unit: UnitField = Field(
        description="`channel,row,column` of a map's unit, or one index in a row of numbers.", examples=["0,3,4"]
    )


MOST_DREAMT: Final = 128


class DreamQuestion(Question):
    """What a unit, a whole map or a class would like to see; no picture is shown."""

    op: ClassVar[str] = "dream"

    channel: Annotated[int, *whole_field(0, 999_999_999)] | None = Field(
        None, description="A channel: the mean of all that is above 0 in its map is climbed.", examples=["3"]
    )
    unit: UnitField | None = Field(
        None,
        description="One number instead: `channel,row,column` of a map's unit, or one index in a row of numbers.",
        examples=["3"],
    )
    steps: Annotated[int, *whole_field(0, MOST_DREAMT)] = Field(
        64, description=f"How far it has come; 0 is the grey it begins with, {MOST_DREAMT} the most.", examples=["32"]
    )
    edit: EditField = EDIT

    @model_validator(mode="after")
    def _one_wish(self) -> Self:
        if (self.channel is None) == (self.unit is None):
            raise QuestionError(
                "Name a channel or a unit: one of the two.", "unit" if self.channel is None else "channel"
            )
        return self


class WeightsQuestion(Question):
    """The weights of a layer, which depend on no picture."""

    values: Annotated[Display, *choice_field("auto", "signed", "clip", "absolute", "min-max")] = Field(
        "auto",
        description="How a PNG shows weights, all on one scale; `auto` is signed, and from least to greatest where "
        "red, green and blue are shown together.",
        examples=["auto"],
    )


class LiveNetworkQuestion(Question):
    """A network that looks at a camera's frames; with a layer, its maps; with several, them and the prediction."""

    network: NetworkField = Field(description="A network's name.", examples=["mnist-convnet"])
    layer: LayerField | None = Field(None, description="A layer's name.", examples=["conv1"])
    layers: LayersField | None = Field(
        None, description="Layers by `,`: the maps of each, together with the prediction.", examples=["conv1,pool1"]
    )
    edit: EditField = EDIT
    values: Annotated[Display, *choice_field("auto", "signed", "clip", "absolute", "min-max")] = Field(
        "auto", description="How a PNG shows values.", examples=["auto"]
    )

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if self.layer is not None and self.layers is not None:
            raise QuestionError("Name one layer or several: layer or layers.", "layers")
        return self
