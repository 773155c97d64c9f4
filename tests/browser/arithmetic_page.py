"""The page /arithmetic as its tests see it: its stage, its controls, its grids of numbers."""

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Server

# Still pictures are drawn aside: their texts go with the bitmap to the canvas that shows it.
_REMEMBER_STILL_TEXTS = """
const { clearRect, fillText } = OffscreenCanvasRenderingContext2D.prototype;
const { transferToImageBitmap } = OffscreenCanvas.prototype;
const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
Object.assign(OffscreenCanvasRenderingContext2D.prototype, {
  clearRect(...box) { this.canvas.texts = []; clearRect.apply(this, box); },
  fillText(text, ...at) { (this.canvas.texts ??= []).push(text); fillText.call(this, text, ...at); },
});
OffscreenCanvas.prototype.transferToImageBitmap = function () {
  return Object.assign(transferToImageBitmap.call(this), { texts: this.texts });
};
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  this.canvas.texts = bitmap.texts;
  transferFromImageBitmap.call(this, bitmap);
};
"""
STILL_TEXTS = """() => document.querySelectorAll('[role=application] canvas')[0].texts ?? []"""


def remembering_pictures(page: Page) -> Page:
    """A page whose still canvases keep their texts too, from its next address on."""
    page.add_init_script(_REMEMBER_STILL_TEXTS)
    return page


def opened(page: Page, server: Server, query: str = "") -> Page:
    """The page of this query, as soon as its scripts have drawn the stage."""
    page.goto(f"{server.url}/arithmetic?{query}")
    expect(page.get_by_role("application").first).to_be_visible()
    return page


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Controls").get_by_role("slider", name=name, exact=True)


def field(page: Page, name: str) -> Locator:
    """The text beside a slider."""
    return page.get_by_role("group", name="Controls").get_by_role("textbox", name=name)


def grid(page: Page, name: str) -> NDArray[np.float64]:
    """The numbers of an edited matrix."""
    table = page.get_by_role("table", name=name)
    rows = [[cell.input_value() for cell in row.get_by_role("textbox").all()] for row in table.get_by_role("row").all()]
    return np.array([[float(text.replace("\N{MINUS SIGN}", "-")) for text in row] for row in rows])


def sizes(page: Page) -> tuple[str, str]:
    """`('5 × 5', '3 × 3')`: input and output as the stage's labels have them."""
    texts: list[str] = page.evaluate(STILL_TEXTS)
    if "output" not in texts:
        return "", ""  # not yet painted
    return texts[texts.index("input") + 1], texts[texts.index("output") + 1]


def still_numbers(page: Page, side: str, count: int) -> list[str]:
    """What is written on the cells of the input or the output, in the order in which they are drawn."""
    texts: list[str] = page.evaluate(STILL_TEXTS)
    end = texts.index(side) if side in texts else 0
    return texts[max(0, end - count) : end]
