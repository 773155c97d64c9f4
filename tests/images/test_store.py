import os
import resource
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.images.errors import StoreFailed, TooLarge, UnknownImage
from app.images.picture import Picture
from app.images.store import Store, is_id
from tests.images.files import colours, greys

ROOMY = 1 << 30


def picture(number: int) -> Picture:
    return Picture(np.full((20, 30), number, np.uint8))


def file_of(folder: Path, content_id: str) -> Path:
    return folder / f"{content_id}.npy"


def files(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.npy"))


def make_old(folder: Path, content_id: str, age: int) -> None:
    os.utime(file_of(folder, content_id), ns=(0, 10**18 - age))


@pytest.mark.parametrize("kept", [Picture(greys()), Picture(colours()), Picture(greys().astype(np.uint16) * 257)])
def test_a_picture_comes_back_after_a_restart(tmp_path: Path, kept: Picture) -> None:
    content_id = Store(tmp_path, ROOMY).add(kept)
    opened = Store(tmp_path, ROOMY).open(content_id)
    assert content_id == kept.id == opened.id
    assert opened.pixels.dtype == kept.pixels.dtype
    assert np.array_equal(opened.pixels, kept.pixels)


def test_the_shape_is_known_without_the_pixels(tmp_path: Path) -> None:
    store = Store(tmp_path, ROOMY)
    assert store.shape(store.add(Picture(colours()))) == (12, 20, 3)
    assert store.shape("0" * 32) is None


def test_the_same_picture_is_kept_once_and_only_touched(tmp_path: Path) -> None:
    store = Store(tmp_path, ROOMY)
    content_id = store.add(picture(1))
    make_old(tmp_path, content_id, age=0)
    before = file_of(tmp_path, content_id).stat()
    assert store.add(picture(1)) == content_id
    after = file_of(tmp_path, content_id).stat()
    assert after.st_ino == before.st_ino
    assert after.st_mtime_ns > before.st_mtime_ns


def test_the_least_recently_used_picture_gives_way(tmp_path: Path) -> None:
    store = Store(tmp_path, max_bytes=2500)  # three pictures of 600 pixels and their headers
    ids = [store.add(picture(number)) for number in range(3)]
    for age, content_id in enumerate(ids):
        make_old(tmp_path, content_id, age=10 - age)
    store.open(ids[0])
    newest = store.add(picture(3))
    assert files(tmp_path) == sorted([ids[0], ids[2], newest])
    with pytest.raises(UnknownImage, match="upload the picture again"):
        store.open(ids[1])


def test_a_smaller_store_makes_room_when_it_is_opened(tmp_path: Path) -> None:
    store = Store(tmp_path, ROOMY)
    ids = [store.add(picture(number)) for number in range(4)]
    for age, content_id in enumerate(ids):
        make_old(tmp_path, content_id, age=10 - age)
    Store(tmp_path, max_bytes=1500)
    assert files(tmp_path) == sorted(ids[2:])


def test_a_picture_larger_than_the_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="all uploads together"):
        Store(tmp_path, max_bytes=599).add(picture(1))
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["", "cat", "../" + "0" * 29, "0" * 31, "0" * 33, "A" * 32, "0" * 32 + "\n", "/etc/passwd"]
)
def test_what_is_no_id_never_reaches_the_disk(tmp_path: Path, name: str) -> None:
    outside = tmp_path / f"{'0' * 29}.npy"
    outside.write_bytes(b"secret")
    store = Store(tmp_path / "store", ROOMY)
    assert not is_id(name)
    assert store.shape(name) is None
    store.touch(name)
    with pytest.raises(UnknownImage):
        store.open(name)
    assert outside.read_bytes() == b"secret"


@pytest.mark.parametrize("wrong", ["cut", "longer", "empty", "flipped", "garbage", "another picture"])
def test_a_damaged_file_counts_as_absent_and_is_removed(tmp_path: Path, wrong: str) -> None:
    store = Store(tmp_path, ROOMY)
    content_id = store.add(picture(1))
    path = file_of(tmp_path, content_id)
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[:-1],
            "longer": whole + b"\0",
            "empty": b"",
            "flipped": whole[:-1] + b"\xff",
            "garbage": bytes(len(whole)),
            "another picture": file_of(tmp_path, store.add(picture(2))).read_bytes(),
        }[wrong]
    )
    with pytest.raises(UnknownImage):
        store.open(content_id)
    assert not path.exists()
    assert store.open(store.add(picture(1))).id == content_id


@given(some.integers(0, 127), some.binary(min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_header_leaks_an_error(tmp_path: Path, place: int, bytes_there: bytes) -> None:
    store = Store(tmp_path, ROOMY)
    content_id = store.add(picture(1))
    path = file_of(tmp_path, content_id)
    whole = path.read_bytes()
    path.write_bytes(whole[:place] + bytes_there + whole[place + len(bytes_there) :])
    if store.shape(content_id) is None:
        assert not path.exists()
    else:
        assert store.open(content_id).id == content_id


def test_an_open_picture_outlives_its_file(tmp_path: Path) -> None:
    store = Store(tmp_path, ROOMY)
    opened = store.open(store.add(picture(7)))
    file_of(tmp_path, opened.id).unlink()
    assert opened.pixels.min() == opened.pixels.max() == 7


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreFailed, match="could not be kept or read: the disk says “Not a directory”"):
        Store(tmp_path / "file" / "store", ROOMY)


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store(tmp_path, ROOMY)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))  # no file may grow over 1000 bytes
    try:
        with pytest.raises(StoreFailed, match="the disk says"):
            store.add(Picture(np.zeros((100, 100), np.uint8)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


# --- several processes

WRITER = dedent("""
    import sys
    from pathlib import Path
    import numpy as np
    from app.images.picture import Picture
    from app.images.store import Store, is_id

    store = Store(Path(sys.argv[1]), max_bytes=int(sys.argv[2]))
    pixels = np.zeros((400, 500), np.uint8)

    def write(numbers):
        for number in numbers:
            pixels[:4] = number % 256
            pixels[4:8] = number // 256
            store.add(Picture(pixels.copy()))
""")


def test_two_processes_add_the_same_pictures_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER + "write(range(60))", str(tmp_path), str(ROOMY)]
    writers = [subprocess.Popen(command) for _ in range(2)]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    store = Store(tmp_path, ROOMY)
    assert len(files(tmp_path)) == 60
    assert all(store.open(content_id).id == content_id for content_id in files(tmp_path))


def test_two_processes_keep_one_folder_within_its_size(tmp_path: Path) -> None:
    commands = [
        [sys.executable, "-c", WRITER + f"write(range({start}, {start + 60}))", str(tmp_path), "2100000"]
        for start in (0, 1000)
    ]
    assert [writer.wait(120) for writer in [subprocess.Popen(command) for command in commands]] == [0, 0]
    assert len(files(tmp_path)) == 10
    assert {path.name for path in tmp_path.glob(".*")} == {".lock"}


KILLER = dedent("""
    import itertools, os, random, signal, time

    random.seed(7)
    for child_number in itertools.count():
        if child_number >= 50 and len(os.listdir(sys.argv[1])) > 60:
            break
        child = os.fork()
        if child == 0:
            write(range(child_number * 1000, child_number * 1000 + 1000))
        time.sleep(random.uniform(0.001, 0.06))  # the moment of death has to be a random one
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
""")


def test_killing_writers_at_any_moment_leaves_only_whole_files(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITER + KILLER, str(tmp_path), "20000000"], check=True, timeout=300)
    left = files(tmp_path)
    assert len(left) > 50
    store = Store(tmp_path, ROOMY)
    assert {path.name for path in tmp_path.glob(".*")} == {".lock"}  # what the killed were writing is swept away
    assert [store.open(content_id).id for content_id in left] == left
