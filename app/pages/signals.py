"""The page of signals as it is before any script has run: signal, kernel and output of its link, and the cases."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.api.deps import AnswererOfApp
from app.lab import Lab
from app.pages.asked import asked
from app.pages.frame import Context, Pages
from app.pages.signal_cases import CASES, CONTINUOUS, Case
from app.pages.stems import HEIGHT, Axis, StemPlot, stem_plot, written
from app.wire.errors import QuestionError
from app.wire.kernel import Written
from app.wire.query import canonical, read_question
from app.wire.questions import ConvolutionQuestion

router = APIRouter(include_in_schema=False)

OPENING = "grid=1,2,3,4,5,6&kernel=1,2&padding=full&flip=1"
PITCH, LEFT, BETWEEN, MARGIN = 64.0, 96.0, 60.0, 28.0
WIDE = 160.0
"""Of a card's drawing."""
MOST_WRITTEN = 20
"""On an axis of more places no numbers are written: they would lie over each other."""


@dataclass(frozen=True, slots=True)
class SignalFigure:
    """Three plots over one axis, and the numbers of the output in words."""

    width: float
    height: float
    plots: tuple[StemPlot, ...]
    places: tuple[tuple[float, str], ...]
    is_numbered: bool
    output: str
    query: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    case: Case
    href: str
    width: float
    plot: StemPlot | None = None
    curve: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsContext(Context):
    figure: SignalFigure
    problem: str | None
    cases: tuple[CaseCard, ...]


@router.get("/signals")
async def get_signals(request: Request, answerer: AnswererOfApp) -> HTMLResponse:
    """The page of the question in its link; without one, of the question that it opens with."""
    pages: Pages = request.app.state.pages
    question, problem = asked(request.url.query, answerer.lab, OPENING, require_one_row)
    context = SignalsContext(
        title="Signals · Kernelscope",
        description="Convolution of one row of numbers, and of functions: slide, multiply, add up.",
        figure=figure_of(question, answerer.lab),
        problem=problem,
        cases=tuple(card_of(case, answerer.lab) for case in (*CASES, *CONTINUOUS)),
        **pages.frame(request, "signals"),
    )
    return pages.render("signals.html", context, 422 if problem else 200)


def require_one_row(question: ConvolutionQuestion) -> None:
    """A signal is one row, and so is its kernel; the twin of `pages/signals/opening.ts`."""
    if question.grid is None:
        raise QuestionError("A signal is one row of numbers; pictures are at home on /kernels.", "image")
    if len(question.grid.channels) > 1 or len(question.grid.channels[0]) > 1:
        raise QuestionError("A signal is one row of numbers; grids of more rows are at home on /arithmetic.", "grid")
    planes = [plane for planes in question.kernel.filters for plane in planes]
    if len(planes) > 1 or not isinstance(planes[0], Written) or len(planes[0].rows) > 1:
        raise QuestionError("Here the kernel is one row of numbers, such as 1,2,1.", "kernel")
    top, _, bottom, _ = question.padding.sides
    if top + bottom > 0:
        raise QuestionError("A signal has no rows above or below; write its padding as 0,before-and-after.", "padding")
    if question.transposed:
        raise QuestionError("Transposed convolution is at home on /arithmetic.", "transposed")


def figure_of(question: ConvolutionQuestion, lab: Lab) -> SignalFigure:
    """Signal, kernel and output of a question of one row, each at its place on the axis n."""
    signal, weights, outputs, places = rows_of(question, lab)
    first, last = min(0, places[0]), max(len(signal), len(weights), places[-1] + 1) - 1
    axis = Axis(first, last, PITCH, LEFT)
    rows = (("signal", "ink", range(len(signal)), signal), ("kernel", "stencil", range(len(weights)), weights))
    tops = [MARGIN + index * (HEIGHT + BETWEEN) for index in range(3)]
    plots = [
        stem_plot(name, tone, list(at), values, axis, top)
        for (name, tone, at, values), top in zip((*rows, ("output", "output", places, outputs)), tops, strict=True)
    ]
    return SignalFigure(
        width=axis.width,
        height=tops[-1] + HEIGHT + BETWEEN,
        plots=tuple(plots),
        places=tuple((axis.x(n), written(n)) for n in range(first, last + 1)),
        is_numbered=last - first < MOST_WRITTEN,
        output=", ".join(written(value) for value in outputs),
        query=canonical(question),
    )


def rows_of(question: ConvolutionQuestion, lab: Lab) -> tuple[list[float], list[float], list[float], list[int]]:
    """The samples, the weights as written, the outputs, and where each of these stands.

    An output stands under k[0], the last place of the window where the kernel is turned round.
    """
    answer = lab.answer(question)
    outputs = [float(value) for value in answer.tensors["output"][0, 0]]
    signal = [number.value for number in question.grid.channels[0][0]] if question.grid else []
    weights = [number.value for number in question.kernel.planes()[0][0][0]]
    geometry = answer.meta["geometry"]
    under = geometry["extent"][1] - 1 if question.flip else 0
    places = [index * geometry["stride"][1] - geometry["padding"][3] + under for index in range(len(outputs))]
    return signal, weights, outputs, places


def card_of(case: Case, lab: Lab) -> CaseCard:
    """A case as a link, with its output drawn small."""
    if case.curve:
        return CaseCard(case, f"/signals?{case.query}#continuous", WIDE, curve=curve_points(case.curve))
    question, _ = read_question(ConvolutionQuestion, case.query)
    outputs = rows_of(question, lab)[2]
    axis = Axis(0, len(outputs) - 1, pitch=WIDE / len(outputs))
    plot = stem_plot("output", "output", range(len(outputs)), outputs, axis, 8)
    return CaseCard(case, f"/signals?{case.query}", WIDE, plot=plot)


def curve_points(curve: Callable[[float], float]) -> str:
    """From t = -4 to 4 as points of a polyline, as high as a stem plot."""
    values = [curve(-4 + step / 10) for step in range(81)]
    tall = HEIGHT / max(values)
    return " ".join(f"{index * WIDE / 80:g},{8 + HEIGHT - value * tall:.1f}" for index, value in enumerate(values))
