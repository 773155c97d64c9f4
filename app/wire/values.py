"""The small values of the grammar: pairs, padding, grids, biases; each reads and writes text.

A reader raises `ValueError` with a sentence for a learner; the question that asked puts the parameter's name to it.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from app.wire.numbers import Number

Plane = tuple[tuple[Number, ...], ...]
"""Rows of numbers, all of one length."""

WHOLE = re.compile(r"[0-9]{1,6}")
LARGEST_GRID = 64
MOST_CHANNELS = 64


def read_whole(text: str, lowest: int, highest: int) -> int:
    """A whole number within its range.

    >>> read_whole("3", 1, 64)
    3
    """
    if not WHOLE.fullmatch(text) or not lowest <= int(text) <= highest:
        raise ValueError(f"{shortened(text)} is not a whole number from {lowest} to {highest}.")
    return int(text)


def shortened(text: str, most: int = 40) -> str:
    """Quote what was written, without repeating a page of it."""
    return repr(text if len(text) <= most else text[:most] + "…")


@dataclass(frozen=True, slots=True)
class Pair:
    """One value for rows and one for columns.

    >>> str(Pair.read("2,2", 1, 64)), str(Pair.read("2,1", 1, 64))
    ('2', '2,1')
    """

    rows: int
    columns: int

    @classmethod
    def read(cls, text: str, lowest: int, highest: int) -> Self:
        parts = text.split(",")
        if len(parts) > 2:
            raise ValueError(f"{shortened(text)} has {len(parts)} values; give one for both, or two: rows,columns.")
        values = [read_whole(part, lowest, highest) for part in parts]
        return cls(values[0], values[-1])

    def __str__(self) -> str:
        return f"{self.rows}" if self.rows == self.columns else f"{self.rows},{self.columns}"

    @property
    def both(self) -> tuple[int, int]:
        return self.rows, self.columns


@dataclass(frozen=True, slots=True)
class Adaptive:
    """Windows by the size of the output that they make; `global` is one window over everything.

    >>> str(Adaptive.read("adaptive:3,2")), str(Adaptive.read("adaptive:1")), Adaptive.read("global").outputs
    ('adaptive:3,2', 'global', Pair(rows=1, columns=1))
    """

    outputs: Pair

    PREFIX: ClassVar[str] = "adaptive:"
    MOST: ClassVar[int] = 512

    @classmethod
    def read(cls, text: str) -> Self:
        size = "1" if text == "global" else text.removeprefix(cls.PREFIX)
        return cls(Pair.read(size, 1, cls.MOST))

    def __str__(self) -> str:
        return "global" if self.outputs == Pair(1, 1) else f"{self.PREFIX}{self.outputs}"


def read_window(text: str, largest: int) -> Pair | Adaptive:
    """A window's sides, or `global`, or `adaptive:` and the output's sides.

    >>> read_window("2", 64)
    Pair(rows=2, columns=2)
    """
    if text == "global" or text.startswith(Adaptive.PREFIX):
        return Adaptive.read(text)
    return Pair.read(text, 1, largest)


@dataclass(frozen=True, slots=True)
class Padding:
    """A keyword, or cells added on each side: top, right, bottom, left.

    >>> str(Padding.read("1,2,1,2")), str(Padding.read("0")), str(Padding.read("same"))
    ('1,2', 'valid', 'same')
    """

    keyword: str | None
    sides: tuple[int, int, int, int] = (0, 0, 0, 0)

    MOST: ClassVar[int] = 512
    KEYWORDS: ClassVar[tuple[str, ...]] = ("valid", "same", "full")

    @classmethod
    def read(cls, text: str) -> Self:
        if text in cls.KEYWORDS:
            return cls(text)
        try:
            amounts = [read_whole(part, 0, cls.MOST) for part in text.split(",")]
        except ValueError:
            raise ValueError(
                f"{shortened(text)} is not a padding; write valid, same, full, or cells from 0 to {cls.MOST}: "
                "one number, rows,columns, or top,right,bottom,left."
            ) from None
        return cls._of_amounts(amounts)

    @classmethod
    def _of_amounts(cls, amounts: list[int]) -> Self:
        if len(amounts) not in (1, 2, 4):
            raise ValueError(
                f"Padding has {len(amounts)} values; give one, two (rows,columns) or four (top,right,bottom,left)."
            )
        top, right, bottom, left = amounts if len(amounts) == 4 else (amounts * 4)[:4]
        return cls(None, (top, right, bottom, left)) if any(amounts) else cls("valid")

    def __str__(self) -> str:
        if self.keyword:
            return self.keyword
        top, right, bottom, left = self.sides
        if (top, right) != (bottom, left):
            return f"{top},{right},{bottom},{left}"
        return f"{top}" if top == right else f"{top},{right}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A small input written out: channels of rows of numbers, all of one shape.

    >>> str(Grid.read("1,2;3,4|0,0;0,1/2"))
    '1,2;3,4|0,0;0,1/2'
    """

    channels: tuple[Plane, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        channels = tuple(read_plane(part, LARGEST_GRID, "grid") for part in text.split("|"))
        if len(channels) > MOST_CHANNELS:
            raise ValueError(f"A grid has at most {MOST_CHANNELS} channels; {len(channels)} came.")
        require_one_shape(channels, "channel")
        return cls(channels)

    def __str__(self) -> str:
        return "|".join(write_plane(plane) for plane in self.channels)


def read_plane(text: str, longest_side: int, what: str) -> Plane:
    """Rows by `;`, cells by `,`; ragged rows are refused with the row that differs.

    A drawing has thousands of cells and few greys: what is written alike is read once.
    """
    rows = text.split(";")
    if len(rows) > longest_side or any(row.count(",") >= longest_side for row in rows):
        raise ValueError(f"A {what} is at most {longest_side} cells a side.")
    known = {cell: Number.read(cell) for cell in dict.fromkeys(text.replace(";", ",").split(","))}
    plane = tuple(tuple(known[cell] for cell in row.split(",")) for row in rows)
    for index, row in enumerate(plane):
        if len(row) != len(plane[0]):
            raise ValueError(f"Row {index + 1} of the {what} has {len(row)} numbers and row 1 has {len(plane[0])}.")
    return plane


def write_plane(plane: Plane) -> str:
    return ";".join(",".join(number.text for number in row) for row in plane)


def require_one_shape(planes: tuple[Plane, ...], what: str) -> None:
    """Channels are layers of one block: they must have one height and one width."""
    height, width = len(planes[0]), len(planes[0][0])
    for index, plane in enumerate(planes):
        if (len(plane), len(plane[0])) != (height, width):
            raise ValueError(
                f"The first {what} is {height}×{width}, {what} {index + 1} is {len(plane)}×{len(plane[0])}."
            )


@dataclass(frozen=True, slots=True)
class Bias:
    """One number for all filters, or one for each.

    >>> str(Bias.read("1.0")), str(Bias.read("1,0"))
    ('1', '1,0')
    """

    numbers: tuple[Number, ...] = (Number("0", 0.0),)

    @classmethod
    def read(cls, text: str) -> Self:
        parts = text.split(",")
        if len(parts) > MOST_CHANNELS:
            raise ValueError(f"There are {len(parts)} biases; at most {MOST_CHANNELS} filters can have one each.")
        return cls(tuple(Number.read(part) for part in parts))

    def __str__(self) -> str:
        return ",".join(number.text for number in self.numbers)
