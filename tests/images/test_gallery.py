import gc
import os
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from app.images.channels import to_tensor
from app.images.encode import encode_png
from app.images.errors import TooLarge, UnknownImage
from app.images.fit import fit
from app.images.gallery import Gallery
from app.images.limits import Limits
from app.images.picture import Picture
from app.images.samples import SAMPLES
from app.images.store import Store
from tests.images.files import colours, saved


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    return Gallery(Store(tmp_path, 1 << 30), Limits(), cache_bytes=1 << 20)


def test_the_same_picture_always_gets_the_same_entry(gallery: Gallery) -> None:
    entry = gallery.add(saved(colours(), "PNG"))
    assert entry == gallery.add(saved(colours(), "BMP")) == gallery.find(entry.id)
    assert (entry.width, entry.height, entry.channels, entry.sample, entry.name) == (20, 12, 3, False, None)


def test_samples_are_found_by_name_and_by_content(gallery: Gallery) -> None:
    cat = gallery.find("cat")
    assert (cat.name, cat.width, cat.height, cat.channels, cat.sample) == ("cat", 451, 300, 3, True)
    assert gallery.find(cat.id) == cat
    assert gallery.picture(cat.id).id == gallery.picture("cat").id == cat.id
    assert gallery.tensor(cat.id) is gallery.tensor("cat")


def test_a_sample_is_found_by_content_before_it_was_asked_for_by_name(gallery: Gallery) -> None:
    assert gallery.find(SAMPLES["disk"].load().id).name == "disk"


def test_all_samples_are_listed_in_order(gallery: Gallery) -> None:
    assert [entry.name for entry in gallery.samples()] == list(SAMPLES)
    assert len({entry.id for entry in gallery.samples()}) == len(SAMPLES)


def test_a_tensor_is_the_fitted_picture_in_the_wanted_channels(gallery: Gallery) -> None:
    content_id = gallery.add(saved(colours(), "PNG")).id
    assert torch.equal(gallery.tensor(content_id), to_tensor(Picture(colours())))
    assert torch.equal(gallery.tensor(content_id, (6, 6), "b"), to_tensor(fit(Picture(colours()), (6, 6)), "b"))
    assert gallery.tensor("portrait", (64, 64), "rgb").shape == (3, 64, 64)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("chat", "There is no picture called “chat”. Did you mean “cat”?"),
        ("zzz", "There is no picture called “zzz”. There are portrait, face, cat, "),
        ("0" * 32, "This upload is not here (any more). Please upload the picture again."),
        ("../../etc/passwd", "There is no picture called “../../etc/passwd”. There are"),
    ],
)
def test_a_missing_picture_is_told_with_a_way_on(gallery: Gallery, name: str, sentence: str) -> None:
    for ask in (gallery.find, gallery.picture, gallery.tensor):
        with pytest.raises(UnknownImage) as refusal:
            ask(name)
        assert refusal.value.message.startswith(sentence)
        assert refusal.value.field == "image"


def test_limits_hold_for_uploads(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        Gallery(Store(tmp_path, 1 << 20), Limits(max_pixels=100), cache_bytes=1).add(saved(colours(), "PNG"))


def test_a_tensor_is_made_once_for_all_who_ask(gallery: Gallery) -> None:
    with ThreadPoolExecutor(8) as pool:
        tensors = list(pool.map(lambda _: gallery.tensor("coins", (200, 200)), range(32)))
    assert all(tensor is tensors[0] for tensor in tensors)


def test_looking_at_an_upload_keeps_it_from_being_evicted(gallery: Gallery, tmp_path: Path) -> None:
    content_id = gallery.add(saved(colours(), "PNG")).id
    path = tmp_path / f"{content_id}.npy"
    for _ in range(2):  # read from the disk, then from the cache
        os.utime(path, ns=(0, 0))
        gallery.tensor(content_id)
        assert path.stat().st_mtime_ns > 0


def test_memory_stays_within_the_cache_however_many_pictures_come(gallery: Gallery) -> None:
    pixels, watched = np.zeros((400, 500), np.uint8), []
    for number in range(40):
        pixels[0] = number
        tensor = gallery.tensor(gallery.add(encode_png(pixels)).id)
        assert gallery.cached_bytes <= 1 << 20
        watched.append(weakref.ref(tensor))
    del tensor
    gc.collect()
    alive = [kept for reference in watched if (kept := reference()) is not None]
    assert sum(kept.nbytes for kept in alive) == gallery.cached_bytes == 800_000
