"""The calls of Keras 3 that our generated code makes, in torch, by Keras's documentation: Keras is not needed.

Channels come last; a kernel is [rows, columns, channels, filters], a depthwise one [rows, columns, channels, 1]. A
signal has one dimension less, and so has its kernel.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional


def conv(
    inputs: Any,  # noqa: ANN401 -- a tensor or an array, as with Keras
    kernel: NDArray[np.float32],
    *,
    padding: str,
    data_format: str,
    strides: int | tuple[int, int] = 1,
    dilation_rate: int | tuple[int, int] = 1,
    groups: int = 1,
) -> Tensor:
    """A cross-correlation, so the kernel is not turned; refused as Keras refuses what it cannot do."""
    assert (padding, data_format) == ("valid", "channels_last")
    assert strides == 1 or dilation_rate == 1, "Keras takes no stride together with a dilation."
    first = torch.as_tensor(np.asarray(inputs)).movedim(-1, 1)
    weights = torch.as_tensor(kernel).movedim((-1, -2), (0, 1))
    call = functional.conv1d if first.dim() == 3 else functional.conv2d
    return call(first, weights, None, strides, 0, dilation_rate, groups).movedim(1, -1)


def depthwise_conv(inputs: Any, kernel: NDArray[np.float32], **options: Any) -> Tensor:  # noqa: ANN401 -- as above
    *window, channels, multiplier = kernel.shape
    filters = kernel.reshape(*window, 1, channels * multiplier)
    return conv(inputs, filters, groups=channels, **options)


def max_pool(inputs: Any, pool_size: int | tuple[int, int], **options: Any) -> Tensor:  # noqa: ANN401 -- as above
    return pooled(functional.max_pool2d, inputs, pool_size, **options)


def average_pool(inputs: Any, pool_size: int | tuple[int, int], **options: Any) -> Tensor:  # noqa: ANN401 -- as above
    return pooled(functional.avg_pool2d, inputs, pool_size, **options)


def pooled(
    pool: Callable[..., Tensor],
    inputs: Any,  # noqa: ANN401 -- as above
    pool_size: int | tuple[int, int],
    *,
    padding: str,
    data_format: str,
    strides: int | tuple[int, int] | None = None,
) -> Tensor:
    assert (padding, data_format) == ("valid", "channels_last")
    return pool(torch.as_tensor(np.asarray(inputs)).movedim(-1, 1), pool_size, strides).movedim(1, -1)


def reduced(reduce: Callable[..., Tensor]) -> Callable[..., Tensor]:
    return lambda inputs, axis, keepdims: reduce(torch.as_tensor(inputs), dim=axis, keepdim=keepdims)


def zero_padding(cells: tuple[tuple[int, int], ...]) -> Any:  # noqa: ANN401 -- a layer, called like a function
    return lambda inputs: np.pad(inputs, ((0, 0), *cells, (0, 0)))


def zero_padding_of_a_row(cells: tuple[int, int]) -> Any:  # noqa: ANN401 -- as above
    return zero_padding((cells,))


ops = SimpleNamespace(
    add=lambda one, other: torch.add(one, torch.as_tensor(other)),
    conv=conv,
    depthwise_conv=depthwise_conv,
    max_pool=max_pool,
    average_pool=average_pool,
    max=reduced(torch.amax),
    min=reduced(torch.amin),
    mean=reduced(torch.mean),
    sum=reduced(torch.sum),
    sqrt=torch.sqrt,
    relu=functional.relu,
    leaky_relu=functional.leaky_relu,
    sigmoid=torch.sigmoid,
    tanh=torch.tanh,
    absolute=torch.abs,
    clip=torch.clamp,
)
layers = SimpleNamespace(ZeroPadding1D=zero_padding_of_a_row, ZeroPadding2D=zero_padding)
