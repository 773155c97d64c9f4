"""The narrowest screen that is still in use: nothing sticks out, so that nobody scrolls sideways to read."""

import pytest
from playwright.sync_api import Page

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


@pytest.mark.parametrize("link", LINKS)
def test_nothing_sticks_out_at_320_pixels(desk: Page, server: Server, link: str) -> None:
    desk.set_viewport_size({"width": 320, "height": 640})
    desk.goto(f"{server.url}/{link}")
    if link not in ("", "docs"):
        comes_to(lambda: desk.locator("canvas:visible, [data-exercise]").count() > 0, True)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 320
