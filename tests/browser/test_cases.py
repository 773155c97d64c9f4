"""The gallery of /arithmetic read off the page, and exercises: predicted, answered, revealed, never told beforehand."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.arithmetic_page import STILL_TEXTS, opened, remembering_pictures, sizes
from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to
from tests.conftest import Server

GOLDEN: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "golden" / "curriculum.json").read_text())[
    "cases"
]
OUTPUTS = {case["query"]: case["output"] for case in GOLDEN}


@pytest.fixture(autouse=True, scope="module")
def _pictures_keep_their_texts(kept: Page) -> None:
    remembering_pictures(kept)


def written(value: float) -> str:
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def shows_in_a_row(page: Page, numbers: list[str]) -> bool:
    """Whether these are written on the cells of the stage, one after the other."""
    return f" {' '.join(numbers)} " in f" {' '.join(page.evaluate(STILL_TEXTS))} "


def test_every_case_opens_and_shows_the_lectures_numbers(desk: Page, server: Server) -> None:
    """All are opened; their first map is compared where the golden file knows it and the cells show numbers."""
    page = opened(desk, server)
    links = page.locator("#cases ~ ul a.card-link").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert len(links) >= 60
    compared = 0
    for link in links:
        query = urlsplit(link).query
        opened(page, server, query)
        comes_to(lambda: sizes(page) != ("", ""), True)
        assert page.get_by_role("status").filter(has_text="cannot").count() == 0, link
        output = OUTPUTS.get(query)
        if output is None:
            continue
        comes_to(partial(shows_in_a_row, page, [written(value) for row in output[0] for value in row]), True)
        assert sizes(page)[1].startswith(f"{len(output[0])} × {len(output[0][0])}"), link
        compared += 1
    assert compared >= 50


def test_a_card_is_a_link_that_opens_its_case_with_the_keyboard(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    card = page.get_by_role("link", name=re.compile("^Padding, strides \\(odd\\) 6"))
    card.focus()
    with page.expect_navigation():
        card.press("Enter")
    expect(page.get_by_role("application").first).to_be_visible()
    comes_to(lambda: sizes(page), ("6 × 6", "3 × 3"))
    assert dict(parse_qsl(urlsplit(page.url).query))["stride"] == "2"


def test_a_case_about_a_part_of_the_page_shows_that_part(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("link", name=re.compile("^As one matrix product")).click()
    heading = page.get_by_role("heading", name="One product of matrices")
    expect(heading).to_be_in_viewport()


def exercise(page: Page, server: Server, view: str) -> Page:
    page.goto(f"{server.url}/arithmetic?view={view}")
    expect(page.locator("[data-exercise]")).to_be_visible()
    return page


def answer_field(page: Page) -> Locator:
    return page.get_by_label("Your answer")


def verdict(page: Page) -> Locator:
    return page.locator("[data-exercise] [role=status]")


def truth(page: Page, server: Server) -> dict[str, Any]:
    """What the server says of the exercise on screen."""
    expect(page).to_have_url(re.compile("grid="))
    parts = [part for part in urlsplit(page.url).query.split("&") if part.split("=")[0] not in ("at", "view", "theme")]
    found: dict[str, Any] = page.request.get(f"{server.url}/api/convolution?{'&'.join(parts)}&format=json").json()
    return found


def test_nothing_tells_the_answer_before_it_is_revealed(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=4;level=padding;about=size")
    shape = truth(page, server)["output_shape"]
    size = f"{shape[1]} × {shape[2]}"
    expect(page.locator("[data-exercise]")).to_contain_text("? × ?")
    assert page.get_by_role("application").count() == 0
    assert page.get_by_role("slider").count() == 0
    assert page.locator("canvas").count() == 0
    main = page.locator("main section").first.inner_text()
    assert f"output, {size}" not in main
    assert page.locator("[aria-live], [role=status], [role=math]").all_inner_texts() == [""]
    assert "revealed" not in page.url
    page.reload()
    expect(page.locator("[data-exercise]")).to_contain_text("? × ?")


def test_a_cell_is_hidden_until_it_is_revealed_and_then_worked_out(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=6;level=stride;about=cell")
    output = page.get_by_role("table", name=re.compile("^Output"))
    cells = output.get_by_role("cell").all_inner_texts()
    assert sorted(set(cells)) in (["", "?"], ["?"])
    place = cells.index("?")
    _, _, width = (found := truth(page, server))["output_shape"]
    value = written(found["output"][0][place // width][place % width])
    answer_field(page).fill("?")
    answer_field(page).press("Enter")
    expect(verdict(page)).to_have_text("Write one number, such as −3.")
    answer_field(page).press("r")
    expect(verdict(page)).to_have_text(f"The answer: {value}.")
    expect(output.get_by_role("cell").nth(place)).to_have_text(value)
    expect(page.get_by_text(re.compile(r"\d · .+ = " + re.escape(value))).first).to_be_visible()
    expect(page.get_by_role("application").first).to_be_visible()
    expect(page).to_have_url(re.compile(f"at={place // width},{place % width}"))


def test_right_wrong_score_and_next_by_keyboard_alone(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=1;about=size")
    shape = truth(page, server)["output_shape"]
    page.keyboard.press("Tab")
    answer_field(page).focus()
    page.keyboard.type(f"{shape[1]} x {shape[2]}")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text(f"Right: {shape[1]} × {shape[2]}.")
    expect(page.get_by_text("1 of 1 right")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Exercise 2")).to_be_visible()
    expect(answer_field(page)).to_be_focused()
    expect(verdict(page)).to_have_text("")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text("Not 99. Try again, or reveal it.")
    expect(page.get_by_text("1 of 2 right")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Exercise 1")).to_be_visible()
    expect(page).to_have_url(re.compile("marks=1r2w"))
    page.go_back()
    expect(page.get_by_role("heading", name="Exercise 2")).to_be_visible()


def test_one_link_is_one_exercise_for_every_seat_and_a_seat_can_have_its_own(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=1;level=channels")
    numbers = page.get_by_role("table", name=re.compile("^Input")).all_inner_texts()
    exercise(page, server, "exercise=1;level=channels")
    assert page.get_by_role("table", name=re.compile("^Input")).all_inner_texts() == numbers
    page.get_by_label("Different per seat").check()
    expect(page).to_have_url(re.compile("seats=own"))
    assert page.get_by_role("table", name=re.compile("^Input")).count() == 0
    seat = page.get_by_label("Your seat number")
    expect(seat).to_be_focused()
    page.keyboard.type("none")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your seat number: a whole number from 1 to 99999.")).to_be_visible()
    seat.fill("12")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("seat=12"))
    expect(page.get_by_role("heading", name="Exercise 1, seat 12")).to_be_visible()
    expect(answer_field(page)).to_be_focused()
    own = page.get_by_role("table", name=re.compile("^Input")).all_inner_texts()
    assert own != numbers
    page.reload()
    expect(page.locator("[data-exercise]")).to_be_visible()
    assert page.get_by_role("table", name=re.compile("^Input")).all_inner_texts() == own


def test_another_seed_is_another_set_and_nothing_typed_there_is_a_key(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=2")
    numbers = page.get_by_role("table", name=re.compile("^Input")).all_inner_texts()
    seed = page.get_by_label("Exercise set")
    seed.fill("")
    seed.press("r")
    seed.press("n")
    expect(page.get_by_role("heading", name="Exercise 2")).to_be_visible()
    assert "revealed" not in page.url
    seed.press("Enter")
    expect(page.get_by_text("Exercise set: a whole number from 0 to 99999.")).to_be_visible()
    seed.fill("7")
    seed.press("Enter")
    expect(page).to_have_url(re.compile("exercise=1;set=7"))
    assert page.get_by_role("table", name=re.compile("^Input")).all_inner_texts() != numbers


def test_the_key_of_the_projector_is_not_typed_into_the_answer(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=1")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-theme", "projector")
    expect(answer_field(page)).to_be_focused()
    expect(answer_field(page)).to_have_value("")


def test_a_row_is_answered_by_its_length(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=3;level=row;about=size")
    expect(page.locator(".question")).to_have_text("How many cells has the output?")
    width = truth(page, server)["output_shape"][2]
    answer_field(page).fill(str(width))
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text(f"Right: {width}.")


def test_uneven_padding_is_told_side_by_side(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=1;level=sides;about=size")
    expect(page).to_have_url(re.compile("padding="))
    told = page.get_by_label("Options").inner_text()
    asked = dict(parse_qsl(urlsplit(page.url).query))["padding"]
    if asked == "same":
        assert "padding same" in told
    else:
        top, right, bottom, left = asked.split(",")
        assert f"padding: top {top}, right {right}, bottom {bottom}, left {left}" in told
    shape = truth(page, server)["output_shape"]
    answer_field(page).fill(f"{shape[1]} x {shape[2]}")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text(f"Right: {shape[1]} × {shape[2]}.")


def test_another_figure_is_no_longer_the_exercise(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=3;revealed")
    page.get_by_role("button", name="New numbers").click()
    expect(page.get_by_text("no longer the exercise")).to_be_visible()
    page.get_by_role("button", name="Back to exercise 3").click()
    expect(answer_field(page)).to_be_visible()
    page.get_by_role("button", name="End the exercises").click()
    expect(page.locator("[data-exercise]")).to_have_count(0)
    expect(page.get_by_role("application").first).to_be_visible()


def test_exercises_start_from_their_section(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_label("Level").select_option("dilation")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="Exercise 1")).to_be_visible()
    expect(page.get_by_label("Options")).to_contain_text("dilation 2")


@pytest.mark.parametrize("level", ["row", "padding", "sides", "channels", "transposed"])
def test_the_back_row_reads_the_question_and_one_key_reveals(desk: Page, server: Server, level: str) -> None:
    width, height = SIZES["projector"]
    desk.set_viewport_size({"width": width, "height": height})
    page = exercise(desk, server, f"exercise=3;level={level}&theme=projector")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.question, .given td, .given h3, .options li')]
        .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 28).map((one) => one.textContent)"""
    )
    assert small == []
    expect(page.locator(".question")).to_be_in_viewport(ratio=1)
    expect(answer_field(page)).to_be_in_viewport(ratio=1)
    truth(page, server)
    page.keyboard.press("PageDown")
    expect(verdict(page)).to_contain_text("The answer:")
    expect(verdict(page)).to_be_in_viewport()
    expect(page.locator(".working")).to_be_in_viewport(ratio=1)
    page.keyboard.press("PageDown")
    expect(page.get_by_role("heading", name="Exercise 4")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator("html")).not_to_have_attribute("data-theme", "projector")


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("view", ["exercise=2;level=channels", "exercise=2;level=channels;revealed"])
def test_exercises_are_for_everyone_and_fit(desk: Page, server: Server, size: str, view: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    page = exercise(desk, server, view)
    truth(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_violations(page) == []


def test_an_answer_given_before_the_servers_is_read_when_that_comes(desk: Page, server: Server) -> None:
    page = exercise(desk, server, "exercise=1;about=size")
    expect(answer_field(page)).to_be_visible()
    held: list[Route] = []
    page.route(re.compile("/api/convolution"), lambda route: held.append(route))
    page.get_by_role("button", name="Next (N)").click()
    expect(page.get_by_role("heading", name="Exercise 2")).to_be_visible()
    answer_field(page).fill("99 x 99")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("has not answered yet")
    for route in held:
        route.continue_()
    expect(verdict(page)).to_contain_text("Not 99 x 99")
