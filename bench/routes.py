"""The engine's chosen route for kernels of 1–31 a side, beside the bare `F.conv2d` and OpenCV's `filter2D`."""

from collections.abc import Callable
from functools import partial
from typing import Any

import cv2
import torch
from torch.nn import functional

from app.engine.convolution import Convolution, convolve
from app.engine.geometry import make_geometry
from bench.measure import interleaved, medians_ms

SIDES = (1, 2, 3, 5, 7, 11, 15, 21, 31)
PICTURE = 512
ROUNDS = 15


def main() -> dict[str, Any]:
    """Milliseconds for one grey 512² picture, padded with zeros, and the two ratios that the goals are about."""
    seen = torch.rand(1, PICTURE, PICTURE)
    return {f"{side}×{side}": row(seen, side) for side in SIDES} | {
        "goal": "over F.conv2d at most 1; over filter2D at most 3"
    }


def row(seen: torch.Tensor, side: int) -> dict[str, float]:
    weights = torch.randn(1, 1, side, side)
    asked = Convolution(weights=weights, geometry=make_geometry((side, side), padding="same"))
    picture, kernel = seen[0].numpy(), weights[0, 0].numpy()
    calls: dict[str, Callable[[], object]] = {
        "ours": partial(convolve, seen, asked),
        "F.conv2d": partial(functional.conv2d, seen[None], weights, padding=side // 2),
        "filter2D": partial(cv2.filter2D, picture, -1, kernel, borderType=cv2.BORDER_CONSTANT),
    }
    ms = medians_ms(interleaved(calls, ROUNDS))
    return {**ms, "over F.conv2d": ms["ours"] / ms["F.conv2d"], "over filter2D": ms["ours"] / ms["filter2D"]}
