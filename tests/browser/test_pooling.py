"""/pooling: the lectures' numbers off the stage, the way back, what a shift changes, and every state a link."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to, said
from tests.conftest import Server

CURRICULUM = Path(__file__).parent.parent / "golden" / "curriculum.json"
POOLINGS = [case for case in json.loads(CURRICULUM.read_text())["cases"] if case["op"] == "pooling"]
NUMBER = re.compile(r"(?:is|sum|:) (?:about )?((?:minus )?[0-9]+(?:\.[0-9]+)?)")


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/pooling?{query}")
    expect(page.get_by_role("application").first).to_be_visible()
    return page


def spoken_value(page: Page) -> float:
    """The result, the last number that the live region's sentence comes to."""
    found: list[str] = NUMBER.findall(said(page))
    return float(found[-1].replace("minus ", "-")) if found else float("nan")


def table(page: Page, name: str) -> list[list[str]]:
    rows = page.get_by_role("table", name=name, exact=True).get_by_role("row").all()
    return [[cell.inner_text() for cell in row.get_by_role("cell").all()] for row in rows]


@pytest.mark.parametrize("case", POOLINGS, ids=[case["title"] for case in POOLINGS])
def test_the_stage_tells_the_numbers_of_every_lecture(desk: Page, server: Server, case: dict[str, Any]) -> None:
    channels, height, width = case["shape"]
    last = f"{height - 1},{width - 1}" if channels == 1 else f"{height - 1},{width - 1},{channels - 1}"
    page = opened(desk, server, f"{case['query']}&at={last}")
    expected = case["output"][-1][-1][-1]
    comes_to(lambda: round(spoken_value(page), 2), round(expected, 2))


def test_every_case_of_the_page_opens_by_a_click(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("link", name="The average of four").click()
    expect(page).to_have_url(re.compile("pool=avg"))
    comes_to(lambda: spoken_value(page), 16.0)


def test_the_way_back_leads_to_the_first_of_equal_winners(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    everywhere = [["0", "1", "1", "0"], ["0", "0", "0", "0"], ["1", "0", "0", "1"], ["0", "0", "0", "0"]]
    comes_to(lambda: table(page, "Shares of all outputs together"), everywhere)
    page.get_by_role("radio", name="Average").check()
    comes_to(lambda: table(page, "Shares of all outputs together"), [["1/4"] * 4] * 4)
    page = opened(desk, server, "at=1,0")
    comes_to(lambda: table(page, "Shares of this one output")[2], ["1", "0", "0", "0"])
    comes_to(lambda: "2" in said(page) and "are equal, the first counts" in said(page), True)


def test_shares_add_up_where_windows_overlap(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3;4,5,6;7,8,9&stride=1&pool=avg&window=2")
    shares = [["1/4", "1/2", "1/4"], ["1/2", "1", "1/2"], ["1/4", "1/2", "1/4"]]
    comes_to(lambda: table(page, "Shares of all outputs together"), shares)


def test_padding_counts_in_an_average_or_not(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=8,8,8;8,8,8;8,8,8&stride=2&padding=1&pool=avg&window=2")
    comes_to(lambda: table(page, "Average, padding counted"), [["2", "4"], ["4", "8"]])
    comes_to(lambda: table(page, "Average, padding not counted"), [["8", "8"], ["8", "8"]])
    page.get_by_role("checkbox", name="Count the padding").uncheck()
    expect(page).to_have_url(re.compile("count_padding=0"))


def test_what_a_shift_changes_is_counted(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=9,0,0,0;0,0,0,0;0,0,0,0;0,0,0,0&pool=max&window=2")
    rows = page.get_by_role("table", name="Windows as far apart").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("6.3 %")
    expect(rows.nth(2)).to_contain_text("0 %")
    page.get_by_role("slider", name="Right", exact=True).press("ArrowRight")
    expect(page).to_have_url(re.compile("shift=2,0"))
    expect(rows.nth(2)).to_contain_text("25 %")


def test_an_uneven_adaptive_output_is_explained_and_an_even_one_made(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3,4,5;1,2,3,4,5;1,2,3,4,5;1,2,3,4,5;1,2,3,4,5&pool=max&window=2")
    size = page.get_by_role("textbox", name="Adaptive: output size")
    size.fill("3")
    size.press("Enter")
    told = page.get_by_text("have 2, 3, 2 cells")
    expect(told).to_contain_text("1, 2, 4, 5 of 5 are even")
    expect(page).to_have_url(re.compile("adaptive=3"))
    size.fill("4")
    size.press("Enter")
    expect(page).to_have_url(re.compile(r"stride=1&.*window=2"))
    expect(told).to_have_count(0)


def test_one_window_over_everything_is_global(desk: Page, server: Server) -> None:
    page = opened(desk, server, "pool=avg")
    page.get_by_role("button", name="Global", exact=True).click()
    comes_to(lambda: spoken_value(page), 5.9375)
    expect(page).to_have_url(re.compile("window=4"))


def test_a_cell_is_typed_over_and_undone(desk: Page, server: Server) -> None:
    page = opened(desk, server, "at=0,0")
    comes_to(lambda: spoken_value(page), 5.0)
    cell = page.get_by_label("cell in row 1, column 1", exact=True)
    cell.fill("8")
    cell.press("Enter")
    comes_to(lambda: spoken_value(page), 8.0)
    page.get_by_role("button", name="Undo").click()
    comes_to(lambda: spoken_value(page), 5.0)


def test_a_picture_is_pooled_too(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_text("Face, 32").click()
    expect(page).to_have_url(re.compile("image=face"))
    expect(page.get_by_role("img", name="Shares of all outputs together")).to_be_visible()
    page.get_by_role("button", name="A grid of numbers").click()
    expect(page).to_have_url(re.compile("grid=1,5,3,2"))


def test_no_control_reaches_an_impossible_pooling(desk: Page, server: Server) -> None:
    """A walk by chance over all sliders, choices and switches, as far as each of them goes."""
    page = opened(desk, server)
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    chance = random.Random(4)
    controls = page.get_by_role("group", name="Controls")
    for _ in range(40):
        one = chance.choice(controls.locator("input[type=range]:enabled, input[type=radio]:enabled, select").all())
        kind = one.evaluate("(element) => element.type")
        if kind == "range":
            one.press(chance.choice(["Home", "End", "ArrowRight", "ArrowLeft"]))
        elif kind == "radio":
            one.check()
        else:
            choices = "(element) => [...element.options].filter((one) => !one.disabled).map((one) => one.value)"
            one.select_option(chance.choice(one.evaluate(choices)))
    page.wait_for_load_state("networkidle")
    assert refused == []


@pytest.mark.parametrize(
    "query",
    [
        "grid=3,3;3,3&pool=min&window=2&view=shift=-2,1&at=0,0",
        "image=face&stride=2&padding=1&pool=avg&window=3&count_padding=0&at=3,4",
    ],
)
def test_every_state_is_a_link(desk: Page, server: Server, query: str) -> None:
    page = opened(desk, server, query)
    comes_to(lambda: said(page) != "", True)
    before = (said(page), page.get_by_text("Without pooling").inner_text())
    address = page.url
    page = opened(desk, server, address.partition("?")[2])
    comes_to(lambda: (said(page), page.get_by_text("Without pooling").inner_text()), before)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_its_screen(visited: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    visited.set_viewport_size({"width": width, "height": height})
    opened(visited, server, POOLINGS[-1]["query"])
    assert visited.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(visited: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(visited, server, f"theme={theme}")) == []
