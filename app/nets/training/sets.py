"""The data sets by name: what they are called on disk, where they come from, and how they are read.

A set is looked for in a folder that the user names (`--data`), in that folder's subfolder of the same name, and then in
the program's own folder, to which it is fetched once, checked by its hash.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from app.nets.errors import BrokenData
from app.nets.recipe import DataName
from app.nets.training.glyphs import glyph_set
from app.nets.training.readers import Examples, read_idx_set, read_npz

DIGITS: Final = tuple("0123456789")
LETTERS: Final = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to fetch: its address and the hash that it must have."""

    url: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DataSet:
    name: DataName
    title: str
    licence: str
    home: str
    classes: tuple[str, ...]
    idx_prefix: str = ""
    first_class: int = 0
    lying: bool = False
    sources: tuple[Source, ...] = ()


SETS: Final[dict[str, DataSet]] = {
    one.name: one
    for one in (
        DataSet(
            "mnist",
            "MNIST handwritten digits",
            "CC BY-SA 3.0, Y. LeCun, C. Cortes and C. J. C. Burges",
            "http://yann.lecun.com/exdb/mnist/",
            DIGITS,
        ),
        DataSet(
            "fashion-mnist",
            "Fashion-MNIST articles of clothing",
            "MIT, Zalando SE",
            "https://github.com/zalandoresearch/fashion-mnist",
            (
                "T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot",
            ),
        ),
        DataSet(
            "emnist-letters",
            "EMNIST Letters, handwritten, both cases",
            "NIST Special Database 19, a work of the US government; G. Cohen et al. 2017",
            "https://www.nist.gov/itl/products-and-services/emnist-dataset",
            LETTERS,
            idx_prefix="emnist-letters-",
            first_class=1,
            lying=True,
        ),
        DataSet(
            "cifar10",
            "CIFAR-10 small photographs",
            "no licence stated; A. Krizhevsky 2009 asks for a citation",
            "https://www.cs.toronto.edu/~kriz/cifar.html",
            ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
        ),
        DataSet("glyphs", "Digits rendered by Kernelscope itself", "MIT, Kernelscope", "", DIGITS),
    )
}


def load(name: DataName, folders: list[Path]) -> tuple[Examples, Examples]:
    """Training and test examples of a set, from the first folder that has them."""
    if name == "glyphs":
        return glyph_set()
    for folder in folders:
        for place in (folder / name, folder / name.replace("-", "_"), folder):
            found = _reader(SETS[name], place)
            if found:
                return found()
    places = ", ".join(map(str, folders)) or "no folder was named"
    raise BrokenData(
        f"{SETS[name].title} was not found ({places}). Put its idx files or an npz archive with x_train, y_train, "
        f"x_test and y_test there; it comes from {SETS[name].home}."
    )


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
