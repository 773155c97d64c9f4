"""Numbers read off /network are the API's and torch's, for units of every shipped network drawn by lot."""

import math
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect
from safetensors.torch import load, load_file
from torch import Tensor
from torch.nn import functional

from tests.browser.kernels_page import comes_to, is_number, stage, texts, within_its_digits
from tests.browser.network_page import (
    answer_of,
    chain,
    heading,
    maps_of,
    opened,
    read,
    terms,
    travelled,
    value_of,
    words,
)
from tests.conftest import Server

MODELS = Path(__file__).parents[2] / "models"
PICTURES = {
    "mnist-convnet": "three",
    "lenet5": "three",
    "lenet5-small": "three",
    "mnist-mlp": "three",
    "letters-convnet": "text",
    "fashion-convnet": "horse",
    "cifar-vgg": "cat",
    "cifar-resnet": "portrait",
}
WRITTEN = 5
"""Significant digits of what a channel adds; results have one more."""


class ByHand:
    """What every layer makes of the prepared picture, by torch's own functions and the file of weights."""

    def __init__(self, server: Server, network: str, image: str) -> None:
        self.weights = {name: one.float() for name, one in load_file(MODELS / network / "weights.safetensors").items()}
        self.layers = {layer["name"]: layer for layer in answer_of(server, network)["layers"]}
        self.values = {"input": maps_of(server, network, "input", image)[None]}
        for name, layer in self.layers.items():
            if layer["inputs"]:
                self.values[name] = made_by(layer, self.before(name), self.own(name))

    def own(self, name: str) -> dict[str, Tensor]:
        """`weight`, `bias` and whatever else a layer has."""
        return {
            key.rpartition(".")[2]: tensor for key, tensor in self.weights.items() if key.rpartition(".")[0] == name
        }

    def before(self, name: str) -> list[Tensor]:
        return [self.values[source] for source in self.layers[name]["inputs"]]

    def value(self, name: str, unit: list[int]) -> float:
        return float(self.values[name][0][tuple(unit)])

    def finished(self, head: str, name: str) -> str:
        """The layer whose number the stage ends with: the activation, where it follows its operation at once."""
        layer = self.layers[name]
        return name if layer["type"] in ("relu", "tanh") and layer["inputs"] == [head] else head

    def added(self, name: str, unit: list[int]) -> dict[str, float]:
        """What each input channel adds to a unit that weighs, and each way to one in which ways meet."""
        layer, before = self.layers[name], self.before(name)
        if layer["type"] == "add":
            sums = [float(x[0][tuple(unit)]) for x in before]
            return {f"{source}, channel {unit[0] + 1}": one for source, one in zip(layer["inputs"], sums, strict=True)}
        if layer["type"] == "conv":
            channel, row, column = unit
            kernels = self.own(name)["weight"][channel][:, None]  # each channel by itself
            apart = functional.conv2d(before[0], kernels, None, layer["stride"], layer["padding"][::3], 1, len(kernels))
            source, sums = layer["inputs"][0], apart[0, :, row, column].tolist()
        else:
            source = self.unrolled(layer["inputs"][0])
            products = self.own(name)["weight"][unit[0]] * before[0][0]
            sums = products.reshape(self.values[source].shape[1], -1).sum(1).tolist()
        return {f"{source}, channel {channel + 1}": one for channel, one in enumerate(sums)}

    def unrolled(self, name: str) -> str:
        """The maps that were flattened, or the row of numbers itself."""
        maps = name
        while self.layers[maps]["type"] in ("flatten", "dropout"):
            (maps,) = self.layers[maps]["inputs"]
        return maps if self.values[maps].dim() == 4 else name


def made_by(layer: dict[str, Any], before: list[Tensor], own: dict[str, Tensor]) -> Tensor:
    x = before[0]
    match layer["type"]:
        case "conv":
            return functional.conv2d(x, own["weight"], own.get("bias"), layer["stride"], layer["padding"][::3])
        case "batch-norm":
            return functional.batch_norm(x, own["running_mean"], own["running_var"], own["weight"], own["bias"])
        case "linear":
            return functional.linear(x, own["weight"], own["bias"])
        case "max-pool":
            return functional.max_pool2d(x, layer["kernel"], layer["stride"])
        case "avg-pool":
            return functional.avg_pool2d(x, layer["kernel"], layer["stride"])
        case "global-pool":
            return functional.adaptive_max_pool2d(x, 1)
        case "add":
            return before[0] + before[1]
        case "relu" | "tanh":
            return torch.relu(x) if layer["type"] == "relu" else torch.tanh(x)
        case "flatten":
            return x.flatten(1)
        case "dropout":
            return x
        case other:
            raise AssertionError(f"Nothing is known by hand of {other}.")


def units_of(hand: ByHand, network: str) -> list[tuple[str, list[int]]]:
    """A unit of each type of layer, by a fixed lot; of convolutions or sums one more."""
    lot = random.Random(f"numbers of {network}")
    shuffled = lot.sample(list(hand.layers.values()), len(hand.layers))
    first = {layer["type"]: layer for layer in shuffled}
    more = [layer for layer in shuffled if layer["type"] in ("conv", "add") and layer is not first[layer["type"]]][:1]
    return [
        (layer["name"], [lot.randrange(side) for side in layer["output_shape"]]) for layer in [*first.values(), *more]
    ]


def close(shown: float, torchs: float, digits: int = WRITTEN) -> bool:
    """Equal but for the digits that are not written, and for float32's own rounding."""
    return math.isclose(shown, torchs, rel_tol=10.0 ** (1 - digits), abs_tol=5e-6)


def result_on(page: Page) -> str:
    """What the stage's calculation comes to, as it is painted."""
    found = texts(page)
    signs = [at for at, text in enumerate(found) if text in ("=", "≈")]
    return found[signs[-1] + 1] if signs and is_number(found[signs[-1] + 1]) else "nan"


def parts_on(page: Page) -> dict[int, str]:
    """The sums that the stage writes under the channels it draws, with their mark."""
    return {
        int(name.removeprefix("channel ")) - 1: text.removeprefix("sum ")
        for name, text in pairwise(texts(page))
        if name.startswith("channel ") and text.startswith("sum ")
    }


def is_part(text: str, torchs: float, terms: int) -> bool:
    """Rounded where it is marked so; else the sum of its products as they are shown, each rounded."""
    return within_its_digits(text, torchs, 2e-4 if text.startswith("≈") else half_digit(text) * terms)


def half_digit(text: str) -> float:
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


@pytest.mark.parametrize("network", PICTURES)
def test_numbers_on_the_page_are_the_apis_and_torchs(desk: Page, server: Server, network: str) -> None:
    image = PICTURES[network]
    hand = ByHand(server, network, image)
    page = opened(desk, server, f"network={network}&image={image}")
    for name, unit in units_of(hand, network):
        travelled(page, f"network={network}&image={image}&layer={name}&unit={','.join(map(str, unit))}")
        expect(page.locator(".unit")).to_contain_text(heading(name, unit))
        expect(page.get_by_text("agrees with torch")).to_be_visible()
        shown = chain(page)
        assert close(value_of(server, network, name, unit, image), hand.value(name, unit), 6), (name, unit)
        assert name in shown
        for layer, value in shown.items():
            assert close(value, hand.value(layer, unit), 6), (layer, unit)
        head = next(iter(shown))
        expect_terms(page, hand, head, unit)
        expect_stage(page, hand, head, name, unit)


def expect_terms(page: Page, hand: ByHand, head: str, unit: list[int]) -> None:
    """Every channel adds what torch says, as far as its digits go, and all of them are the sum."""
    lines = dict(terms(page))
    if hand.layers[head]["type"] not in ("conv", "linear", "add"):
        return
    added = hand.added(head, unit)
    last = max(map(abs, [*added.values(), hand.value(head, unit), lines.get("bias", 0.0)])) * 1e-5
    for name, value in added.items():
        shown = lines[name] if name in lines else lines[name.rpartition(", ")[2]]
        assert math.isclose(shown, value, abs_tol=last), (head, unit, name)
    *summands, total = lines.values()
    assert math.isclose(sum(summands), total, abs_tol=1e-9)
    assert math.isclose(total, hand.value(head, unit), rel_tol=1e-4, abs_tol=last)


def expect_stage(page: Page, hand: ByHand, head: str, name: str, unit: list[int]) -> None:
    """What is painted is as right as its digits say: the result, and each channel's own sum."""
    if stage(page).count() == 0:
        assert hand.layers[head]["type"] not in ("conv", "linear", "max-pool", "avg-pool", "global-pool"), head
        return
    stage(page).scroll_into_view_if_needed()  # out of sight nothing is painted
    torchs = hand.value(hand.finished(head, name), unit)
    comes_to(lambda: within_its_digits(result_on(page), torchs), True)
    if hand.layers[head]["type"] in ("conv", "linear"):
        added = list(hand.added(head, unit).values())
        parts, products = parts_on(page), hand.own(head)["weight"][unit[0]].numel() // len(added)
        assert len(added) == 1 or parts
        for channel, text in parts.items():
            assert is_part(text, added[channel], products), (head, unit, channel)


def test_the_input_is_the_picture_less_the_mean_over_the_deviation(desk: Page, server: Server) -> None:
    card = answer_of(server, "mnist-convnet")["preparation"]
    pixels = load_image(server, "three")
    assert pixels.shape == (28, 28)  # as it is taken: nothing is boxed or centred
    for row, column in ((14, 14), (5, 12), (0, 0)):
        opened(desk, server, f"image=three&layer=input&unit=0,{row},{column}")
        expected = (float(pixels[row, column]) - card["mean"][0]) / card["deviation"][0]
        expect(desk.locator("[data-unit=input]")).to_be_visible()
        assert close(chain(desk)["input"], expected, 6)


def load_image(server: Server, name: str) -> Tensor:
    return load(server.client.get(f"/api/images/{name}?channels=gray").content)["image"][0]


def test_behind_a_skip_the_two_ways_are_both_there_and_their_sum(desk: Page, server: Server) -> None:
    hand = ByHand(server, "cifar-resnet", "cat")
    page = opened(desk, server, "network=cifar-resnet&image=cat")
    for stage_number in (1, 2, 3):
        name = f"stage{stage_number}.residual.add"
        unit = busiest(hand, name)
        travelled(page, f"network=cifar-resnet&image=cat&layer={name}&unit={','.join(map(str, unit))}")
        expect(page.locator(".unit")).to_contain_text(heading(name, unit))
        lines = dict(terms(page))
        way, skip = (lines[f"{source}, channel {unit[0] + 1}"] for source in hand.layers[name]["inputs"])
        assert way > 0
        assert skip > 0
        assert close(way + skip, hand.value(name, unit), 4)
        assert close(lines["sum"], hand.value(name, unit), 5)
        assert close(chain(page)[name], hand.value(name, unit), 6)


def busiest(hand: ByHand, name: str) -> list[int]:
    """The unit to which the lesser of the two ways adds most."""
    lesser = torch.minimum(*hand.before(name))[0]
    return [int(at) for at in torch.unravel_index(lesser.argmax(), lesser.shape)]


@pytest.mark.parametrize("network", ["mnist-convnet", "cifar-resnet"])
def test_every_logit_and_every_term_of_the_softmax_is_torchs(desk: Page, server: Server, network: str) -> None:
    image = PICTURES[network]
    opened(desk, server, f"network={network}&image={image}")
    logits = ByHand(server, network, image).values["linear1"][0].double()
    powers = (logits - logits.max()).exp()
    rows = desk.get_by_role("table", name="Softmax, term by term").locator("tbody tr")
    expect(rows).to_have_count(11)
    for index, (logit, power) in enumerate(zip(logits.tolist(), powers.tolist(), strict=True)):
        shown, share = rows.nth(index).locator("td").all_text_contents()[:2]
        assert within_its_digits(shown, logit), index
        assert math.isclose(read(share), power, rel_tol=1e-3), index
    assert math.isclose(read(words(rows.nth(10).locator("td").nth(1))), float(powers.sum()), rel_tol=1e-7)
