"""The routes by name, and what they take."""

from typing import cast

import torch

from app.engine.errors import InvalidParameter
from app.engine.routes import banded, channels_last, direct, fft, separable, shift_add
from app.engine.routes.stencil import Route, RouteModule, Stencil

MODULES: dict[Route, RouteModule] = {
    "direct": cast(RouteModule, direct),
    "channels-last": cast(RouteModule, channels_last),
    "shift-add": cast(RouteModule, shift_add),
    "banded": cast(RouteModule, banded),
    "separable": cast(RouteModule, separable),
    "fft": cast(RouteModule, fft),
}


def parts_for(route: Route, stencil: Stencil) -> list[Stencil]:
    """What a route is given, one after the other: torch's own convolutions take all groups at once, ours do not."""
    return [stencil] if route in ("direct", "channels-last") else stencil.parts()


def refusal(route: Route, stencil: Stencil, device: torch.device) -> str | None:
    """Why a route cannot do it, as a sentence; None if it can. Most are tricks of processors, not of graphics cards."""
    if device.type != "cpu" and route not in ("direct", "fft"):
        return f"The {route} route is for processors; the image is on {device.type}."
    sentences = (MODULES[route].refusal(part) for part in parts_for(route, stencil))
    return next((sentence for sentence in sentences if sentence), None)


def require_able(route: Route, stencil: Stencil, device: torch.device) -> None:
    if route not in MODULES:
        raise InvalidParameter(f"A route is {', '.join(MODULES)}, not {route!r}.", "route")
    if sentence := refusal(route, stencil, device):
        raise InvalidParameter(sentence, "route")
