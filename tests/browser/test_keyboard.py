"""/kernels by keyboard alone: everything that a mouse does, with the focus always in sight."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kernels_page import expect_place, gone, place
from tests.conftest import Server, wait_until

QUERY = "image=face&size=32&kernel=outline&padding=same"

# The stop of the Tab key: what it is, whether it is in the window, and whether a ring stands around it, around the
# label that it is drawn as, or on the sign that stands for it.
_STOP = """() => {
  const one = document.activeElement;
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  const ringed = [
    getComputedStyle(one),
    ...(one.closest('label') ? [getComputedStyle(one.closest('label'))] : []),
    ...(one.nextElementSibling ? [getComputedStyle(one.nextElementSibling, '::after')] : []),
  ].some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
  return { tag: one.localName, name: name.trim().slice(0, 60), ringed, inSight };
}"""


@pytest.fixture
def page_open(desk: Page, server: Server) -> Page:
    gone(desk, server, QUERY)
    expect(preset(desk, "Outline")).to_be_checked()
    return desk


def preset(page: Page, name: str) -> Locator:
    return page.get_by_role("radio", name=name, exact=True)


def stage(page: Page) -> Locator:
    return page.get_by_role("application")


def stops(page: Page, most: int = 250) -> list[dict[str, Any]]:
    """Every stop of the Tab key from the top of the page until it leaves it."""
    found: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop["tag"] == "body":
            return found
        found.append(stop)
    raise AssertionError(f"The Tab key did not leave the page after {most} stops.")


def test_tab_comes_to_everything_and_the_focus_is_always_seen(page_open: Page) -> None:
    page_open.locator("summary", has_text="Stride").evaluate("one => one.click()")
    found = stops(page_open)
    assert [stop for stop in found if not (stop["ringed"] and stop["inSight"])] == []
    names = " | ".join(stop["name"] for stop in found)
    for name in ("Skip to the content", "input, calculation, output", "Play", "Scrub", "Projector (P)"):
        assert name in names
    for name in (
        "weight in row 3, column 3",
        "Outline",
        "Stride",
        "Face",
        "Grey",
        "Divider",
        "Copy link",
        "Save as PNG",
    ):
        assert name in names


def test_a_kernel_a_weight_an_option_and_a_picture_are_changed_by_keys(page_open: Page) -> None:
    preset(page_open, "Outline").focus()
    page_open.keyboard.press("ArrowRight")
    expect(page_open).not_to_have_url(re.compile("kernel=outline"))
    place_before = place(page_open)
    page_open.get_by_label("weight in row 1, column 1").focus()
    page_open.keyboard.press("ArrowUp")
    page_open.keyboard.press("Enter")
    expect(page_open.get_by_label("weight in row 2, column 1")).to_be_focused()
    page_open.keyboard.type("1/9")
    page_open.keyboard.press("Tab")
    expect(page_open).to_have_url(re.compile(r"kernel=[^&;]*;1/9,"))
    page_open.locator("summary", has_text="Stride").focus()
    page_open.keyboard.press("Enter")
    page_open.get_by_label("Border").focus()
    page_open.keyboard.press("ArrowDown")
    expect(page_open).to_have_url(re.compile("border=reflect"))
    assert place(page_open) == place_before
    page_open.get_by_role("radio", name="Face").first.focus()
    page_open.keyboard.press("ArrowRight")
    expect(page_open).not_to_have_url(re.compile("image=face"))
    page_open.get_by_role("button", name="Undo").first.focus()
    page_open.keyboard.press("Enter")
    expect(page_open).to_have_url(re.compile("image=face"))


def test_the_stage_plays_steps_zooms_and_lists_its_keys(page_open: Page) -> None:
    stage(page_open).focus()
    page_open.keyboard.press("ArrowRight")
    page_open.keyboard.press("ArrowDown")
    expect_place(page_open, 17, 17)
    page_open.keyboard.press("Home")
    expect_place(page_open, 0, 0)
    page_open.keyboard.press("9")
    page_open.keyboard.press(" ")
    expect(page_open.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    wait_until(lambda: place(page_open) != "row 1, column 1", 10)
    page_open.keyboard.press(" ")
    expect(page_open.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page_open.keyboard.press("+")
    expect(page_open).to_have_url(re.compile("zoom="))
    page_open.keyboard.press("0")
    expect(page_open).not_to_have_url(re.compile("zoom="))
    page_open.keyboard.press("?")
    expect(page_open.get_by_role("dialog", name="Keys")).to_be_visible()
    page_open.keyboard.press("Escape")
    expect(page_open.get_by_role("dialog")).to_have_count(0)
    expect(stage(page_open)).to_be_focused()


def test_p_fills_the_screen_keeps_the_keys_there_and_escape_leaves(page_open: Page) -> None:
    preset(page_open, "Outline").focus()
    page_open.keyboard.press("p")
    expect(page_open.locator("html")).to_have_attribute("data-theme", "projector")
    expect(stage(page_open)).to_be_focused()
    found = stops(page_open)
    assert [stop for stop in found if not (stop["ringed"] and stop["inSight"])] == []
    assert {"Play", "Scrub through the output", "Write"} <= {stop["name"] for stop in found}
    assert not any("weight" in stop["name"] or stop["name"] == "Outline" for stop in found)
    stage(page_open).focus()
    before = place(page_open)
    page_open.keyboard.press("ArrowRight")
    assert place(page_open) != before
    page_open.keyboard.press("Escape")
    expect(page_open.locator("html")).not_to_have_attribute("data-theme", "projector")
    preset(page_open, "Outline").focus()
    expect(preset(page_open, "Outline")).to_be_focused()


def test_leaving_the_full_screen_by_the_browsers_own_way_leaves_the_projector_too(page_open: Page) -> None:
    page_open.keyboard.press("p")
    wait_until(lambda: page_open.evaluate("document.fullscreenElement !== null"), 5)
    page_open.evaluate("document.exitFullscreen()")
    expect(page_open.locator("html")).not_to_have_attribute("data-theme", "projector")


def test_a_picture_of_the_stage_is_saved_and_code_is_chosen_by_keys(page_open: Page) -> None:
    page_open.get_by_role("button", name="LaTeX").focus()
    page_open.keyboard.press(" ")
    expect(page_open.get_by_role("textbox", name="LaTeX code")).to_be_visible()
    page_open.get_by_role("button", name="Save as PNG").focus()
    with page_open.expect_download() as download:
        page_open.keyboard.press("Enter")
    assert download.value.suggested_filename == "face-32-outline.png"


def test_space_after_a_panel_button_presses_it_and_does_nothing_else(page_open: Page) -> None:
    page_open.get_by_role("button", name="Negate").click()
    expect(page_open).to_have_url(re.compile("kernel=1,1,1;1,-8,1"))
    stage(page_open).hover()
    page_open.keyboard.press(" ")
    expect(page_open).to_have_url(re.compile("kernel=-1,-1,-1;-1,8,-1"))
    expect(page_open.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_space_after_the_projectors_button_plays_and_does_not_leave(page_open: Page) -> None:
    page_open.get_by_role("button", name="Projector (P)").click()
    expect(page_open.locator("html")).to_have_attribute("data-theme", "projector")
    page_open.keyboard.press(" ")
    expect(page_open.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    expect(page_open.locator("html")).to_have_attribute("data-theme", "projector")


def test_keys_of_the_page_work_wherever_nothing_is_typed(page_open: Page) -> None:
    for held in (preset(page_open, "Outline"), page_open.get_by_label("Scrub through the output")):
        held.focus()
        page_open.keyboard.press("?")
        expect(page_open.get_by_role("dialog", name="Keys")).to_be_visible()
        page_open.keyboard.press("Escape")
        page_open.keyboard.press("p")
        expect(page_open.locator("html")).to_have_attribute("data-theme", "projector")
        page_open.keyboard.press("p")
        expect(page_open.locator("html")).not_to_have_attribute("data-theme", "projector")
