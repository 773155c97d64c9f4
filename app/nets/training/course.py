"""A training that is watched: the loss of every batch, and moments that one can go back to."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Final

import torch
from torch import Tensor

from app.nets.cards import Preparation
from app.nets.graph import INPUT, Graph
from app.nets.module import Network
from app.nets.recipe import Recipe
from app.nets.training.events import Learned
from app.nets.training.loop import Trainer, first_kernels
from app.nets.training.measure import measure
from app.nets.training.readers import Examples

MOST_MOMENTS: Final = 40
"""Beside the one before the first batch."""
TESTED: Final = 200
"""Pictures that it never learns from, and is examined on at every moment."""
MOST_KERNEL_NUMBERS: Final = 8192

_DICE: Final = Lock()
"""torch has one pair of dice for all threads; who throws them lays his own there meanwhile."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The network as it was after so many batches."""

    step: int
    test_accuracy: float
    kernels: Tensor
    """Of the first layer, as pictures [filters, C, h, w]; of many, as many as MOST_KERNEL_NUMBERS hold."""
    weights: dict[str, Tensor]


class Course:
    """One network that learns from the beginning. The same recipe and the same seed are the same course, bit for bit.

    A longer course begins with the shorter one, as long as the recipe's rate is constant.
    """

    def __init__(
        self, graph: Graph, preparation: Preparation, recipe: Recipe, examples: tuple[Examples, Examples], steps: int
    ) -> None:
        training, test = examples
        epochs = math.ceil(steps * recipe.batch / len(training))
        self._dice = torch.get_rng_state()
        with self._own_dice():
            self.trainer = Trainer(
                graph, preparation, recipe.model_copy(update={"epochs": epochs}), training, test.first(TESTED)
            )
        self.steps = steps
        self.step = 0
        self.every = math.ceil(steps / MOST_MOMENTS)
        self.moments: list[Moment] = []
        self._batches = self._all_batches()
        self._mirror = Network(graph).eval()

    @property
    def is_over(self) -> bool:
        return self.step >= self.steps

    @property
    def is_due(self) -> bool:
        """Whether the network as it is now is a moment to keep."""
        return self.step % self.every == 0 or self.is_over

    def learn(self) -> Learned:
        """One batch further."""
        with self._own_dice():
            learned = next(self._batches)
        self.step = learned.step
        return learned

    def mark(self) -> Moment:
        """Keep the network as it is now."""
        trainer = self.trainer
        moment = Moment(
            self.step,
            measure(trainer.network, trainer.preparation, trainer.test).accuracy,
            pictured(first_kernels(trainer.network), trainer.graph[INPUT].shape),
            {name: tensor.detach().clone() for name, tensor in trainer.network.state_dict().items()},
        )
        self.moments.append(moment)
        return moment

    @torch.inference_mode()
    def says(self, moment: Moment, picture: Tensor) -> Tensor:
        """The logits [classes] that the network had for a prepared picture [1, C, H, W] at that moment."""
        self._mirror.load_state_dict(moment.weights)
        logits: Tensor = self._mirror(picture)[0]
        return logits

    @contextmanager
    def _own_dice(self) -> Iterator[None]:
        with _DICE:
            others = torch.get_rng_state()
            torch.set_rng_state(self._dice)
            try:
                yield
            finally:
                self._dice = torch.get_rng_state()
                torch.set_rng_state(others)

    def _all_batches(self) -> Iterator[Learned]:
        while True:
            yield from self.trainer.batches()


def pictured(kernels: Tensor, seen: tuple[int, ...]) -> Tensor:
    """First kernels as pictures: where each unit weighs the whole input, that is a picture of the input's shape.

    >>> pictured(torch.zeros(128, 784), (1, 28, 28)).shape
    torch.Size([10, 1, 28, 28])
    """
    pictures = kernels if kernels.ndim == 4 else kernels.reshape(-1, *seen)
    return pictures[: max(1, MOST_KERNEL_NUMBERS // max(1, math.prod(pictures.shape[1:])))].contiguous()
