"""A real server on a free port, in this process: HTTP as clients meet it, state within a test's reach."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import hypothesis
import pytest
import uvicorn
from fastapi import FastAPI

from app.api.answering import Answerer
from app.main import create_app
from app.settings import Settings

START_SECONDS = 60
ANSWER_SECONDS = 120

# What is computed is judged here, and not how soon: the machine may have others to serve.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@dataclass(frozen=True)
class Server:
    """A running application: its address, a client for it, and the objects it was created with."""

    url: str
    client: httpx.Client
    app: FastAPI

    @property
    def answerer(self) -> Answerer:
        answerer: Answerer = self.app.state.answerer
        return answerer


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """The application of these settings, until the block ends."""
    app = create_app(settings)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, ws_per_message_deflate=False, ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with httpx.Client(base_url=url, timeout=ANSWER_SECONDS, transport=httpx.HTTPTransport(retries=3)) as client:
        assert client.get("/healthz").status_code == 200
        wait_until(lambda: client.get("/readyz").status_code == 200)
        yield Server(url, client, app)
    server.should_exit = True
    thread.join(START_SECONDS)
    listening.close()


def wait_until(holds: Callable[[], bool], seconds: float = START_SECONDS) -> None:
    """Ask again until it holds; a condition, not a nap."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        pause.wait(0.02)
    raise AssertionError(f"It did not come to hold within {seconds} s.")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    """The server that most tests share."""
    with serving(Settings(home=home, device="cpu")) as running:
        yield running


@pytest.fixture
def client(server: Server) -> httpx.Client:
    return server.client
