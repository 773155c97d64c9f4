"""The question of a page's link; one that cannot be answered is explained, and the page opens as it does without."""

from app.engine.errors import EngineError
from app.images.errors import ImageError
from app.lab import Lab
from app.wire.errors import QuestionError
from app.wire.query import PAGES_ONLY, read_question, split, write_query
from app.wire.questions import ConvolutionQuestion

OPENING = "image=face&kernel=sobel-left&padding=same&border=replicate"


def asked(query: str, lab: Lab) -> tuple[ConvolutionQuestion, str | None]:
    """The link's question; one that cannot be answered is explained, above the opening one."""
    opening, _ = read_question(ConvolutionQuestion, OPENING)
    try:
        question, _ = read_question(ConvolutionQuestion, completed(query))
        lab.shapes(question)
    except (QuestionError, EngineError, ImageError) as error:
        return opening, str(error)
    return question, None


def completed(query: str) -> str:
    """A link that names only a picture or only a kernel takes the rest from the opening question."""
    given = split(query)
    if not given.keys() - PAGES_ONLY:
        return OPENING
    for name in ("image", "kernel"):
        if name not in given and not (name == "image" and "grid" in given):
            given[name] = split(OPENING)[name]
    return write_query(given.items())
