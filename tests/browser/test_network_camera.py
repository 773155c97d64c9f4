"""/network looks through a camera: every frame goes through all of it, and one can be frozen and asked about."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests.browser.filming import BLACK, HEIGHT, LIVE_TRACKS, REMEMBER_TRACKS, WHITE, WIDTH, filmed_as, launched
from tests.browser.kernels_page import comes_to
from tests.browser.network_page import guessed, maps_of, read
from tests.conftest import Server

CAMERA = "view=from=camera"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bright upright bar, which is the same in a mirror: a one."""
    top, bar, left = 40, 26, 147
    row = BLACK * left + WHITE * bar + BLACK * (WIDTH - left - bar)
    luma = BLACK * WIDTH * top + row * (HEIGHT - 2 * top) + BLACK * WIDTH * top
    return filmed_as(tmp_path_factory.mktemp("camera") / "one.y4m", luma)


@pytest.fixture(scope="module")
def filmed(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], film: Path) -> Iterator[Browser]:
    with launched(browser_type, browser_type_launch_args, film, "--use-fake-ui-for-media-stream") as browser:
        yield browser


@pytest.fixture
def page(filmed: Browser) -> Iterator[Page]:
    with filmed.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(REMEMBER_TRACKS)
        yield page
        assert faults == []


def opened(page: Page, server: Server, query: str = "") -> Page:
    """The page with its camera on."""
    page.goto(f"{server.url}/network?{'&'.join(filter(None, (query, CAMERA)))}")
    comes_to(lambda: page.locator(".said strong, .guesses strong").count() > 0, True)
    page.get_by_role("button", name="Start the camera").click()
    return page


def frozen(page: Page) -> str:
    """The id of the frame that F keeps."""
    page.keyboard.press("f")
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"), timeout=10_000)
    image: str = re.findall("image=([0-9a-f]{32})", page.url)[0]
    return image


def reading(page: Page, place: int = 0) -> float:
    return read(page.locator(".reading .numeral").nth(place).inner_text())


def step_of(maps: torch.Tensor) -> float:
    """Half of one of 256 steps of a map, and what three digits leave out."""
    return float(maps.max() - maps.min()) / 510 + 6e-3 * float(maps.abs().max())


def test_every_frame_is_read_and_shown_in_all_maps(page: Page, server: Server) -> None:
    opened(page, server, "layer=conv1&unit=3,10,12")
    comes_to(lambda: guessed(page), "1")
    expect(page).to_have_url(re.compile("image=three"))
    expect(page.get_by_text("Freeze a frame (F)")).to_be_visible()
    live = reading(page)
    maps = maps_of(server, "mnist-convnet", "conv1", frozen(page))[3]
    assert math.isclose(live, float(maps[10, 12]), abs_tol=step_of(maps))


def test_a_frozen_frame_can_be_asked_where_its_numbers_come_from(page: Page, server: Server) -> None:
    opened(page, server, "layer=conv2&unit=5,6,7")
    comes_to(lambda: guessed(page), "1")
    image = frozen(page)
    value = page.locator('[data-unit="conv2"]')
    expected = float(maps_of(server, "mnist-convnet", "conv2", image)[5, 6, 7])
    comes_to(lambda: math.isclose(read(value.inner_text()), expected, rel_tol=1e-4, abs_tol=1e-5), True)
    assert guessed(page) == "1"
    assert page.evaluate(LIVE_TRACKS) == 0


def test_what_is_pinned_stays_beside_the_camera(page: Page, server: Server) -> None:
    opened(page, server, "layer=conv1&unit=3,10,12&against=image:three")
    expect(page.get_by_text(re.compile("A the camera: 1,"))).to_be_visible()
    expect(page.get_by_text(re.compile("B Digit three: 3,"))).to_be_visible()
    live = reading(page, 2)
    one, other = (maps_of(server, "mnist-convnet", "conv1", image)[3] for image in (frozen(page), "three"))
    expected = float((one - other)[10, 12])
    assert math.isclose(live, expected, abs_tol=step_of(one) + step_of(other))


def test_one_frame_goes_through_one_network_and_that_is_said(page: Page, server: Server) -> None:
    opened(page, server, "against=network:lenet5")
    expect(page.get_by_text("A frame of the camera goes through one network")).to_be_visible()
    comes_to(lambda: guessed(page), "1")
    frozen(page)
    expect(page.get_by_role("region", name="B: lenet5")).to_be_visible()


def test_another_network_looks_at_the_frames_that_come(page: Page, server: Server) -> None:
    opened(page, server)
    comes_to(lambda: guessed(page), "1")
    page.get_by_role("combobox", name="Network").select_option("lenet5")
    expect(page.get_by_role("button", name=re.compile("tanh1")).first.locator("canvas")).to_be_visible()
    comes_to(lambda: guessed(page), "1")
    assert page.evaluate(LIVE_TRACKS) == 1


def test_leaving_the_camera_comes_back_to_the_picture(page: Page, server: Server) -> None:
    opened(page, server)
    comes_to(lambda: guessed(page), "1")
    page.get_by_role("button", name="Draw", exact=True).click()
    comes_to(lambda: guessed(page), "3")
    comes_to(lambda: page.evaluate(LIVE_TRACKS), 0)
