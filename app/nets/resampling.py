"""Pictures at another size, one matrix for the rows and one for the columns.

A new sample `i` lies at (i + ½) · s in the old cells, s = old length / new length. It is a mean with the weights of a
triangle that reaches max(s, 1) to either side: bilinear with anti-aliasing, as torch and torchvision do it. Only the
samples that are asked for are made, so a picture a thousand times as wide as high costs no more than its middle.
"""

import torch
from torch import Tensor


def triangle(old: int, new: int, samples: range | None = None) -> Tensor:
    """Weights [samples, old]: how each sample of the new axis is made of the old cells.

    >>> triangle(4, 2)
    tensor([[0.4286, 0.4286, 0.1429, 0.0000],
            [0.0000, 0.1429, 0.4286, 0.4286]])
    """
    wanted = torch.tensor(samples or range(new), dtype=torch.float64)
    step = old / new
    reach = max(step, 1.0)
    middles = (wanted[:, None] + 0.5) * step
    weights = (1 - (torch.arange(old) + 0.5 - middles).abs() / reach).clamp(min=0)
    return (weights / weights.sum(1, keepdim=True)).float()


def resample(image: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """`y[c, i, j] = Σ rows[i, a] · columns[j, b] · x[c, a, b]`, for an image [C, H, W]."""
    if len(rows) * image.shape[2] < len(columns) * image.shape[1]:
        return (rows @ image) @ columns.T
    return rows @ (image @ columns.T)


def resized(image: Tensor, height: int, width: int) -> Tensor:
    """The whole picture [C, H, W] at that size."""
    if (height, width) == tuple(image.shape[1:]):
        return image
    return resample(image, triangle(image.shape[1], height), triangle(image.shape[2], width))
