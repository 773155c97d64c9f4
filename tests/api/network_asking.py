"""How the tests of /api/networks ask, and what they show."""

import io
import random
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image

from app.netlab import NetLab
from app.nets.zoo import Zoo
from app.showroom import Showroom
from tests.conftest import Server
from tests.nets.digits import drawn

CONVNET = "/api/networks/mnist-convnet"
ONE = "grid=" + ";".join(",".join("1" if 9 < x < 12 and 4 < y < 24 else "0" for x in range(28)) for y in range(28))


def get(client: httpx.Client, address: str) -> dict[str, Any]:
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def netlab_of(server: Server) -> NetLab:
    netlab: NetLab = server.app.state.netlab
    return netlab


def another_netlab(server: Server, home: Path, room: int = 2**26) -> NetLab:
    """A lab of the same networks and pictures, with nothing kept yet."""
    lab = server.answerer.lab
    return NetLab(Showroom(Zoo(netlab_of(server).zoo.shipped, home), lab.gallery, lab.device, room), 2**26)


def sheet_png(digit: int, seed: int) -> bytes:
    """A digit drawn by our own hand, as a page would upload it."""
    file = io.BytesIO()
    levels = (drawn(digit, random.Random(seed))[0].numpy() * 255).astype(np.uint8)
    Image.fromarray(levels).save(file, "PNG")
    return file.getvalue()


def upload(client: httpx.Client, digit: int, seed: int) -> str:
    name: str = client.post("/api/images", content=sheet_png(digit, seed)).json()["id"]
    return name
