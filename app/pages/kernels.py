"""The image-kernels page as it is before any script has run: the picture, the kernel and the result of its link."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.deps import AnswererOfApp
from app.pages.asked import asked
from app.pages.figures import Figure, figure_of
from app.pages.frame import Context, Pages

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelsContext(Context):
    figure: Figure
    problem: str | None


@router.get("/kernels")
async def get_kernels(request: Request, answerer: AnswererOfApp) -> HTMLResponse:
    """The page of the question in its link; without one, of the question that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked(request.url.query, answerer.lab)
    context = KernelsContext(
        title="Image kernels · Kernelscope",
        description="What a kernel does to every pixel of your own picture, with the real numbers.",
        figure=figure_of(question, answerer.lab),
        problem=problem,
        **pages.frame(request, "kernels"),
    )
    return pages.render("kernels.html", context, 422 if problem else 200)
