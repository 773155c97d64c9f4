"""A folder that several processes share, any of which may be killed at any moment, and that never grows over its size.

A file is written under a temporary name that its writer keeps locked, and renamed when it is whole. A temporary file
that nobody holds has lost its writer and is swept away. When the folder is full, the least recently used files go.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final, NamedTuple

_UNFINISHED: Final = ".unfinished-"
_LOCK: Final = ".lock"


class SharedFolder:
    """Files of at most `max_bytes` together, each of them whole. Hidden files are the folder's own business."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        path.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._make_room()

    def __truediv__(self, name: str) -> Path:
        return self._path / name

    def touch(self, name: str) -> None:
        """Note that a file was used just now."""
        with suppress(OSError):  # it may be gone, or the folder read-only: neither is the reader's concern
            os.utime(self._path / name)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file that appears under `name` when the block ends well, and leaves nothing behind when it does not."""
        with self._temporary() as file:
            yield file
            file.flush()
            with self._alone():
                Path(file.name).replace(self._path / name)
                self._make_room(sparing=name)

    @contextmanager
    def _temporary(self) -> Iterator[IO[bytes]]:
        with self._alone():  # so that no sweep comes between making the file and locking it
            file = NamedTemporaryFile(dir=self._path, prefix=_UNFINISHED, delete=False)  # noqa: SIM115 (closed below)
            fcntl.flock(file, fcntl.LOCK_EX)
        with file:
            try:
                yield file
            finally:
                Path(file.name).unlink(missing_ok=True)  # already renamed where all went well

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread of one process at a time; the system lets go of the lock when its holder dies."""
        with (self._path / _LOCK).open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_room(self, sparing: str = "") -> None:
        for path in self._path.glob(f"{_UNFINISHED}*"):
            _sweep(path)
        files = sorted(_files(self._path))
        excess = sum(file.size for file in files) - self._max_bytes
        for file in files:
            if excess > 0 and file.name != sparing:
                (self._path / file.name).unlink(missing_ok=True)
                excess -= file.size


class _File(NamedTuple):
    used: int  # first, so that files sort by it
    name: str
    size: int


def _files(folder: Path) -> Iterator[_File]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                with suppress(FileNotFoundError):  # removed by another process meanwhile
                    status = entry.stat()
                    yield _File(status.st_mtime_ns, entry.name, status.st_size)


def _sweep(path: Path) -> None:
    with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:  # blocking: its writer is alive
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
