"""Losing the server on /kernels: a calm banner, the last picture with a stale tint, and healing by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.settings import Settings
from tests.browser.restarts import Restartable, restartable
from tests.conftest import Server, wait_until

SMALL = "/kernels?image=face&size=32&kernel=outline&padding=same"
LOST = "The server cannot be reached."
HEALS_WITHIN = 15_000

_PICTURES = "() => document.querySelector('[role=application] canvas').toDataURL()"


@pytest.fixture(scope="module")
def flaky(home: Path) -> Iterator[Restartable]:
    with restartable(Settings(home=home, device="cpu")) as server:
        yield server


@pytest.fixture
def opened(page: Page, flaky: Restartable) -> Iterator[Page]:
    """The page with its gallery, from a server that is back again when the test is over; it must not throw."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(flaky.url + SMALL)
    expect(preset(page, "Outline")).to_be_checked()
    yield page
    assert faults == []
    flaky.start()


def stage(page: Page) -> Locator:
    return page.get_by_role("application")


def preset(page: Page, kernel: str) -> Locator:
    return page.get_by_role("radio", name=kernel, exact=True)


def weight(page: Page) -> Locator:
    return page.get_by_label("weight in row 2, column 2")


def expect_tint(page: Page, tinted: bool, within: int = 5000) -> None:
    """What does not answer the question any more looks paler."""
    expect(stage(page).locator("canvas").first).to_have_css("opacity", "0.55" if tinted else "1", timeout=within)


def test_a_lost_server_is_told_calmly_keeps_the_last_picture_and_heals_by_itself(
    opened: Page, flaky: Restartable
) -> None:
    picture = opened.evaluate(_PICTURES)
    flaky.lose()
    preset(opened, "Emboss").check(force=True)
    expect(opened.get_by_role("status").filter(has_text=LOST)).to_have_count(1)
    expect(opened.get_by_text(LOST)).to_be_visible()
    stage(opened).scroll_into_view_if_needed()
    expect_tint(opened, True)
    assert opened.evaluate(_PICTURES) == picture
    flaky.start()
    expect(opened.get_by_text(LOST)).to_be_hidden(timeout=HEALS_WITHIN)
    expect_tint(opened, False)
    wait_until(lambda: opened.evaluate(_PICTURES) != picture, 5)


def test_nothing_that_was_typed_while_the_server_was_away_is_lost(opened: Page, flaky: Restartable) -> None:
    flaky.lose()
    weight(opened).fill("5")
    opened.get_by_label("weight in row 1, column 1").fill("1/3")
    expect(opened.get_by_text(LOST)).to_be_visible()
    opened.get_by_role("button", name="Negate").click()
    weight(opened).fill("-7")
    flaky.start()
    expect(opened.get_by_text(LOST)).to_be_hidden(timeout=HEALS_WITHIN)
    expect_tint(opened, False)
    expect(opened).to_have_url(re.compile(r"kernel=-1/3,1,1;1,-7,1;1,1,1&"))
    opened.get_by_role("button", name="Undo").first.click()
    expect(weight(opened)).to_have_value("−5")


def test_who_does_not_want_to_wait_asks_now(opened: Page, flaky: Restartable) -> None:
    flaky.lose()
    preset(opened, "Emboss").check(force=True)
    expect(opened.get_by_text(LOST)).to_be_visible()
    flaky.start()
    opened.get_by_role("button", name="Ask now").click()
    expect(opened.get_by_text(LOST)).to_be_hidden()


def test_a_page_that_opened_without_its_lists_gets_them_when_they_can_be_had(page: Page, server: Server) -> None:
    page.route("**/api/images", lambda route: route.abort(), times=1)
    page.goto(server.url + SMALL)
    expect(preset(page, "Emboss")).to_be_visible()
    expect(page.get_by_role("radio", name="Astronaut")).to_have_count(1)


def test_a_page_whose_first_question_found_no_server_shows_the_picture_later(page: Page, server: Server) -> None:
    page.route("**/api/convolution?*outline&padding=same", lambda route: route.abort(), times=1)
    page.goto(server.url + SMALL)
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(stage(page)).to_be_visible()
    expect(page.get_by_text(LOST)).to_be_hidden()


def test_a_slow_server_shows_the_stale_tint_and_then_none(visited: Page, server: Server) -> None:
    visited.goto(server.url + SMALL)
    expect(preset(visited, "Outline")).to_be_checked()
    held: list[Route] = []
    visited.route("**/api/convolution?**", lambda route: held.append(route))
    preset(visited, "Emboss").check(force=True)
    expect_tint(visited, True)
    expect(visited.get_by_text(LOST)).to_be_hidden()
    held[0].continue_()
    expect_tint(visited, False)


def test_a_mistake_of_the_program_is_not_called_a_lost_server(page: Page, server: Server) -> None:
    page.goto(server.url + SMALL)
    expect(preset(page, "Outline")).to_be_checked()
    # A program that trips over its own feet, in the middle of an answer.
    page.evaluate("() => { JSON.parse = () => undefined.nothing; }")
    with page.expect_event("pageerror") as thrown:
        preset(page, "Emboss").check(force=True)
    assert "undefined" in str(thrown.value)
    expect(page.get_by_text("This page made a mistake, not you")).to_be_visible()
    expect(page.get_by_text(LOST)).to_be_hidden()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("This page made a mistake")).to_be_hidden()
