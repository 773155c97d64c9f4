"""/api/networks: what the networks are, what they make of a picture, and how every number comes about."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.answering import while_connected
from app.api.deps import AnswererOfApp, NetLabOfApp
from app.api.describe import IF_NONE_MATCH, answered_as, parameters
from app.api.uploads import read_body
from app.api.work import Tick
from app.netlab import NetLab
from app.wire.answers import Body, pack, pack_json
from app.wire.errors import QuestionError
from app.wire.networks import MapsQuestion, PredictionQuestion, UnitQuestion, WeightsQuestion, WholeQuestion
from app.wire.query import FORMATS, Form, Format, canonical, read_form, read_question, split
from app.wire.questions import Question

router = APIRouter(prefix="/api", tags=["networks"])

MOST_DESCRIBED = 2**20
"""Bytes of a description that somebody sends."""
TENSORS_OR_JSON: tuple[Format, ...] = ("json", "safetensors")
TENSORS_FIRST: tuple[Format, ...] = ("safetensors", "json")
STRUCTURE = (404, 406, 422, 499, 503)
INFERENCE = (404, 406, 409, 422, 499, 503)


@router.get(
    "/networks",
    summary="The networks",
    responses=answered_as(
        "json",
        description="`networks`: name, what it is, size, accuracy, availability; `broken`: cards that cannot be read.",
        refusals=(406, 422, 499, 503),
    ),
    response_class=Response,
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
async def get_networks(request: Request, answerer: AnswererOfApp, netlab: NetLabOfApp) -> Response:
    """Every network that is described here; `available` says whether its weights are here too."""
    form = read_form_alone(request)
    subject = f"networks {netlab.tag()}"
    return await answerer.answer(request, subject, form, lambda *_: pack_json(netlab.cards()), offered=("json",))


@router.get(
    "/networks/{network}",
    summary="One network",
    responses=answered_as(
        "json",
        description="Its card; `layers` with shapes, windows, parameters, work and receptive fields; `edges`.",
        refusals=STRUCTURE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
async def get_network(request: Request, network: str, answerer: AnswererOfApp, netlab: NetLabOfApp) -> Response:
    """Card and structure; no weights are needed for this."""
    form = read_form_alone(request)
    subject = f"network {netlab.room.tag_of(network)}"
    return await answerer.answer(
        request, subject, form, lambda *_: pack_json(netlab.describe(network)), offered=("json",)
    )


@router.get(
    "/networks/{network}/prediction",
    summary="What a network sees in a picture",
    responses=answered_as(
        *TENSORS_OR_JSON,
        description="`classes`, `logits`, `probabilities`, and the five best as `top`.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(PredictionQuestion, forms=TENSORS_OR_JSON), IF_NONE_MATCH]},
)
async def get_prediction(request: Request, network: str, answerer: AnswererOfApp, netlab: NetLabOfApp) -> Response:
    """The picture is prepared as the network's card says, and shown to it."""
    question, form = read_question(PredictionQuestion, request.url.query)
    form = without_dtype(form)

    def work(chosen: Format, _: Tick) -> Body:
        return pack(netlab.prediction(network, question), chosen)

    return await answerer.answer(
        request, subject_of(netlab, network, "prediction", question), form, work, offered=TENSORS_OR_JSON
    )


@router.get(
    "/networks/{network}/whole",
    summary="Several layers at once",
    responses=answered_as(
        *TENSORS_FIRST,
        description="The prediction, and of each layer named `maps.NAME` f32 or u8 [C,H,W] and `mean.NAME` [H,W]; "
        "their `ranges`, `dead` and `silenced` channels by name in `layers`.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(WholeQuestion, forms=TENSORS_FIRST, dtype=True), IF_NONE_MATCH]},
)
async def get_whole(request: Request, network: str, answerer: AnswererOfApp, netlab: NetLabOfApp) -> Response:
    """One look at a picture, for a screen that shows the network as a whole."""
    question, form = read_question(WholeQuestion, request.url.query)

    def work(chosen: Format, _: Tick) -> Body:
        return pack(netlab.whole(network, question), chosen, form.dtype)

    subject = subject_of(netlab, network, "whole", question)
    return await answerer.answer(request, subject, form, work, offered=TENSORS_FIRST)


@router.get(
    "/networks/{network}/layers/{layer}",
    summary="All maps of a layer",
    responses=answered_as(
        *FORMATS,
        description="`maps` f32 or u8 [C,H,W] and their `mean` [H,W]; `ranges` and `dead` channels in `meta`. "
        "As PNG: all maps beside each other, on one scale.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(MapsQuestion, dtype=True), IF_NONE_MATCH]},
)
async def get_maps(
    request: Request, network: str, layer: str, answerer: AnswererOfApp, netlab: NetLabOfApp
) -> Response:
    """What a layer makes of a picture; the layer `input` is the prepared picture itself."""
    question, form = read_question(MapsQuestion, request.url.query)

    def work(chosen: Format, _: Tick) -> Body:
        return pack(netlab.maps(network, layer, question, to_look_at=chosen == "png"), chosen, form.dtype)

    return await answerer.answer(request, subject_of(netlab, network, f"maps {layer}", question), form, work)


@router.get(
    "/networks/{network}/layers/{layer}/unit",
    summary="One unit's whole arithmetic",
    responses=answered_as(
        "json",
        description="`terms`: patch, weights, products and sum of every input channel; bias, value, what the network "
        "itself had (`captured`), the norms and activations `after`, and the `receptive_field` on the picture.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(UnitQuestion, forms=("json",)), IF_NONE_MATCH]},
)
async def get_unit(
    request: Request, network: str, layer: str, answerer: AnswererOfApp, netlab: NetLabOfApp
) -> Response:
    """How one number of one layer comes about."""
    question, form = read_question(UnitQuestion, request.url.query)
    form = without_dtype(form)

    def work(_: Format, __: Tick) -> Body:
        return pack_json(netlab.unit(network, layer, question))

    return await answerer.answer(
        request, subject_of(netlab, network, f"unit {layer}", question), form, work, offered=("json",)
    )


@router.get(
    "/networks/{network}/layers/{layer}/footprint",
    summary="What a unit really depends on",
    responses=answered_as(
        *FORMATS,
        description="`footprint` f32 or u8 [1,H,W]: the sizes of the gradient at each pixel of the input; the share "
        "`inside` the box that geometry names, and the shares of the box that hold `half` and 95 % (`most`) of it.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(UnitQuestion, dtype=True), IF_NONE_MATCH]},
)
async def get_footprint(
    request: Request, network: str, layer: str, answerer: AnswererOfApp, netlab: NetLabOfApp
) -> Response:
    """The receptive field of a unit as measured on this picture."""
    question, form = read_question(UnitQuestion, request.url.query)

    def work(chosen: Format, _: Tick) -> Body:
        return pack(netlab.footprint(network, layer, question), chosen, form.dtype)

    return await answerer.answer(request, subject_of(netlab, network, f"footprint {layer}", question), form, work)


@router.get(
    "/networks/{network}/layers/{layer}/weights",
    summary="What a layer has learned",
    responses=answered_as(
        *FORMATS,
        description="`weights`, `bias`, and a norm's `mean` and `variance`, as torch lays them out. "
        "As PNG: all kernels beside each other, on one scale.",
        refusals=INFERENCE,
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(WeightsQuestion), IF_NONE_MATCH]},
)
async def get_weights(
    request: Request, network: str, layer: str, answerer: AnswererOfApp, netlab: NetLabOfApp
) -> Response:
    """The weights of one layer; they depend on no picture."""
    question, form = read_question(WeightsQuestion, request.url.query)
    form = without_dtype(form)

    def work(chosen: Format, _: Tick) -> Body:
        return pack(netlab.weights(network, layer, question, to_look_at=chosen == "png"), chosen)

    return await answerer.answer(request, subject_of(netlab, network, f"weights {layer}", question), form, work)


DESCRIPTION: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A network: `input` [channels, height, width] and its `layers`, as in a card's `architecture`.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["input", "layers"],
                    "properties": {
                        "input": {"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 3},
                        "layers": {"type": "array", "items": {"type": "object"}},
                    },
                },
                "example": {"input": [1, 28, 28], "layers": [{"type": "conv", "filters": 8, "kernel": 3}]},
            }
        },
    }
}


@router.post(
    "/receptive-field",
    summary="Shapes, sizes and receptive fields of any network",
    responses=answered_as(
        "json",
        description="`layers` as for a network of ours, `edges`, `parameters`, `macs`.",
        cached=False,
        refusals=(413, 422, 499, 503),
    ),
    response_class=Response,
    openapi_extra=DESCRIPTION,
)
async def post_receptive_field(request: Request, answerer: AnswererOfApp, netlab: NetLabOfApp) -> Response:
    """What follows from a description alone; an impossible one is refused with the `layer` and the reason."""
    read_form_alone(request)
    description = await read_body(request, MOST_DESCRIBED)

    def work(_: Tick) -> Body:
        return pack_json(netlab.receptive_fields(description))

    body = await while_connected(request, answerer.workroom.run(object(), work))
    return Response(body.content, media_type=body.media) if body else Response(status_code=499)


def subject_of(netlab: NetLab, network: str, what: str, question: Question) -> str:
    """The question in full: the network with its weights, what is asked of it, and the content of the picture."""
    content = netlab.room.content_of(question) if isinstance(question, PredictionQuestion) else ""
    return f"{what} {netlab.room.tag_of(network)} {content} {canonical(question)}"


def read_form_alone(request: Request) -> Form:
    pairs = split(request.url.query)
    form = read_form(pairs)
    if pairs:
        raise QuestionError("This takes no parameters.", next(iter(pairs))[:40])
    return without_dtype(form)


def without_dtype(form: Form) -> Form:
    """Where there are no maps to quantise, asking for it is a mistake."""
    if form.dtype != "f32":
        raise QuestionError("Only maps come as u8; leave dtype out.", "dtype")
    return form
