"""The training loop: batch, forward, loss, backward, update; told as events, resumable after every epoch."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import torch
from torch import Generator, Tensor, nn

from app.nets.cards import Preparation
from app.nets.graph import Graph
from app.nets.layers import Conv, Linear
from app.nets.module import Network
from app.nets.recipe import Recipe
from app.nets.training.augment import augment
from app.nets.training.events import Done, Epoch, Event, Learned, Step
from app.nets.training.measure import measure
from app.nets.training.readers import Examples

TELL_EVERY: Final = 0.1
"""Seconds between two `Step` events."""
RECENT: Final = 0.95
"""How much of the smoothed loss stays from batch to batch."""


@dataclass
class Trainer:
    """Trains one network after one recipe. The same seed on the same machine gives the same weights."""

    graph: Graph
    preparation: Preparation
    recipe: Recipe
    training: Examples
    test: Examples
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        torch.manual_seed(self.recipe.seed)
        self.training = self.training.first(self.recipe.images)
        self.network = Network(self.graph).to(self.device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
        initialise(self.network)
        self.averaged = _Average(self.network, self.recipe.average)
        self.optimizer = _optimizer(self.network, self.recipe)
        self.images = torch.from_numpy(self.training.images)
        self.labels = torch.from_numpy(self.training.labels)
        self.epoch = 0
        self.seconds = 0.0

    @property
    def steps_per_epoch(self) -> int:
        return math.ceil(len(self.training) / self.recipe.batch)

    @property
    def steps(self) -> int:
        return self.steps_per_epoch * self.recipe.epochs

    def run(self) -> Iterator[Event]:
        """Train to the end of the recipe, from where it stands."""
        while self.epoch < self.recipe.epochs:
            yield from self._one_epoch()
        final = self.result()
        outcome = measure(final, self.preparation, self.test)
        yield Done(outcome.accuracy, outcome.confusion, self.seconds)

    def result(self) -> Network:
        """The network as it would be kept now."""
        return self.averaged.network if self.recipe.average else self.network

    def state(self) -> dict[str, Any]:
        """Everything that a later run needs to go on as if nothing had happened."""
        return {
            "recipe": self.recipe.model_dump_json(),
            "epoch": self.epoch,
            "seconds": self.seconds,
            "network": self.network.state_dict(),
            "average": self.averaged.network.state_dict() if self.recipe.average else {},
            "optimizer": self.optimizer.state_dict(),
        }

    def resume(self, state: dict[str, Any]) -> bool:
        """Go on from a state of the same recipe; False, and nothing done, if it belongs to another one."""
        if state["recipe"] != self.recipe.model_dump_json():
            return False
        self.network.load_state_dict(state["network"])
        if self.recipe.average:
            self.averaged.network.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.averaged.count = state["epoch"] * self.steps_per_epoch
        self.epoch, self.seconds = state["epoch"], state["seconds"]
        return True

    def _one_epoch(self) -> Iterator[Event]:
        started, told, seen = time.perf_counter(), 0.0, 0
        losses, right = _Recent(), _Recent()
        for learned in self.batches():
            losses.add(learned.loss)
            right.add(learned.accuracy)
            seen += learned.images
            elapsed = time.perf_counter() - started
            if elapsed - told >= TELL_EVERY:
                told = elapsed
                yield Step(
                    self.epoch + 1,
                    self.recipe.epochs,
                    learned.step,
                    self.steps,
                    losses.value,
                    right.value,
                    learned.rate,
                    seen / elapsed,
                )
        self.seconds += time.perf_counter() - started
        outcome = measure(self.result(), self.preparation, self.test)
        yield Epoch(
            self.epoch,
            self.recipe.epochs,
            losses.value,
            right.value,
            outcome.accuracy,
            self.seconds,
            first_kernels(self.result()),
        )

    def batches(self) -> Iterator[Learned]:
        """Learn from every image once, told batch by batch; whoever stops listening stops the training."""
        recipe, before = self.recipe, self.epoch * self.steps_per_epoch
        dice = Generator().manual_seed(
            recipe.seed * 100_003 + self.epoch
        )  # an epoch of its own: resuming changes nothing
        torch.manual_seed(recipe.seed * 100_003 + self.epoch)  # what dropout draws from
        order = torch.randperm(len(self.labels), generator=dice)
        self.network.train()
        for step, picked in enumerate(torch.split(order, recipe.batch), before):
            rate = rate_at(recipe, step, self.steps)
            loss, accuracy = self._one_batch(picked, rate, dice)
            yield Learned(step + 1, loss, accuracy, rate, len(picked))
        self.epoch += 1

    def _one_batch(self, picked: Tensor, rate: float, dice: Generator) -> tuple[float, float]:
        batch, labels = self._examples(picked, dice)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad(set_to_none=True)
        logits = self.network(batch)
        loss = nn.functional.cross_entropy(logits, labels, label_smoothing=self.recipe.smoothing)
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        self.optimizer.step()
        self.averaged.follow(self.network)
        return loss.item(), (logits.argmax(1) == labels).float().mean().item()

    def _examples(self, picked: Tensor, dice: Generator) -> tuple[Tensor, Tensor]:
        """The picked images, changed anew and normalised, with their labels."""
        preparation = self.preparation
        changed = augment(self.images[picked].float() / 255, self.recipe.augmentation, dice)
        mean, deviation = (torch.tensor(n)[:, None, None] for n in (preparation.mean, preparation.deviation))
        batch = ((changed - mean) / deviation).to(self.device, memory_format=torch.channels_last)
        return batch, self.labels[picked].to(self.device)


def rate_at(recipe: Recipe, step: int, steps: int) -> float:
    """The learning rate of a step: constant, half a cosine down, or up in a line and then half a cosine down.

    >>> recipe = Recipe(data="mnist", epochs=1, rate=0.1, schedule="one-cycle", warmup=0.5)
    >>> [round(rate_at(recipe, step, 4), 3) for step in range(4)]
    [0.05, 0.1, 0.1, 0.05]
    """
    rising = steps * recipe.warmup if recipe.schedule == "one-cycle" else 0.0
    if recipe.schedule == "constant":
        return recipe.rate
    if step < rising:
        return recipe.rate * min(1.0, (step + 1) / rising)
    return recipe.rate * (1 + math.cos(math.pi * (step - rising) / max(1.0, steps - rising))) / 2


def initialise(network: Network) -> None:
    """He's start before a rectifier, Glorot's otherwise; biases at nought."""
    rectified = any(node.type in ("relu", "relu6", "leaky-relu") for node in network.graph.nodes.values())
    for node in network.graph.nodes.values():
        if isinstance(node.layer, Conv | Linear):
            module = network.step(node.name)
            weight, bias = module.get_parameter("weight"), dict(module.named_parameters()).get("bias")
            if rectified:
                nn.init.kaiming_normal_(weight, mode="fan_in", nonlinearity="relu")
            else:
                nn.init.xavier_uniform_(weight)
            if bias is not None:
                nn.init.zeros_(bias)


def first_kernels(network: Network) -> Tensor:
    """A copy of the first layer's weights: what a page shows changing from epoch to epoch."""
    for node in network.graph.nodes.values():
        if isinstance(node.layer, Conv | Linear):
            return network.step(node.name).get_parameter("weight").detach().cpu().clone()
    return torch.zeros(0)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """Weights decay; biases and the scales of norms do not."""
    parameters = list(network.parameters())
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": recipe.decay},
        {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
    ]
    if recipe.optimizer == "adam":
        return torch.optim.AdamW(groups, lr=recipe.rate, betas=(recipe.momentum, 0.999), fused=True)
    return torch.optim.SGD(groups, lr=recipe.rate, momentum=recipe.momentum, nesterov=recipe.momentum > 0)


class _Average:
    """A second network that follows the first: its weights are a running average, often better than the last ones."""

    def __init__(self, network: Network, decay: float) -> None:
        self.decay = decay
        self.count = 0
        self.network = network
        if decay:
            self.network = Network(network.graph).to(next(network.parameters()).device)
            self.network.load_state_dict(network.state_dict())

    @torch.no_grad()
    def follow(self, network: Network) -> None:
        if not self.decay:
            return
        self.count += 1
        kept = min(self.decay, self.count / (self.count + 10))  # the first steps do not weigh on the end
        ours, theirs = self.network.state_dict(), network.state_dict()
        for name, tensor in ours.items():
            if tensor.is_floating_point():
                tensor.lerp_(theirs[name], 1 - kept)
            else:
                tensor.copy_(theirs[name])


class _Recent:
    """A running mean that forgets, unbiased from the first value on."""

    def __init__(self) -> None:
        self._sum = self._weight = 0.0

    def add(self, value: float) -> None:
        self._sum = RECENT * self._sum + value
        self._weight = RECENT * self._weight + 1

    @property
    def value(self) -> float:
        return self._sum / self._weight if self._weight else math.nan
