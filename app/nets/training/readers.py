"""Data sets as they are found on disk: NumPy's npz with x_train, y_train, x_test, y_test, and MNIST's idx files."""

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.nets.errors import BrokenData

IDX_BYTES: Final = 0x08
PARTS: Final = ("x_train", "y_train", "x_test", "y_test")


@dataclass(frozen=True)
class Examples:
    """Images u8 [N, C, H, W] and the number of each one's class."""

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def first(self, count: int | None) -> "Examples":
        return self if count is None else Examples(self.images[:count], self.labels[:count])


def read_npz(files: list[Path]) -> tuple[Examples, Examples]:
    """Training and test examples of one archive, or of several that share the four arrays."""
    arrays: dict[str, NDArray[np.uint8]] = {}
    for file in files:
        try:
            with np.load(file, allow_pickle=False) as archive:
                arrays.update({name: archive[name] for name in PARTS if name in archive})
        except (OSError, ValueError, EOFError) as error:
            raise BrokenData(f"{file.name} is not a readable npz archive: {error}.") from error
    missing = [name for name in PARTS if name not in arrays]
    if missing:
        raise BrokenData(f"{', '.join(file.name for file in files)} lacks {', '.join(missing)}.")
    return (
        _examples(arrays["x_train"], arrays["y_train"], "training"),
        _examples(arrays["x_test"], arrays["y_test"], "test"),
    )


def read_idx(file: Path) -> NDArray[np.uint8]:
    """One idx file of bytes, compressed or not: two zeros, the type, the number of axes, their lengths, the values."""
    raw = file.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError) as error:
            raise BrokenData(f"{file.name} ends early or is damaged: {error}.") from error
    if len(raw) < 4 or raw[:2] != b"\0\0" or raw[2] != IDX_BYTES:
        raise BrokenData(f"{file.name} is not an idx file of bytes.")
    header = 4 + 4 * raw[3]
    if len(raw) < header:
        raise BrokenData(f"{file.name} ends within its header.")
    shape = struct.unpack(f">{raw[3]}I", raw[4:header])
    values = np.frombuffer(raw, np.uint8, offset=header)
    if values.size != np.prod(shape, dtype=np.int64):
        raise BrokenData(f"{file.name} announces {shape} values and holds {values.size}.")
    return values.reshape(shape)


def read_idx_set(images: Path, labels: Path, *, first_class: int = 0, lying: bool = False) -> Examples:
    """The examples of two idx files; EMNIST counts classes from 1, and its images lie on their side."""
    pictures = read_idx(images)
    upright = pictures.transpose(0, 2, 1) if lying else pictures
    return _examples(upright, read_idx(labels) - np.uint8(first_class), images.name)


def _examples(images: NDArray[np.uint8], labels: NDArray[np.uint8], what: str) -> Examples:
    if images.dtype != np.uint8 or images.ndim not in (3, 4):
        raise BrokenData(f"The {what} images are {images.dtype} of {images.ndim} axes, not bytes of 3 or 4.")
    if labels.shape != (len(images),):
        raise BrokenData(f"There are {len(images)} {what} images and labels of shape {labels.shape}.")
    planes = images[:, None] if images.ndim == 3 else images.transpose(0, 3, 1, 2)
    return Examples(np.ascontiguousarray(planes), labels.astype(np.int64))
