"""100 clients that follow one lesson: no more computations than distinct questions."""

import http.client
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.measure import percentile
from bench.running import kernelscope, must_get

CLIENTS = 100
LESSON = tuple(
    f"/api/convolution?image={image}&size=256&kernel={kernel}&padding=same"
    for image in ("cat", "portrait")
    for kernel in ("box-blur", "sharpen", "outline", "emboss", "sobel-left", "sobel-top", "gaussian-5", "laplacian-8")
)


def main() -> dict[str, Any]:
    with TemporaryDirectory() as home, kernelscope(Path(home)) as (port, _):
        before = computed(port)
        waits: list[float] = []
        start = threading.Barrier(CLIENTS)
        clients = [threading.Thread(target=follow, args=(port, start, waits)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return {
            "questions asked": len(waits),
            "distinct questions": len(LESSON),
            "computations": computed(port) - before,
            "wait ms p50": percentile(waits, 0.5) * 1000,
            "wait ms p95": percentile(waits, 0.95) * 1000,
            "goal": "computations at most distinct questions",
        }


def follow(port: int, start: threading.Barrier, waits: list[float]) -> None:
    """One student: the lesson's questions in order, with the others."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    start.wait()
    for address in LESSON:
        begun = time.perf_counter()
        must_get(connection, address)
        waits.append(time.perf_counter() - begun)


def computed(port: int) -> int:
    """Computations begun so far, as /metrics counts them."""
    text = must_get(http.client.HTTPConnection("127.0.0.1", port), "/metrics").decode()
    line = next(line for line in text.splitlines() if line.startswith("kernelscope_computations_total"))
    return int(float(line.split()[-1]))
