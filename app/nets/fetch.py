"""Official checkpoints: downloaded, checked, turned into safetensors. A break leaves a `.part` that is gone on with."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from app.nets.cards import Card, written
from app.nets.errors import FailedFetch, ImpossibleNetwork, MismatchedWeights
from app.nets.graph import graph_of
from app.nets.weights import fitted, read, save
from app.nets.zoo import CARD, WEIGHTS, Zoo, read_card

CHUNK: Final = 2**18
TIMEOUT: Final = 30.0
PATIENCE: Final = "what came is kept, and the same command goes on from there"

Tick = Callable[[int, int | None], None]
"""Told again and again: bytes that are here, bytes in all where the server says so."""


def pull(card: Card, home: Path, tick: Tick) -> Path:
    """Fetch the official weights of a card into `home/networks/NAME`; returns the safetensors file.

    Only a checkpoint whose hash and tensors are right gets there.
    """
    url, prefix = card.weights.url, card.weights.sha256_prefix
    if url is None or prefix is None:
        raise FailedFetch(f"{card.name} has no official weights that could be fetched and checked.")
    folder = home / "networks" / card.name
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{Path(urlsplit(url).path).name}.part"
    with _nobody_else(folder):
        download(url, part, tick)
        _check_hash(part, prefix)
        try:
            tensors = fitted(graph_of(card.architecture), read(part))
        except MismatchedWeights:
            part.unlink()  # it is whole, so coming back to it would not help
            raise
        with _disk_space(part):
            save(tensors, folder / WEIGHTS)
        part.unlink()
    return folder / WEIGHTS


def add(card_file: Path, weights_file: Path, zoo: Zoo) -> Path:
    """Take a network in: its card and its weights, from safetensors or a checkpoint."""
    card = read_card(card_file)
    graph = graph_of(card.architecture)
    shipped = zoo.shipped / card.name / CARD
    if shipped.is_file() and read_card(shipped).architecture != card.architecture:
        raise ImpossibleNetwork(f"{card.name} is the name of another network here: give yours its own.")
    tensors, folder = fitted(graph, read(weights_file)), zoo.home / card.name
    part = folder / f"{CARD}.part"
    with _disk_space(part):
        save(tensors, folder / WEIGHTS)
        part.write_text(written(card), encoding="utf-8")
        part.replace(folder / CARD)
    return folder


def download(url: str, part: Path, tick: Tick) -> None:
    """Fetch `url` into `part`, going on after what is there already, if the server can."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise FailedFetch(f"{url} is no address on the web.")
    here = part.stat().st_size if part.is_file() else 0
    request = Request(url, headers={"Range": f"bytes={here}-"} if here else {})  # noqa: S310  http(s) only, see above
    try:
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  http(s) only, see above
            _receive(response, part, here, tick)
    except HTTPError as error:
        with error:
            if error.code == 416 and error.headers.get("Content-Range") == f"bytes */{here}":
                return  # nothing is missing: it broke off after the last byte
            if error.code == 416:
                part.unlink()
        raise FailedFetch(f"The server answered {error.code} {error.reason} for {url}.") from error
    except (URLError, TimeoutError, ConnectionError, HTTPException) as error:
        why = getattr(error, "reason", error)
        kept = f"; {PATIENCE}" if part.is_file() else ""
        raise FailedFetch(f"{urlsplit(url).netloc} cannot be reached ({why}){kept}.") from error


@contextmanager
def _nobody_else(folder: Path) -> Iterator[None]:
    """Two commands that write to one part would make one broken file. The lock goes with its holder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise FailedFetch(f"{folder.name} is being fetched already, by another command.") from error
    finally:
        os.close(handle)
        with suppress(OSError):  # it holds something
            folder.rmdir()
            folder.parent.rmdir()


def _receive(response: HTTPResponse, part: Path, here: int, tick: Tick) -> None:
    goes_on = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {here}-")
    here = here if goes_on else 0
    length = response.headers.get("Content-Length")
    total = here + int(length) if length else None
    part.parent.mkdir(parents=True, exist_ok=True)
    with _disk_space(part), part.open("ab" if goes_on else "wb") as file:
        _require_space(total, here, part)
        while chunk := response.read(CHUNK):
            file.write(chunk)
            here += len(chunk)
            tick(here, total)
    if total is not None and here < total:
        raise FailedFetch(f"The connection ended after {_mb(here)} of {_mb(total)}; {PATIENCE}.")


def _require_space(total: int | None, here: int, part: Path) -> None:
    """Refuse before the download, not after half of it; checkpoint and tensors lie side by side for a moment."""
    needed, free = 2 * (total or 0) - here, shutil.disk_usage(part.parent).free
    if needed > free:
        raise OSError(errno.ENOSPC, f"{_mb(needed)} are needed and {_mb(free)} are free")


@contextmanager
def _disk_space(part: Path) -> Iterator[None]:
    """On a full disk the download is let go: there is room again for others, and no half file."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        part.unlink(missing_ok=True)
        raise FailedFetch(f"The disk is full ({error.strerror}), so nothing was kept.") from error


def _check_hash(part: Path, prefix: str) -> None:
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if not found.startswith(prefix):
        part.unlink()
        raise FailedFetch(
            f"What came is not the official file: its sha256 begins with {found[: len(prefix)]}, not {prefix}. "
            "It was thrown away."
        )


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
