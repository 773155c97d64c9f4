"""Uploads on disk, each file named by the picture it holds.

A file is a plain .npy: opening one is a memory map (0.1 ms for 12 megapixels, where a PNG took 320 ms to unpack), and
it is whole when its pixels hash to its name (23 ms for 12 megapixels, about half of what resizing them takes). It is
opened here rather than by NumPy because of what NumPy makes of a damaged header: `ast`, warnings and odd errors.
"""

import math
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.lib import format as npy

from app.images.errors import StoreFailed, TooLarge, UnknownImage
from app.images.folder import SharedFolder
from app.images.limits import MEBIBYTE
from app.images.picture import ID_LENGTH, Picture

_ID: Final = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")
_HEADER_LENGTH: Final = 128
_HEADER: Final = re.compile(  # what NumPy writes for a picture, and nothing else that it could read
    rb"\x93NUMPY\x01\x00\x76\x00"
    rb"{'descr': '(\|u1|<u2)', 'fortran_order': False, 'shape': \((\d{1,9}), (\d{1,9})(, 3)?\), } *\n"
)


def is_id(name: str) -> bool:
    """Whether `name` has the form of a content id, and so can safely be part of a path.

    >>> is_id("0123456789abcdef0123456789abcdef"), is_id("../../etc/passwd")
    (True, False)
    """
    return _ID.fullmatch(name) is not None


class Store:
    """At most `max_bytes` of pictures in a folder, shared with other processes; the least recently used give way."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        with _disk_errors():
            self._folder = SharedFolder(folder, max_bytes)

    def add(self, picture: Picture) -> str:
        """Keep `picture` and return its id. One that is there already is only touched."""
        if picture.pixels.nbytes > self._max_bytes:
            raise TooLarge(
                f"This picture takes {picture.pixels.nbytes / MEBIBYTE:.3g} MiB unpacked, "
                f"and all uploads together may take {self._max_bytes / MEBIBYTE:.3g} MiB.",
                "image",
            )
        with _disk_errors():
            if self.shape(picture.id) is None:
                with self._folder.writing(_file_name(picture.id)) as file:
                    npy.write_array_header_1_0(file, npy.header_data_from_array_1_0(picture.pixels))
                    file.write(picture.pixels.data)
            self.touch(picture.id)
        return picture.id

    def open(self, content_id: str) -> Picture:
        """The picture of that id, its pixels mapped from the file; a file that holds anything else is removed."""
        with _disk_errors():
            picture = self._map(content_id)
            if picture is not None and picture.id != content_id:
                self._remove(content_id)
                picture = None
        if picture is None:
            raise UnknownImage("This upload is not here (any more). Please upload the picture again.", "image")
        self.touch(content_id)
        return picture

    def shape(self, content_id: str) -> tuple[int, ...] | None:
        """Rows, columns and (of colour) channels of the picture of that id, from the header; None if it is not here."""
        with _disk_errors():
            picture = self._map(content_id)
        return None if picture is None else picture.pixels.shape

    def touch(self, content_id: str) -> None:
        """Note that the picture was used just now."""
        if is_id(content_id):
            self._folder.touch(_file_name(content_id))

    def _map(self, content_id: str) -> Picture | None:
        if not is_id(content_id):
            return None
        try:
            with (self._folder / _file_name(content_id)).open("rb") as file:
                picture = _mapped(file)
        except FileNotFoundError:
            return None
        if picture is None:
            self._remove(content_id)
        return picture

    def _remove(self, content_id: str) -> None:
        (self._folder / _file_name(content_id)).unlink(missing_ok=True)


def _mapped(file: IO[bytes]) -> Picture | None:
    """The picture in a file, by its header and length; None where these do not go together."""
    header = _HEADER.fullmatch(file.read(_HEADER_LENGTH))
    if header is None:
        return None
    kind, shape = np.dtype(header[1].decode()), (int(header[2]), int(header[3]), *((3,) if header[4] else ()))
    size = math.prod(shape) * kind.itemsize
    if size == 0 or os.fstat(file.fileno()).st_size != _HEADER_LENGTH + size or (header[4] and kind.itemsize > 1):
        return None
    return Picture(np.memmap(file, kind, mode="r", offset=_HEADER_LENGTH, shape=shape))


def _file_name(content_id: str) -> str:
    return f"{content_id}.npy"


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreFailed(f"The picture could not be kept or read: the disk says “{reason}”.", "image") from error
