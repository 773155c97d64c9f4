"""Networks over HTTP beside bare torch, the encoding of VGG-16's largest maps, and memory over many questions."""

import gzip
import http.client
import io
import itertools
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from app.nets.graph import graph_of
from app.nets.module import Network
from app.nets.training.loop import initialise
from app.nets.weights import save
from app.nets.zoo import WEIGHTS, Zoo
from bench.measure import interleaved, medians_ms
from bench.running import ROOT, kernelscope, must_get
from bench.uploads import rss_mib, upload

NAMES: Final = ("mnist-convnet", "cifar-vgg", "cifar-resnet")
ROUNDS: Final = 60
QUESTIONS: Final = 3000
"""What the allocator keeps has settled by then, and the last thousand tell whether anything else grows."""


def main() -> dict[str, Any]:
    return {"prediction over bare torch": predictions(), "largest maps of vgg16": encodings(), "memory": memory()}


def predictions() -> dict[str, Any]:
    """Every request shows a picture that the server has not been asked about, so that no cache answers."""
    with TemporaryDirectory() as home, kernelscope(Path(home)) as (port, _):
        zoo, told = Zoo(ROOT / "models", Path(home)), {}
        for name in NAMES:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            network, shape = zoo.load(name, torch.device("cpu")), zoo.card(name).architecture.input
            pictures = itertools.cycle([upload(connection, scribble(number)) for number in range(ROUNDS + 3)])
            batch = torch.rand(1, *shape)
            ms = medians_ms(
                interleaved({"bare": bare(network, batch), "http": asking(connection, name, pictures)}, ROUNDS)
            )
            told[name] = {"ms": ms, "over bare": ms["http"] / ms["bare"]}
        return told


def bare(network: Network, batch: Tensor) -> Callable[[], object]:
    def call() -> object:
        with torch.inference_mode():
            return network(batch)

    return call


def asking(connection: http.client.HTTPConnection, name: str, pictures: "itertools.cycle[str]") -> Callable[[], object]:
    return lambda: must_get(connection, f"/api/networks/{name}/prediction?image={next(pictures)}&format=json")


def encodings() -> dict[str, Any]:
    """Bytes and time of the 64 maps of 224 × 224. The weights are random: it is the size of the maps that matters."""
    with TemporaryDirectory() as home:
        zoo = Zoo(ROOT / "models", Path(home))
        network = Network(graph_of(zoo.card("vgg16").architecture))
        torch.manual_seed(0)
        initialise(network)
        folder = Path(home) / "networks" / "vgg16"
        save(network.state_dict(), folder / WEIGHTS)
        layer = largest(network)
        with kernelscope(Path(home)) as (port, _):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            bodies = {kind: maps_of(connection, layer, kind, "cat") for kind in ("f32", "u8")}
            seconds = {
                kind: interleaved({kind: lambda kind=kind: maps_of(connection, layer, kind, "cat")}, 8)[kind]  # type: ignore[misc]
                for kind in bodies
            }
        return {
            "layer": layer,
            "MB": {kind: len(body) / 1e6 for kind, body in bodies.items()},
            "ms from the cache": medians_ms(seconds),
            "further packed": {kind: packed(body) for kind, body in bodies.items()},
        }


def largest(network: Network) -> str:
    """The layer with most values behind the input; the first of several."""
    maps = [node for node in network.graph.nodes.values() if node.spatial and node.name != "input"]
    return max(maps, key=lambda node: int(np.prod(node.shape))).name


def maps_of(connection: http.client.HTTPConnection, layer: str, kind: str, image: str) -> bytes:
    return must_get(connection, f"/api/networks/vgg16/layers/{layer}?image={image}&dtype={kind}&format=safetensors")


def packed(body: bytes) -> dict[str, float]:
    """What gzip at its quickest makes of it, and how long that takes."""
    ms = medians_ms(interleaved({"gzip": lambda: gzip.compress(body, 1)}, 2, warm=1))["gzip"]
    return {"gzip MB": len(gzip.compress(body, 1)) / 1e6, "gzip ms": ms}


def memory() -> dict[str, Any]:
    """Predictions, maps and units of ever new pictures and places, with caches that are soon full."""
    small = str(64 << 20)
    with (
        TemporaryDirectory() as home,
        kernelscope(Path(home), answer_cache=small, network_cache=small) as (port, server),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        course = []
        for number in range(QUESTIONS):
            picture = upload(connection, scribble(number))
            name, layer = (("cifar-resnet", "stage2.conv1"), ("mnist-convnet", "conv2"))[number % 2]
            unit = f"{number % 64},{number % 8},{number % 7}"
            must_get(connection, f"/api/networks/{name}/layers/{layer}/unit?image={picture}&unit={unit}&format=json")
            must_get(connection, f"/api/networks/{name}/layers/{layer}?image={picture}&format=safetensors")
            if (number + 1) % 100 == 0:
                course.append(rss_mib(server))
        return {
            "RSS MiB after each 100 questions": course,
            "growth over the last 1,000": course[-1] - course[-11],
            "goal": "flat once the caches are full",
        }


def scribble(number: int) -> bytes:
    """A 28 × 28 picture of its own for each number."""
    cells = np.random.default_rng(number).integers(0, 256, (28, 28), np.uint8)
    file = io.BytesIO()
    Image.fromarray(cells).save(file, "PNG")
    return file.getvalue()
