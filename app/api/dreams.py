"""/api/networks/…/dream: the picture that a unit, a map or a class would like to see."""

from fastapi import APIRouter, Request, Response

from app.api.deps import AnswererOfApp, DreamLabOfApp
from app.api.describe import IF_NONE_MATCH, answered_as, parameters
from app.api.work import Tick
from app.wire.answers import Body, pack
from app.wire.networks import DreamQuestion
from app.wire.query import FORMATS, Format, canonical, read_question

router = APIRouter(prefix="/api", tags=["networks"])


@router.get(
    "/networks/{network}/layers/{layer}/dream",
    summary="What a unit would like to see",
    responses=answered_as(
        *FORMATS,
        description="`picture` f32 or u8 [C,H,W] in 0…1, found by climbing the gradient from grey, step by step; the "
        "unit's `value` for it and for the grey (`start`), the `top` five classes that the network sees in it, the "
        "`box` that the unit looks at, and the layer that is `climbed`: the one before an activation.",
        refusals=(404, 406, 409, 422, 499, 503),
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(DreamQuestion, dtype=True), IF_NONE_MATCH]},
)
async def get_dream(
    request: Request, network: str, layer: str, answerer: AnswererOfApp, dreamlab: DreamLabOfApp
) -> Response:
    """It depends on the network alone, and on how many steps are asked for."""
    question, form = read_question(DreamQuestion, request.url.query)

    def work(chosen: Format, tick: Tick) -> Body:
        return pack(dreamlab.dream(network, layer, question, tick), chosen, form.dtype)

    subject = f"dream {layer} {dreamlab.room.tag_of(network)} {canonical(question)}"
    return await answerer.answer(request, subject, form, work)
