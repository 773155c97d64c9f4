"""Twenty digits are drawn on the pad with the mouse, as two people write them: all are read right."""

import re
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from safetensors.numpy import load

from tests.browser.hands import HANDS, written
from tests.browser.kernels_page import comes_to
from tests.browser.network_page import drawn, opened
from tests.conftest import Server


@pytest.mark.parametrize("hand", HANDS)
def test_ten_digits_of_a_hand_are_read_right(desk: Page, server: Server, hand: str) -> None:
    page = opened(desk, server)
    comes_to(partial(first_word, page), "3")
    for digit in range(10):
        page.get_by_role("button", name="Clear").click()
        comes_to(partial(first_word, page), "Nothing")
        drawn(page, written(digit, hand), steps=1)
        comes_to(partial(first_word, page), str(digit))
        expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))


def first_word(page: Page) -> str:
    """What the network says first; `Nothing` is drawn on plain paper."""
    return page.locator(".said").first.inner_text().split()[0]


def test_the_two_hands_write_differently() -> None:
    assert all(written(digit, "round") != written(digit, "quick") for digit in range(10))


def test_moves_that_a_busy_browser_tells_together_cut_no_corner(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name="Clear").click()
    pad = page.get_by_role("button", name=re.compile("Drawing pad"))
    box = pad.bounding_box()
    assert box
    left, right, top, bottom = (box["x"], box["x"] + box["width"], box["y"], box["y"] + box["height"])
    page.mouse.move(left + 20, bottom - 20)
    page.mouse.down()
    pad.evaluate(
        """(pad, [corner, end]) => {
          const at = ([clientX, clientY], more) => new PointerEvent('pointermove',
            { pointerId: 1, pointerType: 'mouse', bubbles: true, clientX, clientY, ...more });
          pad.dispatchEvent(at(end, { coalescedEvents: [at(corner, {}), at(end, {})] }));
        }""",
        [[(left + right) / 2, top + 20], [right - 20, bottom - 20]],
    )
    page.mouse.up()
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    name = re.findall("image=([0-9a-f]{32})", page.url)[0]
    drawn_here = load(server.client.get(f"/api/images/{name}?channels=gray").content)["image"][0]
    rows = np.flatnonzero(drawn_here.max(axis=1) > 0.5)
    assert rows[0] < len(drawn_here) * 0.2
