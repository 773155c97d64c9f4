"""The kinds of border on /kernels: beside each other with their real numbers, and a click chooses one."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kernels_page import comes_to, gone, remembering
from tests.conftest import Server

MODES = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
QUESTION = "image=face&size=24&kernel=sobel-x"
# Still pictures are drawn aside: their texts go with the bitmap to the canvas that shows it.
REMEMBER_ASIDE = """
const { fillText } = OffscreenCanvasRenderingContext2D.prototype;
const { transferToImageBitmap } = OffscreenCanvas.prototype;
const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
OffscreenCanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
  (this.canvas.texts ??= []).push(text);
  fillText.call(this, text, ...at);
};
OffscreenCanvas.prototype.transferToImageBitmap = function () {
  return Object.assign(transferToImageBitmap.call(this), { texts: this.texts });
};
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  this.canvas.texts = bitmap.texts;
  transferFromImageBitmap.call(this, bitmap);
};
"""
TEXTS = "(card) => card.querySelector('canvas').texts ?? []"


def section(page: Page, server: Server, query: str) -> Locator:
    page.add_init_script(REMEMBER_ASIDE)
    found = gone(remembering(page), server, query).locator("section", has=page.locator("#edge"))
    found.scroll_into_view_if_needed()
    return found


def card(place: Locator, kind: str) -> Locator:
    return place.locator("label", has_text=re.compile(rf"^\s*{kind}"))


def painted(one: Locator) -> tuple[list[str], list[str]]:
    """The numbers on the input's part, padding after picture, and those on the output's."""
    one.scroll_into_view_if_needed()
    comes_to(lambda: len(one.evaluate(TEXTS)) > 2, True)
    texts = one.evaluate(TEXTS)
    at = texts.index("output")
    return texts[1:at], texts[at + 1 :]


def asked(server: Server, question: str) -> np.ndarray:
    """The server's output [H, W] for a question."""
    return np.array(server.client.get(f"/api/convolution?{question}&format=json").json()["output"][0])


def levels(values: np.ndarray) -> list[str]:
    """As a cell writes them: whole levels with a true minus."""
    return [str(int(np.floor(value * 255 + 0.5))).replace("-", "−") for value in values.flat]


@pytest.mark.parametrize("kind", MODES)
def test_each_border_shows_what_stands_outside_and_what_comes_of_it(page: Page, server: Server, kind: str) -> None:
    seen, made = painted(card(section(page, server, f"{QUESTION}&at=0,23"), kind))
    image = asked(server, "image=face&size=24&kernel=1")
    corner = np.pad(image, 1, mode=MODES[kind])[:6, -6:]  # type: ignore[call-overload]  # the modes are numpy's own
    output = asked(server, f"{QUESTION}&padding=same&border={kind}")[:4, -4:]
    assert sorted(seen) == sorted(levels(corner))
    assert seen[:25] == levels(corner[1:, :-1])
    assert made == levels(output)


def test_without_padding_the_windows_outside_are_missing(page: Page, server: Server) -> None:
    seen, made = painted(card(section(page, server, f"{QUESTION}&at=0,0"), "valid"))
    assert len(seen) == 25
    assert made == levels(asked(server, QUESTION)[:3, :3])


def test_a_click_chooses_a_border_and_takes_it_back(page: Page, server: Server) -> None:
    place = section(page, server, QUESTION)
    expect(card(place, "valid").get_by_role("radio")).to_be_checked()
    card(place, "reflect").locator("canvas").first.click(force=True)
    expect(page).to_have_url(re.compile("padding=same&border=reflect"))
    expect(card(place, "reflect").get_by_role("radio")).to_be_checked()
    card(place, "valid").click()
    expect(page).not_to_have_url(re.compile("padding|border"))


def test_the_arrow_keys_go_from_border_to_border_and_leave_the_pixel(page: Page, server: Server) -> None:
    place = section(page, server, f"{QUESTION}&padding=2&at=3,4")
    card(place, "zeros").get_by_role("radio").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("padding=2&border=reflect.*at=3,4"))


def test_a_border_that_the_picture_is_too_small_for_says_why(page: Page, server: Server) -> None:
    place = section(page, server, "grid=1,2;3,4&kernel=box:size=5&padding=same")
    expect(card(place, "reflect").get_by_role("radio")).to_be_disabled()
    expect(card(place, "reflect")).to_contain_text("A reflect border of 2 cells needs more than the 2 rows there are.")


def test_a_kernel_of_one_cell_has_no_edge(page: Page, server: Server) -> None:
    place = section(page, server, "image=face&kernel=2")
    expect(place).to_contain_text("nothing stands outside")
