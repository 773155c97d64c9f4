"""A server that can be lost and come back at the same address, as one that is restarted."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn

from app.main import create_app
from app.settings import Settings
from tests.conftest import START_SECONDS, wait_until


@dataclass
class Restartable:
    """Its port is its own also while nobody listens there."""

    settings: Settings
    port: int = 0
    running: tuple[uvicorn.Server, threading.Thread, socket.socket] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if self.running:
            return
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            create_app(self.settings),
            log_config=None,
            access_log=False,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        wait_until(lambda: server.started)
        self.running = server, thread, listening

    def lose(self) -> None:
        """Gone with all its connections, whatever is under way."""
        if self.running is None:
            return
        server, thread, listening = self.running
        server.should_exit = True
        thread.join(START_SECONDS)
        listening.close()
        self.running = None


@contextmanager
def restartable(settings: Settings) -> Iterator[Restartable]:
    server = Restartable(settings)
    server.start()
    yield server
    server.lose()
