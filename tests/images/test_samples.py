import numpy as np
import pytest

from app.images.errors import UnknownImage
from app.images.photographs import photograph
from app.images.samples import SAMPLES, Sample
from app.images.store import is_id


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_every_sample_can_be_shown_and_credited(sample: Sample) -> None:
    picture = sample.load()
    assert max(picture.height, picture.width) <= 1500
    assert int(np.ptp(picture.pixels)) > 100
    assert all((sample.title, sample.account.endswith("."), sample.credit, sample.licence))


def test_sample_names_are_short_words_that_no_upload_can_have() -> None:
    assert len(SAMPLES) == 25
    assert all(
        name == sample.name and name.replace("-", "").isalpha() and not is_id(name) for name, sample in SAMPLES.items()
    )


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("portrait", (512, 512, 3)),
        ("cat", (300, 451, 3)),
        ("camera", (512, 512)),
        ("face", (32, 32)),
        ("three", (28, 28)),
    ],
)
def test_samples_have_the_sizes_that_lessons_count_on(name: str, shape: tuple[int, ...]) -> None:
    assert SAMPLES[name].load().pixels.shape == shape


def test_a_sample_is_the_same_every_time() -> None:
    for name in ("noisy", "face", "zone-plate"):
        assert SAMPLES[name].load().id == SAMPLES[name].load().id


def test_noise_is_three_in_a_hundred_white_and_as_many_black() -> None:
    clean, noisy = SAMPLES["camera"].load().pixels, SAMPLES["noisy"].load().pixels
    assert ((clean != noisy) & (noisy == 255)).mean() == pytest.approx(0.03, abs=0.005)
    assert ((clean != noisy) & (noisy == 0)).mean() == pytest.approx(0.03, abs=0.005)


def test_a_missing_file_is_told() -> None:
    with pytest.raises(UnknownImage, match=r"lena\.png is missing"):
        photograph("lena.png")
