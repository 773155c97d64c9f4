"""Convolution of an image with any options: checks what cannot be, then takes the fastest way to the sums."""

from dataclasses import dataclass
from typing import get_args

from torch import Tensor

from app.engine.activation import Activation, finish_
from app.engine.borders import BORDERS, Border, Frame, require_room
from app.engine.errors import InvalidParameter, MismatchedKernel
from app.engine.geometry import Geometry, TransposedWindow
from app.engine.routes import Route, Stencil
from app.engine.routes.strips import Tick, run
from app.engine.transposed import Transposition

__all__ = ["Activation", "Border", "Convolution", "Route", "Tick", "convolve"]


@dataclass(frozen=True, eq=False)
class Convolution:
    """What is done to an image: `weights` [F, C / groups, kh, kw] moved as `geometry` says, then bias and activation.

    `flip` turns the kernel by 180°: 0 is what networks call convolution, 1 the one of mathematics. `bias` is empty, one
    number for all filters, or one for each. A transposed convolution has its weights in the same layout.
    """

    weights: Tensor
    geometry: Geometry
    border: Border = "zeros"
    groups: int = 1
    flip: bool = False
    bias: tuple[float, ...] = ()
    activation: Activation = "none"

    def __post_init__(self) -> None:
        _require_kernel(self.weights, self.geometry)
        filters = len(self.weights)
        if self.groups < 1 or filters % self.groups:
            raise InvalidParameter(f"{filters} filters cannot be shared out to {self.groups} groups.", "groups")
        if len(self.bias) not in (0, 1, filters):
            raise InvalidParameter(f"{len(self.bias)} biases for {filters} filters: give one, or one each.", "bias")
        if self.activation not in get_args(Activation):
            known = ", ".join(get_args(Activation))
            raise InvalidParameter(f"An activation is {known}, not {self.activation!r}.", "activation")
        if self.border not in BORDERS:
            raise InvalidParameter(f"A border is {', '.join(BORDERS)}, not {self.border!r}.", "border")
        if self.geometry.transposed and self.border != "zeros":
            raise InvalidParameter("A transposed convolution cuts its edge: there is no padding to fill.", "border")


def convolve(
    image: Tensor, convolution: Convolution, *, route: Route | None = None, tick: Tick | None = None
) -> Tensor:
    """`y[f, i, j] = activation(bias[f] + sum over c, a, b of x[c, i * stride + a, j * stride + b] * w[f, c, a, b])`.

    Image [C, H, W] to output [F, H', W'] in the units of the image. `route` forces one way to the sums; `tick` hears
    the share that is done, and stops the work by raising.

    >>> import torch
    >>> from app.engine.geometry import make_geometry
    >>> difference = Convolution(torch.tensor([[[[-1.0, 1.0]]]]), make_geometry((1, 2)))
    >>> convolve(torch.tensor([[[3.0, 5.0, 4.0]]]), difference).tolist()
    [[[2.0, -1.0]]]
    """
    _require_image(image, convolution)
    geometry = convolution.geometry
    height, width = image.shape[1:]
    geometry.output_shape(height, width)  # refuses an impossible shape before any work
    weights = convolution.weights.to(image)
    weights = weights.flip(2, 3) if convolution.flip else weights

    def finish(sums: Tensor, filters: slice) -> Tensor:
        bias = convolution.bias[filters] if len(convolution.bias) > 1 else convolution.bias
        return finish_(sums, bias, convolution.activation)

    tick = tick or _nobody_listens
    rows, columns = geometry.rows, geometry.columns
    if isinstance(rows, TransposedWindow) and isinstance(columns, TransposedWindow):
        return Transposition(image, weights, rows, columns, convolution.groups).run(finish, tick, route)
    top, right, bottom, left = geometry.padding
    require_room(convolution.border, top, bottom, height)
    require_room(convolution.border, left, right, width)
    frame = Frame(image, range(-top, height + bottom), range(-left, width + right), convolution.border)
    return run(frame, Stencil(weights, geometry.stride, geometry.dilation, convolution.groups), finish, tick, route)


def _require_kernel(weights: Tensor, geometry: Geometry) -> None:
    if weights.dim() != 4 or 0 in weights.shape:
        raise MismatchedKernel(
            f"Weights are filters × channels × rows × columns, not {_by(tuple(weights.shape))}.", "kernel"
        )
    if tuple(weights.shape[2:]) != geometry.kernel:
        raise MismatchedKernel(
            f"A {_by(tuple(weights.shape[2:]))} kernel does not fit a window of {_by(geometry.kernel)}.", "kernel"
        )


def _require_image(image: Tensor, convolution: Convolution) -> None:
    if image.dim() != 3 or 0 in image.shape:
        raise InvalidParameter(f"An image is channels × rows × columns, not {_by(tuple(image.shape))}.", "image")
    channels, depth = len(image), convolution.weights.shape[1]
    if channels != depth * convolution.groups:
        groups = f" in {convolution.groups} groups" if convolution.groups > 1 else ""
        raise MismatchedKernel(f"A kernel {depth} deep{groups} cannot weigh {channels} channels.", "kernel")


def _by(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "a single number"


def _nobody_listens(share: float) -> None:
    pass
