"""A web server that keeps one file, and can misbehave as servers and networks do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Shelf:
    """What the server has and how it behaves; `asked` are the ranges that clients asked for."""

    content: bytes
    url: str = ""
    status: int = 200
    ranges: bool = True
    cut_after: int | None = None
    claimed_length: int | None = None
    asked: list[str | None] = field(default_factory=list)


@contextmanager
def serving_file(content: bytes) -> Iterator[Shelf]:
    shelf = Shelf(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(shelf))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    shelf.url = f"http://127.0.0.1:{server.server_address[1]}/tiny.pth"
    yield shelf
    server.shutdown()
    server.server_close()
    thread.join()


def _handler(shelf: Shelf) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            shelf.asked.append(wanted)
            first = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and shelf.ranges else 0
            rest = shelf.content[first:]
            if shelf.status != 200:
                self.send_error(shelf.status)
                return
            if wanted and shelf.ranges and not rest:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(shelf.content)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if wanted and shelf.ranges else 200)
            if wanted and shelf.ranges:
                last = len(shelf.content) - 1
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(shelf.content)}")
            self.send_header("Content-Length", str(shelf.claimed_length or len(rest)))
            self.end_headers()
            self.wfile.write(rest if shelf.cut_after is None else rest[: shelf.cut_after])

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    return Handler
