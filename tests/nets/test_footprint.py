"""The measured receptive field: it lies in the box that geometry names, and measuring it disturbs nobody."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from app.nets.errors import UnknownUnit
from app.nets.footprint import Footprint, footprint
from tests.nets.built import CONVOLUTIONS, GLOBAL_MEAN, JOINS, build, picture, random_units


@pytest.mark.parametrize("layers", [CONVOLUTIONS, JOINS, GLOBAL_MEAN])
def test_no_unit_depends_on_a_pixel_outside_its_box(layers: list[dict[str, object]]) -> None:
    network = build(layers)
    for layer, unit in random_units(network, 100):
        seen = footprint(network, picture(network), layer, unit)
        assert seen.inside in (None, 1.0), (layer, unit)


def test_a_convolution_s_footprint_is_its_kernel() -> None:
    network = build([{"type": "conv", "filters": 1, "kernel": 3}], (1, 5, 5))
    seen = footprint(network, picture(network), "conv1", (0, 1, 2))
    weights = network.step("conv1").weight
    assert isinstance(weights, torch.Tensor)
    torch.testing.assert_close(seen.gradient[1:4, 2:5], weights[0, 0].abs())
    assert (seen.box, int((seen.gradient > 0).sum())) == ((1, 2, 4, 5), 9)


def test_channels_are_added_up_by_size() -> None:
    network = build([{"type": "conv", "filters": 1, "kernel": 1}], (2, 1, 1))
    network.step("conv1").weight = torch.nn.Parameter(torch.tensor([[[[2.0]], [[-2.0]]]]), requires_grad=False)
    assert footprint(network, picture(network), "conv1", (0, 0, 0)).gradient.tolist() == [[4.0]]


def test_a_unit_that_is_switched_off_has_no_footprint() -> None:
    network = build([{"type": "activation", "function": "relu"}], (1, 2, 2))
    seen = footprint(network, -torch.ones(1, 1, 2, 2), "relu1", (0, 0, 0))
    assert (float(seen.gradient.sum()), seen.inside, seen.half, seen.value) == (0, None, None, 0)


def test_the_shares_say_how_few_pixels_carry_most() -> None:
    network = build([{"type": "conv", "filters": 1, "kernel": [1, 10], "bias": False}], (1, 1, 10))
    weights = torch.tensor([[[[10.0, 9, 1, 0, 0, 0, 0, 0, 0, 0]]]])
    network.step("conv1").weight = torch.nn.Parameter(weights, requires_grad=False)
    seen = footprint(network, picture(network), "conv1", (0, 0, 0))
    assert (seen.half, seen.most) == (0.1, 0.2)


def test_a_unit_that_is_not_there_is_refused() -> None:
    network = build(GLOBAL_MEAN)
    with pytest.raises(UnknownUnit):
        footprint(network, picture(network), "conv1", (9, 0, 0))


def test_sixteen_threads_measure_what_one_does_and_leave_no_gradients_behind() -> None:
    network = build(JOINS)
    asked = [(seed, layer, unit) for seed, (layer, unit) in enumerate(random_units(network, 64))]
    random.Random(0).shuffle(asked)

    def measure(one: tuple[int, str, tuple[int, ...]]) -> tuple[Footprint, bool]:
        seed, layer, unit = one
        with torch.inference_mode():
            seen = footprint(network, picture(network, seed), layer, unit)
            return seen, torch.is_grad_enabled()

    with ThreadPoolExecutor(16) as threads:
        together = list(threads.map(measure, asked))
    for one, (seen, grad_mode) in zip(asked, together, strict=True):
        assert torch.equal(seen.gradient, measure(one)[0].gradient)
        assert not grad_mode, "a thread's grad mode leaked"
    assert all(parameter.grad is None for parameter in network.parameters())
