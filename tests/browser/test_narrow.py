"""The narrowest screens that are still in use: nothing sticks out, so that nobody scrolls sideways to read."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kernels_page import comes_to
from tests.conftest import Server

LINKS = (
    "",
    "kernels",
    "arithmetic",
    "arithmetic?transposed=1&stride=2",
    "arithmetic?view=exercise=2;level=channels",
    "pooling",
    "signals",
    "network",
    "receptive-field",
    "docs",
)
UNIT = "network?layer=conv2&unit=3,7,8"
CHANGED = f"{UNIT}&edit=conv2:3=0|conv1:0,0=1,0,1;0,1,0;1,0,1"


@pytest.mark.parametrize("link", LINKS)
def test_nothing_sticks_out_at_320_pixels(desk: Page, server: Server, link: str) -> None:
    desk.set_viewport_size({"width": 320, "height": 640})
    desk.goto(f"{server.url}/{link}")
    if link not in ("", "docs"):
        comes_to(lambda: desk.locator("canvas:visible, [data-exercise]").count() > 0, True)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 240])
@pytest.mark.parametrize("link", [CHANGED, f"{UNIT}&against=image:disk"])
def test_a_unit_with_all_that_is_told_of_it_is_no_wider_than_a_small_screen(
    desk: Page, server: Server, link: str, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 640})
    desk.goto(f"{server.url}/{link}")
    desk.locator(".desk .guess").scroll_into_view_if_needed()
    expect(desk.locator(".desk .guess .share").first).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("wall", ["overview", "maps", "unit", "kernel", "end", "training"])
def test_no_wall_of_a_network_is_wider_than_a_very_small_screen(desk: Page, server: Server, wall: str) -> None:
    desk.set_viewport_size({"width": 240, "height": 640})
    desk.goto(f"{server.url}/{CHANGED}&view=wall={wall}&theme=projector")
    figure = desk.locator("figure.projecting")
    expect(figure).to_have_count(1)
    expect(figure.locator("canvas:visible, table:visible").first).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 240
    assert figure.locator(".room").first.evaluate("(room) => room.scrollWidth <= room.clientWidth")
