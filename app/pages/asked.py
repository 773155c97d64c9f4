"""The question of a page's link; one that cannot be answered is explained, and the page opens as it does without."""

from collections.abc import Callable

from app.engine.errors import EngineError
from app.images.errors import ImageError
from app.lab import Lab
from app.wire.errors import QuestionError
from app.wire.query import PAGES_ONLY, read_question, split, write_query
from app.wire.questions import ConvolutionQuestion

OPENING = "image=face&kernel=sobel-left&padding=same&border=replicate"


def any_question(_question: ConvolutionQuestion) -> None:
    """What a page requires that can show every question."""


def asked(
    query: str, lab: Lab, opening: str = OPENING, require: Callable[[ConvolutionQuestion], None] = any_question
) -> tuple[ConvolutionQuestion, str | None]:
    """The link's question; one that cannot be answered, or not on this page, is explained, above the opening one."""
    try:
        question, _ = read_question(ConvolutionQuestion, completed(query, opening))
        require(question)
        lab.shapes(question)
    except (QuestionError, EngineError, ImageError) as error:
        return read_question(ConvolutionQuestion, opening)[0], str(error)
    return question, None


def completed(query: str, opening: str = OPENING) -> str:
    """A link that names only a picture or only a kernel takes the rest from the opening question."""
    given = split(query)
    if not given.keys() - PAGES_ONLY:
        return opening
    missing = split(opening)
    for name in ("image", "grid", "kernel"):
        is_there = name in given or (name != "kernel" and given.keys() & {"image", "grid"})
        if name in missing and not is_there:
            given[name] = missing[name]
    return write_query(given.items())
