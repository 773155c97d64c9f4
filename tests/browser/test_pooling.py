"""/pooling: the lectures' numbers off the stage, the way back, what a shift changes, and every state a link."""

import json
import random
import re
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.arithmetic_page import STILL_TEXTS, remembering_pictures, still_numbers
from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import (
    comes_to,
    expect_place,
    hover_input,
    hover_output,
    is_number,
    said,
    within_its_digits,
)
from tests.conftest import Server

CURRICULUM = Path(__file__).parent.parent / "golden" / "curriculum.json"
POOLINGS = [case for case in json.loads(CURRICULUM.read_text())["cases"] if case["op"] == "pooling"]
NUMBER = re.compile(r"(?:is|sum|:) (?:about )?((?:minus )?[0-9]+(?:\.[0-9]+)?)")


@pytest.fixture(autouse=True, scope="module")
def _pictures_keep_their_texts(kept: Page) -> None:
    remembering_pictures(kept)


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/pooling?{query}")
    expect(page.get_by_role("application").first).to_be_visible()
    return page


def are_on_the_output(page: Page, values: list[float]) -> bool:
    """Whether the cells of the output have these numbers, rounded to the digits for which they have room."""
    written = still_numbers(page, "output", len(values))
    return len(written) == len(values) and all(
        is_number(text) and within_its_digits(text, value) for text, value in zip(written, values, strict=True)
    )


def drawn_png(height: int, width: int) -> bytes:
    data = BytesIO()
    Image.fromarray(np.arange(height * width, dtype=np.uint8).reshape(height, width)).save(data, "PNG")
    return data.getvalue()


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


def test_every_case_of_the_page_shows_the_server_s_numbers_on_its_cells(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    links = page.locator("#cases ~ ul a.card-link").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert len(links) >= 14
    for link in links:
        query = link.partition("?")[2]
        if "grid=" not in query:
            continue
        opened(page, server, query)
        output = page.request.get(f"{server.url}/api/pooling?{query}&format=json").json()["output"][0]
        comes_to(partial(are_on_the_output, page, [value for row in output for value in row]), True)


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


def test_uneven_adaptive_windows_are_each_shown_as_they_are(desk: Page, server: Server) -> None:
    """`adaptive_avg_pool2d` of 1 … 5 to three outputs: windows of two, three and two cells."""
    for column, (window, value) in enumerate((("1, 2", 1.5), ("2, 3, 4", 3.0), ("4, 5", 4.5))):
        page = opened(desk, server, f"grid=1,2,3,4,5&pool=avg&window=adaptive:1,3&at=0,{column}")
        comes_to(partial(spoken_value, page), value)
        assert f": {window}; sum" in said(page)
    expect(page.get_by_text("columns 1–2, 2–4, 4–5")).to_contain_text("not all alike")
    shares = [["1/2", "5/6", "1/3", "5/6", "1/2"]]
    comes_to(lambda: table(page, "Shares of all outputs together"), shares)


def test_windows_follow_the_output_by_choice_and_by_typing(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3,4,5;1,2,3,4,5;1,2,3,4,5;1,2,3,4,5;1,2,3,4,5&pool=max&window=2")
    page.get_by_role("radio", name="Adaptive").check()
    expect(page).to_have_url(re.compile("window=adaptive:2(&|$)"))
    size = page.get_by_role("textbox", name="Output size")
    size.fill("4")
    size.press("Enter")
    expect(page).to_have_url(re.compile("window=adaptive:4(&|$)"))
    expect(page.get_by_text("a window of 2 with stride 1 does the same")).to_be_visible()
    page.get_by_role("slider", name="Output size").press("ArrowLeft")
    expect(page).to_have_url(re.compile("window=adaptive:3(&|$)"))
    size.fill("513")
    size.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="'513' is not a whole number from 1 to 512.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile("window=adaptive:4(&|$)"))
    page.get_by_role("radio", name="By their size").check()
    expect(page).to_have_url(re.compile("pool=max&window=2(&|$)"))


def test_one_window_over_everything_is_global_on_a_grid_and_on_a_picture(desk: Page, server: Server) -> None:
    page = opened(desk, server, "pool=avg")
    page.get_by_role("radio", name="Global").check()
    comes_to(lambda: spoken_value(page), 5.9375)
    expect(page).to_have_url(re.compile("window=global"))
    page = opened(desk, server, "image=cat&pool=max&window=2")
    page.get_by_role("radio", name="Global").check()
    expect(page.get_by_text("One window over all 300 × 451 cells.")).to_be_visible()
    answer = page.request.get(f"{server.url}/api/pooling?image=cat&pool=max&window=global&format=json").json()
    largest = round(answer["output"][0][0][0] * 255, 1)
    comes_to(lambda: f"135300 values; the largest is {largest}" in said(page), True)


def test_a_click_holds_the_window_and_escape_lets_it_go(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    hover_output(page, 0, 1, (2, 2))
    expect_place(page, 0, 1)
    page.mouse.down()
    page.mouse.up()
    hover_output(page, 1, 0, (2, 2))
    expect_place(page, 0, 1)
    expect(page).to_have_url(re.compile("at=0,1"))
    page.keyboard.press("Escape")
    hover_output(page, 1, 1, (2, 2))
    expect_place(page, 1, 1)


def test_a_click_holds_an_input_cell_in_the_link(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3;4,5,6;7,8,9&stride=1&pool=max&window=2")
    hover_input(page, 0.5, 0.5)
    page.mouse.down()
    page.mouse.up()
    expect(page).to_have_url(re.compile("held=input,0,1,1"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("held="))


def test_new_numbers_and_their_seed_are_undone_together(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name="New numbers").click()
    expect(page).to_have_url(re.compile("seed=2"))
    page.get_by_role("button", name="New numbers").click()
    expect(page).to_have_url(re.compile("seed=3"))
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile("seed=2"))
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile("grid=1,5,3,2"))
    expect(page).not_to_have_url(re.compile("seed="))


def test_a_picture_of_ones_own_is_pooled(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_label("Your own picture: choose a file").set_input_files(
        {"name": "own.png", "mimeType": "image/png", "buffer": drawn_png(12, 20)}
    )
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    page.get_by_role("application").first.scroll_into_view_if_needed()
    comes_to(lambda: "12 × 20" in page.evaluate(STILL_TEXTS), True)
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.get_by_role("button", name="Use this drawing")).to_be_visible()
    expect(page).to_have_url(re.compile("source=draw"))
    page.get_by_role("button", name="Camera", exact=True).click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_a_window_that_is_larger_than_the_next_input_becomes_as_large_as_it(desk: Page, server: Server) -> None:
    page = opened(desk, server, "image=cat&dilation=2&padding=3&pool=max&window=60")
    page.get_by_text("Face, 32").click()
    expect(page).to_have_url(re.compile("image=face&pool=max&window=32(&|$)"))
    comes_to(lambda: "1024 values; the largest is 236" in said(page), True)
    page.get_by_role("button", name="A grid of numbers").click()
    expect(page).to_have_url(re.compile("pool=max&window=4(&|$)"))
    comes_to(lambda: spoken_value(page), 35.0)


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
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    opened(desk, server, POOLINGS[-1]["query"])
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(desk, server, f"theme={theme}")) == []
