"""Query strings ↔ questions: one reader and one writer for links, the API, the command line and the live socket."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar
from urllib.parse import quote, unquote

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.wire.errors import QuestionError
from app.wire.questions import ConvolutionQuestion, Operation, PoolingQuestion, Question, StepsRange
from app.wire.values import shortened

LONGEST = 65_536
LONGEST_KEPT = 2048
"""Longer questions, such as a drawing under way, are hardly asked twice; thousands of them would fill the memory."""
PAGES_ONLY = frozenset({"at", "t", "view", "theme"})
SAFE = ",;:/=|"
ORDER = (
    "op", "image", "grid", "size", "channels", "kernel", "stride", "dilation", "padding", "output_padding", "border",
    "groups", "flip", "transposed", "bias", "activation", "pool", "window", "count_padding", "network", "layer",
    "layers", "channel", "unit", "edit", "data", "steps", "rate", "seed", "augment", "values", "from", "count",
)  # fmt: skip

Format = Literal["safetensors", "png", "json", "webp"]
FORMATS: tuple[Format, ...] = ("safetensors", "png", "json")
PICTURED: tuple[Format, ...] = (*FORMATS, "webp")
"""A picture also comes small and nearly right, for a strip of them; never unless that is asked for by name."""
Dtype = Literal["f32", "u8"]
DTYPES: tuple[Dtype, ...] = ("f32", "u8")
OPERATIONS: dict[str, type[ConvolutionQuestion] | type[PoolingQuestion]] = {
    model.op: model for model in (ConvolutionQuestion, PoolingQuestion)
}
Asked = TypeVar("Asked", bound=Question)


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which an answer is wanted; `format` None leaves it to the `Accept` header."""

    format: Format | None = None
    dtype: Dtype = "f32"


def split(query: str) -> dict[str, str]:
    """Names and values of a query string; each name once, percent escapes as UTF-8.

    >>> split("kernel=gaussian:size=3&image=face")
    {'kernel': 'gaussian:size=3', 'image': 'face'}
    """
    if len(query) > LONGEST:
        raise QuestionError(f"A question of {len(query)} characters is too long; {LONGEST} are the most.")
    pairs: dict[str, str] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if not part:
            continue
        if (name := decoded(name)) in pairs:
            raise QuestionError(f"{shortened(name)} is given twice.", name[:40])
        pairs[name] = decoded(value)
    return pairs


def decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise QuestionError(f"{shortened(text)} is not UTF-8 text.") from None


def read_form(pairs: dict[str, str]) -> Form:
    """Take `format` and `dtype` out of the pairs: they say how to answer, not what is asked."""
    wanted, dtype = pairs.pop("format", None), pairs.pop("dtype", "f32")
    if wanted is not None and wanted not in PICTURED:
        raise QuestionError(f"{shortened(wanted)} is no format; choose {', '.join(FORMATS)}.", "format")
    if dtype not in DTYPES:
        raise QuestionError(f"{shortened(dtype)} is no dtype; choose f32, or u8 (quantised per channel).", "dtype")
    return Form(wanted, dtype)


def read_question(model: type[Asked], query: str) -> tuple[Asked, Form]:
    """One question and the form its answer should take."""
    return _kept_question(model, query) if len(query) <= LONGEST_KEPT else _question(model, query)


def _question(model: type[Asked], query: str) -> tuple[Asked, Form]:
    pairs = split(query)
    form = read_form(pairs)
    return read_pairs(model, pairs), form


_kept_question = lru_cache(maxsize=4096)(_question)


def read_steps(query: str) -> tuple[Operation, StepsRange, Form]:
    """A question about sliding steps: `op` says which operation, `from` and `count` which steps."""
    return _kept_steps(query) if len(query) <= LONGEST_KEPT else _steps(query)


def _steps(query: str) -> tuple[Operation, StepsRange, Form]:
    pairs = split(query)
    form = read_form(pairs)
    return *read_steps_pairs(pairs), form


_kept_steps = lru_cache(maxsize=1024)(_steps)


def read_steps_pairs(pairs: dict[str, str]) -> tuple[Operation, StepsRange]:
    name = pairs.pop("op", "")
    if name not in OPERATIONS:
        raise QuestionError(f"{shortened(name)} is no operation; op is {' or '.join(OPERATIONS)}.", "op")
    limits: dict[str, str] = {key: pairs.pop(key) for key in ("from", "count") if key in pairs}
    return read_pairs(OPERATIONS[name], pairs), read_pairs(StepsRange, limits)


def read_pairs(model: type[Asked], pairs: dict[str, str]) -> Asked:
    """Check names and values against a question; what belongs to pages is passed over."""
    try:
        return model.model_validate({name: value for name, value in pairs.items() if name not in PAGES_ONLY})
    except ValidationError as error:
        raise as_question_error(error.errors()[0], model) from None


def as_question_error(first: ErrorDetails, model: type[Question]) -> QuestionError:
    """The first thing that is wrong, as one sentence with the parameter's name."""
    field = str(first["loc"][0]) if first["loc"] else None
    if first["type"] == "extra_forbidden":
        known = ", ".join(info.alias or name for name, info in model.model_fields.items())
        return QuestionError(f"{shortened(field or '')} means nothing here; the names are {known}.", (field or "")[:40])
    if first["type"] == "missing":
        return QuestionError(f"The parameter {field} is missing.", field)
    return QuestionError(str(first.get("ctx", {}).get("error", first["msg"])), field)


def write_query(pairs: Iterable[tuple[str, str]]) -> str:
    """A readable query string: only what must be escaped is.

    >>> write_query([("kernel", "1,0;0,1/9"), ("image", "ä")])
    'kernel=1,0;0,1/9&image=%C3%A4'
    """
    return "&".join(f"{name}={quote(value, safe=SAFE)}" for name, value in pairs)


def canonical(question: Question) -> str:
    """The one text of a question: grammar's order, defaults left out, numbers in their shortest form."""
    written = {
        type(question).model_fields[name].alias or name: value
        for name, value in question.model_dump().items()
        if not question.is_default(name)
    }
    return write_query((name, written[name]) for name in ORDER if name in written)
