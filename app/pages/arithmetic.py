"""The arithmetic page as it is before any script has run: input, kernel and output of its link as numbers."""

from dataclasses import dataclass
from math import prod

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from torch import Tensor

from app.api.answering import Answerer
from app.api.deps import AnswererOfApp
from app.api.work import Tick
from app.pages.asked import asked, view_options
from app.pages.case_cards import CardGroup, card_groups
from app.pages.figures import Cell, Matrix, matrix_of
from app.pages.frame import Context, Pages
from app.wire.errors import QuestionError
from app.wire.query import canonical
from app.wire.questions import ConvolutionQuestion
from app.wire.values import Plane

router = APIRouter(include_in_schema=False)

OPENING = "grid=3,1,2,3,1;0,3,3,0,2;1,1,2,0,2;0,3,3,3,3;0,3,1,0,3&kernel=3,1,1;1,1,0;0,1,3"
MOST_SHOWN = 1024
"""More numbers than this are described, not written out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Everything about one convolution of a written grid, in numbers; an output too large to read has none."""

    query: str
    kernel: str
    inputs: tuple[Matrix, ...]
    filters: tuple[tuple[Matrix, ...], ...]
    outputs: tuple[Matrix, ...]
    output_shape: tuple[int, ...]
    is_asked: bool = False
    """The output is to be predicted: it is not told here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArithmeticContext(Context):
    sum: Sum
    problem: str | None
    groups: tuple[CardGroup, ...]


@router.get("/arithmetic")
async def get_arithmetic(request: Request, answerer: AnswererOfApp) -> HTMLResponse:
    """The page of the question in its link; without one, of the question that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked(request.url.query, answerer.lab, OPENING, require_grid)
    context = ArithmeticContext(
        title="Arithmetic · Kernelscope",
        description="Every number of a convolution: stride, dilation, padding, channels, groups, transposed.",
        sum=asking(question) if is_exercise(request.url.query) else await sum_of(question, answerer),
        problem=problem,
        groups=card_groups(),
        **pages.frame(request, "arithmetic"),
    )
    return pages.render("arithmetic.html", context, 422 if problem else 200)


def require_grid(question: ConvolutionQuestion) -> None:
    """This page writes out every number."""
    if question.grid is None:
        raise QuestionError("This page looks at written grids; a picture is at home on /kernels.", "image")


def is_exercise(query: str) -> bool:
    """Whether the link asks for the output, and has not yet told it; the twin of `ui/arithmetic/exercise-link.ts`."""
    view = view_options(query)
    return "exercise" in view and "revealed" not in view


def asking(question: ConvolutionQuestion) -> Sum:
    """Input and kernel alone."""
    return Sum(
        query=canonical(question),
        kernel=str(question.kernel),
        inputs=written(question.grid.channels if question.grid else ()),
        filters=tuple(written(planes) for planes in question.kernel.planes()),
        outputs=(),
        output_shape=(),
        is_asked=True,
    )


async def sum_of(question: ConvolutionQuestion, answerer: Answerer) -> Sum:
    """What the page writes down; nothing is computed of which nothing is written."""
    grid = question.grid.channels if question.grid else ()
    filters = question.kernel.planes()
    maps = len(grid) if question.kernel.is_one_plane else len(filters)
    shape: tuple[int, ...] = (maps, *answerer.lab.shapes(question)[1])
    outputs: tuple[Matrix, ...] = ()
    if prod(shape) <= MOST_SHOWN:

        def work(tick: Tick) -> Tensor:
            return answerer.lab.answer(question, tick).tensors["output"]

        output = await answerer.workroom.run(f"arithmetic {canonical(question)}", work)
        outputs = tuple(matrix_of_values(plane.tolist()) for plane in output)
    return Sum(
        query=canonical(question),
        kernel=str(question.kernel),
        inputs=written(grid),
        filters=tuple(written(planes) for planes in filters),
        outputs=outputs,
        output_shape=shape,
    )


def written(planes: tuple[Plane, ...]) -> tuple[Matrix, ...]:
    """Planes in numbers, as far as they are small enough to be read."""
    if sum(len(plane) * len(plane[0]) for plane in planes) > MOST_SHOWN:
        return ()
    return tuple(matrix_of(plane, widest=len(plane[0])) for plane in planes)


def matrix_of_values(rows: list[list[float]]) -> Matrix:
    """Computed numbers, to four digits, with their tint."""
    largest = max((abs(value) for row in rows for value in row), default=0) or 1.0
    return tuple(tuple(Cell(written_value(value), round(4 * value / largest)) for value in row) for row in rows)


def written_value(value: float) -> str:
    """A value as it is read.

    >>> written_value(-12.0), written_value(1 / 3)
    ('−12', '0.3333')
    """
    return f"{value + 0.0:.{7 if value == int(value) else 4}g}".replace("-", "\N{MINUS SIGN}")
