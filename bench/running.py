"""Servers under measurement: processes of their own, on free ports, with a keep-alive client."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def process(command: Sequence[str], port: int, ready: str, env: Mapping[str, str]) -> Iterator[psutil.Process]:
    """A server process that answers at `ready`, until the block ends."""
    running = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, ready, running)
        yield psutil.Process(running.pid)
    finally:
        running.terminate()
        running.wait(10)


def wait_for(port: int, address: str, running: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.1)):
        if running.poll() is not None:
            raise RuntimeError(f"The server ended with {running.returncode} before it answered.")
        try:
            if get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), address)[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at {address} within {seconds} s.")


@contextmanager
def kernelscope(home: Path, **settings: str) -> Iterator[tuple[int, psutil.Process]]:
    """Our server as `make run` starts it."""
    port = free_port()
    env = {"KERNELSCOPE_HOME": str(home), "OMP_WAIT_POLICY": "PASSIVE"}
    env |= {f"KERNELSCOPE_{name.upper()}": value for name, value in settings.items()}
    with process([sys.executable, "-m", "app", "serve", "--port", str(port)], port, "/readyz", env) as running:
        yield port, running


def get(connection: http.client.HTTPConnection, address: str) -> tuple[int, bytes]:
    connection.request("GET", address)
    answer = connection.getresponse()
    return answer.status, answer.read()


def must_get(connection: http.client.HTTPConnection, address: str) -> bytes:
    status, body = get(connection, address)
    if status != 200:
        raise RuntimeError(f"{address} answered {status}: {body[:200]!r}")
    return body
