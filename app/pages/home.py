"""The home page: one picture, one kernel, one result; then many of each. Its link is the question."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.deps import AnswererOfApp
from app.engine import kernels
from app.engine.errors import EngineError
from app.images.errors import ImageError
from app.lab import Lab
from app.pages.figures import Card, Figure, figure_of, image_card, kernel_card
from app.pages.frame import Context, Pages
from app.wire.errors import QuestionError
from app.wire.query import PAGES_ONLY, read_question, split, write_query
from app.wire.questions import ConvolutionQuestion

router = APIRouter(include_in_schema=False)

OPENING = "image=face&kernel=sobel-left&padding=same&border=replicate"
SHOWN_KERNELS = ("box-blur", "gaussian-5", "sharpen", "outline", "emboss", "sobel-left", "sobel-top", "laplacian-4")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext(Context):
    figure: Figure
    problem: str | None
    images: tuple[Choice, ...]
    kernels: tuple[Choice, ...]
    kernel_cards: tuple[Card, ...]
    image_cards: tuple[Card, ...]


@router.get("/")
async def get_home(request: Request, answerer: AnswererOfApp) -> HTMLResponse:
    """The page of the question in its link; without one, of the question that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked(request.url.query, answerer.lab)
    lab = answerer.lab
    entry = lab.gallery.find(str(question.image))
    context = HomeContext(
        title="Kernelscope",
        description="What a convolution does, on your own picture, with the real numbers.",
        figure=figure_of(question, answerer.lab),
        problem=problem,
        images=tuple(Choice(e.name or e.id, e.title, question.image in (e.name, e.id)) for e in lab.gallery.samples()),
        kernels=tuple(
            Choice(one.name, one.title, str(question.kernel) == one.name)
            for one in kernels.CATALOGUE.values()
            if one.alias_of is None or one.name == str(question.kernel)
        ),
        kernel_cards=tuple(kernel_card(name, question, entry) for name in SHOWN_KERNELS),
        image_cards=tuple(image_card(entry, question) for entry in lab.gallery.samples()),
        **pages.frame(request),
    )
    return pages.render("home.html", context, 422 if problem else 200)


def asked(query: str, lab: Lab) -> tuple[ConvolutionQuestion, str | None]:
    """The link's question; one that cannot be answered is explained, above the opening one."""
    opening, _ = read_question(ConvolutionQuestion, OPENING)
    try:
        question, _ = read_question(ConvolutionQuestion, completed(query))
        if question.image is None:
            raise QuestionError("This page looks at images; a written grid has no picture to show here.", "grid")
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
