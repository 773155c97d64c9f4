"""A link copied in any state reopens that state, to the word and to the pixel; so do back and forward."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.kernels_page import (
    comes_to,
    drawn,
    expect_place,
    gone,
    hover_output,
    link_of,
    picture,
    place,
    remembering,
    said,
    stage,
    upload,
)
from tests.conftest import Server

OPENING = "image=face&kernel=sobel-left&padding=same&border=replicate"

Act = Callable[[Page], None]


@pytest.fixture
def here(kept: Page) -> Iterator[Page]:
    """The page in which a state comes to be."""
    yield kept
    kept.mouse.move(0, 0)
    kept.evaluate("localStorage.clear()")


@pytest.fixture(scope="module")
def there(browser: Browser) -> Iterator[Page]:
    """Somebody else's browser, which has its mouse nowhere."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield remembering(context.new_page())


def state_of(page: Page) -> dict[str, object]:
    """All that can be seen and heard of a state."""
    story = page.locator("main > section:not(:has(#why))")  # drawn where they are in sight: below, on their own
    controls = story.locator("input:not([readonly], [type=file]), select")
    return {
        "link": link_of(page),
        "said": said(page),
        "place": place(page),
        "stage": drawn(page),
        "title": page.locator("figcaption").first.inner_text(),
        "controls": controls.evaluate_all("(all) => all.map(({ type, value, checked }) => [type, value, checked])"),
        "pressed": story.locator("[aria-pressed=true]").all_inner_texts(),
        "theme": page.evaluate("document.documentElement.dataset.theme ?? null"),
        "unfolded": page.locator("main details[open]").count(),
    }


def reopens(here: Page, there: Page, server: Server) -> None:
    """The link of one page, opened in another, is the same state."""
    here.mouse.move(0, 0)
    gone(there, server, link_of(here))
    comes_to(lambda: differing(state_of(there), state_of(here)), {})
    comes_to(lambda: clipped(there) == clipped(here), True)


def clipped(page: Page) -> str:
    """What is said of the clipped share, which is counted when it is in sight."""
    words = page.get_by_text(re.compile("what a screen shows: .*(clipped|lost)"))
    words.scroll_into_view_if_needed()
    return words.inner_text()


def comes_back(page: Page, state: dict[str, object]) -> None:
    comes_to(lambda: differing(state_of(page), state), {})


def differing(one: dict[str, object], other: dict[str, object]) -> dict[str, tuple[object, object]]:
    """What is not the same; of pictures only that they are not."""
    unlike = {name: (one[name], other[name]) for name in one if one[name] != other[name]}
    return {**unlike, **({"stage": ("another", "picture")} if "stage" in unlike else {})}


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    field.press("Tab")


def press(page: Page, *keys: str) -> None:
    stage(page).focus()
    for key in keys:
        page.keyboard.press(key)


def click_output(page: Page, row: int, column: int, shape: tuple[int, int]) -> None:
    hover_output(page, row, column, shape)
    expect_place(page, row, column)
    page.mouse.down()
    page.mouse.up()


def weights_with_fractions(page: Page) -> None:
    fill(page, "weight in row 1, column 1", "1/9")
    fill(page, "weight in row 3, column 2", "-0.125")


def a_generator(page: Page) -> None:
    page.get_by_role("button", name="Gaussian blur", exact=True).click()
    page.get_by_label(re.compile("^sigma")).fill("2.5")


def every_option(page: Page) -> None:
    page.get_by_text("Stride, dilation, padding").click()
    fill(page, "Stride: one number, or rows,columns", "2,1")
    fill(page, "Dilation: one number, or rows,columns", "1,2")
    page.get_by_label("Padding", exact=True).select_option("cells")
    fill(page, "Padding in cells", "1,2,0,3")
    page.get_by_label("Border", exact=True).select_option("circular")
    fill(page, "Bias", "-0.25")
    page.get_by_label("Activation", exact=True).select_option("relu")
    page.get_by_label("True convolution: turn the kernel by 180° first").check()


def colour_and_display(page: Page) -> None:
    page.get_by_label("Colour", exact=True).check()
    page.get_by_label("Min–max", exact=True).check()


def own_picture(page: Page) -> None:
    made = BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (20, 33), np.uint8)).save(made, "PNG")
    upload(page, made.getvalue())


def a_pinned_pixel(page: Page) -> None:
    click_output(page, 3, 27, (32, 32))


def where_the_pointer_was(page: Page) -> None:
    hover_output(page, 29, 2, (32, 32))
    expect_place(page, 29, 2)


def a_moment_of_playing(page: Page) -> None:
    press(page, "Space")
    page.evaluate("new Promise((done) => setTimeout(done, 250))")
    press(page, "Space")
    comes_to(lambda: "&t=" in link_of(page), True)


def a_sweep_at_its_end(page: Page) -> None:
    page.get_by_role("button", name="All pixels", exact=True).click()
    press(page, "9", "Space")
    comes_to(lambda: place(page), "row 32, column 32")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def a_part_of_the_calculation(page: Page) -> None:
    page.get_by_role("button", name="Multiply", exact=True).click()


def a_zoomed_and_dragged_view(page: Page) -> None:
    click_output(page, 4, 4, (32, 32))
    press(page, "+", "+", "+", "+", "+")
    box = page.locator(".finger").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=4)
    page.mouse.up()


def the_wipe_and_the_tabs(page: Page) -> None:
    page.get_by_role("slider", name="Divider between input and output").fill("0.23")
    page.get_by_role("button", name="Draw", exact=True).click()
    page.get_by_role("button", name="LaTeX", exact=True).click()


def a_theme(page: Page) -> None:
    page.get_by_label("Theme").select_option("dark")


STATES: dict[Act, tuple[str, str]] = {
    weights_with_fractions: (OPENING, "kernel=1/9,0,-1;2,0,-2;1,-0.125,-1&"),
    a_generator: (OPENING, "sigma=2.5"),
    every_option: (
        OPENING,
        "stride=2,1&dilation=1,2&padding=1,2,0,3&border=circular&flip=1&bias=-0.25&activation=relu",
    ),
    colour_and_display: ("image=cat&size=20,28&kernel=emboss", "size=20,28&channels=rgb&kernel=emboss&values=min-max"),
    own_picture: (OPENING, "kernel=sobel-left&padding=same&border=replicate"),
    a_pinned_pixel: (OPENING, "at=3,27"),
    where_the_pointer_was: (OPENING, "at=29,2&view=free"),
    a_moment_of_playing: (OPENING, "view=painting"),
    a_sweep_at_its_end: (OPENING, "at=31,31&view=sweep;painting;free;speed=9"),
    a_part_of_the_calculation: (OPENING, "at=16,16&t=multiply"),
    a_zoomed_and_dragged_view: (OPENING, "at=4,4&view=zoom="),
    the_wipe_and_the_tabs: (OPENING, "view=wipe=0.23;source=draw;code=latex"),
    a_theme: (OPENING, "theme=dark"),
}


@pytest.mark.parametrize("act", STATES, ids=lambda act: act.__name__)
def test_a_link_copied_in_any_state_reopens_it(here: Page, there: Page, server: Server, act: Act) -> None:
    begun, part = STATES[act]
    gone(here, server, begun)
    act(here)
    comes_to(lambda: part in link_of(here), True)
    reopens(here, there, server)


def test_the_address_is_the_link_that_can_be_copied(here: Page, server: Server) -> None:
    here.context.grant_permissions(["clipboard-read", "clipboard-write"])
    gone(here, server, "image=face&kernel=outline&at=1,2")
    press(here, "ArrowRight")
    here.get_by_role("button", name="Copy link").click()
    copied = here.evaluate("navigator.clipboard.readText()")
    assert copied == f"{server.url}/kernels?image=face&kernel=outline&at=1,3"
    comes_to(lambda: here.evaluate("location.href"), copied)


def test_a_link_taken_while_it_plays_is_that_moment_at_rest(here: Page, there: Page, server: Server) -> None:
    gone(here, server, "image=face&kernel=outline&view=speed=3")
    press(here, "Space")
    comes_to(lambda: "&t=multiply" in link_of(here), True)
    query = link_of(here)
    gone(there, server, query)
    assert link_of(there) == query
    expect(there.get_by_role("button", name="Multiply", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(there.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_link_to_an_upload_shows_it_among_the_pictures(here: Page, there: Page, server: Server) -> None:
    gone(here, server)
    own_picture(here)
    query = link_of(here)
    gone(there, server, query)
    assert link_of(there) == query
    expect(there.get_by_role("group", name="Pictures").get_by_role("radio", checked=True)).to_have_count(1)


def test_back_and_forward_walk_through_what_was_done(here: Page, server: Server) -> None:
    gone(here, server, "image=face&kernel=sobel-left")
    click_output(here, 28, 29, (30, 30))
    states = [settled(here, "plus 213 times 0, plus 214 times minus 2")]
    fill(here, "weight in row 2, column 2", "7")
    states.append(settled(here, "plus 213 times 7, plus 214 times minus 2"))
    here.get_by_role("group", name="Pictures").get_by_text("Impulse").click()
    states.append(settled(here, "plus 0 times 7, plus 0 times minus 2"))
    here.get_by_label("rows", exact=True).select_option("9")
    press(here, "Home", "+")
    states.append(settled(here, "Row 1, column 1: 27 products"))
    assert len({str(state["link"]) for state in states}) == 4
    for state in reversed(states[:-1]):
        here.go_back()
        comes_back(here, state)
    for state in states[1:]:
        here.go_forward()
        comes_back(here, state)


def settled(page: Page, heard: str) -> dict[str, object]:
    """The state once this is heard and its link is the address."""
    page.mouse.move(0, 0)
    comes_to(lambda: heard in said(page), True)
    comes_to(lambda: page.evaluate("location.search"), f"?{link_of(page)}")
    return state_of(page)


def test_undo_and_redo_walk_through_the_same_steps_also_after_back(here: Page, server: Server) -> None:
    gone(here, server, "image=face&kernel=identity")
    for weight in ("2", "3", "4"):
        fill(here, "weight in row 2, column 2", weight)
    middle = here.get_by_label("weight in row 2, column 2", exact=True)
    for key, weight in (("z", "3"), ("z", "2"), ("y", "3")):
        press(here, f"Control+{key}")
        expect(middle).to_have_value(weight)
    here.go_back()
    expect(middle).to_have_value("2")
    press(here, "Control+z")
    expect(middle).to_have_value("1")
    expect(here.get_by_role("button", name="Undo").first).to_have_attribute("aria-disabled", "true")
    press(here, "Control+y", "Control+y")
    expect(middle).to_have_value("3")


UNREADABLE = {
    "image=face&kernel=1,2;3": "Row 2 of the kernel has 1 numbers and row 1 has 2.",
    "image=face&kernel=sobel-left&colour=blue": "'colour' means nothing here",
    "image=face&kernel=sobel-left&stride=0": "1 to 64",
    "image=face&at=left": "'left' is not a place; write at=row,column.",
    "image=face&t=soon": "'soon' is not a moment",
    "image=face&image=cat": "'image' is given twice.",
}
UNANSWERABLE = {
    f"image={'0123456789abcdef' * 2}&kernel=outline": "This upload is not here (any more).",
    "image=face&kernel=nosuch": 'There is no kernel "nosuch".',
    "grid=1,2;3,4&kernel=sobel-left": "A window spanning 3 cells cannot fit in 2.",
}


def test_what_was_added_turned_and_composed_under_why_reopens(here: Page, there: Page, server: Server) -> None:
    gone(here, server, OPENING)
    why = here.locator("section:has(> #why)")
    why.scroll_into_view_if_needed()
    for _ in range(2):
        why.get_by_role("button", name="Add the next", exact=True).click()
    why.get_by_label("How far it is turned").fill("0.5")
    why.get_by_label("Then", exact=True).select_option("outline")
    comes_to(lambda: "added=0,2,3;turned=0.5;then=outline" in link_of(here), True)
    gone(there, server, link_of(here))
    again = there.locator("section:has(> #why)")
    again.scroll_into_view_if_needed()
    expect(again.get_by_text("The sum of 3 of 6 pictures")).to_be_visible()
    assert again.get_by_role("button", pressed=True).all_inner_texts() == ["1", "−1", "2"]
    expect(again.get_by_label("How far it is turned")).to_have_value("0.5")
    expect(again.get_by_label("Then", exact=True)).to_have_value("outline")


@pytest.mark.parametrize("query", [*UNREADABLE, *UNANSWERABLE])
def test_a_link_that_cannot_be_shown_says_why_above_the_page_as_it_opens(
    here: Page, server: Server, query: str
) -> None:
    reason = {**UNREADABLE, **UNANSWERABLE}[query]
    gone(here, server, f"{query}&view=zoom=3,3,5")
    banner = here.get_by_role("status").filter(has_text="This link cannot be")
    expect(banner).to_contain_text(reason)
    expect(banner).to_contain_text("Here is the page as it opens.")
    assert link_of(here) == OPENING
    expect(picture(here, "output")).to_be_attached()
    banner.get_by_role("button", name="Dismiss").click()
    expect(banner).to_have_count(0)
