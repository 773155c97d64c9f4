"""/arithmetic on the projector: every figure can have the wall, one key goes through them, and the ear follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.arithmetic_page import field, opened, remembering_pictures, sizes
from tests.browser.conftest import SIZES
from tests.browser.kernels_page import comes_to, said
from tests.browser.walls import TOO_SMALL, is_whole
from tests.conftest import Server

STAMPS = "grid=1,2;3,4&kernel=1,2,1;3,4,1;1,1,1&stride=2&transposed=1"
CUBE = "grid=1,2,3;0,1,2;2,1,0|1,0,1;0,1,0;1,0,1|2,2,2;1,1,1;0,0,0&kernel=1,0;0,1|0,1;1,0|1,1;1,1&bias=1"


@pytest.fixture(autouse=True, scope="module")
def _pictures_keep_their_texts(kept: Page) -> None:
    remembering_pictures(kept)


@pytest.fixture
def hall(desk: Page) -> Page:
    width, height = SIZES["projector"]
    desk.set_viewport_size({"width": width, "height": height})
    return desk


def on_wall(page: Page) -> str:
    """The figure that fills the screen, by what only it has."""
    figure = page.locator("figure.projecting")
    expect(figure).to_have_count(1)
    marks = {
        "stage": ".canvases",
        "cell": ".expression",
        "sizes": ".sizes",
        "ways": "[aria-label^=Scatter]",
        "unrolled": "[aria-label^=Patches]",
    }
    return next((name for name, mark in marks.items() if figure.locator(mark).count()), "none")


@pytest.mark.parametrize(
    ("query", "wall"),
    [("", "cell"), (CUBE, "cell"), ("", "sizes"), (STAMPS, "sizes"), ("", "unrolled"), (STAMPS, "ways")],
)
def test_a_figure_on_the_wall_is_large_and_whole(hall: Page, server: Server, query: str, wall: str) -> None:
    page = opened(hall, server, f"{query}&view=wall={wall}&theme=projector".lstrip("&"))
    assert on_wall(page) == wall
    figure = page.locator("figure.projecting")
    assert figure.evaluate(TOO_SMALL) == []
    assert is_whole(figure)


def test_one_key_goes_through_the_figures_and_back(hall: Page, server: Server) -> None:
    page = opened(hall, server, f"{STAMPS}&theme=projector")
    seen = []
    for wall in ("cell", "sizes", "ways", "unrolled"):
        page.keyboard.press("w")
        expect(page).to_have_url(re.compile(f"wall={wall}"))
        seen.append(on_wall(page))
        page.keyboard.press("ArrowRight")
    assert seen == ["cell", "sizes", "ways", "unrolled"]
    page.keyboard.press("w")
    expect(page).not_to_have_url(re.compile("wall="))
    expect(page.get_by_role("application").first).to_be_focused()
    assert on_wall(page) == "stage"
    expect(page.locator("header").first).to_have_attribute("inert", "")


def test_where_nothing_is_transposed_the_stage_has_the_wall_of_the_two_ways(hall: Page, server: Server) -> None:
    page = opened(hall, server, f"{STAMPS}&view=wall=ways&theme=projector")
    page.keyboard.press("t")
    comes_to(lambda: on_wall(page), "stage")
    page.keyboard.press("t")
    comes_to(lambda: on_wall(page), "ways")
    opened(hall, server, "view=wall=moon&theme=projector")
    assert on_wall(page) == "stage"


def test_the_projector_key_gives_the_wall_to_the_figure_at_hand_and_takes_it_back(hall: Page, server: Server) -> None:
    page = opened(hall, server, STAMPS)
    page.get_by_role("button", name="Copy as LaTeX").focus()
    page.keyboard.press("p")
    comes_to(lambda: on_wall(page), "cell")
    page.keyboard.press("Escape")
    expect(page.locator("figure.projecting")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("wall="))
    page.get_by_role("application").first.focus()
    page.keyboard.press("p")
    comes_to(lambda: on_wall(page), "stage")
    page.keyboard.press("p")
    expect(page.locator("figure.projecting")).to_have_count(0)


def test_the_lecture_changes_sizes_beside_the_formula(hall: Page, server: Server) -> None:
    page = opened(hall, server, "view=wall=sizes&theme=projector")
    rows = page.locator("figure.projecting").get_by_role("heading", name=re.compile("^rows"))
    expect(rows).to_have_text("rows: 5 → 3")
    page.keyboard.press("s")
    expect(rows).to_have_text("rows: 5 → 2")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("notation=keras"))
    page.locator("figure.projecting").get_by_role("button", name="Input height: more").click()
    expect(rows).to_have_text("rows: 6 → 2")


def test_the_strip_on_the_wall_has_every_size_and_stays_in_sight(hall: Page, server: Server) -> None:
    page = opened(hall, server, f"{STAMPS}&theme=projector")
    for name in ("Input height", "Input width", "Kernel height", "Kernel width"):
        expect(field(page, f"{name}: number").first).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Flip the kernel").first).to_be_in_viewport(ratio=1)
    width = field(page, "Input width: number").first
    width.fill("3")
    width.press("Enter")
    comes_to(lambda: sizes(page), ("2 × 3", "5 × 7"))


def test_a_clock_over_stamps_says_that_it_goes_over_stamps(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2;3,4|1,1;0,1&kernel=1,2;3,4|1,0;0,1&stride=2&transposed=1")
    page.get_by_role("button", name="Stamp by stamp (O)").click()
    clock = page.get_by_role("slider", name="Scrub through the stamps")
    expect(clock).to_have_attribute("aria-valuetext", "stamp of input channel 1, row 1, column 1")
    page.get_by_label("Scatter, output, gather").press("End")
    expect(clock).to_have_attribute("aria-valuetext", "stamp of input channel 2, row 2, column 2")
    expect(page).to_have_url(re.compile("stamp=1,1,1"))
    page.get_by_role("button", name="Output by output").click()
    expect(page.get_by_role("slider", name="Scrub through the stamps")).to_have_count(0)


def test_where_letters_are_seen_letters_are_heard(desk: Page, server: Server) -> None:
    page = opened(desk, server, "grid=1,2,3;4,5,6;7,8,9&kernel=1,2;3,4&at=0,0&view=cells=letters")
    first = "Row 1, column 1: y 0 0 is x 0 0 times w 0 0, plus x 0 1 times w 0 1, plus "
    comes_to(lambda: said(page), f"{first}x 1 0 times w 1 0, plus x 1 1 times w 1 1.")
    page.get_by_text("a b c", exact=True).click()
    comes_to(lambda: said(page).split(" is ")[-1], "a times w, plus b times x, plus d times y, plus e times z.")
    page.get_by_text("1 2 3", exact=True).click()
    comes_to(lambda: "1 times 1, plus 2 times 2" in said(page), True)


def test_three_channels_and_their_clock_are_in_sight_together(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"{CUBE}&activation=relu")
    for part in (
        page.get_by_role("application").first,
        page.get_by_role("group", name="Time").first,
        page.get_by_role("group", name="Controls").first,
    ):
        expect(part).to_be_in_viewport(ratio=1)
    stage, clock, strip = (
        page.locator(one).first.bounding_box() for one in (".canvases", "fieldset.bar", "details.strip")
    )
    assert stage
    assert clock
    assert strip
    assert stage["y"] + stage["height"] <= clock["y"]
    assert clock["y"] + clock["height"] <= strip["y"]
