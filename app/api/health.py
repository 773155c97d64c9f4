"""/healthz: the process lives. /readyz: it can answer. /metrics: what it has been doing."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from app.api.deps import AnswererOfApp

router = APIRouter(tags=["health"])

LOAD = Gauge("kernelscope_load", "Computations running or waiting.")
CACHED = Gauge("kernelscope_cached_bytes", "Bytes of answers kept in memory.")


@router.get("/healthz", summary="The process lives")
async def get_health() -> dict[str, str]:
    return {"status": "ok"}


@router.get(
    "/readyz",
    summary="The server can answer",
    responses={
        503: {"description": "Still warming up.", "content": {"application/json": {"schema": {"type": "object"}}}}
    },
)
async def get_ready(request: Request) -> Response:
    """503 until the first computation has warmed the device up."""
    ready = bool(request.app.state.ready.is_set())
    return JSONResponse(
        {"status": "ready" if ready else "warming up"}, 200 if ready else 503, {"Cache-Control": "no-store"}
    )


@router.get("/metrics", summary="Prometheus metrics", response_class=Response)
async def get_metrics(answerer: AnswererOfApp) -> Response:
    LOAD.set(answerer.workroom.load)
    CACHED.set(answerer.cache.held)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
