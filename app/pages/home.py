"""The home page: one picture, one kernel, one result; then many of each. Its link is the question."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.deps import AnswererOfApp
from app.engine import kernels
from app.pages.asked import asked
from app.pages.figures import Card, Figure, figure_of, image_card, kernel_card
from app.pages.frame import Context, Pages

router = APIRouter(include_in_schema=False)

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
    lab = answerer.lab
    question, problem = asked(request.url.query, lab)
    if question.image is None:
        question, problem = asked("", lab)[0], "This page looks at images; a written grid is at home on /kernels."
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
