"""What a picture is wanted for: one unit, a whole map or one of a row of numbers, and by which number it is judged."""

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor
from torch.nn.functional import leaky_relu

from app.nets.errors import NothingToClimb
from app.nets.fields import field_of
from app.nets.graph import Graph
from app.nets.layers import Activation, Dropout
from app.nets.module import Network
from app.nets.patches import Box, Unit, patch_of
from app.nets.sights import summaries


@dataclass(frozen=True)
class Wish:
    """`index` is (channel, row, column) of one unit, (index,) in a row of numbers, or (channel,) of a whole map.

    A whole map is judged by the mean of what a ReLU hands on of it. What an activation makes of a number grows with
    that number, but gives no slope where it is flat: so the number before it is `climbed`, and what comes behind it
    is told.

    >>> from app.nets.graph import graph_of
    >>> from app.nets.layers import Architecture
    >>> layers = [{"type": "conv", "filters": 2, "kernel": 3}, {"type": "activation", "function": "relu"}]
    >>> wish = Wish(graph_of(Architecture(input=[1, 8, 8], layers=layers)), "relu1", (1, 0, 5))
    >>> wish.climbed, wish.box, wish.jitter
    ('conv1', (0, 5, 3, 8), 0)
    """

    graph: Graph
    layer: str
    index: Unit

    def __post_init__(self) -> None:
        node = self.graph[self.layer]
        is_map = node.spatial and len(self.index) == 1
        patch_of(node, (*self.index, 0, 0) if is_map else self.index)  # refuses what is not there

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """The layer that was named, and those before it down to the one that is climbed."""
        names = [self.layer]
        while isinstance((node := self.graph[names[-1]]).layer, Activation | Dropout):
            names.append(node.inputs[0])
        return tuple(names)

    @property
    def climbed(self) -> str:
        return self.chain[-1]

    @cached_property
    def is_placed(self) -> bool:
        """Whether it is one cell of a map, and not the whole of what the network makes."""
        return len(self.index) == 3 and self.graph[self.layer].shape[1:] != (1, 1)

    @cached_property
    def box(self) -> Box:
        """The part of the picture that matters."""
        height, width = self.graph["input"].shape[1:]
        whole = (0, 0, height, width)
        if not self.is_placed:
            return whole
        box = field_of(self.graph, self.layer, self.index).box
        if box is None:
            raise NothingToClimb("It looks at padding alone: no picture changes it.", self.layer)
        return box

    @cached_property
    def jitter(self) -> int:
        """By how many cells the picture may be moved without becoming another unit's."""
        if not self.is_placed:
            return max(1, round(max(self.graph["input"].shape[1:]) / 14))
        return int(min(jump or 0 for jump in summaries(self.graph)[self.layer].jump) // 2)

    def require_heard(self, network: Network) -> None:
        """A silenced channel is 0, whatever is shown."""
        for name in self.chain:
            if self.index[0] in network.silenced(name):
                raise NothingToClimb("This channel is silenced: it is 0, whatever is shown.", name)

    def of(self, values: Tensor, slope_below: float = 0.0) -> Tensor:
        """The number that is judged, for each picture of a batch: [B] of [B, C, H, W] or [B, N]."""
        channel, *place = self.index
        of_channel = values[:, channel]
        if place:
            return of_channel[:, place[0], place[1]]
        return leaky_relu(of_channel, slope_below).flatten(1).mean(1) if of_channel.dim() > 1 else of_channel

    def force_of(self, values: Tensor) -> Tensor:
        """The number that is climbed: of a map also, a hundredth as much, what is below 0, so that it can rise."""
        return self.of(values, 0.01)
