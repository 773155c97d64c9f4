"""The routes: ways to the same sums, each the fastest for some kernels and sizes.

`strips.run` takes one; `choose` knows which; each file says how it works.
"""

from app.engine.routes.choose import choose
from app.engine.routes.stencil import ROUTES, Route, Stencil

__all__ = ["ROUTES", "Route", "Stencil", "choose"]
