"""The routes: ways to the same sums, each the fastest for some kernels and sizes. `choose` knows which."""

from typing import cast

from torch import Tensor

from app.engine.errors import InvalidParameter
from app.engine.routes import banded, channels_last, direct, fft, separable, shift_add
from app.engine.routes.choose import choose
from app.engine.routes.stencil import ROUTES, Route, RouteModule, Stencil

__all__ = ["MODULES", "ROUTES", "Route", "RouteModule", "Stencil", "choose", "require_able"]

MODULES: dict[Route, RouteModule] = {
    "direct": cast(RouteModule, direct),
    "channels-last": cast(RouteModule, channels_last),
    "shift-add": cast(RouteModule, shift_add),
    "banded": cast(RouteModule, banded),
    "separable": cast(RouteModule, separable),
    "fft": cast(RouteModule, fft),
}


def require_able(route: Route, stencil: Stencil, image: Tensor) -> None:
    """Refuses a route that cannot do it, or whose tricks are the processor's and not those of a graphics card."""
    if route not in MODULES:
        raise InvalidParameter(f"There is no route {route!r}: there are {', '.join(ROUTES)}.", "route")
    if image.device.type != "cpu" and route not in ("direct", "fft"):
        raise InvalidParameter(f"The {route} route is for processors; the image is on {image.device.type}.", "route")
    if sentence := MODULES[route].refusal(stencil):
        raise InvalidParameter(sentence, "route")
