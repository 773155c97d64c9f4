"""The fourteen faults of CNN Explainer, each shown to be absent from /network and numbered as in our notes on it."""

import json
import math
import re
import shutil
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect
from torch import Tensor

from app.nets.cards import Card
from app.nets.graph import graph_of
from app.nets.module import Network
from app.nets.training.loop import initialise
from app.nets.weights import save
from tests.browser.conftest import serious_violations
from tests.browser.kernels_page import (
    comes_to,
    expect_place,
    is_number,
    read_calculation,
    remembering,
    stage,
    text_sizes,
    texts,
    within_its_digits,
)
from tests.browser.network_page import (
    answer_of,
    chain,
    guessed,
    heading,
    maps_of,
    opened,
    outlines,
    png_of,
    read,
    terms,
    travelled,
    value_of,
)
from tests.conftest import Server

Corners = tuple[float, float, float, float]

SHIPPED = ("lenet5", "mnist-mlp", "letters-convnet", "fashion-convnet", "cifar-vgg", "cifar-resnet")
OWN = {
    "name": "own-one",
    "title": "Somebody’s own",
    "summary": "Three kinds of weather.",
    "classes": ["sun", "rain", "snow"],
    "preparation": {"kind": "photograph", "shorter": 30, "mean": [0, 0, 0], "deviation": [1, 1, 1]},
    "architecture": {
        "input": [3, 20, 30],
        "layers": [
            {"name": "look", "type": "conv", "filters": 5, "kernel": 3, "stride": 2},
            {"type": "activation", "function": "relu"},
            {"type": "flatten"},
            {"name": "answer", "type": "linear", "units": 3},
        ],
    },
}

_STOPS = """() => Array.from(document.querySelectorAll('.network li'), (stop) => {
  const { left, top, right, bottom } = stop.getBoundingClientRect();
  return [left, top, right, bottom];
})"""
_RUNNING_OUT = """() => Array.from(document.querySelectorAll('.network .words > *')).filter((line) => {
  const [own, stop] = [line.getBoundingClientRect(), line.closest('li').getBoundingClientRect()];
  return own.right > stop.right + 1 || own.left < stop.left - 1;
}).map((line) => line.innerText)"""
_SMALLEST = """() => Math.min(...Array.from(document.querySelectorAll('main *'))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && one.checkVisibility() && !one.closest('.visually-hidden'))
  .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))"""
_FOCUSED = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"


@pytest.fixture
def own_network(home: Path) -> Iterator[str]:
    """A network that nobody here has heard of: a picture of its own shape, classes of its own, weights by lot."""
    folder = home / "networks" / "own-one"
    folder.mkdir(parents=True)
    network = Network(graph_of(Card.model_validate(OWN).architecture))
    torch.manual_seed(1)
    initialise(network)
    save(network.state_dict(), folder / "weights.safetensors")
    (folder / "card.json").write_text(json.dumps(OWN))
    yield "own-one"
    shutil.rmtree(folder)


def choose(page: Page, title: str) -> None:
    """Another picture of those that are always here."""
    page.get_by_role("button", name="Pictures", exact=True).click()
    page.get_by_role("group", name="Pictures").get_by_text(title, exact=True).click()


def sent(page: Page, data: bytes) -> None:
    """A file for the page's own upload."""
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_label("Your own picture: choose a file").set_input_files(
        {"name": "own.png", "mimeType": "image/png", "buffer": data}
    )


def unit_opened(page: Page, network: str, image: str, layer: str, unit: list[int]) -> None:
    travelled(page, f"network={network}&image={image}&layer={layer}&unit={','.join(map(str, unit))}")
    expect(page.locator(".unit")).to_contain_text(heading(layer, unit))
    if stage(page).count():
        stage(page).scroll_into_view_if_needed()  # out of sight nothing is painted


def stops(page: Page) -> list[Corners]:
    found: list[list[float]] = page.evaluate(_STOPS)
    return [(left, top, right, bottom) for left, top, right, bottom in found]


def overlaps(page: Page) -> list[tuple[Corners, Corners]]:
    """The stops of the overview that lie on each other."""
    return [
        (one, other)
        for one, other in combinations(stops(page), 2)
        if one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5 and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5
    ]


def expect_room(page: Page, width: int) -> None:
    """The whole network lies in the window, nothing of it on anything else."""
    comes_to(lambda: max((right for _, _, right, _ in stops(page)), default=math.inf) <= width, True)
    assert min(left for left, *_ in stops(page)) >= 0
    assert overlaps(page) == []
    assert page.evaluate(_RUNNING_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_1_any_network_is_drawn_by_the_same_page(desk: Page, server: Server) -> None:
    opened(desk, server)
    for name in SHIPPED:
        desk.get_by_role("combobox", name="Network").select_option(name)
        weighing = [one for one in answer_of(server, name)["layers"] if one["type"] in ("conv", "linear")]
        for layer in weighing:
            row = desk.get_by_role("table").last.get_by_role("row", name=layer["name"])
            expect(row).to_contain_text(" × ".join(map(str, layer["output_shape"])))
        expect(desk.locator(".network canvas").nth(len(weighing))).to_be_visible()  # the input's too
        picture = "cat" if name.startswith("cifar") else "three"
        expect(desk).to_have_url(re.compile(f"image={picture}"))
        comes_to(partial(guessed, desk), best_of(server, name, picture))


def best_of(server: Server, network: str, image: str) -> str:
    found: str = answer_of(server, f"{network}/prediction?image={image}")["top"][0]["name"]
    return found


def test_1_ones_own_network_is_there_with_its_own_classes_and_size(
    desk: Page, server: Server, own_network: str
) -> None:
    opened(desk, server, f"network={own_network}&image=cat")
    comes_to(lambda: guessed(desk), best_of(server, own_network, "cat"))
    unit_opened(desk, own_network, "cat", "look", [4, 6, 11])
    assert within(chain(desk)["look"], value_of(server, own_network, "look", [4, 6, 11], "cat"))
    expect(desk.get_by_text("Sees 3 × 3 of the 20 × 30 cells")).to_be_visible()


def within(shown: float, exact: float) -> bool:
    return math.isclose(shown, exact, rel_tol=1e-5, abs_tol=5e-6)


def is_told(page: Page, layer: str, value: float) -> bool:
    return within(chain(page).get(layer, math.nan), value)


def test_2_the_window_steps_as_far_as_its_stride(desk: Page, server: Server) -> None:
    opened(desk, server)
    for layer, source, size, step in (("pool1", "relu1", 2, 2), ("conv1", "input", 3, 1)):
        unit_opened(desk, "mnist-convnet", "three", layer, [3, 5, 6])
        expect_place(desk, 5, 6)
        scrub = desk.get_by_role("slider", name="Scrub through the output")
        side = 28 // step
        assert float(scrub.get_attribute("max") or 0) >= side * side - 1  # every place there is, and no coarser hops
        plane = maps_of(server, "mnist-convnet", source, "three")[3 if step == 2 else 0]
        stage(desk).focus()
        for column in (6, 7, 8):
            comes_to(partial(cells, desk, size), window(plane, step, size, 5, column))
            desk.keyboard.press("ArrowRight")


def window(plane: Tensor, step: int, size: int, row: int, column: int) -> list[float]:
    """What torch's window meets; these have as much padding as keeps the size."""
    frame = (size - 1) // 2
    padded = torch.nn.functional.pad(plane, [frame] * 4)
    cut = padded[row * step : row * step + size, column * step : column * step + size]
    return [rounded(float(value)) for value in cut.flatten()]


def cells(page: Page, size: int) -> list[float]:
    found = texts(page)
    count = size * size
    numbers = read_calculation(found, count, 1, False).values[0] if size == 3 else found[:count]
    return [rounded(read(text)) for text in numbers]


def rounded(value: float) -> float:
    return float(f"{value:.3g}") + 0.0


@pytest.mark.parametrize(
    ("network", "image", "layer"), [("lenet5", "three", "conv2"), ("cifar-vgg", "cat", "stage1.conv1")]
)
def test_3_every_channels_sum_is_a_number_and_so_is_the_bias(
    desk: Page, server: Server, network: str, image: str, layer: str
) -> None:
    opened(desk, server, f"network={network}&image={image}")
    unit_opened(desk, network, image, layer, [2, 4, 5])
    answer = answer_of(server, f"{network}/layers/{layer}/unit?image={image}&unit=2,4,5")
    lines = terms(desk)
    shown = dict(lines)
    assert ("bias" in shown) == (answer["bias"] is not None)
    for term in answer["terms"]:
        assert math.isclose(shown[f"channel {term['channel'] + 1}"], term["sum"], rel_tol=1e-4, abs_tol=5e-6)
    assert math.isclose(sum(value for _, value in lines[:-1]), lines[-1][1], abs_tol=1e-9)
    assert math.isclose(lines[-1][1], answer["value"], abs_tol=1e-4)


def test_3_of_many_channels_those_that_add_least_can_be_read_too(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=conv2&unit=5,6,7")
    sums = {one["channel"]: one["sum"] for one in unit_answer(server, "conv2", "5,6,7")["terms"]}
    assert all_sums(desk) == {channel: pytest.approx(value, abs=1e-4) for channel, value in sums.items()}


def unit_answer(server: Server, layer: str, unit: str) -> dict[str, Any]:
    return answer_of(server, f"mnist-convnet/layers/{layer}/unit?image=three&unit={unit}")


def all_sums(page: Page) -> dict[int, float]:
    """What every input channel adds."""
    expect(page.locator(".receipt [data-channel]").first).to_be_attached()
    return {int(name.split()[-1]) - 1: value for name, value in terms(page) if "channel " in name}


def test_4_one_steps_scrubs_plays_and_sets_the_speed(desk: Page, server: Server) -> None:
    opened(desk, server)
    unit_opened(desk, "mnist-convnet", "three", "conv2", [5, 6, 7])
    for name in ("Back", "Next", "Play"):
        expect(desk.get_by_role("button", name=name, exact=True)).to_be_enabled()
    expect(desk.get_by_role("slider", name="Speed")).to_be_enabled()
    scrub = desk.get_by_role("slider", name="Scrub through the output")
    scrub.focus()
    scrub.press("End")
    expect_place(desk, 13, 13)  # at once, not after 196 steps
    expect(desk).to_have_url(re.compile("unit=5,13,13"))
    corner = value_of(server, "mnist-convnet", "conv2", [5, 13, 13], "three")
    comes_to(lambda: is_told(desk, "conv2", corner), True)
    desk.get_by_role("button", name="Back", exact=True).click()
    scrub.press("Home")
    expect_place(desk, 0, 0)


def test_5_numbers_are_legible_from_the_back_row(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport={"width": 1920, "height": 1080}) as context:
        page = opened(remembering(context.new_page()), server, "layer=conv2&unit=5,6,7")
        stage(page).focus()
        page.keyboard.press("p")
        expect(page.locator("html")).to_have_attribute("data-theme", "projector")
        comes_to(lambda: min((size for text, size in text_sizes(page) if is_number(text)), default=0) >= 28, True)


def test_5_no_word_is_small_and_maps_grow_with_the_window(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=conv2&unit=5,6,7")
    expect(stage(desk)).to_be_visible()
    assert desk.evaluate(_SMALLEST) >= 12
    sizes = []
    for width in (1024, 1440, 1920):
        desk.set_viewport_size({"width": width, "height": 900})
        comes_to(partial(fits, desk, width), True)
        sizes.append(map_side(desk))
    desk.set_viewport_size({"width": 1440, "height": 900})
    assert min(sizes) > 50  # one map of 64; theirs have 40 at any size
    assert sizes == sorted(sizes)


def fits(page: Page, width: int) -> bool:
    box = page.get_by_role("button", name=re.compile("Maps of conv2")).bounding_box()
    return box is not None and box["x"] + box["width"] <= width


def map_side(page: Page) -> float:
    """Of one map of 14 columns, in pixels of the screen; a cell's gap lies between two."""
    found: float = page.locator(".maps svg").evaluate("(svg) => 14 * svg.clientWidth / svg.viewBox.baseVal.width")
    return found


def test_6_the_legend_tells_the_range_of_the_picture_that_is_shown(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=conv2")
    for title, image in (("Horse", "horse"), ("Digit three", "three"), ("Horse", "horse")):
        choose(desk, title)
        expect(desk).to_have_url(re.compile(f"image={image}"))
        for scale in ("each layer", "each map", "the network"):
            desk.get_by_role("radio", name=scale).check()
            ranges = answer_of(server, f"mnist-convnet/layers/conv2?image={image}&format=json")["ranges"]
            low, high = min(least for least, _ in ranges), max(most for _, most in ranges)
            comes_to(partial(held, desk), (rounded(low), rounded(high)))
            if scale == "the network":
                reach = rounded(reach_of(server, image))
                comes_to(partial(reaches, desk), [-reach, reach])
    desk.get_by_role("radio", name="each layer").check()


def ends(page: Page) -> list[float]:
    """All numbers of the legend but the 0 in its middle, which every scale has."""
    found = re.findall(
        r"−?[0-9.]+(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", page.locator(".legend .ends").inner_text().replace("conv2", "")
    )
    return [value for value in map(read, found) if value != 0]


def held(page: Page) -> tuple[float, float]:
    low, high = ends(page)[-2:]
    return low, high


def reaches(page: Page) -> list[float]:
    return ends(page)[:2]


def reach_of(server: Server, image: str) -> float:
    """The largest size of a number in any layer behind the input."""
    layers = [one["name"] for one in answer_of(server, "mnist-convnet")["layers"] if one["name"] != "input"]
    return max(float(maps_of(server, "mnist-convnet", name, image).abs().max()) for name in layers)


@pytest.mark.parametrize("network", ["mnist-convnet", "cifar-vgg"])
@pytest.mark.parametrize("shape", [(1, 1), (40, 40, 3), (3, 200), (28, 28)])
def test_7_an_upload_of_any_size_is_answered(desk: Page, server: Server, network: str, shape: tuple[int, ...]) -> None:
    opened(desk, server, f"network={network}&layer=input")
    own: NDArray[np.uint8] = np.random.default_rng(sum(shape)).integers(0, 256, shape, np.uint8)
    sent(desk, png_of(own))
    expect(desk).to_have_url(re.compile("image=[0-9a-f]{32}"))
    image = re.search("image=([0-9a-f]{32})", desk.url)
    assert image
    answer = answer_of(server, f"{network}/prediction?image={image[1]}")
    if answer["empty"]:
        expect(desk.get_by_text("Nothing is drawn")).to_be_visible()
    else:
        comes_to(lambda: guessed(desk), answer["top"][0]["name"])
    expect(desk.get_by_role("button", name=re.compile("Maps of input"))).to_be_visible()


def test_7_what_is_no_picture_is_refused_in_words(page: Page, server: Server) -> None:
    opened(page, server)
    sent(page, b"no picture at all")
    expect(page.get_by_role("alert").filter(has_text=re.compile("PNG|picture|image")).first).to_be_visible()
    comes_to(lambda: guessed(page), "3")  # and what was there before stays


@pytest.mark.parametrize("network", ["mnist-convnet", "cifar-resnet"])
def test_8_a_window_that_is_resized_has_the_whole_network_in_it(desk: Page, server: Server, network: str) -> None:
    opened(desk, server, f"network={network}&image=cat")
    expect(desk.locator(".network canvas").nth(5)).to_be_visible()
    for width in (1000, 700, 1920, 1440):
        desk.set_viewport_size({"width": width, "height": 900})
        expect_room(desk, width)


@pytest.mark.parametrize("network", ["mnist-convnet", "cifar-resnet", "resnet152"])
@pytest.mark.parametrize("width", [390, 1024])
def test_9_in_a_narrow_window_nothing_lies_on_anything_else(
    browser: Browser, server: Server, network: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = opened(context.new_page(), server, f"network={network}&image=cat")
        expect(page.locator(".network li").nth(5)).to_be_visible()
        expect_room(page, width)


def test_10_by_keys_alone_one_gets_to_pictures_layers_maps_units_and_steps(desk: Page, server: Server) -> None:
    opened(desk, server)
    tab_to(desk, "Pictures")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("radio", name="Digit three")).to_be_checked()
    tab_to(desk, "conv1")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("layer=conv1"))
    tab_to(desk, "Maps of conv1")
    for key in ("PageDown", "ArrowDown", "Enter"):
        desk.keyboard.press(key)
    expect(desk).to_have_url(re.compile("unit=1,15,14"))
    expect(stage(desk)).to_be_visible()
    for _ in range(12):
        desk.keyboard.press("Tab")
        if stage(desk).evaluate("(stage) => stage === document.activeElement"):
            break
    desk.keyboard.press("ArrowRight")
    expect(desk).to_have_url(re.compile("unit=1,15,15"))
    for _ in range(2):
        desk.keyboard.press("Escape")
    assert serious_violations(desk) == []


def tab_to(page: Page, name: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED).startswith(name):
            return
    raise AssertionError(f"No way leads to {name} by Tab.")


def test_11_the_link_is_the_layer_the_unit_the_picture_and_the_view(desk: Page, server: Server) -> None:
    opened(desk, server, "network=cifar-resnet&image=cat")
    unit_opened(desk, "cifar-resnet", "cat", "stage2.residual.add", [7, 3, 4])
    desk.get_by_role("radio", name="each map").check()
    desk.get_by_role("radio", name="strongest first").check()
    expect(desk).to_have_url(re.compile("view=[^&]*strongest"))
    link, value = desk.url, chain(desk)["stage2.residual.add"]
    desk.goto("about:blank")
    desk.goto(link)
    expect(desk.locator(".unit")).to_contain_text(heading("stage2.residual.add", [7, 3, 4]))
    assert chain(desk)["stage2.residual.add"] == value
    expect(desk.get_by_role("radio", name="each map")).to_be_checked()
    expect(desk.get_by_role("radio", name="strongest first")).to_be_checked()


def test_11_back_to_another_network_asks_it_for_its_own_layers_alone(desk: Page, server: Server) -> None:
    opened(desk, server, "network=cifar-resnet&image=cat&layer=stage1.residual.add&unit=3,8,9")
    expect(desk.locator(".unit")).to_contain_text("stage1.residual.add")
    unit_opened(desk, "cifar-vgg", "cat", "stage1.pool1", [3, 8, 9])
    desk.go_back()
    expect(desk.locator(".unit")).to_contain_text("stage1.residual.add")
    desk.go_forward()
    expect(desk.locator(".unit")).to_contain_text("stage1.pool1")
    expect(desk.get_by_role("alert").filter(has_text="layer")).to_have_count(0)


def test_12_with_a_unit_open_the_picture_and_the_scale_can_be_changed(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=conv2&unit=5,6,7")
    expect(desk.locator(".unit")).to_contain_text(heading("conv2", [5, 6, 7]))
    assert desk.locator("main :is(button, input, select):disabled").count() == 0
    for title, image in (("Horse", "horse"), ("Digit three", "three")):
        choose(desk, title)
        expect(desk).to_have_url(re.compile(f"image={image}&layer=conv2&unit=5,6,7"))
        value = value_of(server, "mnist-convnet", "conv2", [5, 6, 7], image)
        comes_to(partial(is_told, desk, "conv2", value), True)
    desk.get_by_role("radio", name="the network").check()
    expect(desk.locator(".unit")).to_contain_text(heading("conv2", [5, 6, 7]))
    desk.get_by_role("radio", name="each layer").check()


def test_13_what_a_unit_sees_is_shown_on_the_picture_and_what_it_depends_on_is_measured(
    desk: Page, server: Server
) -> None:
    opened(desk, server)
    channel = int(maps_of(server, "mnist-convnet", "pool2", "three")[:, 3, 3].argmax())
    unit_opened(desk, "mnist-convnet", "three", "pool2", [channel, 3, 3])
    box = unit_answer(server, "pool2", f"{channel},3,3")["receptive_field"]["box"]
    comes_to(lambda: outlines(desk)[0], (box["top"], box["left"], box["bottom"], box["right"]))
    desk.get_by_role("button", name="Measure what it really depends on").click()
    measured = f"mnist-convnet/layers/pool2/footprint?image=three&unit={channel},3,3&format=json"
    inside = round(100 * answer_of(server, measured)["inside"])
    expect(desk.get_by_text(f"Measured here, by gradient: {inside} % of it inside the box")).to_be_visible()


def test_13_every_layer_has_its_range_its_mean_and_its_dead_channels(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=relu2")
    told = answer_of(server, "mnist-convnet/layers/relu2?image=three&format=json")
    expect(desk.get_by_text("Mean over the 64 channels")).to_be_visible()
    expect(desk.get_by_text(f"{len(told['dead'])} dead").first).to_be_visible()
    comes_to(lambda: ends(desk)[-1], rounded(max(most for _, most in told["ranges"])))


def test_13_kernels_code_and_description_can_be_taken_away_and_nobody_else_is_asked(desk: Page, server: Server) -> None:
    opened(desk, server)
    expect(desk.get_by_role("link", name="filter 3 on Kernels")).to_be_visible()
    expect(desk.get_by_role("button", name="Copy as PyTorch")).to_be_visible()
    expect(desk.get_by_text("Download the description")).to_be_visible()
    desk.wait_for_load_state("networkidle")  # the page of this file fails on any host but ours


def test_14_behind_a_flattening_every_channel_is_there(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=linear1&unit=3")
    sums = {one["channel"]: one["sum"] for one in unit_answer(server, "linear1", "3")["terms"]}
    assert len(sums) == 64
    assert all_sums(desk) == {channel: pytest.approx(value, abs=1e-4) for channel, value in sums.items()}


def test_14_the_softmax_is_written_with_every_term(desk: Page, server: Server) -> None:
    opened(desk, server, "network=letters-convnet&image=text")
    logits = answer_of(server, "letters-convnet/prediction?image=text")["logits"]
    rows = desk.get_by_role("table", name="Softmax, term by term").locator("tbody tr")
    expect(rows).to_have_count(27)
    shown = [rows.nth(index).locator("td").first.inner_text() for index in range(26)]
    assert all(within_its_digits(text, logit) for text, logit in zip(shown, logits, strict=True))
    powers = [read(rows.nth(index).locator("td").nth(1).inner_text()) for index in range(27)]
    assert sum(powers[:-1]) == pytest.approx(powers[-1], rel=1e-3)
