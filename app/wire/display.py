"""How values become pixels in a PNG: signed, clipped, absolute or stretched. The browser's twin is `core/colour.ts`."""

from dataclasses import dataclass
from math import ceil, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Shown = Literal["signed", "clip", "absolute", "min-max"]
Pixels = NDArray[np.uint8]

GAP = 2
"""Pixels of white between maps that are laid out beside each other."""

DIVERGING = (
    (-1.0, (8, 69, 148)),
    (-0.5, (107, 174, 214)),
    (0.0, (255, 255, 255)),
    (0.5, (253, 174, 97)),
    (1.0, (179, 78, 0)),
)
"""Negative blue, zero white, positive orange: told apart by colour-blind eyes too."""


@dataclass(frozen=True, slots=True)
class Look:
    """How to show maps; `clip` is the range that a screen can show, in the units of the input."""

    shown: Shown = "clip"
    clip: tuple[float, float] = (0.0, 1.0)
    as_colour: bool = False


def paint(maps: NDArray[np.float32], look: Look) -> Pixels:
    """Maps [C, H, W] as one picture: three planes of a colour image together, otherwise side by side; on one scale."""
    together = look.as_colour and len(maps) == 3
    if look.shown == "signed":
        reach = float(np.abs(maps).max()) or 1.0
        table = BALANCED_TABLE if together else DIVERGING_TABLE
        tiles = [about_zero(plane, reach, table) for plane in maps]
    else:
        ends = (float(maps.min()), float(maps.max())) if look.shown == "min-max" else look.clip
        seen = np.abs(maps) if look.shown == "absolute" else maps
        tiles = [grey_levels(plane, ends) for plane in seen]
    return np.ascontiguousarray(np.stack(tiles, axis=-1)) if together else tiled(tiles)


def grey_levels(plane: NDArray[np.float32], ends: tuple[float, float]) -> Pixels:
    """One plane as 0…255; values beyond the ends are clipped, as the histogram's clipped share says."""
    low, high = ends
    span = high - low or 1.0
    levels: Pixels = np.rint(np.clip((plane - low) / np.float32(span), 0, 1) * 255).astype(np.uint8)
    return levels


def about_zero(plane: NDArray[np.float32], reach: float, table: Pixels) -> Pixels:
    """Entries of a table of 255: the middle one is exactly 0, the ends are ±reach."""
    steps = np.rint(plane / np.float32(reach) * 127).astype(np.int16) + 127
    entries: Pixels = table[steps]
    return entries


def diverging_table() -> Pixels:
    """The 255 colours from -1 to 1; the middle one is exactly white."""
    stops = [stop for stop, _ in DIVERGING]
    at = np.linspace(-1, 1, 255)
    channels = [np.interp(at, stops, [colour[c] for _, colour in DIVERGING]) for c in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


DIVERGING_TABLE = diverging_table()
BALANCED_TABLE: Pixels = np.rint(np.linspace(0, 255, 255)).astype(np.uint8)
"""Greys about the middle: a plane of a colour picture is dark below zero and bright above."""


def tiled(tiles: list[Pixels]) -> Pixels:
    """Tiles in reading order on a white sheet, near a square."""
    if len(tiles) == 1:
        return tiles[0]
    columns = ceil(sqrt(len(tiles)))
    rows = ceil(len(tiles) / columns)
    height, width = (side + GAP for side in tiles[0].shape[:2])
    sheet = np.full((rows * height - GAP, columns * width - GAP, *tiles[0].shape[2:]), 255, np.uint8)
    for index, tile in enumerate(tiles):
        top, left = index // columns * height, index % columns * width
        sheet[top : top + tile.shape[0], left : left + tile.shape[1]] = tile
    return sheet
