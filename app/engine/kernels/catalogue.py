"""Every named kernel, in the order in which a menu shows them."""

from collections.abc import Mapping
from types import MappingProxyType

from app.engine.kernels.edges import CURVATURES, EDGES, LINES
from app.engine.kernels.lessons import LESSONS
from app.engine.kernels.named import NamedKernel
from app.engine.kernels.smoothing import BLURS, MOVES, SHARPENERS

CATALOGUE: Mapping[str, NamedKernel] = MappingProxyType(
    {kernel.name: kernel for kernel in (*MOVES, *BLURS, *SHARPENERS, *EDGES, *CURVATURES, *LINES, *LESSONS)}
)
