"""/arithmetic: the right numbers, controls that cannot go wrong, every state a link, readable for everyone."""

import random
import re

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

from tests.browser.arithmetic_page import field, grid, opened, remembering_pictures, sizes, slider, still_numbers
from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to, link_of, said, texts
from tests.conftest import Server

THREE_CHANNELS = (
    "grid=1,2,3;0,1,2;2,1,0|1,0,1;0,1,0;1,0,1|2,2,2;1,1,1;0,0,0"
    "&kernel=1,0;0,1|0,1;1,0|1,1;1,1||0,0;0,1|1,0;0,0|-1,0;0,1&bias=1,-2&activation=relu"
)


@pytest.fixture(autouse=True, scope="module")
def _pictures_keep_their_texts(kept: Page) -> None:
    remembering_pictures(kept)


def test_it_opens_on_sums_that_can_be_checked_by_hand(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    comes_to(lambda: sizes(page), ("5 × 5", "3 × 3"))
    seen, weights = grid(page, "Input, 5 by 5"), grid(page, "Weights, 3 by 3")
    expected = torch.nn.functional.conv2d(torch.tensor(seen)[None, None], torch.tensor(weights)[None, None])[0, 0]
    assert still_numbers(page, "input", 25) == [f"{value:.0f}" for value in seen.flatten()]
    assert still_numbers(page, "output", 9) == [f"{value:.0f}" for value in expected.flatten()]


@pytest.mark.parametrize(
    ("query", "shape"),
    [
        ("grid=1,2,3,4;5,6,7,8;1,2,3,4;5,6,7,8&kernel=1,0;0,1", "3 × 3"),
        ("grid=1,2,3,4;5,6,7,8;1,2,3,4;5,6,7,8&kernel=1,0,0;0,1,0;0,0,1", "2 × 2"),
        ("grid=1,2,3;4,5,6;7,8,9;1,2,3&kernel=1,0;0,1", "3 × 2"),
    ],
)
def test_the_exercises_of_the_lecture_have_their_sizes(desk: Page, server: Server, query: str, shape: str) -> None:
    page = opened(desk, server, query)
    comes_to(lambda: sizes(page)[1], shape)


def test_one_row_is_a_convolution_in_one_dimension(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3,4,5,6&kernel=1,2")
    comes_to(lambda: still_numbers(page, "output", 5), ["5", "8", "11", "14", "17"])


def test_channels_are_summed_one_by_one_and_then_together(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"{THREE_CHANNELS}&at=0,0,0")
    comes_to(lambda: [text for text in texts(page) if text.startswith("sum ")], SUMS)
    assert [text for text in texts(page) if text.startswith("channel ")] == ["channel 1", "channel 2", "channel 3"]


SUMS = ["sum 2", "sum 0", "sum 6", "sum of 12", "sum + bias"]


def test_every_filter_has_a_small_map_and_a_click_chooses_it(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"{THREE_CHANNELS}&at=0,0,0")
    page.get_by_role("application").first.scroll_into_view_if_needed()
    box = page.locator(".map").nth(1).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("at=0,0,1"))


def test_new_numbers_are_those_of_the_next_seed_at_every_seat(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name="New numbers").click()
    expect(page).to_have_url(re.compile("seed=2"))
    first = grid(page, "Input, 5 by 5")
    page = opened(desk, server)
    seed = page.get_by_label("Seed")
    seed.fill("2")
    seed.press("Enter")
    comes_to(lambda: grid(page, "Input, 5 by 5"), first)
    page.get_by_label("Input cells", exact=True).select_option("counting")
    comes_to(lambda: grid(page, "Input, 5 by 5"), np.arange(1, 26).reshape(5, 5))
    page.get_by_role("button", name="Undo").click()
    comes_to(lambda: grid(page, "Input, 5 by 5"), first)


def test_a_cell_is_typed_over_and_a_larger_grid_keeps_it(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    cell = page.get_by_label("cell in row 1, column 1", exact=True)
    cell.fill("7")
    cell.press("Enter")
    expect(page.get_by_label("cell in row 2, column 1", exact=True)).to_be_focused()
    slider(page, "Input width").press("ArrowRight")
    comes_to(lambda: sizes(page), ("5 × 6", "3 × 4"))
    assert grid(page, "Input, 5 by 6")[0, 0] == 7


def test_typing_what_is_impossible_says_why_and_changes_nothing(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    kernel = field(page, "Kernel width: number")
    kernel.fill("6")
    kernel.press("Enter")
    expect(page.get_by_text("A window spanning 6 cells cannot fit in 5.")).to_be_visible()
    dilation = field(page, "Dilation: one number, or rows,columns")
    dilation.fill("1,3")
    dilation.press("Enter")
    expect(page.get_by_text("A window spanning 7 cells cannot fit in 5.")).to_be_visible()
    assert sizes(page) == ("5 × 5", "3 × 3")


def test_no_control_reaches_an_impossible_shape(desk: Page, server: Server) -> None:
    """A walk by chance over all sliders, choices and switches, as far as each of them goes."""
    page = opened(desk, server)
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    chance = random.Random(4)
    controls = page.get_by_role("group", name="Controls")
    for _ in range(60):
        inputs = controls.locator("input[type=range]:enabled, input[type=checkbox]:enabled, select").all()
        one = chance.choice(inputs)
        kind = one.evaluate("(element) => element.type")
        if kind == "range":
            one.press(chance.choice(["Home", "End", "ArrowRight", "ArrowLeft", "PageUp"]))
        elif kind == "checkbox":
            one.click()
        else:
            one.select_option(chance.choice(one.evaluate(CHOICES)))
    page.wait_for_load_state("networkidle")
    assert refused == []
    assert page.get_by_role("alert").all_inner_texts() == [""] * page.get_by_role("alert").count()


CHOICES = "(element) => [...element.options].filter((option) => !option.disabled).map((option) => option.value)"


@pytest.mark.parametrize(
    "query",
    [
        f"{THREE_CHANNELS}&at=1,1,0&view=held=weight,2,0,1",
        "grid=1,2;3,4&kernel=1,2;3,4&stride=2&transposed=1&output_padding=1&view=held=input,0,1,1;seed=9",
        "grid=1,2,3;4,5,6;7,8,9&kernel=1,2;3,4&padding=0,1,2,1&border=replicate&flip=1&view=cells=letters",
    ],
)
def test_every_state_is_a_link(desk: Page, server: Server, query: str) -> None:
    page = opened(desk, server, query)
    before = (link_of(page), texts(page), sizes(page))
    page = opened(desk, server, before[0])
    comes_to(lambda: (link_of(page), texts(page), sizes(page)), before)
    assert before[0].split("&")[0] == query.split("&")[0]


def test_a_click_holds_an_input_and_its_outputs_and_escape_lets_go(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    stage = page.get_by_role("application").first
    stage.scroll_into_view_if_needed()
    box = page.locator(".finger").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    expect(page).to_have_url(re.compile("held=input,0,2,2"))
    page.mouse.move(0, 0)
    stage.focus()
    stage.press("Escape")
    expect(page).not_to_have_url(re.compile("held="))


def test_a_weight_of_the_editor_is_shown_on_the_input(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 1440, "height": 1800})  # a stage that is out of sight is not painted
    page = opened(desk, server)
    expect(page.get_by_label("weight in row 1, column 1", exact=True)).to_be_in_viewport()
    drawn = "() => document.querySelectorAll('[role=application] canvas')[1].toDataURL()"
    before = page.evaluate(drawn)
    page.get_by_label("weight in row 1, column 1", exact=True).hover()
    comes_to(lambda: page.evaluate(drawn) == before, False)


def test_a_lecture_needs_no_mouse(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2;3,4&kernel=1,2;3,4&theme=projector")
    stage = page.get_by_role("application").first
    stage.press("t")
    stage.press("s")
    comes_to(lambda: sizes(page), ("2 × 2", "4 × 4"))
    stage.press("l")
    expect(page).to_have_url(re.compile("cells=letters"))
    stage.press("ArrowRight")
    expect(page).to_have_url(re.compile("at="))
    assert said(page) is not None


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    opened(desk, server, THREE_CHANNELS)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["", "grid=" + ";".join([",".join("0123456789123456")] * 16) + "&kernel=1,1;1,1"])
@pytest.mark.parametrize(("size", "theme"), [((1440, 900), "light"), ((1920, 1080), "projector")])
def test_figure_and_controls_are_in_sight_together(
    desk: Page, server: Server, size: tuple[int, int], theme: str, query: str
) -> None:
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    opened(desk, server, f"{query}&theme={theme}".lstrip("&"))
    for part in (desk.get_by_role("application").first, desk.get_by_role("group", name="Controls").first):
        box = part.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]


def test_on_a_phone_the_controls_are_folded_until_they_are_wanted(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    opened(desk, server)
    stride = slider(desk, "Stride")
    expect(stride).to_be_hidden()
    desk.get_by_text("all controls").click()
    expect(stride).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(desk, server, f"theme={theme}")) == []
