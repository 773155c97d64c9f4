"""The `kernel` parameter: names, generators or numbers; channels split by `|`, filters by `||`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from app.engine import kernels
from app.wire.numbers import Number
from app.wire.values import Plane, read_plane, require_one_shape, shortened, write_plane

LARGEST_SIDE = 31
MOST_FILTERS = 64
MOST_PLANES = 64
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Named:
    """A kernel from the catalogue or from a generator: `sobel-x`, `gaussian:size=7,sigma=1.5`."""

    name: str
    arguments: tuple[tuple[str, Number], ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        name, colon, listed = text.partition(":")
        if not NAME.fullmatch(name):
            raise ValueError(
                f"{shortened(text)} is neither a kernel's name nor rows of numbers such as 1,0,-1;2,0,-2;1,0,-1."
            )
        return cls(name, tuple(cls._arguments(listed)) if colon else ())

    @staticmethod
    def _arguments(listed: str) -> Iterator[tuple[str, Number]]:
        seen: set[str] = set()
        for part in listed.split(","):
            key, equals, value = part.partition("=")
            if not equals or not NAME.fullmatch(key):
                raise ValueError(
                    f"{shortened(part)} is not an argument; write name=number, as in gaussian:size=7,sigma=1.5."
                )
            if key in seen:
                raise ValueError(f"The argument {key} is given twice.")
            seen.add(key)
            yield key, Number.read(value)

    def __str__(self) -> str:
        listed = ",".join(f"{key}={number.text}" for key, number in self.arguments)
        return f"{self.name}:{listed}" if listed else self.name

    def plane(self) -> Plane:
        """The weights it stands for; unknown names and impossible arguments are the engine's to refuse."""
        rows = kernels.resolve(self.name, {key: number.value for key, number in self.arguments})
        return tuple(tuple(as_number(weight) for weight in row) for row in rows)


@dataclass(frozen=True, slots=True)
class Written:
    """A kernel written out in numbers."""

    rows: Plane

    def __str__(self) -> str:
        return write_plane(self.rows)

    def plane(self) -> Plane:
        return self.rows


@dataclass(frozen=True, slots=True)
class Kernel:
    """Filters of channels of planes.

    >>> str(Kernel.read("sobel-x||1,0;0,-1.0"))
    'sobel-x||1,0;0,-1'
    """

    filters: tuple[tuple[Named | Written, ...], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        filters = tuple(tuple(read_one(part) for part in one.split("|")) for one in text.split("||"))
        if len(filters) > MOST_FILTERS:
            raise ValueError(f"There are {len(filters)} filters; {MOST_FILTERS} are the most.")
        depths = {len(one) for one in filters}
        if len(depths) > 1:
            raise ValueError(
                f"Filters must be equally deep; these have {' and '.join(map(str, sorted(depths)))} channels."
            )
        if max(depths) > MOST_PLANES:
            raise ValueError(f"A filter has {max(depths)} channels; {MOST_PLANES} are the most.")
        return cls(filters)

    def __str__(self) -> str:
        return "||".join("|".join(str(plane) for plane in one) for one in self.filters)

    def planes(self) -> tuple[tuple[Plane, ...], ...]:
        """Every plane's numbers, filter by filter; all of one shape."""
        filters = tuple(tuple(plane.plane() for plane in one) for one in self.filters)
        require_one_shape(tuple(plane for one in filters for plane in one), "kernel plane")
        return filters

    @property
    def is_one_plane(self) -> bool:
        return len(self.filters) == 1 and len(self.filters[0]) == 1


def as_number(weight: Fraction | float) -> Number:
    """Keep a fraction a fraction: 1/9 is not 0.1111."""
    return Number(str(weight), float(weight)) if isinstance(weight, Fraction) else Number.of(weight)


def read_one(text: str) -> Named | Written:
    """Letters first mean a name; anything else must be numbers."""
    if text[:1].isascii() and text[:1].isalpha():
        return Named.read(text)
    return Written(read_plane(text, LARGEST_SIDE, "kernel"))
