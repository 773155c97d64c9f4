"""The `edit` parameter: what is changed in a network before it is shown a picture; edits are split by `|`.

`conv1:3=0` silences channel 3 of conv1. `conv1:3,0=0,1,0;1,-4,1;0,1,0` puts these numbers where filter 3 weighs its
input channel 0, counted within its group. Both counts begin at 0. What the network does not have is refused later, by
whoever knows the network.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from app.wire.values import Plane, read_plane, shortened, write_plane

LARGEST_SIDE: Final = 31
EDIT: Final = re.compile(r"([a-z0-9][a-z0-9_.-]{0,1023}):([0-9]{1,6})(?:,([0-9]{1,6}))?=(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Silence:
    """A channel that is 0 from here on.

    >>> str(Silence("conv1", 3))
    'conv1:3=0'
    """

    layer: str
    channel: int

    @property
    def place(self) -> str:
        return f"{self.layer}:{self.channel}"

    def __str__(self) -> str:
        return f"{self.place}=0"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other numbers for the kernel of one filter over one of its input channels."""

    layer: str
    filter: int
    channel: int
    kernel: Plane

    @property
    def place(self) -> str:
        return f"{self.layer}:{self.filter},{self.channel}"

    def __str__(self) -> str:
        return f"{self.place}={write_plane(self.kernel)}"


@dataclass(frozen=True, slots=True)
class Edits:
    """All that is changed, in the order written; of two edits of one thing, the later one.

    >>> str(Edits.read("conv1:3=0|conv1:0,0=1.0,2|conv1:0,0=1/2,0.50"))
    'conv1:3=0|conv1:0,0=1/2,0.5'
    """

    all: tuple[Silence | Rewrite, ...] = ()

    MOST: ClassVar[int] = 16

    @classmethod
    def read(cls, text: str) -> Self:
        parts = text.split("|")
        if len(parts) > cls.MOST:
            raise ValueError(f"{len(parts)} edits are too many; {cls.MOST} are the most.")
        latest: dict[str, Silence | Rewrite] = {}
        for edit in map(read_edit, parts):
            latest.pop(edit.place, None)
            latest[edit.place] = edit
        return cls(tuple(latest.values()))

    def silenced(self, layer: str) -> list[int]:
        """The channels of a layer that are silent."""
        return sorted(edit.channel for edit in self.all if isinstance(edit, Silence) and edit.layer == layer)

    def __str__(self) -> str:
        return "|".join(map(str, self.all))


def read_edit(text: str) -> Silence | Rewrite:
    """One edit.

    >>> read_edit("conv1:03=0")
    Silence(layer='conv1', channel=3)
    """
    parts = EDIT.fullmatch(text)
    if not parts:
        raise ValueError(
            f"{shortened(text)} is no edit; write conv1:3=0 to silence channel 3 of conv1, "
            "or conv1:3,0=0,1,0;1,-4,1;0,1,0 for the kernel of its filter 3 over input channel 0."
        )
    layer, first, second, value = parts.groups()
    if second is not None:
        return Rewrite(layer, int(first), int(second), read_plane(value, LARGEST_SIDE, "kernel"))
    if value != "0":
        raise ValueError(
            f"A channel can only be silenced, {layer}:{int(first)}=0, not set to {shortened(value)}; "
            f"a kernel needs its filter and its input channel, as in {layer}:{int(first)},0=…"
        )
    return Silence(layer, int(first))
