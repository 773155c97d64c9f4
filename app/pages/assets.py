"""The built front end: files whose names carry a hash of their content, as small as the client can read them."""

from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from app.wire.codings import accepted_codings

CODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build has squeezed each script and style into, the smallest first (static/vite.config.ts)."""


class BuiltFiles(StaticFiles):
    """A browser may keep these for good; squeezed once, when they are built, they cost a server nothing."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        accepted = accepted_codings(Headers(scope=scope).get("accept-encoding", ""))
        for coding, ending in CODINGS.items():
            if coding in accepted and self.lookup_path(path + ending)[1]:
                response = await super().get_response(path + ending, scope)
                response.headers["Content-Encoding"] = coding
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        if Path(path).suffix in (".js", ".css"):
            response.headers["Vary"] = "Accept-Encoding"
        return response
