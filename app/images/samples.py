"""What is there before anything is uploaded: photographs that are free, and patterns that teach."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from app.images.patterns import PATTERNS, Levels
from app.images.photographs import face, noisy, photograph
from app.images.picture import Picture


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture that is always there. `account` says in a sentence what it is good for; `load` makes it anew."""

    name: str
    title: str
    account: str
    credit: str
    licence: str
    load: Callable[[], Picture]


_CC0: Final = "CC0"
_FREE: Final = "Public domain"
_VARSHNEY: Final = "Photograph by Lav Varshney"
_NASA: Final = "Photograph by NASA"

_PHOTOGRAPHS: Final = (
    Sample(
        "portrait",
        "Astronaut",
        "Skin, hair, cloth and a blurred background: what a filter does to a face is seen at once.",
        f"{_NASA}: Eileen Collins",
        _FREE,
        partial(photograph, "astronaut.png"),
    ),
    Sample(
        "face",
        "Face, 32 × 32",
        "Few enough pixels to read every number, enough to see a face: where the hand calculation meets the picture.",
        f"{_NASA}: Eileen Collins (part, made smaller)",
        _FREE,
        face,
    ),
    Sample(
        "cat",
        "Cat",
        "Fine fur beside smooth background: blurring, sharpening and edges at several scales.",
        "Photograph by Stefan van der Walt: Chelsea",
        _CC0,
        partial(photograph, "chelsea.png"),
    ),
    Sample(
        "camera",
        "Cameraman",
        "Strong outlines on an even sky and thin tripod legs at several angles: the classic for edge detection.",
        _VARSHNEY,
        _CC0,
        partial(photograph, "camera.png"),
    ),
    Sample(
        "noisy",
        "Cameraman, noisy",
        "3 % of the pixels are white and 3 % black: an average smears such specks instead of removing them.",
        f"{_VARSHNEY}; noise added",
        _CC0,
        noisy,
    ),
    Sample(
        "coffee",
        "Coffee",
        "Ellipses, a red saucer and wood grain: colour channels that differ, and edges that bend.",
        "Photograph by Rachel Michetti",
        _CC0,
        partial(photograph, "coffee.png"),
    ),
    Sample(
        "rocket",
        "Rocket",
        "Bright lamps and thin masts on a dark sky: what small windows find, and what blurring loses.",
        "Photograph by SpaceX",
        "Public domain, as stated by scikit-image",
        partial(photograph, "rocket.jpg"),
    ),
    Sample(
        "brick",
        "Brick wall",
        "Two directions and little else: a horizontal and a vertical filter answer very differently.",
        "CC0Textures",
        _CC0,
        partial(photograph, "brick.png"),
    ),
    Sample(
        "grass",
        "Grass",
        "Texture without outlines: edges everywhere, in all directions.",
        "Photograph by LinoLafett",
        _CC0,
        partial(photograph, "grass.png"),
    ),
    Sample(
        "gravel",
        "Gravel",
        "Blobs of one size: a filter of that size finds them, a smaller one finds their rims.",
        "CC0Textures",
        _CC0,
        partial(photograph, "gravel.png"),
    ),
    Sample(
        "coins",
        "Coins",
        "Round objects of similar size on uneven ground: blobs, outlines, and what pooling keeps.",
        "Photograph by the Brooklyn Museum: Greek coins from Pompeii",
        "No known copyright restrictions",
        partial(photograph, "coins.png"),
    ),
    Sample(
        "text",
        "Handwriting",
        "Dark strokes on grey paper, seen at a slant: what thickens, thins and erases a line.",
        "Photograph from Wikipedia",
        _FREE,
        partial(photograph, "text.png"),
    ),
    Sample(
        "galaxies",
        "Galaxies",
        "Spots of all sizes and colours: each size of blob filter picks its own.",
        f"{_NASA}: Hubble eXtreme Deep Field",
        _FREE,
        partial(photograph, "hubble_deep_field.jpg"),
    ),
    Sample(
        "horse",
        "Horse",
        "Black on white and nothing between: outlines without texture.",
        "Drawing by Andreas Preuss",
        _CC0,
        partial(photograph, "horse.png"),
    ),
    Sample(
        "retina",
        "Retina",
        "Thin vessels in every direction: line detectors and Gabor filters at work.",
        "Photograph by Mikael Häggström",
        _CC0,
        partial(photograph, "retina.jpg"),
    ),
)

_PATTERN_TEXTS: Final = {
    "impulse": (
        "Impulse",
        "One white pixel: correlation answers with the kernel turned by 180°, convolution with the kernel.",
    ),
    "step-edge": ("Step edge", "One edge between 0.2 and 0.8: a blur turns it into a ramp, sharpening overshoots it."),
    "gradient": ("Gradient", "Every step to the right adds the same: a derivative is constant, a second one zero."),
    "checkerboard": ("Checkerboard", "Corners and edges at known places: horizontal and vertical filters share them."),
    "disk": ("Disk", "An edge in every direction: shows which directions a filter answers to."),
    "stripes": ("Stripes", "Waves at 0°, 45°, 90° and 135°: an oriented filter answers in one quarter only."),
    "zone-plate": (
        "Zone plate",
        "Rings that get finer outwards: which fineness a filter lets pass, what a stride folds.",
    ),
    "siemens-star": (
        "Siemens star",
        "Spokes narrowing inwards: a blur greys the middle, a box blur even inverts it.",
    ),
    "three": ("Digit three", "28 × 28 pixels, white on black, like the handwritten digits that networks learn from."),
    "glyphs": (
        "Letters and digits",
        "Strokes straight, slanted and round: a template finds the letter it copies.",
    ),
}


def _pattern(name: str) -> Sample:
    title, account = _PATTERN_TEXTS[name]
    return Sample(name, title, account, "Made by Kernelscope", _CC0, partial(_rendered, PATTERNS[name]))


def _rendered(pattern: Callable[[], Levels]) -> Picture:
    return Picture(np.rint(pattern() * 255).astype(np.uint8))


SAMPLES: Final[dict[str, Sample]] = {
    sample.name: sample for sample in (*_PHOTOGRAPHS, *(_pattern(name) for name in PATTERNS))
}
"""By name, in the order in which they are shown."""
