"""/receptive-field as it is before any script has run: the layers of its link, a unit's cone, and the table."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.deps import NetLabOfApp
from app.nets.analysis import analyse
from app.pages.frame import Context, Pages
from app.pages.receptive_cases import CASES, Case
from app.pages.receptive_figure import FieldFigure, Row, figure_of, rows_of
from app.pages.receptive_question import looked_at

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptiveContext(Context):
    what: str
    query: str
    figure: FieldFigure
    rows: tuple[Row, ...]
    parameters: str
    macs: str
    problem: str | None
    fault: str | None
    cases: tuple[Case, ...]


@router.get("/receptive-field")
async def get_receptive_field(request: Request, netlab: NetLabOfApp) -> HTMLResponse:
    """The page of the stack or the network in its link; without one, of three layers of 3 × 3."""
    pages: Pages = request.app.state.pages
    looked, problem = looked_at(request.url.query, netlab.zoo)
    told = analyse(looked.graph)
    context = ReceptiveContext(
        title="Receptive field · Kernelscope",
        description="What one unit of a network sees of the picture: build layers, or take a trained network.",
        what=looked.title,
        query=looked.query,
        figure=figure_of(looked),
        rows=rows_of(told["layers"]),
        parameters=f"{told['parameters']:,}",
        macs=f"{told['macs']:,}",
        problem=problem,
        fault=looked.fault,
        cases=CASES,
        **pages.frame(request, "receptive-field"),
    )
    return pages.render("receptive-field.html", context, 422 if problem else 200)
