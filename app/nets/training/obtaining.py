"""A data set by its name: looked for in the folders that are named, else fetched once and checked by its hash."""

import gzip
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.nets.errors import BrokenData
from app.nets.fetch import Tick, download
from app.nets.recipe import DataName
from app.nets.training.glyphs import glyph_set
from app.nets.training.readers import Examples, read_idx_set, read_npz
from app.nets.training.sets import SETS, DataSet


def load(name: DataName, folders: list[Path], tick: Tick = lambda here, total: None) -> tuple[Examples, Examples]:
    """Training and test examples of a set, from the first folder that has them; else fetched to the last one."""
    if name == "glyphs":
        return glyph_set()
    data = SETS[name]
    found = _found(data, folders)
    if found is None and data.sources and folders:
        fetch(data, folders[-1] / name, tick)
        found = _found(data, folders)
    if found is None:
        places = ", ".join(map(str, folders)) or "no folder was named"
        raise BrokenData(
            f"{data.title} was not found ({places}), and nobody may hand it on: get it from {data.home}, and put its "
            "idx files or an npz archive with x_train, y_train, x_test and y_test there."
        )
    return found()


def is_here(name: DataName, folders: list[Path]) -> bool:
    """Whether `load` would find the set without fetching it."""
    return name == "glyphs" or _found(SETS[name], folders) is not None


def fetch(data: DataSet, folder: Path, tick: Tick) -> None:
    """Download the set's files, unpack them and check their hashes; each is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in data.sources:
        packed = folder / f"{source.file}.gz.part"
        download(source.url, packed, tick)
        try:
            content = gzip.decompress(packed.read_bytes())
        except (OSError, EOFError) as error:
            raise BrokenData(f"What came from {source.url} cannot be unpacked: {error}.") from error
        finally:
            packed.unlink()
        if hashlib.sha256(content).hexdigest() != source.sha256:
            raise BrokenData(f"What came from {source.url} is not the file that it should be; nothing was kept.")
        part = folder / f"{source.file}.part"
        part.write_bytes(content)
        part.replace(folder / source.file)


def _found(data: DataSet, folders: list[Path]) -> Callable[[], tuple[Examples, Examples]] | None:
    """How to read the set from the first of the folders that has it."""
    places = (
        place for folder in folders for place in (folder / data.name, folder / data.name.replace("-", "_"), folder)
    )
    return next((reader for place in places if (reader := _reader(data, place))), None)


def _reader(data: DataSet, folder: Path) -> Callable[[], tuple[Examples, Examples]] | None:
    """How to read what lies there; None if nothing fits."""
    plain = data.name.replace("-", "_")
    archives = sorted(folder.glob(f"{plain}*.npz"))
    if archives:
        return lambda: read_npz(archives)
    parts = [
        _existing(folder, f"{data.idx_prefix}{part}-{what}")
        for part in ("train", "t10k" if not data.idx_prefix else "test")
        for what in ("images-idx3-ubyte", "labels-idx1-ubyte")
    ]
    found = [part for part in parts if part]
    if folder.name not in (data.name, plain) and not data.idx_prefix:
        return None  # MNIST and Fashion-MNIST call their files alike: only the folder tells them apart
    if len(found) < len(parts):
        return None
    read = partial(read_idx_set, first_class=data.first_class, lying=data.lying)
    return lambda: (read(found[0], found[1]), read(found[2], found[3]))


def _existing(folder: Path, stem: str) -> Path | None:
    return next((path for path in (folder / stem, folder / f"{stem}.gz") if path.is_file()), None)
