"""Dreams: the picture that a number would like best, known exactly where it can be, and never made up."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from torch import Tensor

from app.engine.errors import Cancelled
from app.nets.cards import Preparation
from app.nets.dream import DARKEST, FADING, Dreamer
from app.nets.edits import Silenced, edited
from app.nets.errors import NothingToClimb, UnknownUnit
from app.nets.module import Network
from app.nets.shaking import lit, shaken, shifted, smoothed
from app.nets.wish import Wish
from tests.nets.built import CONVOLUTIONS, JOINS, build

GREY = Preparation(kind="drawing", mean=[0.3], deviation=[0.4])
COLOUR = Preparation(kind="photograph", mean=[0.5, 0.4, 0.45], deviation=[0.25, 0.2, 0.3])
ONE_CONV: list[dict[str, Any]] = [{"type": "conv", "filters": 3, "kernel": 5}]
RELU: dict[str, Any] = {"type": "activation", "function": "relu"}


def dreamer_of(network: Network, layer: str, *index: int, preparation: Preparation = GREY) -> Dreamer:
    return Dreamer(network, preparation, Wish(network.graph, layer, index))


def value_of(dreamer: Dreamer, picture: Tensor) -> float:
    layer = dreamer.wish.layer
    return float(dreamer.wish.of(dreamer.network.run(dreamer.prepared(picture)[None], (layer,))[layer]))


def weights_of(network: Network, layer: str) -> Tensor:
    weight = network.step(layer).weight
    assert isinstance(weight, Tensor)
    return weight


@pytest.mark.parametrize("seed", range(3))
def test_a_linear_unit_would_like_white_where_its_weight_is_positive_and_black_elsewhere(seed: int) -> None:
    network = build(ONE_CONV, (1, 9, 9), seed)
    dreamer = dreamer_of(network, "conv1", seed % 3, 2, 3)
    weights = weights_of(network, "conv1")[seed % 3]
    seen = dreamer.picture(dreamer.to(96))[:, 2:7, 3:8]
    best = (weights > 0).float()
    worth = weights.abs() / weights.abs().sum()
    assert float((worth * (seen - best).abs()).sum()) < 0.02, (
        "of what the weights can give, next to nothing is left out"
    )
    assert torch.equal(seen.round()[worth > 0.01], best[worth > 0.01])


def test_what_a_unit_does_not_look_at_stays_the_network_s_own_nought() -> None:
    network = build(ONE_CONV, (1, 9, 9))
    picture = dreamer_of(network, "conv1", 0, 2, 3).picture(dreamer_of(network, "conv1", 0, 2, 3).to(8))
    assert torch.equal(picture[:, :2], torch.full((1, 2, 9), 0.3))
    assert picture[:, 2:7, 3:8].std() > 0.1


@pytest.mark.parametrize(
    ("layers", "layer", "index"),
    [
        (CONVOLUTIONS, "linear1", (3,)),
        (CONVOLUTIONS, "conv2", (1,)),
        (JOINS, "linear1", (2,)),
        (JOINS, "conv1", (1, 4, 4)),
    ],
)
def test_the_value_climbs_and_ends_above_that_of_any_picture_by_chance(
    layers: list[dict[str, Any]], layer: str, index: tuple[int, ...]
) -> None:
    dreamer = dreamer_of(build(layers), layer, *index, preparation=COLOUR)
    values = [value_of(dreamer, dreamer.picture(dreamer.to(steps))) for steps in (0, 16, 64)]
    chance = torch.Generator().manual_seed(5)
    others = [value_of(dreamer, torch.rand(3, 13, 11, generator=chance)) for _ in range(50)]
    assert values[0] < values[1] < values[2]
    assert values[2] > max(others)


def test_every_pixel_is_one_that_a_picture_can_have() -> None:
    dreamer = dreamer_of(build(JOINS), "linear1", 0, preparation=COLOUR)
    picture = dreamer.picture(dreamer.to(80))
    assert 0 <= float(picture.min()) < 0.1
    assert 0.9 < float(picture.max()) <= 1


def test_a_whole_dream_fades_to_the_light_of_the_pictures_that_were_learned_from() -> None:
    network = build(ONE_CONV, (1, 16, 16))
    dreamer = dreamer_of(network, "conv1", 1)
    lights = [float(dreamer.picture(dreamer.to(steps)).mean()) for steps in (1, FADING // 2, FADING, FADING + 20)]
    assert lights == pytest.approx([0.5 - 0.2 / FADING, 0.4, 0.3, 0.3], abs=0.01)


def test_the_rim_of_a_whole_drawing_stays_paper_as_in_every_drawing_that_was_learned_from() -> None:
    boxed = GREY.model_copy(update={"box": 8})
    dreamer = dreamer_of(build(ONE_CONV, (1, 16, 16)), "conv1", 1, preparation=boxed)
    picture, rim = dreamer.picture(dreamer.to(12)), 2
    inner = picture[:, rim:-rim, rim:-rim]
    assert float(picture.sum()) == pytest.approx(float(inner.sum()))
    assert float(inner.min()) > 0
    assert float(dreamer.picture(dreamer.to(FADING)).mean()) == pytest.approx(0.3, abs=0.01), "as bright as they are"


def test_a_dream_that_goes_on_is_the_one_that_was_dreamt_at_once() -> None:
    network = build(JOINS)
    dreamer = dreamer_of(network, "linear1", 1, preparation=COLOUR)
    dream = dreamer.begin()
    for steps in (3, 4, 11, 20):
        dream = dreamer.to(steps, dream)
    fresh = dreamer_of(network, "linear1", 1, preparation=COLOUR).to(20)
    assert torch.equal(dream.inks, fresh.inks)
    assert torch.equal(dream.pace, fresh.pace)
    assert dream.steps == fresh.steps == 20


def test_eight_threads_dream_what_one_does_and_leave_no_gradients_behind() -> None:
    network = build(JOINS)

    def dream(channel: int) -> tuple[Tensor, bool]:
        with torch.inference_mode():
            return dreamer_of(network, "conv1", channel, preparation=COLOUR).to(3).inks, torch.is_grad_enabled()

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(dream, [0, 1, 2, 3] * 2))
    for channel, (inks, grad_mode) in zip([0, 1, 2, 3] * 2, together, strict=True):
        assert torch.equal(inks, dream(channel)[0])
        assert not grad_mode, "a thread's grad mode leaked"
    assert all(parameter.grad is None for parameter in network.parameters())


def test_behind_a_relu_the_number_before_it_is_climbed_so_that_one_that_is_off_can_be_woken() -> None:
    network = build([*ONE_CONV, RELU], (1, 9, 9))
    bias = network.step("conv1").bias
    assert isinstance(bias, Tensor)
    bias.data[0] = -0.9 * float(weights_of(network, "conv1")[0].clamp(min=0).sum())  # off for grey
    dreamer = dreamer_of(network, "relu1", 0, 2, 3)
    assert dreamer.wish.climbed == "conv1"
    assert torch.equal(dreamer.to(20).inks, dreamer_of(network, "conv1", 0, 2, 3).to(20).inks)
    assert value_of(dreamer, dreamer.picture(dreamer.to(0))) == 0 < value_of(dreamer, dreamer.picture(dreamer.to(64)))


def test_a_probability_is_dreamt_of_by_its_logit() -> None:
    assert dreamer_of(build(CONVOLUTIONS), "softmax1", 2).wish.climbed == "linear2"


def test_a_unit_behind_a_relu_that_never_wakes_is_refused_in_words() -> None:
    network = build([*ONE_CONV, RELU, {"type": "conv", "filters": 1, "kernel": 1}], (1, 9, 9))
    bias = network.step("conv1").bias
    assert isinstance(bias, Tensor)
    bias.data[:] = -1e3
    with pytest.raises(NothingToClimb, match=r"its gradient is 0 everywhere.*There is nothing to climb\."):
        dreamer_of(network, "conv2", 0).begin()


def test_a_silenced_channel_has_no_wish() -> None:
    network = edited(build([*ONE_CONV, RELU], (1, 9, 9)), [Silenced("conv1", 1)])
    for layer in ("conv1", "relu1"):
        with pytest.raises(NothingToClimb, match="conv1: This channel is silenced: it is 0, whatever is shown"):
            dreamer_of(network, layer, 1).begin()
    assert dreamer_of(network, "relu1", 0).begin().steps == 0


def test_an_edited_network_dreams_otherwise() -> None:
    network = build(JOINS)
    changed = edited(network, [Silenced("conv1", 0)])
    as_it_is, otherwise = (dreamer_of(one, "linear1", 1, preparation=COLOUR).to(12) for one in (network, changed))
    assert float((as_it_is.inks - otherwise.inks).abs().max()) > 0.01


@pytest.mark.parametrize("index", [(3, 0, 0), (0, 5, 0), (7,)])
def test_what_is_not_there_is_refused(index: tuple[int, ...]) -> None:
    with pytest.raises(UnknownUnit, match=r"has units? .*|There is no"):
        Wish(build(ONE_CONV, (1, 9, 9)).graph, "conv1", index)


def test_every_step_can_be_the_last() -> None:
    dreamer, heard = dreamer_of(build(ONE_CONV, (1, 9, 9)), "conv1", 0), list[float]()

    def tick(share: float) -> None:
        heard.append(share)
        if share >= 0.5:
            raise Cancelled("Nobody waits.")

    with pytest.raises(Cancelled):
        dreamer.to(8, tick=tick)
    assert heard == [0, 1 / 8, 2 / 8, 3 / 8, 4 / 8]


def test_a_shaken_picture_is_the_same_one_moved_a_little() -> None:
    picture = torch.zeros(1, 15, 15)
    picture[:, 6:9, 6:9] = 1
    for shake in (shaken, shifted):
        copies = shake(picture, 4, 2, torch.Generator().manual_seed(0))
        assert copies.shape == (4, 1, 15, 15)
        assert not torch.equal(copies[0], copies[1])
        assert copies.sum((1, 2, 3)).tolist() == pytest.approx([9] * 4, rel=0.25)
    assert torch.allclose(shifted(picture, 1, 0, torch.Generator())[0], picture, atol=1e-5)


def test_smoothing_keeps_the_coarsest_waves_and_never_turns_against_a_push() -> None:
    chance = torch.Generator().manual_seed(0)
    push = torch.randn(3, 12, 10, generator=chance)
    assert float((smoothed(push, 1.1) * push).sum()) > 0
    even = torch.ones(1, 12, 10)
    assert torch.allclose(smoothed(even, 1.1), even, atol=1e-5)


def test_opposite_edges_are_no_neighbours() -> None:
    push = torch.zeros(1, 12, 12)
    push[0, 0] = 1.0
    soft = smoothed(push, 1)[0]
    assert float(soft[0].min()) > float(soft[2].max()) > float(soft[-1].max())


def test_light_is_the_mean_and_changes_no_order() -> None:
    inks = torch.linspace(-DARKEST, DARKEST, 40)
    moved = lit(inks, 0.2)
    assert float(torch.sigmoid(moved).mean()) == pytest.approx(0.2, abs=1e-5)
    assert torch.equal(moved.argsort(), inks.argsort())
