"""Cost per megapixel from 0.25 to 16 MP: flat within 25 %, for the kernels that people use."""

from functools import partial
from typing import Any

import torch

from app.engine.convolution import Convolution, convolve
from app.engine.geometry import make_geometry
from bench.measure import interleaved, medians_ms

SIDES = (512, 1024, 2048, 4096)
KERNELS = (3, 7, 15)
ROUNDS = 7


def main() -> dict[str, Any]:
    """Milliseconds per megapixel, and the dearest size over the cheapest."""
    result: dict[str, Any] = {"goal": "spread at most 1.25"}
    for kernel in KERNELS:
        weights = torch.randn(1, 1, kernel, kernel)
        asked = Convolution(weights=weights, geometry=make_geometry((kernel, kernel), padding="same"))
        images = {side: torch.rand(1, side, side) for side in SIDES}
        calls = {str(side): partial(convolve, image, asked) for side, image in images.items()}
        ms = medians_ms(interleaved(calls, ROUNDS, warm=1))
        each = {side: ms[str(side)] / (side * side / 1e6) for side in SIDES}
        result[f"{kernel}×{kernel}"] = {
            "ms per megapixel": {f"{side}²": value for side, value in each.items()},
            "spread": max(each.values()) / min(each.values()),
        }
    return result
