"""Memory with 1,000 uploads of 12 MP: bounded by the configured caches, nothing leaks."""

import http.client
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import psutil
from PIL import Image

from bench.running import kernelscope, must_get

UPLOADS = 1000
WIDTH, HEIGHT = 4000, 3000
CACHE_MIB, STORE_MIB = 128, 512
EVERY = 100


def main(uploads: int = UPLOADS) -> dict[str, Any]:
    """Each picture is new; after each its convolution is asked for, so that every cache is filled."""
    settings = {
        "image_cache": str(CACHE_MIB << 20),
        "answer_cache": str(CACHE_MIB << 20),
        "store": str(STORE_MIB << 20),
    }
    with TemporaryDirectory() as home, kernelscope(Path(home), **settings) as (port, server):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        begun = rss_mib(server)
        picture = photograph()
        course = []
        for number in range(uploads):
            name = upload(connection, variant(picture, number))
            must_get(connection, f"/api/convolution?image={name}&kernel=sobel-x&padding=same")
            if (number + 1) % EVERY == 0:
                course.append(rss_mib(server))
        stored = sum(file.stat().st_size for file in Path(home).rglob("*") if file.is_file()) / 2**20
    return {
        "RSS MiB at start": begun,
        f"RSS MiB after each {EVERY} uploads": course,
        "growth over the last half": course[-1] - course[len(course) // 2 - 1] if len(course) > 1 else 0,
        "disk MiB": stored,
        "bounds MiB": {"caches": 2 * CACHE_MIB, "store": STORE_MIB},
        "goal": "bounded by the caches, no growth over the last half",
    }


def photograph() -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """Smooth noise: as hard to compress as a photograph's sky and grass."""
    small = np.random.default_rng(0).integers(0, 256, (HEIGHT // 40, WIDTH // 40, 3), np.uint8)
    return np.asarray(Image.fromarray(small).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)).copy()


def variant(picture: "np.ndarray[Any, np.dtype[np.uint8]]", number: int) -> bytes:
    """The same picture with its number written into a corner, as JPEG."""
    bits = [255 * (number >> bit & 1) for bit in range(12)]
    picture[:16, : 16 * 12] = np.repeat(bits, 16)[None, :, None]
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=85)
    return file.getvalue()


def upload(connection: http.client.HTTPConnection, data: bytes) -> str:
    connection.request("POST", "/api/images", data, {"Content-Type": "image/jpeg"})
    answer = connection.getresponse()
    body = json.loads(answer.read())
    if answer.status != 201:
        raise RuntimeError(f"The upload was answered {answer.status}: {body}")
    name: str = body["id"]
    return name


def rss_mib(server: psutil.Process) -> float:
    return float(server.memory_info().rss / 2**20)
