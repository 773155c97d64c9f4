"""Around every request: an id, one log line that names the question, counts, and the security headers."""

import re
import time
import uuid

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("kernelscope.access")

REQUESTS = Counter("kernelscope_requests", "Requests by method, route and status.", ["method", "route", "status"])
SECONDS = Histogram("kernelscope_request_seconds", "Time to the whole answer.", ["route"])
OWN_ID = re.compile(r"[A-Za-z0-9-]{1,64}")

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Around:
    """Plain ASGI: a few microseconds a request, and streams stay streams."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        request_id = own_or_new_id(scope)
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update({**SECURITY, "X-Request-Id": request_id})
            await send(message)

        try:
            await (self.app if scope["method"] != "HEAD" else head_only(self.app))(scope, receive, sending)
        finally:
            record(scope, status, time.perf_counter() - begun, request_id)


def head_only(app: ASGIApp) -> ASGIApp:
    """HEAD is GET without its body, for every address that takes GET."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await app({**scope, "method": "GET"}, receive, without_body)

    return answer


def own_or_new_id(scope: Scope) -> str:
    """A client's or proxy's id, where it is harmless; otherwise a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if OWN_ID.fullmatch(given) else uuid.uuid4().hex


def record(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    route = getattr(scope.get("route"), "path", "other")
    REQUESTS.labels(scope["method"], route, status).inc()
    SECONDS.labels(route).observe(seconds)
    log.info(
        "request",
        method=scope["method"],
        path=scope["path"],
        question=scope["query_string"].decode("latin-1")[:500],
        status=status,
        ms=round(seconds * 1000, 2),
        id=request_id,
    )
