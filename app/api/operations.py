"""GET /api/convolution, /api/pooling, /api/steps: what comes out, and how each value comes about."""

from fastapi import APIRouter, Request, Response

from app.api.answering import Answerer
from app.api.deps import AnswererOfApp
from app.api.describe import IF_NONE_MATCH, answered_as, choice, parameters
from app.api.work import Tick
from app.wire.answers import MOST_JSON_NUMBERS, Body, pack, pack_json
from app.wire.query import FORMATS, Form, Format, canonical, read_question, read_steps
from app.wire.questions import ConvolutionQuestion, Operation, PoolingQuestion, StepsRange

router = APIRouter(prefix="/api", tags=["operations"])

REFUSED = (404, 406, 422, 499, 503)


def described(*models: type[ConvolutionQuestion] | type[PoolingQuestion]) -> dict[str, object]:
    return {"parameters": [*parameters(*models, dtype=True), IF_NONE_MATCH]}


@router.get(
    "/convolution",
    summary="Convolve an image or a grid",
    responses=answered_as(
        *FORMATS,
        description="`output` f32 [C,H,W]; geometry, range, histogram and clipped share in `meta`.",
        refusals=REFUSED,
    ),
    response_class=Response,
    openapi_extra=described(ConvolutionQuestion),
)
async def get_convolution(request: Request, answerer: AnswererOfApp) -> Response:
    """The output map(s) of one convolution, with every option of the grammar."""
    question, form = read_question(ConvolutionQuestion, request.url.query)
    return await answer_operation(request, answerer, question, form)


@router.get(
    "/pooling",
    summary="Pool an image or a grid",
    responses=answered_as(
        *FORMATS, description="`output` f32 [C,H,W] and, for max and min, `winner` i32 [C,H,W].", refusals=REFUSED
    ),
    response_class=Response,
    openapi_extra=described(PoolingQuestion),
)
async def get_pooling(request: Request, answerer: AnswererOfApp) -> Response:
    """The output map(s) of one pooling; for max and min also which input cell won."""
    question, form = read_question(PoolingQuestion, request.url.query)
    return await answer_operation(request, answerer, question, form)


async def answer_operation(request: Request, answerer: Answerer, question: Operation, form: Form) -> Response:
    def work(chosen: Format, tick: Tick) -> Body:
        return pack(answerer.lab.answer(question, tick), chosen, form.dtype)

    return await answerer.answer(request, subject_of(answerer, question), form, work)


STEP_PARAMETERS = [
    {**choice("op", ["convolution", "pooling"], "Which operation the other parameters describe."), "required": True},
    *{
        described["name"]: {**described, "required": False}
        for described in parameters(ConvolutionQuestion, PoolingQuestion, StepsRange, forms=("json",))
    }.values(),
    IF_NONE_MATCH,
]


@router.get(
    "/steps",
    summary="The sliding steps, written out",
    responses=answered_as(
        "json",
        description="`steps`: window, patch, weights, products, sum, bias and value of each; "
        f"`kernel`: the weights as written, fractions too, if they are at most {MOST_JSON_NUMBERS:,}.",
        refusals=REFUSED,
    ),
    response_class=Response,
    openapi_extra={"parameters": STEP_PARAMETERS},
)
async def get_steps(request: Request, answerer: AnswererOfApp) -> Response:
    """How each output value comes about, in reading order from step `from` on."""
    question, wanted, form = read_steps(request.url.query)

    def work(_: Format, tick: Tick) -> Body:
        return pack_json(answerer.lab.steps(question, wanted, tick))

    subject = f"steps {wanted.first} {wanted.count} {subject_of(answerer, question)}"
    return await answerer.answer(request, subject, form, work, offered=("json",))


def subject_of(answerer: Answerer, question: Operation) -> str:
    """The question in full: its canonical text, and the content of the image that it names."""
    content = answerer.lab.gallery.find(question.image).id if question.image else ""
    return f"{question.op} {content} {canonical(question)}"
