"""/signals in the browser: its numbers are numpy's, its areas the closed forms, every state a link, every key a way."""

import math
import random
import re
from functools import partial
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to, link_of, texts
from tests.conftest import Server

MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def signals(desk: Page, server: Server) -> Page:
    return opened(desk, server)


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/signals?{query}")
    expect(live(figure(page))).to_have_text(re.compile("^n = "))
    return page


def figure(page: Page) -> Locator:
    return page.get_by_role("application", name="Signal, kernel, products and output")


def integral(page: Page) -> Locator:
    return page.get_by_role("application", name="Two functions over one axis")


def live(stage: Locator) -> Locator:
    return stage.locator("xpath=following::p[@aria-live][1]")


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def written_sum(page: Page) -> tuple[int, float, float]:
    """The line `y[3] = 3 · 2 + 4 · 1 = 10` of the figure: its place, what its terms make, and its result."""
    pieces = [text.replace(MINUS, "-") for text in texts(page)]
    begin = next(at for at, text in enumerate(pieces) if re.match(r"y\[-?\d", text))
    end = next(at for at, text in enumerate(pieces) if at > begin + 1 and text.startswith(" = "))
    terms = [text.replace("(", "").replace(")", "").split(" · ") for text in pieces[begin + 2 : end] if " · " in text]
    total = sum(float(value) * float(weight) for value, weight in terms)
    return int(pieces[begin][2:-1]), total, float(pieces[end].removeprefix(" = "))


@pytest.mark.parametrize(
    ("mode", "flip"), [("full", 1), ("valid", 1), ("same", 1), ("full", 0), ("valid", 0)], ids=lambda one: str(one)
)
def test_every_output_is_numpys_and_its_terms_lead_there(
    desk: Page, server: Server, mode: Literal["full", "valid", "same"], flip: int
) -> None:
    chance = random.Random(f"{mode} {flip}")
    signal = [chance.randint(-9, 9) for _ in range(7)]
    kernel = [chance.randint(-3, 4) for _ in range(3)]
    # Without turning, the kernel is turned for numpy beforehand.
    expected = np.convolve(signal, kernel if flip else kernel[::-1], mode)
    first = {"full": 0, "valid": 2, "same": 1}[mode] - (0 if flip else 2)
    query = f"grid={','.join(map(str, signal))}&kernel={','.join(map(str, kernel))}&flip={flip}&padding={mode}"
    page = opened(desk, server, query)
    figure(page).press("Home")
    for n, value in enumerate(expected, first):
        expect(page.get_by_role("slider", name="Scrub").first).to_have_attribute(
            "aria-valuetext", f"n = {n}".replace("-", MINUS)
        )
        assert written_sum(page) == (n, value, value)
        assert f"{value}".replace("-", MINUS) in texts(page)
        figure(page).press("ArrowRight")


def test_the_live_region_speaks_the_terms_and_the_sum(signals: Page) -> None:
    figure(signals).press("Home")
    figure(signals).press("ArrowRight")
    expect(live(figure(signals))).to_have_text("n = 1: 1 times 2, plus 2 times 1; sum 4.")


def test_the_lectures_cases_open_from_the_gallery(signals: Page) -> None:
    for title, outputs in (("As networks do it", "5 8 11 14 17"), ("The same, turned round", "4 7 10 13 16")):
        signals.get_by_role("link", name=title).click()
        expect(figure(signals)).to_be_visible()
        painted = texts(signals)
        assert all(number in painted for number in outputs.split()), painted


def test_turning_the_kernel_changes_the_link_and_the_numbers_and_can_be_undone(signals: Page) -> None:
    signals.get_by_role("button", name="Valid").click()
    signals.get_by_role("button", name="Correlation").click()
    expect(signals).to_have_url(re.compile(r"kernel=1,2(&at=[0-9,]+)?(&view=free)?$"))
    figure(signals).press("Home")
    expect(live(figure(signals))).to_have_text("n = 0: 1 times 1, plus 2 times 2; sum 5.")
    signals.keyboard.press("Control+z")
    expect(live(figure(signals))).to_have_text("n = 1: 1 times 2, plus 2 times 1; sum 4.")


def test_a_stem_is_changed_by_keys_and_the_link_keeps_it(signals: Page, server: Server) -> None:
    editor = signals.get_by_role("application", name="Signal as stems")
    editor.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp"):
        editor.press(key)
    expect(live(editor)).to_have_text(re.compile(r"x\[1\] = 2\.[0-9]+"))
    grid = query_of(signals)["grid"][0].split(",")
    assert float(grid[1]) > 2
    again = opened(signals, server, urlsplit(signals.url).query)
    expect(again.get_by_role("textbox", name="Numbers").first).to_have_value(", ".join(grid))


def test_a_stem_follows_the_mouse_and_one_stroke_is_one_step(signals: Page) -> None:
    editor = signals.get_by_role("application", name="Kernel as stems")
    editor.scroll_into_view_if_needed()
    box = editor.bounding_box()
    assert box
    signals.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6)
    signals.mouse.down()
    signals.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3, steps=4)
    signals.mouse.up()
    numbers = signals.get_by_role("textbox", name="Numbers").last
    expect(numbers).not_to_have_value("1, 2")
    assert numbers.input_value().endswith(", 2")
    signals.keyboard.press("Control+z")
    expect(numbers).to_have_value("1, 2")


def test_typed_numbers_are_read_and_what_is_no_number_is_explained(signals: Page) -> None:
    numbers = signals.get_by_role("textbox", name="Numbers").first
    numbers.fill("1, 1/2, x")
    expect(signals.get_by_text("'x' is not a number")).to_be_visible()
    numbers.fill("1, 1/2")
    numbers.press("Tab")
    expect(signals).to_have_url(re.compile("grid=1,1/2&"))


def test_no_length_can_be_chosen_that_makes_no_shape(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3&kernel=1,2")
    expect(page.get_by_label("Length").last).to_have_attribute("max", "3")
    expect(page.get_by_label("Length").first).to_have_attribute("min", "2")
    page.get_by_role("textbox", name="Numbers").last.fill("1,2,3,4")
    expect(page.get_by_text("A window spanning 4 cells cannot fit in 3.")).to_be_visible()


@pytest.mark.parametrize(
    ("view", "t", "area"),
    [
        ("h=box,2;k=box,2", 0.5, 1.5),
        ("h=box,2;k=exponential,1", 0.5, 1 - math.exp(-1.5)),
        ("h=gaussian,0.5;k=gaussian,0.5", 1, math.sqrt(math.pi) * 0.5 * math.exp(-1)),
        ("h=impulse;k=ramp,2", -0.5, 0.25),
        ("h=ramp,2;k=ramp,2;correlation", 0, 2 / 3),
    ],
)
def test_the_area_is_the_closed_form(desk: Page, server: Server, view: str, t: float, area: float) -> None:
    page = opened(desk, server, f"view={view};time={t}")
    expect(live(integral(page))).to_have_text(re.compile("^t = "))
    said = live(integral(page)).inner_text().replace("minus ", "-").replace("about ", "")
    assert float(said.split(":")[0].removeprefix("t = ")) == t
    assert float(said.split("area ")[1]) == pytest.approx(area, abs=5e-5)


def test_a_drawn_function_is_in_the_link(signals: Page, server: Server) -> None:
    signals.get_by_label("Signal h").select_option("drawn")
    stage = integral(signals)
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    signals.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30)
    signals.mouse.down()
    signals.mouse.move(box["x"] + box["width"] * 0.56, box["y"] + 60, steps=5)
    signals.mouse.up()
    expect(signals).to_have_url(re.compile("h=drawn,[A-Za-z0-9_-]{61}"))
    drawing = re.search("drawn,[A-Za-z0-9_-]{61}", signals.url)
    assert drawing
    again = opened(signals, server, urlsplit(signals.url).query)
    expect(again.get_by_label("Signal h")).to_have_value("drawn")
    assert drawing[0] in again.url


def test_a_stroke_over_a_function_and_every_choice_of_one_are_undone_and_redone(signals: Page) -> None:
    shape = signals.get_by_label("Signal h")
    shape.select_option("drawn")
    expect(signals).to_have_url(re.compile("h=drawn"))
    before = drawing(signals)
    stage = integral(signals)
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    signals.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30)
    signals.mouse.down()
    signals.mouse.move(box["x"] + box["width"] * 0.56, box["y"] + 60, steps=6)
    signals.mouse.up()
    stroke = drawing(signals)
    assert stroke != before
    signals.keyboard.press("Control+z")
    comes_to(partial(drawing, signals), before)
    signals.keyboard.press("Control+z")
    expect(shape).to_have_value("box")
    signals.keyboard.press("Control+y")
    signals.keyboard.press("Control+y")
    comes_to(partial(drawing, signals), stroke)
    signals.go_back()
    signals.go_back()
    expect(shape).to_have_value("box")


def drawing(page: Page) -> str:
    """The drawn function in the link of this moment, which the address follows a little later."""
    found = re.search("drawn,[A-Za-z0-9_-]{61}", link_of(page))
    return found[0] if found else ""


def test_the_width_dragged_is_one_step_and_turning_the_kernel_another(signals: Page) -> None:
    width = signals.get_by_label("Width").first
    for _ in range(3):
        width.press("ArrowRight")
    turned = signals.get_by_label("Turn the kernel round")
    turned.uncheck()
    expect(signals).to_have_url(re.compile("correlation"))
    signals.keyboard.press("Control+z")
    expect(turned).to_be_checked()
    expect(width).to_have_value("2.3")
    signals.keyboard.press("Control+z")
    expect(width).to_have_value("2.2")


def test_a_noise_keeps_its_seed_through_a_link_and_through_undo(signals: Page, server: Server) -> None:
    signals.get_by_role("group", name="Shapes for the Signal").get_by_role("button", name="Noise").click()
    seed = signals.get_by_label("Seed").first
    seed.fill("4711")
    seed.press("Enter")
    expect(signals).to_have_url(re.compile("grid=(?!1,2,3)"))
    second = query_of(signals)["grid"]
    signals.keyboard.press("Escape")
    again = opened(signals, server, urlsplit(signals.url).query)
    expect(again.get_by_label("Seed").first).to_have_value("4711")
    again.get_by_label("Seed").first.fill("12")
    again.get_by_label("Seed").first.press("Enter")
    expect(again).not_to_have_url(re.compile(re.escape(second[0])))
    figure(again).focus()
    again.keyboard.press("Control+z")
    expect(again.get_by_label("Seed").first).to_have_value("4711")


def test_hovering_asks_the_server_nothing(signals: Page) -> None:
    signals.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type in ("fetch", "xhr"):
            asked.append(request.url)

    signals.on("request", note)
    for stage in (figure(signals), integral(signals)):
        stage.scroll_into_view_if_needed()
        box = stage.bounding_box()
        assert box
        for step in range(12):
            signals.mouse.move(box["x"] + box["width"] * (0.25 + 0.05 * step), box["y"] + box["height"] / 2)
    assert asked == []


@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    assert opened(desk, server).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(desk, server, f"theme={theme}")) == []


def test_p_shows_the_figure_at_hand_alone_and_its_numerals_are_large(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 1920, "height": 1080})
    page = opened(desk, server)
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Leave (P)")).to_have_count(1)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("slider", name="Scrub").first).to_have_attribute("aria-valuetext", "n = 1")
    sizes = page.evaluate("document.querySelectorAll('[role=application] canvas')[1].sizes")
    assert min(sizes) >= 28
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Leave (P)")).to_have_count(0)
    integral(page).focus()
    page.keyboard.press("p")
    expect(integral(page)).to_be_focused()
    expect(page).to_have_url(re.compile("figure=integral"))
