"""/network on the projector: the whole, a layer, a unit, the end and dreams have the wall, and keys lead there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kernels_page import comes_to
from tests.browser.network_page import drawn, opened, projected
from tests.browser.walls import TOO_SMALL, is_whole
from tests.conftest import Server

UNIT = "layer=conv2&unit=3,7,8"
# By what only it has.
_MARKS = {
    "overview": ".network",
    "maps": "button[aria-label^='Maps of']",
    "unit": ".canvases",
    "kernel": ".desk",
    "dream": "section:has(h3:text-is('What it would like to see')) figure + figure",
    "end": "table[aria-label^=Softmax]",
    "classes": "section:has(h3:text-is('What it takes for a class')) figure + figure",
    "training": "button:text-is('Train')",
}


def on_wall(page: Page) -> str:
    figure = page.locator("figure.projecting")
    return next((name for name, mark in _MARKS.items() if figure.locator(mark).count()), "none")


@pytest.mark.parametrize(
    ("query", "wall"),
    [
        ("", "overview"),
        ("network=cifar-resnet&image=horse", "overview"),
        ("network=resnet152", "overview"),
        ("image=disk&against=image:three", "overview"),
        ("image=disk&against=image:three&view=compare=difference", "overview"),
        ("layer=conv2", "maps"),
        ("image=disk&against=image:three&layer=conv1", "maps"),
        (UNIT, "unit"),
        (f"{UNIT}&view=wall=kernel", "kernel"),
        ("view=wall=end", "end"),
        (f"{UNIT}&view=wall=end", "end"),
        ("layer=conv2&view=wall=dream", "dream"),
        (f"{UNIT}&view=wall=dream", "dream"),
        ("view=wall=classes", "classes"),
        ("network=cifar-vgg&image=cat&view=wall=classes", "classes"),
        ("network=letters-convnet&view=wall=classes", "classes"),
        ("view=wall=training", "training"),
    ],
)
def test_a_part_of_the_network_on_the_wall_is_large_and_whole(
    desk: Page, server: Server, query: str, wall: str
) -> None:
    page = projected(desk, server, query)
    comes_to(lambda: on_wall(page), wall)
    figure = page.locator("figure.projecting")
    comes_to(lambda: figure.evaluate(TOO_SMALL), [])
    comes_to(lambda: wall == "unit" or is_whole(figure), True)


@pytest.mark.parametrize("query", ["", "network=lenet5-small", "against=network:lenet5", "network=cifar-vgg&image=cat"])
def test_the_overview_is_whole_on_a_low_wall_too(desk: Page, server: Server, query: str) -> None:
    page = projected(desk, server, query)
    page.set_viewport_size({"width": 1280, "height": 720})
    comes_to(lambda: is_whole(page.locator("figure.projecting")), True)


def test_keys_lead_from_the_whole_into_a_unit_and_back(desk: Page, server: Server) -> None:
    page = projected(desk, server, "")
    comes_to(lambda: on_wall(page), "overview")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("conv1: convolution 3 × 3, padding 1, 32 × 28 × 28")).to_be_visible()
    page.keyboard.press("Enter")
    comes_to(lambda: on_wall(page), "maps")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    comes_to(lambda: on_wall(page), "unit")
    expect(page).to_have_url(re.compile("layer=conv1&unit=0,15,14"))
    parts = {"o": "overview", "m": "maps", "k": "kernel", "e": "end", "t": "classes", "u": "unit", "d": "dream"}
    for key, wall in [*parts.items(), ("w", "end")]:
        page.keyboard.press(key)
        comes_to(lambda: on_wall(page), wall)
        expect(page).to_have_url(re.compile(f"wall={wall}"))
    page.keyboard.press("p")
    expect(page.locator("figure.projecting")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("wall="))


def test_of_many_parts_only_the_one_at_hand_shows_its_ways_to_the_wall(desk: Page, server: Server) -> None:
    opened(desk, server, UNIT)

    def shown(part: str) -> str:
        ways = desk.locator("figure.wide", has=desk.locator(_MARKS[part])).locator("figcaption .ways")
        opacity: str = ways.evaluate("(one) => getComputedStyle(one).opacity")
        return opacity

    maps = desk.locator("figure.wide", has=desk.locator(_MARKS["maps"]))
    expect(maps).to_be_visible()
    assert [shown("overview"), shown("maps"), shown("end")] == ["1", "0", "0"]
    maps.get_by_role("button", name="Projector (P)").focus()
    assert shown("maps") == "1"
    desk.get_by_role("combobox", name="Network").focus()
    assert shown("maps") == "0"
    maps.hover()
    assert shown("maps") == "1"


def test_one_draws_on_the_wall_and_compares_there(desk: Page, server: Server) -> None:
    page = projected(desk, server, "against=image:disk")
    comes_to(lambda: on_wall(page), "overview")
    drawn(page, [[(0.2, 0.2), (0.8, 0.8)]])
    pad = page.get_by_role("button", name=re.compile("Drawing pad"))
    pad.press("Shift+ArrowRight")
    pad.press("ArrowRight")
    expect(pad).to_be_focused()
    compared = re.compile("A: (the drawing|picture [0-9a-f]{6}), B: Disk")
    expect(page.locator("figure.projecting figcaption").last).to_contain_text(compared)
    page.keyboard.press("c")
    page.keyboard.press("c")
    page.keyboard.press("c")
    expect(page.get_by_role("radio", name="A − B")).to_be_checked()


def test_a_link_names_the_part_that_has_the_wall(desk: Page, server: Server) -> None:
    page = projected(desk, server, f"{UNIT}&view=wall=maps")
    comes_to(lambda: on_wall(page), "maps")
    projected(desk, server, "layer=conv2&view=wall=kernel")
    comes_to(lambda: on_wall(page), "maps")
