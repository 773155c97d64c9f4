"""What training tells while it goes on, for a progress bar, a log or a page."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Learned:
    """One batch: the loss and the share that was right before its step was taken."""

    step: int
    loss: float
    accuracy: float
    rate: float
    images: int


@dataclass(frozen=True, slots=True)
class Step:
    """After a batch: the loss and the share that was right, smoothed over the last batches."""

    epoch: int
    epochs: int
    step: int
    steps: int
    loss: float
    accuracy: float
    rate: float
    images_per_second: float


@dataclass(frozen=True, slots=True)
class Epoch:
    """After an epoch: how the network does on images it does not learn from, and its first kernels as they are now."""

    epoch: int
    epochs: int
    loss: float
    accuracy: float
    test_accuracy: float
    seconds: float
    kernels: Tensor


@dataclass(frozen=True, slots=True)
class Done:
    """At the end: the accuracy on the whole test set, and what was taken for what (row: truth, column: answer)."""

    test_accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    seconds: float


Event = Step | Epoch | Done
