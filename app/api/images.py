"""/api/images: upload, list, look."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.api.answering import while_connected
from app.api.deps import AnswererOfApp
from app.api.describe import IF_NONE_MATCH, answered_as, parameters
from app.api.uploads import read_upload
from app.api.work import Tick
from app.images.limits import Limits
from app.lab import Lab, describe
from app.wire.answers import Body, pack, pack_json
from app.wire.errors import QuestionError
from app.wire.query import FORMATS, PICTURED, Format, canonical, read_form, read_question, split
from app.wire.questions import ImageQuestion

router = APIRouter(prefix="/api/images", tags=["images"])

BINARY = {"schema": {"type": "string", "format": "binary"}}
CREATED = {
    "description": "Stored; the same picture always has the same id.",
    "content": {"application/json": {"schema": {"type": "object"}}},
    "headers": {"Location": {"schema": {"type": "string"}, "description": "Where the image is now."}},
}


@router.post(
    "",
    status_code=201,
    summary="Upload a picture",
    response_class=JSONResponse,
    responses={201: CREATED, **answered_as(description="", cached=False, refusals=(413, 415, 422, 499, 503, 507))},
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The picture itself, or a form with it as `file`. PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF.",
            "content": {
                "application/octet-stream": BINARY,
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                },
            },
        }
    },
)
async def post_image(request: Request, answerer: AnswererOfApp) -> Response:
    """Decode a picture, keep its pixels, and name it by their hash."""
    lab = answerer.lab
    data = await read_upload(request, lab.gallery.limits.max_bytes)

    def work(_: Tick) -> Body:
        return pack_json(describe(lab.gallery.add(data)))

    body = await while_connected(request, answerer.workroom.run(object(), work))
    if body is None:
        return Response(status_code=499)
    name = json.loads(body.content)["id"]
    return Response(body.content, 201, {"Location": f"/api/images/{name}"}, body.media)


@router.get(
    "",
    summary="Samples and limits",
    responses=answered_as("json", description="`samples`, `limits`.", refusals=(406, 422, 503)),
    response_class=Response,
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
async def get_images(request: Request, answerer: AnswererOfApp) -> Response:
    """The pictures that are always here, and what an upload may be."""
    pairs = split(request.url.query)
    form = read_form(pairs)
    if pairs:
        raise QuestionError("This list takes no parameters.", next(iter(pairs)))

    def work(_: Format, __: Tick) -> Body:
        return pack_json(listing(answerer.lab))

    return await answerer.answer(request, "images", form, work, offered=("json",))


@router.get(
    "/{image}",
    summary="One picture",
    responses=answered_as(
        *PICTURED,
        description="PNG, or WebP if that is asked for by name (small, not exact); `image` f32 [C,H,W] in 0…1; facts.",
        refusals=(404, 406, 422, 499, 503),
    ),
    response_class=Response,
    openapi_extra={"parameters": [*parameters(ImageQuestion, forms=PICTURED), IF_NONE_MATCH]},
)
async def get_image(request: Request, image: str, answerer: AnswererOfApp) -> Response:
    """A sample or an upload: its pixels, its tensor, or what is known about it."""
    question, form = read_question(ImageQuestion, request.url.query)
    entry = answerer.lab.gallery.find(image)

    def work(chosen: Format, _: Tick) -> Body:
        if chosen == "json":
            return pack_json(describe(entry))
        return pack(answerer.lab.image(entry, question), chosen, form.dtype)

    offered = PICTURED if form.format == "webp" else FORMATS
    return await answerer.answer(request, f"image {entry.id} {image} {canonical(question)}", form, work, offered)


def listing(lab: Lab) -> dict[str, Any]:
    return {"samples": [describe(entry) for entry in lab.gallery.samples()], "limits": limits_of(lab.gallery.limits)}


def limits_of(limits: Limits) -> dict[str, Any]:
    return {
        "bytes": limits.max_bytes,
        "pixels": limits.max_pixels,
        "side": limits.max_side,
        "formats": list(limits.formats),
    }
