"""The home page in a browser: sizes, themes, keyboard, without scripts."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.conftest import Server


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    desk.goto(server.url)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    expect(desk.get_by_text("input", exact=True)).to_be_visible()
    expect(desk.get_by_text("output", exact=True)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
@pytest.mark.parametrize("address", ["/", "/docs"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str, address: str) -> None:
    desk.goto(f"{server.url}{address}?theme={theme}")
    assert serious_violations(desk) == []


def test_p_turns_the_projector_on_and_off_and_the_choice_is_remembered(visited: Page, server: Server) -> None:
    visited.goto(server.url)
    visited.keyboard.press("p")
    expect(visited.locator("html")).to_have_attribute("data-theme", "projector")
    visited.reload()
    expect(visited.locator("html")).to_have_attribute("data-theme", "projector")
    visited.keyboard.press("p")
    expect(visited.locator("html")).not_to_have_attribute("data-theme", "projector")


def test_choosing_a_kernel_by_keyboard_convolves_the_picture(visited: Page, server: Server) -> None:
    visited.goto(server.url)
    visited.get_by_label("Kernel", exact=True).select_option("outline")
    visited.get_by_role("button", name="Convolve").press("Enter")
    visited.wait_for_url("**kernel=outline**")
    picture = visited.get_by_role("img", name="after").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 32


def test_without_scripts_the_page_shows_a_convolved_picture(browser: Browser, server: Server) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server.url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        with page.expect_response("**/api/convolution?**format=png") as answer:
            page.reload()
        assert answer.value.headers["content-type"] == "image/png"
        expect(page.get_by_role("button", name="Convolve")).to_be_visible()


def test_the_first_page_is_light(visited: Page, server: Server) -> None:
    """Scripts, styles, fonts and the page itself, compressed or not, before any picture."""
    sizes: list[int] = []
    visited.on("response", lambda answer: sizes.append(len(answer.body())) if "/api/" not in answer.url else None)
    visited.goto(server.url, wait_until="networkidle")
    assert 0 < sum(sizes) < 150_000
