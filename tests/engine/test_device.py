"""The choice of a device, on machines with and without a graphics card."""

import pytest
import torch

from app.engine.convolution import Convolution, convolve
from app.engine.device import choose_device
from app.engine.errors import InvalidParameter
from app.engine.geometry import make_geometry
from tests.engine.reference import seeded, values_of


@pytest.fixture
def no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.fixture
def two_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)


@pytest.mark.usefixtures("no_card")
@pytest.mark.parametrize("preference", [None, "auto", "cpu"])
def test_without_a_card_the_processor_computes(preference: str | None) -> None:
    assert choose_device(preference) == torch.device("cpu")


@pytest.mark.usefixtures("two_cards")
def test_a_card_is_preferred_and_can_be_named_by_its_number() -> None:
    assert choose_device("auto") == torch.device("cuda")
    assert choose_device("cuda") == torch.device("cuda")
    assert choose_device("cuda:1") == torch.device("cuda:1")
    assert choose_device("cpu") == torch.device("cpu")


def test_apples_gpu_comes_after_cuda(no_card: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert choose_device("auto") == torch.device("mps")


@pytest.mark.usefixtures("two_cards")
def test_a_card_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^There is no cuda:2: the cards here end with 1\.$"):
        choose_device("cuda:2")


@pytest.mark.usefixtures("no_card")
@pytest.mark.parametrize(("name", "what"), [("cuda", "CUDA card"), ("cuda:0", "CUDA card"), ("mps", "Apple GPU")])
def test_a_kind_of_device_that_is_not_there_is_refused(name: str, what: str) -> None:
    with pytest.raises(InvalidParameter, match=f"This machine has no {what} that torch can use") as refusal:
        choose_device(name)
    assert refusal.value.field == "device"


@pytest.mark.parametrize("name", ["gpu", "", "cuda:", "cuda:one", "cpu:0", "cuda:-1", "CUDA", "mps:1"])
def test_a_name_that_is_no_device_is_refused(name: str) -> None:
    with pytest.raises(InvalidParameter, match="A device is auto, cpu, cuda, mps or a numbered card such as cuda:1"):
        choose_device(name)


def test_sums_are_float32_in_full_on_any_device() -> None:
    torch.backends.cuda.matmul.allow_tf32 = True
    torch.backends.cudnn.allow_tf32 = True
    choose_device("auto")
    assert not torch.backends.cuda.matmul.allow_tf32
    assert not torch.backends.cudnn.allow_tf32


@pytest.mark.parametrize("transposed", [False, True])
def test_the_device_computes_what_the_processor_does(transposed: bool) -> None:
    device = choose_device("auto")
    image, weights = seeded(3, 40, 40), seeded(4, 3, 5, 5)
    convolution = Convolution(weights, make_geometry((5, 5), stride=(2, 2), padding="same", transposed=transposed))
    there = convolve(image.to(device), convolution)
    assert there.device.type == device.type
    torch.testing.assert_close(
        there.cpu().double(), torch.from_numpy(values_of(image, convolution)), rtol=1e-4, atol=1e-4
    )
