"""What lies on disk is read as it is, or refused in a sentence."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from app.nets.errors import BrokenData
from app.nets.training.obtaining import _reader, load
from app.nets.training.readers import read_idx, read_idx_set, read_npz
from app.nets.training.sets import SETS

PICTURES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def idx(values: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{values.ndim}I", 0, 0, 8, values.ndim, *values.shape) + values.tobytes()


def archive(folder: Path, name: str, **arrays: np.ndarray) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / name, allow_pickle=True, **arrays)
    return folder / name


@pytest.mark.parametrize("packed", [False, True])
def test_an_idx_file_gives_back_its_values_compressed_or_not(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / "images"
    file.write_bytes(gzip.compress(idx(PICTURES)) if packed else idx(PICTURES))
    assert np.array_equal(read_idx(file), PICTURES)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not an idx file"),
        (b"\x89PNG\r\n", "is not an idx file"),
        (idx(PICTURES)[:7], "ends within its header"),
        (idx(PICTURES)[:-1], "announces (2, 3, 4) values and holds 23"),
        (gzip.compress(idx(PICTURES), mtime=0)[:-9], "ends early or is damaged"),
    ],
)
def test_a_broken_idx_file_is_refused_with_its_name(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "images").write_bytes(content)
    with pytest.raises(BrokenData, match="images ") as refusal:
        read_idx(tmp_path / "images")
    assert sentence in str(refusal.value)


def test_emnist_is_turned_upright_and_counted_from_nought(tmp_path: Path) -> None:
    (tmp_path / "images").write_bytes(idx(PICTURES.transpose(0, 2, 1)))
    (tmp_path / "labels").write_bytes(idx(np.array([1, 26], np.uint8)))
    examples = read_idx_set(tmp_path / "images", tmp_path / "labels", first_class=1, lying=True)
    assert np.array_equal(examples.images[:, 0], PICTURES)
    assert examples.labels.tolist() == [0, 25]


def test_two_archives_share_the_four_arrays_and_colour_comes_channels_first(tmp_path: Path) -> None:
    colour = np.arange(2 * 4 * 4 * 3, dtype=np.uint8).reshape(2, 4, 4, 3)
    labels = np.array([3, 4], np.uint8)
    files = [
        archive(tmp_path, "cifar10_a.npz", x_train=colour, y_train=labels),
        archive(tmp_path, "cifar10_b.npz", x_test=colour[:1], y_test=labels[:1]),
    ]
    training, test = read_npz(files)
    assert training.images.shape == (2, 3, 4, 4)
    assert training.images[0, 1, 2, 3] == colour[0, 2, 3, 1]
    assert (len(training), len(test)) == (2, 1)


def test_an_archive_that_lacks_an_array_says_which(tmp_path: Path) -> None:
    file = archive(tmp_path, "mnist.npz", x_train=PICTURES, y_train=np.zeros(2, np.uint8))
    with pytest.raises(BrokenData, match=r"mnist.npz lacks x_test, y_test"):
        read_npz([file])


def test_an_archive_with_pickled_objects_is_refused_unopened(tmp_path: Path) -> None:
    file = archive(tmp_path, "mnist.npz", x_train=np.array([{"code": 1}], dtype=object))
    with pytest.raises(BrokenData, match="not a readable npz archive"):
        read_npz([file])


def test_labels_for_other_images_are_refused(tmp_path: Path) -> None:
    wrong = np.zeros(3, np.uint8)
    file = archive(tmp_path, "mnist.npz", x_train=PICTURES, y_train=wrong, x_test=PICTURES, y_test=wrong)
    with pytest.raises(BrokenData, match=r"2 training images and labels of shape \(3,\)"):
        read_npz([file])


def test_a_set_is_found_in_a_folder_of_its_name_and_named_where_it_is_missing(tmp_path: Path) -> None:
    labels = np.zeros(2, np.uint8)
    archive(tmp_path / "mnist", "mnist.npz", x_train=PICTURES, y_train=labels, x_test=PICTURES, y_test=labels)
    assert len(load("mnist", [tmp_path])[0]) == 2
    with pytest.raises(BrokenData, match="CIFAR-10 small photographs was not found"):
        load("cifar10", [tmp_path])


def test_mnist_and_fashion_are_told_apart_by_their_folder_although_their_files_are_called_alike(tmp_path: Path) -> None:
    folder = tmp_path / "fashion-mnist"
    folder.mkdir()
    for part in ("train", "t10k"):
        (folder / f"{part}-images-idx3-ubyte").write_bytes(idx(PICTURES))
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(np.zeros(2, np.uint8))))
    assert len(load("fashion-mnist", [tmp_path])[1]) == 2
    assert _reader(SETS["mnist"], folder) is None
