"""The pooling page as it is before any script has run: input, window and output of its link."""

from dataclasses import dataclass
from math import prod

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from torch import Tensor

from app.api.answering import Answerer
from app.api.deps import AnswererOfApp
from app.api.work import Tick
from app.pages.arithmetic import MOST_SHOWN, matrix_of_values, written
from app.pages.asked import any_question, asked_of
from app.pages.figures import Matrix, Picture, input_picture
from app.pages.frame import Context, Pages
from app.pages.pooling_cases import CASES, OPENING, Case
from app.wire.query import canonical
from app.wire.questions import PoolingQuestion
from app.wire.values import Adaptive, Pair

router = APIRouter(include_in_schema=False)

NAMES = {
    "max": "the largest",
    "avg": "the average",
    "sum": "the sum",
    "min": "the smallest",
    "l2": "the root of the sum of squares",
}


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything about one pooling: a written grid in numbers, a picture as a picture."""

    query: str
    keeps: str
    window: str
    inputs: tuple[Matrix, ...]
    outputs: tuple[Matrix, ...]
    output_shape: tuple[int, ...]
    before: Picture | None
    after: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolingContext(Context):
    pool: Pool
    cases: tuple[Case, ...]
    problem: str | None


@router.get("/pooling")
async def get_pooling(request: Request, answerer: AnswererOfApp) -> HTMLResponse:
    """The page of the question in its link; without one, of the question that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked_of(PoolingQuestion, request.url.query, answerer.lab, OPENING, any_question)
    context = PoolingContext(
        title="Pooling · Kernelscope",
        description="Max, average, sum, min and l2 pooling: the winner, the way back, and what a shift changes.",
        pool=await pool_of(question, answerer),
        cases=CASES,
        problem=problem,
        **pages.frame(request, "pooling"),
    )
    return pages.render("pooling.html", context, 422 if problem else 200)


async def pool_of(question: PoolingQuestion, answerer: Answerer) -> Pool:
    """What the page writes down or draws; nothing is computed of which nothing is written."""
    grid = question.grid.channels if question.grid else ()
    before = None if grid else input_picture(question, answerer.lab)
    size = answerer.lab.shapes(question)[1]
    query = canonical(question)
    height, width = size
    after = None if before is None else Picture(f"/api/pooling?{query}&format=png", width, height, "The output")
    return Pool(
        query=query,
        keeps=NAMES[question.pool],
        window=window_in_words(question.window),
        inputs=written(grid),
        outputs=await outputs_of(question, answerer) if grid and len(grid) * prod(size) <= MOST_SHOWN else (),
        output_shape=(len(grid), height, width) if grid else (height, width),
        before=before,
        after=after,
    )


def window_in_words(window: Pair | Adaptive) -> str:
    """
    >>> window_in_words(Pair(2, 3)), window_in_words(Adaptive(Pair(1, 1)))
    ('2 × 3 cells', 'all cells')
    """
    if isinstance(window, Pair):
        return f"{window.rows} \N{MULTIPLICATION SIGN} {window.columns} cells"
    rows, columns = window.outputs.both
    return "all cells" if rows == columns == 1 else f"each of {rows} \N{MULTIPLICATION SIGN} {columns} windows"


async def outputs_of(question: PoolingQuestion, answerer: Answerer) -> tuple[Matrix, ...]:
    def work(tick: Tick) -> Tensor:
        return answerer.lab.answer(question, tick).tensors["output"]

    output = await answerer.workroom.run(f"pooling {canonical(question)}", work)
    return tuple(matrix_of_values(plane.tolist()) for plane in output)
