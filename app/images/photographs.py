"""Photographs read from the installed scikit-image, whose files are free; none is copied into this project."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from app.images.channels import to_tensor
from app.images.decode import decode
from app.images.errors import UnknownImage
from app.images.fit import fit
from app.images.picture import Picture

_FACE: Final = (slice(60, 172), slice(168, 280))  # rows and columns of the portrait, from fringe to chin
_FACE_SIZE: Final = (32, 32)
_NOISY_SHARE: Final = 0.06


def photograph(file_name: str) -> Picture:
    """One of scikit-image's pictures. The package itself is not imported: that would take longer than all of them."""
    package = find_spec("skimage")
    folders = (package and package.submodule_search_locations) or []
    for path in (Path(folder, "data", file_name) for folder in folders):
        if path.is_file():
            return decode(path.read_bytes())
    raise UnknownImage(f"The sample file {file_name} is missing: please install scikit-image again.", "image")


def face() -> Picture:
    """The face of the portrait in 32 × 32 grey pixels, few enough to read every number."""
    portrait = photograph("astronaut.png")
    small = fit(Picture(portrait.pixels[_FACE]), _FACE_SIZE)
    return Picture(np.rint(to_tensor(small)[0].numpy() * small.white).astype(np.uint8))


def noisy() -> Picture:
    """The cameraman with 3 % of all pixels white and 3 % black (salt and pepper), the same ones every time."""
    pixels = photograph("camera.png").pixels.copy()
    chance = np.random.default_rng(seed=1).random(pixels.shape)
    pixels[chance < _NOISY_SHARE] = 0
    pixels[chance < _NOISY_SHARE / 2] = 255
    return Picture(pixels)
