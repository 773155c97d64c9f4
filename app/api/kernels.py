"""GET /api/kernels: the named kernels and the generators, with their weights and what they do."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.deps import AnswererOfApp
from app.api.describe import IF_NONE_MATCH, answered_as
from app.api.work import Tick
from app.engine import kernels
from app.wire.answers import Body, pack_json
from app.wire.errors import QuestionError
from app.wire.query import Format, read_form, split

router = APIRouter(prefix="/api", tags=["kernels"])


@router.get(
    "/kernels",
    summary="Named kernels and generators",
    responses=answered_as(
        "json", description="Weights as fractions, accounts, parameter ranges.", refusals=(406, 422, 503)
    ),
    response_class=Response,
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
async def get_kernels(request: Request, answerer: AnswererOfApp) -> Response:
    """Every kernel that has a name, and every family of kernels with its parameters' ranges."""
    pairs = split(request.url.query)
    form = read_form(pairs)
    if pairs:
        raise QuestionError("This list takes no parameters.", next(iter(pairs)))

    def work(_: Format, __: Tick) -> Body:
        return pack_json(catalogue())

    return await answerer.answer(request, "kernels", form, work, offered=("json",))


def catalogue() -> dict[str, Any]:
    return {
        "kernels": [named_kernel(kernel) for kernel in kernels.CATALOGUE.values()],
        "generators": [generator(one) for one in kernels.GENERATORS.values()],
    }


def named_kernel(kernel: kernels.NamedKernel) -> dict[str, Any]:
    """Weights as the grammar writes them: fractions stay fractions."""
    return {
        "name": kernel.name,
        "title": kernel.title,
        "family": kernel.family,
        "account": kernel.account,
        "source": kernel.source,
        "alias_of": kernel.alias_of,
        "rows": [[str(weight) for weight in row] for row in kernel.rows],
        "sum": str(kernel.total),
        "symmetric": kernel.symmetric,
    }


def generator(one: kernels.Generator) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "account": one.account,
        "parameters": [asdict(parameter) for parameter in one.parameters],
    }
