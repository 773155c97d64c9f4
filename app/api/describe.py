"""OpenAPI's account of the endpoints, taken from the questions themselves so that it cannot drift from them."""

from typing import Any

from app.wire.accept import MEDIA
from app.wire.query import DTYPES, FORMATS, Format
from app.wire.questions import Question

PROBLEM: dict[str, Any] = {
    "application/problem+json": {
        "schema": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "A sentence that a learner understands."},
                "field": {"type": ["string", "null"], "description": "The parameter to mend."},
            },
        }
    }
}
REFUSALS = {
    404: "An image, a network, a layer or a unit of that name is not here.",
    406: "None of the answer's forms is accepted.",
    409: "The network is described here, but its weights are not; the sentence says how to get them.",
    413: "The upload has too many bytes or pixels.",
    415: "Not one of the picture formats that are read.",
    422: "The question, or the picture, cannot be read or answered; `field` names the parameter.",
    499: "The client left before the answer was ready.",
    503: "Too much work is waiting; `Retry-After` says when to ask again.",
    507: "The disk has no room for another upload.",
}


def parameters(
    *models: type[Question], forms: tuple[Format, ...] = FORMATS, dtype: bool = False
) -> list[dict[str, Any]]:
    """The query parameters of an endpoint."""
    listed = [parameter for model in models for parameter in parameters_of(model)]
    if len(forms) > 1:
        listed.append(choice("format", list(forms), "Overrides the `Accept` header."))
    if dtype:
        listed.append(
            choice("dtype", list(DTYPES), "u8: quantised per channel, ranges in `meta.quantised` (safetensors).")
        )
    return listed


def parameters_of(model: type[Question]) -> list[dict[str, Any]]:
    schema = model.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": described["description"],
            "schema": textual(described),
            "example": described["examples"][0],
        }
        for name, described in schema["properties"].items()
    ]


def textual(described: dict[str, Any]) -> dict[str, Any]:
    """The string schema of a field; leaving a parameter out is said by `required`, not by null."""
    options = described.get("anyOf", [described])
    return {key: value for key, value in options[0].items() if key in ("type", "pattern", "enum")}


def choice(name: str, values: list[str], description: str) -> dict[str, Any]:
    schema = {"type": "string", "enum": values}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        "example": values[0],
    }


IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of an answer that the client holds; a match is answered 304 without computing.",
    "schema": {"type": "string"},
}


def answered_as(
    *forms: Format, description: str, cached: bool = True, refusals: tuple[int, ...]
) -> dict[int | str, Any]:
    """The responses of an endpoint: its forms, and each refusal with what it means."""
    bodies: dict[Format, dict[str, Any]] = {
        "safetensors": {"schema": {"type": "string", "format": "binary"}},
        "png": {"schema": {"type": "string", "format": "binary"}},
        "json": {"schema": {"type": "object"}},
        "webp": {"schema": {"type": "string", "format": "binary"}},
    }
    responses: dict[int | str, Any] = {
        200: {"description": description, "content": {MEDIA[f]: bodies[f] for f in forms}}
    }
    if cached:
        responses[304] = {"description": "The client's copy is still right."}
    return responses | {status: {"description": REFUSALS[status], "content": PROBLEM} for status in refusals}
