"""Every error → problem+json, in one place: a malformed question, an engine's or an image's refusal, anything else."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from app.api.work import Overloaded
from app.engine.errors import Cancelled, EngineError
from app.images.errors import ImageError, StoreFailed, TooLarge, UnknownImage, UnsupportedImage
from app.nets.errors import MissingWeights, NetworkError, UnknownLayer, UnknownNetwork, UnknownUnit
from app.wire.errors import NotAcceptable, QuestionError

AsPage = Callable[[Request, dict[str, Any]], Response | None]
"""Makes a page of a problem where a person is asking; None where a program is."""

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (UnknownImage, HTTPStatus.NOT_FOUND),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedImage, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (StoreFailed, HTTPStatus.INSUFFICIENT_STORAGE),
    (ImageError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UnknownNetwork, HTTPStatus.NOT_FOUND),
    (UnknownLayer, HTTPStatus.NOT_FOUND),
    (UnknownUnit, HTTPStatus.NOT_FOUND),
    (MissingWeights, HTTPStatus.CONFLICT),
    (NetworkError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (QuestionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Cancelled, HTTPStatus.SERVICE_UNAVAILABLE),
    (EngineError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Overloaded, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The first row that fits decides, so children stand before their parents."""

TITLES = {
    HTTPStatus.NOT_FOUND: "There is nothing here",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that method",
    HTTPStatus.NOT_ACCEPTABLE: "No form of the answer is accepted",
    HTTPStatus.CONFLICT: "The weights are not here",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Too large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Not a picture that can be read",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The question cannot be answered",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too busy",
    HTTPStatus.INSUFFICIENT_STORAGE: "No room left",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Our mistake",
}
MEDIA_TYPE = "application/problem+json"


def status_of(error: Exception) -> HTTPStatus:
    return next((status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def problem_of(error: Exception) -> dict[str, Any]:
    """An error as a problem: `detail` is the sentence that a page shows, `field` the parameter to mend."""
    status = status_of(error)
    known = status is not HTTPStatus.INTERNAL_SERVER_ERROR
    if isinstance(error, NetworkError):
        return problem(status, error.message, error.field) | {"layer": error.layer}
    return problem(status, str(error) if known else "Something failed on our side.", getattr(error, "field", None))


def problem(status: int, detail: str, field: str | None = None) -> dict[str, Any]:
    title = TITLES.get(HTTPStatus(status), HTTPStatus(status).phrase)
    return {"type": "about:blank", "title": title, "status": int(status), "detail": detail, "field": field}


class Problems:
    """The handlers of every error; `as_page` may answer a person with a page instead."""

    def __init__(self, as_page: AsPage) -> None:
        self.as_page = as_page

    def respond(self, request: Request, content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
        response = self.as_page(request, content) or JSONResponse(content, content["status"], media_type=MEDIA_TYPE)
        response.headers.update({"Cache-Control": "no-store", **(headers or {})})
        return response

    async def on_known(self, request: Request, error: Exception) -> Response:
        """A refusal of ours, from any room."""
        headers = {"Retry-After": str(getattr(error, "retry_after", 1))} if status_of(error) == 503 else None
        return self.respond(request, problem_of(error), headers)

    async def on_http(self, request: Request, error: Exception) -> Response:
        """Starlette's own refusals: no such address, wrong method."""
        status, headers = getattr(error, "status_code", 500), getattr(error, "headers", None)
        says = {
            404: f"{request.url.path} is not an address of ours.",
            405: f"{request.url.path} does not take {request.method}.",
        }
        return self.respond(request, problem(status, says.get(status, f"{getattr(error, 'detail', error)}.")), headers)

    async def on_unexpected(self, request: Request, error: Exception) -> Response:
        log.error("unexpected failure at %s", request.url.path, exc_info=error)
        return self.respond(request, problem_of(error))


def install(app: FastAPI, as_page: AsPage) -> None:
    problems = Problems(as_page)
    for kind, _ in STATUS:
        app.add_exception_handler(kind, problems.on_known)
    app.add_exception_handler(HTTPException, problems.on_http)
    app.add_exception_handler(Exception, problems.on_unexpected)
