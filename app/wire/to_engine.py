"""Questions → the engine's terms: tensors, geometry, one convolution or pooling."""

import torch
from torch import Tensor

from app.engine.convolution import Convolution
from app.engine.geometry import Geometry, adaptive_geometry, make_geometry
from app.engine.pooling import Pooling
from app.wire.errors import QuestionError
from app.wire.questions import ConvolutionQuestion, PoolingQuestion
from app.wire.values import Adaptive, Grid, Padding, Plane


def grid_tensor(grid: Grid) -> Tensor:
    """A written grid as a tensor [C, H, W], in the numbers that were written."""
    return as_tensor(grid.channels)


def as_tensor(planes: tuple[Plane, ...]) -> Tensor:
    return torch.tensor([[[number.value for number in row] for row in plane] for plane in planes], dtype=torch.float32)


def make_convolution(question: ConvolutionQuestion, channels: int) -> Convolution:
    """The convolution that a question describes, for an input of so many channels.

    A kernel of one plane filters each channel by itself; otherwise a filter must be as deep as its group of channels.
    """
    weights = torch.stack([as_tensor(planes) for planes in question.kernel.planes()])
    groups = question.groups
    if question.kernel.is_one_plane and channels > 1 and groups == 1:
        weights, groups = weights.expand(channels, 1, -1, -1), channels
    require_matching_depth(weights, channels, groups)
    return Convolution(
        weights=weights.contiguous(),
        geometry=convolution_geometry(question, (weights.shape[2], weights.shape[3])),
        border=question.border,
        groups=groups,
        flip=question.flip,
        bias=tuple(number.value for number in question.bias.numbers),
        activation=question.activation,
    )


def require_matching_depth(weights: Tensor, channels: int, groups: int) -> None:
    filters, depth = weights.shape[:2]
    if channels % groups:
        given = "1 channel" if channels == 1 else f"{channels} channels"
        raise QuestionError(f"{given} cannot be split into {groups} equal groups.", "groups")
    if filters % groups:
        raise QuestionError(f"{filters} filters cannot be shared out to {groups} groups.", "groups")
    if depth != channels // groups:
        of_a_group = f"each of {groups} groups has {channels // groups}" if groups > 1 else f"the input has {channels}"
        raise QuestionError(f"A filter {depth} deep cannot weigh channels: {of_a_group}.", "kernel")


def convolution_geometry(question: ConvolutionQuestion, kernel: tuple[int, int]) -> Geometry:
    return make_geometry(
        kernel=kernel,
        stride=question.stride.both,
        dilation=question.dilation.both,
        padding=padding_argument(question.padding),
        output_padding=question.output_padding.both,
        transposed=question.transposed,
    )


def make_pooling(question: PoolingQuestion, height: int, width: int) -> Pooling:
    """The pooling that a question describes, on an input of that size."""
    return Pooling(question.pool, pooling_geometry(question, height, width), count_padding=question.count_padding)


def pooling_geometry(question: PoolingQuestion, height: int, width: int) -> Geometry:
    """A stride that is not given is the window's own size, as torch has it."""
    window = question.window
    if isinstance(window, Adaptive):
        return adaptive_geometry(window.outputs.both, height, width)
    return make_geometry(
        kernel=window.both,
        stride=(question.stride or window).both,
        dilation=question.dilation.both,
        padding=padding_argument(question.padding),
    )


def padding_argument(padding: Padding) -> str | tuple[int, int, int, int]:
    return padding.keyword or padding.sides
