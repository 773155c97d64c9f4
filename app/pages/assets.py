"""The built front end: files whose names carry a hash of their content, as small as the client can read them."""

from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

from app.wire.codings import accepted_codings

CODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build has squeezed each script and style into, the smallest first (static/vite.config.ts)."""


class BuiltFiles(StaticFiles):
    """A browser may keep these for good; squeezed once, when they are built, they cost a server nothing.

    What was asked for once is answered from memory: a file that is opened, read and closed is five turns of a thread,
    and a page waits for all of its files.
    """

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        asked = Headers(scope=scope)
        coding = self._coding(path, asked.get("accept-encoding", ""))
        name = path + CODINGS.get(coding, "")
        if name not in self._kept:
            # Whoever asks amiss is told so here, and leaves nothing behind.
            found = await super().get_response(name, scope)
            if not isinstance(found, FileResponse):
                return found
            self._kept[name] = Path(found.path).read_bytes(), headers_of(found, path, coding)
        content, headers = self._kept[name]
        response = Response(content, headers=headers)
        if self.is_not_modified(response.headers, asked):
            return NotModifiedResponse(response.headers)
        return response

    def _coding(self, path: str, header: str) -> str:
        """The smallest that both the client and the build have; plain where there is none."""
        accepted = accepted_codings(header)
        return next(
            (
                coding
                for coding, ending in CODINGS.items()
                if coding in accepted and (path + ending in self._kept or self.lookup_path(path + ending)[1])
            ),
            "",
        )


def headers_of(found: FileResponse, path: str, coding: str) -> dict[str, str]:
    kept = {name: found.headers[name] for name in ("content-type", "etag", "last-modified")}
    kept["Cache-Control"] = "public, max-age=31536000, immutable"
    if coding:
        kept["Content-Encoding"] = coding
    if Path(path).suffix in (".js", ".css"):
        kept["Vary"] = "Accept-Encoding"
    return kept
