"""Which route is the fastest."""

import torch

from app.engine.routes.stencil import Route, Stencil


def choose(stencil: Stencil, shape: tuple[int, int], device: torch.device) -> Route:
    """The route for an output of that shape."""
    if device.type != "cpu" or shape[0] * shape[1] < 4096:
        return "direct"
    return "banded"
