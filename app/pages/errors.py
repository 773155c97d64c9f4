"""An error as a page, for a person who followed a link; programs get problem+json."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from app.pages.frame import Context, Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorContext(Context):
    heading: str
    status: int
    detail: str


def render(request: Request, problem: dict[str, Any]) -> Response | None:
    """The page, or None where the client did not ask for one."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return None
    pages: Pages = request.app.state.pages
    context = ErrorContext(
        title=problem["title"],
        description=problem["detail"],
        heading=problem["title"],
        status=problem["status"],
        detail=problem["detail"],
        **pages.frame(request),
    )
    return pages.render("error.html", context, problem["status"])
