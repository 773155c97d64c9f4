"""Twenty digits are drawn on the pad with the mouse, as two people write them: all are read right."""

import re
from functools import partial

import pytest
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
