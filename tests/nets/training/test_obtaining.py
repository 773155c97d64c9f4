"""A data set that is not here is fetched once, from a server of our own, and checked."""

import gzip
import hashlib
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from app.nets.errors import BrokenData, FailedFetch
from app.nets.training.obtaining import load
from app.nets.training.sets import FILES, SETS, Source


def idx(values: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape) + values.tobytes()


CONTENTS = {
    file: idx(np.full((3, 28, 28) if "images" in file else (3,), number, np.uint8))
    for number, file in enumerate(FILES, 1)
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on a local server, to which the MNIST of the catalogue now points."""
    folder = tmp_path / "server"
    folder.mkdir()
    for file, content in CONTENTS.items():
        (folder / f"{file}.gz").write_bytes(gzip.compress(content))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sources = tuple(
            Source(f"http://127.0.0.1:{server.server_port}/{file}.gz", hashlib.sha256(content).hexdigest())
            for file, content in CONTENTS.items()
        )
        monkeypatch.setitem(SETS, "mnist", replace(SETS["mnist"], sources=sources))
        yield folder
        server.shutdown()


def test_what_is_missing_is_fetched_once_and_then_read_from_the_folder(tmp_path: Path, served: Path) -> None:
    training, test = load("mnist", [tmp_path / "data"])
    assert (training.images[0, 0, 0, 0], training.labels[0], test.images[0, 0, 0, 0], test.labels[0]) == (1, 2, 3, 4)
    for file in served.iterdir():
        file.unlink()
    assert len(load("mnist", [tmp_path / "data"])[0]) == 3


def test_a_file_with_another_hash_is_not_kept(tmp_path: Path, served: Path) -> None:
    (served / f"{FILES[2]}.gz").write_bytes(gzip.compress(CONTENTS[FILES[2]] + b"!"))
    with pytest.raises(BrokenData, match="is not the file that it should be"):
        load("mnist", [tmp_path / "data"])
    kept = {file.name for file in (tmp_path / "data" / "mnist").iterdir()}
    assert kept == set(FILES[:2])


def test_a_file_that_cannot_be_unpacked_is_refused_and_asked_for_again_later(tmp_path: Path, served: Path) -> None:
    whole = (served / f"{FILES[0]}.gz").read_bytes()
    (served / f"{FILES[0]}.gz").write_bytes(b"<html>Sorry</html>")
    with pytest.raises(BrokenData, match="cannot be unpacked"):
        load("mnist", [tmp_path / "data"])
    (served / f"{FILES[0]}.gz").write_bytes(whole)
    assert len(load("mnist", [tmp_path / "data"])[0]) == 3


def test_a_server_that_lacks_the_file_is_told_in_one_sentence(tmp_path: Path, served: Path) -> None:
    (served / f"{FILES[0]}.gz").unlink()
    with pytest.raises(FailedFetch, match="The server answered 404"):
        load("mnist", [tmp_path / "data"])


def test_the_hashes_of_mnist_and_fashion_are_those_of_four_different_files() -> None:
    for name in ("mnist", "fashion-mnist"):
        assert [source.file for source in SETS[name].sources] == list(FILES)
        assert len({source.sha256 for source in SETS[name].sources}) == 4
