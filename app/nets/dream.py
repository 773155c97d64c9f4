"""What a unit would like to see: a picture that grows out of grey by climbing the unit's own gradient.

Nothing of a training picture is kept here. Every step depends on the step before and on its own count alone, so a
dream that goes on from a kept step is the dream that was dreamt at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import torch
from torch import Tensor

from app.nets.cards import Preparation
from app.nets.errors import ImpossibleNetwork, NothingToClimb
from app.nets.graph import INPUT
from app.nets.module import Network
from app.nets.patches import Box
from app.nets.shaking import lit, shaken, shifted, smoothed
from app.nets.wish import Wish

Tick = Callable[[float], None]

RATE: Final = 0.2
MEMORY: Final = 0.9
"""How much of a step is the step before."""
COPIES: Final = 2
DARKEST: Final = 6.0
"""Inks lie within ±6: a pixel from 0.0025 to 0.9975."""
FADING: Final = 48
"""After so many steps the picture has the light of those that the network has learned from."""
STEEPNESS: Final = {"drawing": 0.75, "photograph": 1.1}
"""How slowly fine waves grow beside coarse ones: twice as fine is slower by 2 ^ (2 · steepness). Strokes are fine."""
GREYS: Final = (0.1, 0.5, 2.5)
"""How uneven the grey is with which a dream begins: the first of them that moves the unit at all."""


@dataclass(frozen=True, slots=True)
class Dream:
    """A picture under way: pixel = sigmoid(ink) in the box that matters; `pace` is what the last steps were like."""

    inks: Tensor
    pace: Tensor
    steps: int = 0

    @property
    def bytes(self) -> int:
        return 2 * self.inks.nbytes


@dataclass(frozen=True)
class Dreamer:
    """Climbs the gradient of one number of one network.

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 1, "kernel": [1, 2], "bias": False}]
    >>> network = Network(graph_of(Architecture(input=[1, 1, 2], layers=layers))).requires_grad_(False)
    >>> _ = network.step("conv1").weight.copy_(torch.tensor([[[[1.0, -1.0]]]]))
    >>> taken = Preparation(kind="drawing", mean=[0.5], deviation=[0.5])
    >>> dreamer = Dreamer(network, taken, Wish(network.graph, "conv1", (0, 0, 0)))
    >>> dreamer.picture(dreamer.to(64)).round().tolist()
    [[[1.0, 0.0]]]
    """

    network: Network
    preparation: Preparation
    wish: Wish

    def begin(self) -> Dream:
        """The grey with which it begins; a number that no grey moves is refused."""
        self.wish.require_heard(self.network)
        top, left, bottom, right = self.box
        size = (self.mean.shape[0], bottom - top, right - left)
        noise = smoothed(torch.randn(size, generator=torch.Generator().manual_seed(1)), 0.5).to(self.mean.device)
        noise = noise / (noise.square().mean().sqrt() + 1e-12)
        for unevenness in GREYS:
            dream = Dream(noise * unevenness, torch.zeros_like(noise))
            if bool(self._force(dream).any()):
                return dream
        raise NothingToClimb(
            "From plain grey, no small change of any pixel moves this: its gradient is 0 everywhere, "
            "as behind a ReLU that stays off. There is nothing to climb.",
            self.wish.layer,
        )

    def to(self, steps: int, dream: Dream | None = None, tick: Tick = lambda _: None) -> Dream:
        """The dream after so many steps, going on from an earlier one where there is one."""
        dream = dream or self.begin()
        for done in range(dream.steps, steps):
            tick(done / steps)
            dream = self._stepped(dream)
        return dream

    def picture(self, dream: Dream) -> Tensor:
        """The picture [C, H, W] in 0 … 1; beside what the unit sees it is the network's nought, a rim is black."""
        top, left, bottom, right = self.box
        height, width = self.network.graph[INPUT].shape[1:]
        around = self.mean.clamp(0, 1) if self.box == self.wish.box else torch.zeros_like(self.mean)
        picture = around.repeat(1, height, width)
        picture[:, top:bottom, left:right] = torch.sigmoid(dream.inks)
        return picture

    def prepared(self, picture: Tensor) -> Tensor:
        """A picture as the network takes it."""
        return (picture - self.mean) / self.deviation

    @cached_property
    def box(self) -> Box:
        """Where it grows. Of a whole drawing the rim stays paper, as in all that the network has seen."""
        top, left, bottom, right = self.wish.box
        if self.wish.is_placed or self.preparation.box is None:
            return self.wish.box
        rim = (min(bottom - top, right - left) - self.preparation.box) // 4
        return (top + rim, left + rim, bottom - rim, right - rim) if rim > 0 else self.wish.box

    @cached_property
    def mean(self) -> Tensor:
        return self._planes(self.preparation.mean)

    @cached_property
    def deviation(self) -> Tensor:
        return self._planes(self.preparation.deviation)

    @cached_property
    def light(self) -> float:
        """How bright the box is when the whole is as bright as what was learned from; some light and some dark stay."""
        top, left, bottom, right = self.box
        height, width = self.network.graph[INPUT].shape[1:]
        share = 1.0 if self.box == self.wish.box else (bottom - top) * (right - left) / (height * width)
        return min(max(float(self.mean.mean()) / share, 0.1), 0.9)

    def _planes(self, numbers: Sequence[float]) -> Tensor:
        some = next(self.network.parameters(), torch.zeros(()))
        return torch.tensor(numbers, device=some.device)[:, None, None]

    def _stepped(self, dream: Dream) -> Dream:
        force = self._force(dream)
        strength = force.square().mean().sqrt()
        steady = force / strength if float(strength) > 0 else force
        pace = MEMORY * dream.pace + (1 - MEMORY) * steady
        inks, steps = dream.inks + RATE * pace, dream.steps + 1
        if not self.wish.is_placed:
            inks = lit(inks, self.light + (0.5 - self.light) * max(0.0, 1 - steps / FADING))
        return Dream(inks.clamp(-DARKEST, DARKEST), pace, steps)

    def _force(self, dream: Dream) -> Tensor:
        """Where the inks are to go: the gradient, smoothed. What would only make all of it lighter is taken out."""
        with torch.inference_mode(False), torch.enable_grad():  # this thread's modes alone, and only in here
            inks = dream.inks.clone().requires_grad_()
            batch = self.prepared(self._copies(self.picture(Dream(inks, dream.pace)), dream.steps))
            climbed = self.wish.climbed
            value = self.wish.force_of(self.network.run(batch, (climbed,))[climbed]).mean()
            (slope,) = torch.autograd.grad(value, inks)
        if not bool(torch.isfinite(slope).all()):
            raise ImpossibleNetwork("The gradient is too large to be a number.", self.wish.layer)
        if not self.wish.is_placed:
            gain = torch.sigmoid(dream.inks) * torch.sigmoid(-dream.inks)
            slope = slope - gain * (slope.sum() / gain.sum())
        return smoothed(slope, STEEPNESS[self.preparation.kind])

    def _copies(self, picture: Tensor, step: int) -> Tensor:
        if not self.wish.jitter:
            return picture[None]
        chance = torch.Generator().manual_seed(step)
        shake = shifted if self.wish.is_placed else shaken
        return shake(picture, COPIES, self.wish.jitter, chance)
