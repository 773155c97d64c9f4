"""The page /kernels as its tests see it: the numbers that stand on the canvas, and the cells under the mouse."""

import re
from dataclasses import dataclass
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tests.conftest import Server

# A canvas has no texts to ask for, so each keeps those of its last painting.
_REMEMBER_TEXTS = """
const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
Object.assign(CanvasRenderingContext2D.prototype, {
  clearRect(...box) { this.canvas.texts = []; clearRect.apply(this, box); },
  fillText(text, ...at) { (this.canvas.texts ??= []).push(text); fillText.call(this, text, ...at); },
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
    page.add_init_script(_REMEMBER_TEXTS)
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
