"""/docs: the API's reference, written from its own OpenAPI document, with examples that can be clicked."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.pages.frame import Context, Pages

router = APIRouter(include_in_schema=False)

EXAMPLES = {
    "/api/convolution": "image=cat&kernel=sobel-x&padding=same&format=png",
    "/api/pooling": "image=cat&pool=max&window=8&format=png",
    "/api/steps": "op=convolution&grid=1,2,0;0,1,3;2,2,1&kernel=1,0;0,1&count=2",
    "/api/images/{image}": "format=png",
    "/api/networks/{network}/prediction": "image=three",
    "/api/networks/{network}/whole": "image=three&layers=conv1,pool1&format=json",
    "/api/networks/{network}/layers/{layer}": "image=three&format=png",
    "/api/networks/{network}/layers/{layer}/unit": "image=three&unit=0,14,14",
    "/api/networks/{network}/layers/{layer}/footprint": "image=three&unit=0,14,14&format=png",
    "/api/networks/{network}/layers/{layer}/dream": "channel=3&steps=32&format=png",
    "/api/networks/{network}/layers/{layer}/weights": "format=png",
}
PLACES = {"{image}": "cat", "{network}": "mnist-convnet", "{layer}": "conv1"}
METHODS = ("get", "post")


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    needed: bool
    description: str
    example: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Response:
    status: str
    description: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    path: str
    anchor: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    responses: tuple[Response, ...]
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceContext(Context):
    endpoints: tuple[Endpoint, ...]


@router.get("/docs")
async def get_docs(request: Request) -> HTMLResponse:
    """Every endpoint with its parameters, answers and refusals."""
    pages: Pages = request.app.state.pages
    context = ReferenceContext(
        title="API · Kernelscope",
        description="Every endpoint of Kernelscope, with its parameters, answers and refusals.",
        endpoints=endpoints(request.app.openapi()),
        **pages.frame(request),
    )
    return pages.render("reference.html", context)


def endpoints(document: dict[str, Any]) -> tuple[Endpoint, ...]:
    return tuple(
        endpoint(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    )


def endpoint(method: str, path: str, operation: dict[str, Any]) -> Endpoint:
    address = path
    for place, example in PLACES.items():
        address = address.replace(place, example)
    query = EXAMPLES.get(path)
    return Endpoint(
        method=method.upper(),
        path=path,
        anchor=f"{method}{path.replace('/', '-').strip('{}')}".replace("{", "").replace("}", ""),
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(parameter(one) for one in operation.get("parameters", ()) if one["in"] == "query"),
        responses=tuple(Response(status, one["description"]) for status, one in operation["responses"].items()),
        example=(f"{address}?{query}" if query else address) if method == "get" else None,
    )


def parameter(described: dict[str, Any]) -> Parameter:
    return Parameter(
        name=described["name"],
        needed=described["required"],
        description=described["description"],
        example=described["example"],
        choices=tuple(described["schema"].get("enum", ())),
    )
