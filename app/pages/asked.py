"""The question of a page's link; one that cannot be answered is explained, and the page opens as it does without."""

from collections.abc import Callable
from typing import TypeVar

from app.engine.errors import EngineError
from app.images.errors import ImageError
from app.lab import Lab
from app.wire.errors import QuestionError
from app.wire.query import PAGES_ONLY, read_question, split, write_query
from app.wire.questions import ConvolutionQuestion, PoolingQuestion

OPENING = "image=face&kernel=sobel-left&padding=same&border=replicate"
NEEDED = ("kernel", "pool", "window")
"""What a question of its operation cannot be without."""

Asked = TypeVar("Asked", ConvolutionQuestion, PoolingQuestion)


def any_question(_question: ConvolutionQuestion | PoolingQuestion) -> None:
    """What a page requires that can show every question."""


def asked(
    query: str, lab: Lab, opening: str = OPENING, require: Callable[[ConvolutionQuestion], None] = any_question
) -> tuple[ConvolutionQuestion, str | None]:
    """The link's convolution; one that cannot be answered, or not on this page, is explained, above the opening one."""
    return asked_of(ConvolutionQuestion, query, lab, opening, require)


def asked_of(
    model: type[Asked], query: str, lab: Lab, opening: str, require: Callable[[Asked], None]
) -> tuple[Asked, str | None]:
    """The same for either operation."""
    try:
        question, _ = read_question(model, completed(query, opening))
        require(question)
        lab.shapes(question)
    except (QuestionError, EngineError, ImageError) as error:
        return read_question(model, opening)[0], str(error)
    return question, None


def view_options(query: str) -> dict[str, str]:
    """How the page is looked at; of a query that cannot be read, nothing.

    >>> view_options("kernel=1&view=exercise=3;revealed")
    {'exercise': '3', 'revealed': ''}
    """
    try:
        parts = split(query).get("view", "").split(";")
    except QuestionError:
        return {}
    return {name: value for name, _, value in (part.partition("=") for part in parts) if name}


def completed(query: str, opening: str = OPENING) -> str:
    """A link that names only a picture, or only a kernel, takes the rest from the opening question."""
    given = split(query)
    if not given.keys() - PAGES_ONLY:
        return opening
    missing = split(opening)
    for name in ("image", "grid", *NEEDED):
        is_there = name in given or (name not in NEEDED and given.keys() & {"image", "grid"})
        if name in missing and not is_there:
            given[name] = missing[name]
    return write_query(given.items())
