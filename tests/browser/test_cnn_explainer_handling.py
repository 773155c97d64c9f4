"""Faults 4, 5 and 7 to 12 of CNN Explainer, shown to be absent from /network: pace, sizes, uploads, keys and links."""

import math
import re
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.browser.conftest import serious_violations
from tests.browser.kernels_page import comes_to, expect_place, is_number, stage, text_sizes
from tests.browser.network_page import (
    answer_of,
    chain,
    choose,
    guessed,
    heading,
    is_told,
    opened,
    png_of,
    unit_opened,
    value_of,
)
from tests.conftest import Server

Corners = tuple[float, float, float, float]

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


def sent(page: Page, data: bytes) -> None:
    """A file for the page's own upload."""
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_label("Your own picture: choose a file").set_input_files(
        {"name": "own.png", "mimeType": "image/png", "buffer": data}
    )


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


def test_5_numbers_are_legible_from_the_back_row(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 1920, "height": 1080})
    opened(desk, server, "layer=conv2&unit=5,6,7")
    stage(desk).focus()
    desk.keyboard.press("p")
    expect(desk.locator("html")).to_have_attribute("data-theme", "projector")
    comes_to(lambda: min((size for text, size in text_sizes(desk) if is_number(text)), default=0) >= 28, True)


def test_5_no_word_is_small_and_maps_grow_with_the_window(desk: Page, server: Server) -> None:
    opened(desk, server, "layer=conv2&unit=5,6,7")
    expect(stage(desk)).to_be_visible()
    assert desk.evaluate(_SMALLEST) >= 12
    sizes = []
    for width in (1024, 1440, 1920):
        desk.set_viewport_size({"width": width, "height": 900})
        comes_to(partial(fits, desk, width), True)
        sizes.append(map_side(desk))
    assert min(sizes) > 50  # one map of 64; theirs have 40 at any size
    assert sizes == sorted(sizes)


def fits(page: Page, width: int) -> bool:
    box = page.get_by_role("button", name=re.compile("Maps of conv2")).bounding_box()
    return box is not None and box["x"] + box["width"] <= width


def map_side(page: Page) -> float:
    """Of one map of 14 columns, in pixels of the screen; a cell's gap lies between two."""
    found: float = page.locator(".maps svg").evaluate("(svg) => 14 * svg.clientWidth / svg.viewBox.baseVal.width")
    return found


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
    desk: Page, server: Server, network: str, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    opened(desk, server, f"network={network}&image=cat")
    expect(desk.locator(".network li").nth(5)).to_be_visible()
    expect_room(desk, width)


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
    expect(desk.locator(".told .banner")).to_have_count(0)


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
