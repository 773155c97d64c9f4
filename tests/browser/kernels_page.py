"""The page /kernels as its tests see it: the numbers that stand on the canvas, and the cells under the mouse."""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from threading import Event
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Server

PATIENCE_SECONDS = 15

# A canvas has no texts to ask for, so each keeps those of its last painting, and their sizes.
_REMEMBER_TEXTS = """
const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
Object.assign(CanvasRenderingContext2D.prototype, {
  clearRect(...box) { this.canvas.texts = []; this.canvas.sizes = []; clearRect.apply(this, box); },
  fillText(text, ...at) {
    (this.canvas.texts ??= []).push(text);
    (this.canvas.sizes ??= []).push(Number(/([0-9.]+)px/.exec(this.font)[1]));
    fillText.call(this, text, ...at);
  },
});
"""
_PAINTED = """() => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('No calculation was painted within 10 s.')), 10_000);
  const ask = () => {
    const { texts } = document.querySelectorAll('[role=application] canvas')[1] ?? {};
    texts?.length ? resolve(texts) : requestAnimationFrame(ask);
  };
  requestAnimationFrame(() => requestAnimationFrame(ask));
})"""
_SIZES = """() => {
  const { texts, sizes } = document.querySelectorAll('[role=application] canvas')[1];
  return texts.map((text, at) => [text, sizes[at]]);
}"""
# Drawn over, so that it does not matter what made them.
_PIXELS = """(canvas) => {
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height).getContext('2d');
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  return [height, width, btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''))];
}"""
# Out of sight nothing is painted: it takes a frame to be seen again, and another to be painted.
_DRAWN = """async () => {
  scrollTo(0, 0);
  for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
  return Array.from(document.querySelectorAll('[role=application] canvas'), (canvas) => canvas.toDataURL());
}"""
_NUMBER = re.compile(r"−?[0-9]+(\.[0-9]+)?$")


@dataclass(frozen=True)
class Shown:
    """One calculation as it is written: terms by channel, and what comes of them."""

    values: list[list[str]]
    products: list[list[str]]
    sums: list[str]
    results: list[str]
    about: bool


def opened(page: Page, server: Server, query: str = "") -> Page:
    """The page with this query, as soon as a calculation stands on it."""
    return gone(remembering(page), server, query)


def remembering(page: Page) -> Page:
    """A page whose canvases will keep their texts, from its next address on."""
    page.add_init_script(_REMEMBER_TEXTS)
    return page


def gone(page: Page, server: Server, query: str = "") -> Page:
    """A page that remembers its texts already, now at this query."""
    page.goto(f"{server.url}/kernels?{query}")
    page.evaluate(_PAINTED)
    return page


def stage(page: Page) -> Locator:
    return page.get_by_role("application")


def texts(page: Page) -> list[str]:
    """What is written on the stage's moving layer, once it is painted."""
    found: list[str] = page.evaluate(_PAINTED)
    return found


def place(page: Page) -> str:
    """`row 17, column 17`: the output cell whose calculation is shown."""
    return page.get_by_role("slider", name="Scrub through the output").get_attribute("aria-valuetext") or ""


def expect_place(page: Page, row: int, column: int) -> None:
    slider = page.get_by_role("slider", name="Scrub through the output")
    expect(slider).to_have_attribute("aria-valuetext", f"row {row + 1}, column {column + 1}")


def hover_output(page: Page, row: int, column: int, shape: tuple[int, int]) -> None:
    """The mouse on the middle of an output cell."""
    _hover(page, page.locator(".finger").last, (row + 0.5) / shape[0], (column + 0.5) / shape[1])


def hover_input(page: Page, down: float, across: float) -> None:
    """The mouse on the input panel, 0…1 of its height and width."""
    _hover(page, page.locator(".finger").first, down, across)


def _hover(page: Page, panel: Locator, down: float, across: float) -> None:
    panel.scroll_into_view_if_needed()
    box = panel.bounding_box()
    assert box
    page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])


def number(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").removeprefix("+ ").removeprefix("≈ "))


def within_its_digits(text: str, value: float, slack: float = 2e-4) -> bool:
    """Whether a number is written as it would be rounded: at most half of its last digit away."""
    written = number(text)
    exponent = written.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(float(written) - value) <= 0.5 * 10.0**exponent + slack


def read_calculation(found: list[str], terms: int, groups: int, colour: bool) -> Shown:
    """The texts in the order in which a calculation writes them: values, weights, products, then the ledger."""
    rest = list(found)
    values, products, sums = [], [], []
    for _ in range(groups):
        while not _NUMBER.match(rest[0]):
            title = rest.pop(0)
            sums += [title.removeprefix("sum ")] if title.startswith("sum ") else []
        values.append([rest.pop(0) for _ in range(terms)])
        del rest[:terms]
        while rest[0] == "+":
            rest.pop(0)
        products.append([rest.pop(0) for _ in range(terms)] if _NUMBER.match(rest[0]) else [])
    results = [rest[rest.index(name) + 1] for name in ("red", "green", "blue")] if colour else [_result(rest)]
    return Shown(values, products, sums, results, any(text.startswith("≈") for text in rest))


def _result(rest: list[str]) -> str:
    """The number after the last equals sign."""
    signs = [at for at, text in enumerate(rest) if text in ("=", "≈")]
    return rest[signs[-1] + 1]


def text_sizes(page: Page) -> list[tuple[str, float]]:
    """The texts of the stage's moving layer, each with its size in pixels of the canvas."""
    texts(page)
    return [(text, size) for text, size in page.evaluate(_SIZES)]


def is_number(text: str) -> bool:
    return _NUMBER.match(text) is not None


def pixels(canvas: Locator) -> NDArray[np.uint8]:
    """[H,W,3], as they stand on a canvas that is in sight."""
    canvas.scroll_into_view_if_needed()
    height, width, data = canvas.evaluate(_PIXELS)
    return np.frombuffer(b64decode(data), np.uint8).reshape(height, width, 4)[..., :3]


def picture(page: Page, name: str) -> Locator:
    """The input or the output on a canvas of its own size, beside the kernel's numbers."""
    return page.get_by_role("img", name=name, exact=True).first


def drawn(page: Page) -> list[str]:
    """Both layers of the stage, as images."""
    found: list[str] = page.evaluate(_DRAWN)
    return found


def link_of(page: Page) -> str:
    """The query of the link that the page offers to be copied."""
    return page.get_by_label("This page, as it is now").input_value().partition("?")[2]


def said(page: Page) -> str:
    """What the stage's live region says."""
    return stage(page).locator("xpath=following-sibling::p[@aria-live]").inner_text()


def comes_to(read: Callable[[], object], expected: object) -> None:
    """What is read becomes what is expected: the page may still be on its way."""
    deadline, pause = monotonic() + PATIENCE_SECONDS, Event()
    while not _same(read(), expected) and monotonic() < deadline:
        pause.wait(0.02)  # so that the page has the core that it needs
    found = read()
    assert _same(found, expected), f"It is {found!r}, not {expected!r}."


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(np.asarray(one), np.asarray(other))
    return one == other


def upload(page: Page, data: bytes, name: str = "own.png") -> str:
    """Choose a file for the page's own upload; its id once it is what the page shows."""
    kind = "image/jpeg" if name.endswith(".jpg") else "image/png"
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_label("Your own picture: choose a file").set_input_files(
            {"name": name, "mimeType": kind, "buffer": data}
        )
    found: str = answer.value.json()["id"]
    comes_to(lambda: f"image={found}" in link_of(page), True)
    return found
