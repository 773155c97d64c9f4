"""Twenty digits are drawn on the pad with the mouse, as two people write them: all are read right."""

import io
import re
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, expect

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
        drawn(page, written(digit, hand), steps=5)
        comes_to(partial(first_word, page), str(digit))
        expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))


def first_word(page: Page) -> str:
    """What the network says first; `Nothing` is drawn on plain paper."""
    return page.locator(".said").first.inner_text().split()[0]


def test_the_two_hands_write_differently() -> None:
    assert all(written(digit, "round") != written(digit, "quick") for digit in range(10))


def test_a_page_that_moves_under_the_hand_bends_no_stroke(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name="Clear").click()
    comes_to(partial(first_word, page), "Nothing")
    pad = page.get_by_role("button", name=re.compile("Drawing pad")).bounding_box()
    assert pad
    middle, top, height = pad["x"] + pad["width"] / 2, pad["y"], pad["height"]
    page.mouse.move(middle, top + 0.2 * height)
    page.mouse.down()
    page.mouse.move(middle, top + 0.4 * height, steps=3)
    page.evaluate("scrollBy(0, 60)")
    page.mouse.move(middle, top + 0.8 * height, steps=3)
    page.mouse.up()
    comes_to(lambda: bool(ink_of(page, server).any()), True)
    ink = ink_of(page, server)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert (rows[0], rows[-1]) == (pytest.approx(0.2 * 56 - 2.2, abs=1), pytest.approx(0.8 * 56 + 1.2, abs=1))
    assert (columns[0], columns[-1]) == (pytest.approx(25, abs=1), pytest.approx(30, abs=1))


def ink_of(page: Page, server: Server) -> NDArray[np.bool_]:
    """Of the drawing that the address names; none where it names none."""
    drawing = re.search("image=([0-9a-f]{32})", page.evaluate("location.search"))
    if not drawing:
        return np.zeros((56, 56), np.bool_)
    answer = server.client.get(f"/api/images/{drawing[1]}?format=png")
    return np.asarray(Image.open(io.BytesIO(answer.content)).convert("L")) > 127
