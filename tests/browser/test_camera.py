"""The camera through WS /api/live, with a camera of Chromium's own making: its left half is bright, its right dark."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page, expect

from app.settings import Settings
from tests.browser.filming import BLACK, HEIGHT, LIVE_TRACKS, REMEMBER_TRACKS, WHITE, WIDTH, filmed_as, launched
from tests.browser.kernels_page import expect_place
from tests.browser.restarts import Restartable, restartable
from tests.conftest import wait_until

BRIGHT, DARK = 200, 40
QUERY = "image=face&size=32&kernel=identity&view=source=camera"

# Grey levels in the middle of the left and of the right half.
_HALVES = """seen => [0.25, 0.75].map((across) => {
  const { width, height } = seen;
  const copy = new OffscreenCanvas(width, height).getContext('2d');
  copy.drawImage(seen, 0, 0);
  return copy.getImageData(across * width, height / 2, 1, 1).data[0];
})"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A still film, bright on the left and dark on the right."""
    luma = (WHITE * (WIDTH // 2) + BLACK * (WIDTH // 2)) * HEIGHT
    return filmed_as(tmp_path_factory.mktemp("camera") / "halves.y4m", luma)


@pytest.fixture(scope="module")
def filmed(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], film: Path) -> Iterator[Browser]:
    with launched(browser_type, browser_type_launch_args, film, "--use-fake-ui-for-media-stream") as browser:
        yield browser


@pytest.fixture(scope="module")
def flaky(home: Path) -> Iterator[Restartable]:
    with restartable(Settings(home=home, device="cpu")) as server:
        yield server


@pytest.fixture
def context(filmed: Browser) -> Iterator[BrowserContext]:
    with filmed.new_context() as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, flaky: Restartable) -> Iterator[Page]:
    """The page with its camera tab open."""
    flaky.start()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(REMEMBER_TRACKS)
    page.goto(f"{flaky.url}/kernels?{QUERY}")
    yield page
    assert faults == []


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the camera").click()


def live(page: Page, label: str) -> Locator:
    return page.locator(".panel", has_text=label).filter(has=page.locator("canvas")).locator("canvas")


def expect_halves(canvas: Locator, left: bool, right: bool) -> None:
    """Whether the middle of each half is bright."""

    def holds() -> bool:
        seen = zip(canvas.evaluate(_HALVES), (left, right), strict=True)
        return all(value >= BRIGHT if bright else value <= DARK for value, bright in seen)

    canvas.scroll_into_view_if_needed()  # out of sight nothing is painted
    wait_until(holds, 5)


def test_the_camera_shows_a_mirror_image_and_what_the_kernel_makes_of_it(page: Page) -> None:
    start(page)
    expect(live(page, "output")).to_be_visible()
    for label in ("input", "output"):
        expect_halves(live(page, label), left=False, right=True)
    page.get_by_role("checkbox", name="mirrored").uncheck()
    for label in ("input", "output"):
        expect_halves(live(page, label), left=True, right=False)


def test_another_kernel_is_asked_of_the_frames_that_come(page: Page) -> None:
    start(page)
    expect_halves(live(page, "output"), left=False, right=True)
    page.get_by_label("weight in row 2, column 2").fill("0")
    page.keyboard.press("Tab")
    expect_halves(live(page, "output"), left=False, right=False)


def test_f_freezes_a_frame_that_can_be_looked_into_pixel_by_pixel(page: Page, flaky: Restartable) -> None:
    start(page)
    expect_halves(live(page, "output"), left=False, right=True)
    page.keyboard.press("f")
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    stage = page.get_by_role("application")
    expect(stage).to_be_focused()
    expect(stage).to_be_in_viewport()
    assert page.evaluate(LIVE_TRACKS) == 0
    found = re.search("image=([0-9a-f]{32})", page.url)
    assert found
    answer = page.request.get(f"{flaky.url}/api/images/{found[1]}?channels=gray&size=32&format=png")
    frozen = Image.open(io.BytesIO(answer.body()))
    stage.press("Home")
    for key in (*["ArrowRight"] * 3, "ArrowDown"):
        stage.press(key)
    expect_place(page, 1, 3)
    expect(page.locator("[aria-live=polite]", has_text="row 2, column 4")).to_contain_text(f"{frozen.getpixel((3, 1))}")


def test_the_camera_goes_on_by_itself_when_the_server_is_back(page: Page, flaky: Restartable) -> None:
    start(page)
    expect_halves(live(page, "input"), left=False, right=True)
    flaky.lose()
    expect(page.get_by_text("The server does not answer")).to_be_visible()
    expect(page.locator(".stage.stale")).to_be_visible()
    page.get_by_role("checkbox", name="mirrored").uncheck()
    flaky.start()
    expect(page.get_by_text("The server does not answer")).to_have_count(0, timeout=15_000)
    expect(page.locator(".stage.stale")).to_have_count(0)
    expect_halves(live(page, "output"), left=True, right=False)


def test_a_camera_that_may_not_be_used_is_told_in_a_sentence(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], film: Path, flaky: Restartable
) -> None:
    flaky.start()
    with launched(browser_type, browser_type_launch_args, film, "--use-fake-ui-for-media-stream=deny") as browser:
        page = browser.new_page()
        page.goto(f"{flaky.url}/kernels?{QUERY}")
        start(page)
        expect(page.get_by_role("alert").filter(has_text="The camera may not be used: allow it")).to_be_visible()
        expect(page.get_by_role("button", name="Start the camera")).to_be_enabled()


def test_leaving_its_tab_stops_the_camera(page: Page) -> None:
    start(page)
    expect_halves(live(page, "input"), left=False, right=True)
    assert page.evaluate(LIVE_TRACKS) == 1
    page.get_by_role("button", name="Draw", exact=True).click()
    wait_until(lambda: page.evaluate(LIVE_TRACKS) == 0, 5)


def test_a_camera_that_opens_after_its_tab_was_left_is_closed_at_once(page: Page) -> None:
    page.evaluate("() => { mayOpen = new Promise((open) => { globalThis.letOpen = open; }); }")
    start(page)
    wait_until(lambda: page.evaluate(LIVE_TRACKS) == 1, 5)
    page.get_by_role("button", name="Draw", exact=True).click()
    page.evaluate("letOpen()")
    wait_until(lambda: page.evaluate(LIVE_TRACKS) == 0, 5)
