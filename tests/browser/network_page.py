"""The page /network as its tests see it: its links, the numbers of a receipt, and the boxes of what a unit sees."""

import io
import math
import re
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from safetensors.torch import load

from tests.browser.conftest import SIZES
from tests.browser.kernels_page import said, stage
from tests.conftest import Server

DREAMT = 60_000
"""Milliseconds that a picture may take to grow on a machine that has other things to do."""

Stroke = list[tuple[float, float]]
Box = tuple[float, float, float, float]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TRAVEL = """(query) => {
  history.pushState(null, '', `/network?${query}`);
  dispatchEvent(new PopStateEvent('popstate'));
}"""
_TERMS = """() => Array.from(document.querySelectorAll('.receipt tr:has(> td.number)'),
  (row) => [row.querySelector('th').textContent.trim(), row.querySelector('td.number').textContent])"""
_CHAIN = "() => Array.from(document.querySelectorAll('[data-unit]'), (one) => [one.dataset.unit, one.textContent])"


def opened(page: Page, server: Server, query: str = "") -> Page:
    """The page of this query, with what the network makes of the picture."""
    page.goto(f"{server.url}/network?{query}")
    expect(page.get_by_role("combobox", name="Network")).to_be_visible()
    return page


def projected(page: Page, server: Server, query: str) -> Page:
    """The page of this query on a projector of 1080 lines."""
    width, height = SIZES["projector"]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server.url}/network?{query}&theme=projector".replace("?&", "?"))
    expect(page.locator("figure.projecting")).to_have_count(1)
    return page


def travelled(page: Page, query: str) -> Page:
    """The page that is open already, gone on to this query as Back and Forward do: nothing is loaded anew."""
    page.evaluate(_TRAVEL, query)
    return page


def choose(page: Page, title: str) -> None:
    """Another picture of those that are always here."""
    page.get_by_role("button", name="Pictures", exact=True).click()
    page.get_by_role("group", name="Pictures").get_by_text(title, exact=True).click()


def unit_opened(page: Page, network: str, image: str, layer: str, unit: list[int]) -> None:
    travelled(page, f"network={network}&image={image}&layer={layer}&unit={','.join(map(str, unit))}")
    expect(page.locator(".unit")).to_contain_text(heading(layer, unit))
    if stage(page).count():
        stage(page).scroll_into_view_if_needed()  # out of sight nothing is painted


def read(text: str) -> float:
    """
    >>> read("−1.2 × 10⁻⁷"), read("≈ 2.5")
    (-1.2e-07, 2.5)
    """
    digits, _, power = text.removeprefix("≈ ").replace("−", "-").partition(" × 10")
    return float(digits) * 10.0 ** (int(power.translate(_SUPERSCRIPTS)) if power else 0)


def heading(layer: str, unit: list[int]) -> str:
    """
    >>> heading("conv1", [0, 4, 6]), heading("linear1", [2])
    ('conv1, map 1, row 5, column 7', 'linear1, number 3')
    """
    words = ("map", "row", "column") if len(unit) > 1 else ("number",)
    return f"{layer}, " + ", ".join(f"{word} {at + 1}" for word, at in zip(words, unit, strict=True))


def words(told: Locator) -> str:
    """What stands there, whether or not it has come into sight: what is out of it has no inner text."""
    return " ".join((told.text_content() or "").split())


def terms(page: Page) -> list[tuple[str, float]]:
    """What each channel adds, the bias, what rounding takes away, and the sum of them all, as they stand there."""
    return [(name, read(text)) for name, text in page.evaluate(_TERMS)]


def chain(page: Page) -> dict[str, float]:
    """The value of each layer that the receipt follows the number through."""
    return {layer: read(text) for layer, text in page.evaluate(_CHAIN)}


def within(shown: float, exact: float) -> bool:
    return math.isclose(shown, exact, rel_tol=1e-5, abs_tol=5e-6)


def is_told(page: Page, layer: str, value: float) -> bool:
    return within(chain(page).get(layer, math.nan), value)


def answer_of(server: Server, path: str) -> dict[str, Any]:
    answer = server.client.get(f"/api/networks/{path}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def maps_of(server: Server, network: str, layer: str, image: str) -> torch.Tensor:
    """[C, H, W] in full precision."""
    answer = server.client.get(f"/api/networks/{network}/layers/{layer}?image={image}")
    assert answer.status_code == 200, answer.text
    return load(answer.content)["maps"]


def value_of(server: Server, network: str, layer: str, unit: list[int], image: str) -> float:
    place = ",".join(map(str, unit))
    found: float = answer_of(server, f"{network}/layers/{layer}/unit?image={image}&unit={place}")["value"]
    return found


def guessed(page: Page) -> str:
    """What the network says first, beside the pad."""
    return page.locator(".asking .guess .said strong").inner_text()


def spoken_value(page: Page) -> float:
    """The result, the last number that the live region's sentence comes to."""
    found: list[str] = re.findall(r"(?:minus )?[0-9]+(?:\.[0-9]+)?", said(page))
    return float(found[-1].replace("minus ", "-")) if found else math.nan


def drawn(page: Page, strokes: list[Stroke], steps: int = 6) -> None:
    """Strokes with the mouse over the pad; points in shares of its side."""
    box = page.get_by_role("button", name=re.compile("Drawing pad")).bounding_box()
    assert box
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=steps)
        page.mouse.up()


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "PNG")
    return made.getvalue()


def stored(server: Server, pixels: NDArray[np.uint8]) -> str:
    """The id of a picture that is uploaded by hand."""
    answer = server.client.post("/api/images", content=png_of(pixels))
    assert answer.status_code in (200, 201), answer.text
    found: str = answer.json()["id"]
    return found


def outlines(page: Page) -> list[Box]:
    """Top, left, bottom and right of the boxes of what the unit sees: on the input, then on the picture as it came."""
    paths: list[str] = page.evaluate(
        "() => Array.from(document.querySelectorAll('figure .under svg path'), (path) => path.getAttribute('d'))"
    )
    return [box_of(path) for path in paths]


def box_of(path: str) -> Box:
    """
    >>> box_of("M4 2 H9 V7.5 H4 Z")
    (2.0, 4.0, 7.5, 9.0)
    """
    left, top, right, bottom, _ = map(float, re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", path))
    return top, left, bottom, right


def dreams_of(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def grown(where: Locator, steps: int = 64) -> Locator:
    """The place, with all of its pictures come that far."""
    expect(where.get_by_role("status")).to_contain_text(f"in {steps} steps", timeout=DREAMT)
    return where
