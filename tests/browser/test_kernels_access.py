"""/kernels on every screen, in every theme, by keyboard, and without asking the server for a hover."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.conftest import Server


def opened(page: Page, server: Server, query: str = "") -> Page:
    """The page once its scripts have drawn the stage."""
    page.goto(f"{server.url}/kernels{query}")
    expect(page.get_by_role("application").first).to_be_visible()
    return page


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    assert opened(desk, server).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(desk, server, f"?theme={theme}")) == []


def test_hovering_asks_the_server_nothing(visited: Page, server: Server) -> None:
    stage = opened(visited, server).get_by_role("application").first
    visited.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type in ("fetch", "xhr"):  # the browser itself may still be fetching the tab's icon
            asked.append(request.url)

    visited.on("request", note)
    box = stage.bounding_box()
    assert box
    for step in range(20):
        visited.mouse.move(box["x"] + box["width"] * (0.05 + 0.01 * step), box["y"] + box["height"] / 2)
    assert asked == []


def test_the_arrow_keys_move_the_pixel_and_the_link_says_which(desk: Page, server: Server) -> None:
    stage = opened(desk, server, "?image=face&kernel=outline&padding=same&at=3,4").get_by_role("application").first
    stage.focus()
    stage.press("ArrowRight")
    expect(desk).to_have_url(re.compile("at=3,5"))
