"""The questions, strictly typed: their fields are the query grammar, and OpenAPI's parameters come from them."""

import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from app.wire.errors import QuestionError
from app.wire.kernel import Kernel
from app.wire.values import Adaptive, Bias, Grid, Padding, Pair, read_whole, read_window, shortened

IMAGE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
MOST_STEPS = 1024


def text_field(read: Callable[[str], Any], write: Callable[[Any], str], **schema: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """How a typed field is read from the query, written back to it, and described in OpenAPI."""
    return BeforeValidator(only_text(read)), PlainSerializer(write), WithJsonSchema({"type": "string", **schema})


def only_text(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    """Read text; leave a value that is already typed (a default, or code that builds a question) as it is."""
    return lambda given: read(given) if isinstance(given, str) else given


def read_image_name(text: str) -> str:
    if not IMAGE_NAME.fullmatch(text):
        raise ValueError(f"{shortened(text)} is not an image's name; GET /api/images lists them.")
    return text


def read_choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"{shortened(text)} is not known here; choose {', '.join(choices[:-1])} or {choices[-1]}.")
        return text

    return read


def read_flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"{shortened(text)} is neither 0 nor 1.")
    return text == "1"


def pair_field(lowest: int, highest: int) -> tuple[Any, ...]:
    pattern = r"^[0-9]{1,6}(,[0-9]{1,6})?$"
    return text_field(lambda text: Pair.read(text, lowest, highest), str, pattern=pattern)


def choice_field(*choices: str) -> tuple[Any, ...]:
    return text_field(read_choice(*choices), str, enum=list(choices))


Channels = Literal["gray", "rgb", "r", "g", "b"]
Border = Literal["zeros", "reflect", "replicate", "circular"]
Activation = Literal["none", "relu", "leaky-relu", "sigmoid", "tanh", "abs", "clip"]
PoolKind = Literal["max", "avg", "sum", "min", "l2"]
Display = Literal["auto", "signed", "clip", "absolute", "min-max"]

ImageField = Annotated[str, *text_field(read_image_name, str, pattern=f"^{IMAGE_NAME.pattern}$")]
GridField = Annotated[Grid, *text_field(Grid.read, str)]
KernelField = Annotated[Kernel, *text_field(Kernel.read, str)]
PaddingField = Annotated[Padding, *text_field(Padding.read, str)]
BiasField = Annotated[Bias, *text_field(Bias.read, str)]
SizeField = Annotated[Pair, *pair_field(1, 4096)]
StrideField = Annotated[Pair, *pair_field(1, 64)]
WindowField = Annotated[
    Pair | Adaptive,
    *text_field(
        lambda text: read_window(text, 64),
        str,
        pattern=r"^([0-9]{1,6}(,[0-9]{1,6})?|global|adaptive:[0-9]{1,6}(,[0-9]{1,6})?)$",
    ),
]
ExtraField = Annotated[Pair, *pair_field(0, 63)]
FlagField = Annotated[bool, *text_field(read_flag, lambda on: "1" if on else "0", enum=["0", "1"])]


def whole_field(lowest: int, highest: int) -> tuple[Any, ...]:
    return text_field(lambda text: read_whole(text, lowest, highest), str, pattern="^[0-9]{1,6}$")


class Question(BaseModel):
    """What every question shares: frozen, nothing unknown, one canonical text."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def is_default(self, name: str) -> bool:
        """Whether a field may be left out of the canonical text."""
        return bool(getattr(self, name) == type(self).model_fields[name].default)


class Subject(Question):
    """What is looked at: an image or a grid written out."""

    image: ImageField | None = Field(
        None, description="A sample's name, or the id that an upload returned.", examples=["face"]
    )
    grid: GridField | None = Field(
        None,
        description="A small input written out instead of an image: cells by `,`, rows by `;`, channels by `|`.",
        examples=["1,2,0;0,1,3;2,2,1"],
    )
    size: SizeField | None = Field(
        None,
        description="Working resolution, a side or `height,width`: the image is fitted into it first. "
        "Left out, an image is shrunk to at most 512 and never enlarged.",
        examples=["128"],
    )
    channels: Annotated[Channels, *choice_field("gray", "rgb", "r", "g", "b")] = Field(
        "gray",
        description="What the operation sees: luma (Rec. 601), all three planes, or one of them.",
        examples=["gray"],
    )

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if (self.image is None) == (self.grid is None):
            raise QuestionError(
                "Name an image or write a grid: one of the two.", "image" if self.grid is None else "grid"
            )
        if self.grid is not None:
            for field in ("size", "channels"):
                if getattr(self, field) != type(self).model_fields[field].default:
                    raise QuestionError(f"A grid is taken as it is written: {field} belongs to images.", field)
        return self


class ConvolutionQuestion(Subject):
    """One convolution of one input."""

    op: ClassVar[str] = "convolution"

    kernel: KernelField = Field(
        description="A named kernel, a generator with arguments, or rows of numbers (fractions such as 1/9 allowed); "
        "channels split by `|`, filters by `||`.",
        examples=["sobel-x"],
    )
    stride: StrideField = Field(
        Pair(1, 1), description="Cells that the window moves, one number or `rows,columns`.", examples=["1"]
    )
    dilation: StrideField = Field(
        Pair(1, 1), description="Distance between neighbouring taps of the window.", examples=["1"]
    )
    padding: PaddingField = Field(
        Padding("valid"),
        description="`valid`, `same`, `full`, or cells: one number, `rows,columns` or `top,right,bottom,left`.",
        examples=["same"],
    )
    output_padding: ExtraField = Field(
        Pair(0, 0), description="Rows and columns added to a transposed convolution's output.", examples=["0"]
    )
    border: Annotated[Border, *choice_field("zeros", "reflect", "replicate", "circular")] = Field(
        "zeros", description="What the padding ring holds.", examples=["zeros"]
    )
    groups: Annotated[int, *whole_field(1, 64)] = Field(
        1, description="Groups that the channels are split into.", examples=["1"]
    )
    flip: FlagField = Field(
        False, description="0: cross-correlation, as networks do; 1: true convolution.", examples=["0"]
    )
    transposed: FlagField = Field(False, description="1: transposed convolution.", examples=["0"])
    bias: BiasField = Field(Bias(), description="Added to each sum: one number, or one per filter.", examples=["0"])
    activation: Annotated[Activation, *choice_field("none", "relu", "leaky-relu", "sigmoid", "tanh", "abs", "clip")] = (
        Field("none", description="Applied after the sum and its bias.", examples=["none"])
    )
    values: Annotated[Display, *choice_field("auto", "signed", "clip", "absolute", "min-max")] = Field(
        "auto",
        description="How a PNG shows values; `auto` is signed where a kernel finds differences "
        "(weights below zero, sum about zero) and for a written grid, else clip. In colour (`channels=rgb`, each plane "
        "on its own) `auto` shows differences by size, absolute, and signed ones are dark and bright about mid-grey.",
        examples=["auto"],
    )

    @model_validator(mode="after")
    def _transposed_options(self) -> Self:
        if not self.transposed and self.output_padding != Pair(0, 0):
            raise QuestionError("Output padding belongs to transposed convolution; add transposed=1.", "output_padding")
        if self.transposed and self.border != "zeros":
            raise QuestionError("A transposed convolution has no padding ring to fill; leave border out.", "border")
        return self


class PoolingQuestion(Subject):
    """One pooling of one input."""

    op: ClassVar[str] = "pooling"

    pool: Annotated[PoolKind, *choice_field("max", "avg", "sum", "min", "l2")] = Field(
        description="How a window becomes one value.", examples=["max"]
    )
    window: WindowField = Field(
        description="The window's side, or `rows,columns`; `global` is one window over everything, and "
        "`adaptive:rows,columns` has windows for an output of that size, as torch's adaptive pools.",
        examples=["2"],
    )
    stride: StrideField | None = Field(
        None, description="Cells that the window moves; left out, its own size.", examples=["2"]
    )
    dilation: StrideField = Field(
        Pair(1, 1), description="Distance between neighbouring taps (max and min).", examples=["1"]
    )
    padding: PaddingField = Field(
        Padding("valid"), description="As for convolution; padding never wins.", examples=["valid"]
    )
    count_padding: FlagField = Field(
        True, description="Whether an average counts the padding's cells (avg only).", examples=["1"]
    )
    values: Annotated[Display, *choice_field("auto", "signed", "clip", "absolute", "min-max")] = Field(
        "auto", description="How a PNG shows values.", examples=["auto"]
    )

    @model_validator(mode="after")
    def _adaptive_alone(self) -> Self:
        """The output's size says where adaptive windows are: nothing is left to be said about it."""
        if isinstance(self.window, Adaptive):
            for field in ("stride", "dilation", "padding", "count_padding"):
                if getattr(self, field) != type(self).model_fields[field].default:
                    raise QuestionError(f"Windows that follow the output's size leave no {field} to choose.", field)
        return self

    def is_default(self, name: str) -> bool:
        return self.stride in (None, self.window) if name == "stride" else super().is_default(name)


Operation = ConvolutionQuestion | PoolingQuestion


class StepsRange(Question):
    """Which of the sliding steps are asked for."""

    first: Annotated[int, *whole_field(0, 999_999)] = Field(
        0, alias="from", description="Index of the first step, in reading order.", examples=["0"]
    )
    count: Annotated[int, *whole_field(1, MOST_STEPS)] = Field(
        64, description=f"How many steps, at most {MOST_STEPS}.", examples=["64"]
    )


class ImageQuestion(Question):
    """How a stored image is looked at."""

    size: SizeField | None = Field(
        None, description="As in a convolution: left out, at most 512 a side.", examples=["128"]
    )
    channels: Annotated[Channels, *choice_field("gray", "rgb", "r", "g", "b")] | None = Field(
        None, description="Left out, the planes that the image has.", examples=["rgb"]
    )
