"""/kernels by touch alone, on a phone: everything that a mouse does, and the page still scrolls."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.fingers import Fingers, point_in
from tests.browser.kernels_page import expect_place, opened, place
from tests.conftest import Server, wait_until

SIDE = 32
QUERY = f"image=face&size={SIDE}&kernel=outline&padding=same"

# How much of a square around a point is painted on the stage's moving layer, 0…1.
_PAINTED = """([x, y]) => {
  const canvas = document.querySelectorAll('[role=application] canvas')[1];
  const { left, top } = canvas.getBoundingClientRect();
  const [side, density] = [60, devicePixelRatio];
  const at = [x - left - side / 2, y - top - side / 2, side, side].map((one) => one * density);
  const { data } = canvas.getContext('2d').getImageData(...at);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length / (data.length / 4);
}"""
# What can be pressed, with the box that a finger has to meet: a label counts for what it names.
_TARGETS = """() => [...document.querySelectorAll('button, summary, input, select, textarea, nav a, .brand')]
  .filter((one) => one.checkVisibility())
  .map((one) => (one.matches('[type=radio], [type=checkbox]') && one.closest('label')) || one)
  .map((one) => [one.getBoundingClientRect(), one])
  .filter(([{ width, height }]) => Math.min(width, height) < 24)
  .map(([{ width, height }, one]) => `${Math.round(width)} × ${Math.round(height)} ${one.outerHTML.slice(0, 90)}`)"""


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield opened(page, server, QUERY)
        assert faults == []


@pytest.fixture
def fingers(phone: Page) -> Fingers:
    return Fingers(phone)


def input_of(page: Page) -> Locator:
    return page.locator(".finger").first


def output_of(page: Page) -> Locator:
    return page.locator(".finger").last


def cell(panel: Locator, row: int, column: int) -> tuple[float, float]:
    return point_in(panel, (column + 0.5) / SIDE, (row + 0.5) / SIDE)


def zoom_in(page: Page) -> list[float]:
    """Row, column and cells across, as the link has them."""
    expect(page).to_have_url(re.compile("zoom=[0-9]"))
    (view,) = parse_qs(urlsplit(page.url).query)["view"]
    found = re.search("zoom=([0-9.,]+)", view)
    assert found
    return [float(number) for number in found[1].split(",")]


def is_near(found: Sequence[float], wanted: Sequence[float], within: float) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, wanted, strict=True))


def test_a_tap_chooses_a_pixel(phone: Page, fingers: Fingers) -> None:
    fingers.tap(cell(output_of(phone), 5, 20))
    expect_place(phone, 5, 20)
    fingers.tap(cell(output_of(phone), 12, 3))
    expect_place(phone, 12, 3)


def test_a_finger_draws_the_window_along_and_a_loupe_shows_what_it_hides(phone: Page, fingers: Fingers) -> None:
    fingers.down(cell(output_of(phone), 25, 8))
    end = cell(output_of(phone), 28, 20)
    fingers.move(end)
    expect_place(phone, 28, 20)
    # Not under the hand: with no room above it, the loupe is beside the finger.
    loupe = [end[0] - 110, end[1] - 66]
    wait_until(lambda: phone.evaluate(_PAINTED, loupe) > 0.9, 5)
    fingers.lift()
    wait_until(lambda: phone.evaluate(_PAINTED, loupe) < 0.5, 5)
    expect_place(phone, 28, 20)


def test_two_fingers_zoom_and_pan_and_zoom_out_again(phone: Page, fingers: Fingers) -> None:
    panel = input_of(phone)
    x, y = point_in(panel)
    fingers.down((x - 20, y), (x + 20, y))
    fingers.move((x - 60, y), (x + 60, y))
    fingers.lift()
    wait_until(lambda: is_near(zoom_in(phone), (SIDE / 2, SIDE / 2, 14), within=1), 5)
    row, column, across = zoom_in(phone)

    box = panel.bounding_box()
    assert box
    cells = 4
    by = cells * box["width"] / across
    fingers.down((x - 40, y), (x + 40, y))
    fingers.move((x - 40 - by, y + by), (x + 40 - by, y + by))
    fingers.lift()
    wait_until(lambda: is_near(zoom_in(phone), (row - cells, column + cells, across), within=0.6), 5)

    fingers.down((x - 60, y), (x + 60, y))
    fingers.move((x - 10, y), (x + 10, y))
    fingers.lift()
    expect(phone).not_to_have_url(re.compile("zoom="))


def test_two_fingers_on_the_output_zoom_into_what_lies_between_them(phone: Page, fingers: Fingers) -> None:
    x, y = point_in(output_of(phone), 0.25, 0.25)
    fingers.down((x - 10, y), (x + 10, y))
    fingers.move((x - 40, y), (x + 40, y))
    fingers.lift()
    # Cell 8 stays where it is, which now is two cells from the middle; across, a little less while there is room.
    wait_until(lambda: is_near(zoom_in(phone), (SIDE / 4 + 2, SIDE / 4 + 3, 10.5), within=1.5), 5)


def test_no_loupe_and_no_leap_of_the_window_comes_from_two_fingers(phone: Page, fingers: Fingers) -> None:
    first, second = cell(output_of(phone), 25, 8), cell(output_of(phone), 25, 24)
    fingers.down(first)
    expect_place(phone, 25, 8)
    fingers.down(first, second)
    fingers.move(cell(output_of(phone), 20, 4), second)
    wait_until(lambda: phone.evaluate(_PAINTED, [first[0], first[1] - 110]) < 0.5, 5)
    fingers.lift()
    expect_place(phone, 25, 8)


def test_a_weight_is_dragged_and_typed(phone: Page, fingers: Fingers) -> None:
    middle = phone.get_by_label("weight in row 2, column 2")
    middle.scroll_into_view_if_needed()
    x, y = point_in(middle)
    fingers.down((x, y))
    fingers.move((x, y - 24))
    fingers.lift()
    expect(phone).to_have_url(re.compile(r"kernel=-1,-1,-1;-1,11,-1;-1,-1,-1&"))
    assert is_near(point_in(middle), (x, y), within=2)
    middle.tap()
    middle.fill("1/9")
    expect(phone).to_have_url(re.compile(r"-1,1/9,-1"))


def test_a_kernel_a_picture_and_an_option_are_chosen_by_tapping(phone: Page) -> None:
    phone.locator("label", has=phone.get_by_role("radio", name="Emboss", exact=True)).tap()
    expect(phone).to_have_url(re.compile("kernel=emboss"))
    phone.locator("label", has=phone.get_by_role("radio", name="Cat", exact=True)).tap()
    expect(phone).to_have_url(re.compile("image=cat"))
    phone.locator("summary", has_text="Stride").tap()
    phone.get_by_text("True convolution").tap()
    expect(phone).to_have_url(re.compile("flip=1"))


def test_play_and_pause_and_step_by_tapping(phone: Page) -> None:
    phone.get_by_role("button", name="Play", exact=True).tap()
    phone.get_by_role("button", name="Pause", exact=True).tap()
    expect(phone.get_by_role("button", name="Play", exact=True)).to_be_visible()
    written = phone.get_by_role("button", name="Write", exact=True)
    for _ in range(2):  # the calculation under way is finished, then comes the next one
        before = place(phone)
        phone.get_by_role("button", name="Next", exact=True).tap()
        expect(written).to_have_attribute("aria-pressed", "true")
    assert place(phone) != before


def test_a_finger_beside_the_pictures_scrolls_the_page_and_one_on_them_does_not(phone: Page, fingers: Fingers) -> None:
    beside = point_in(phone.get_by_role("application"), 0.5, 0.6)
    on_picture = point_in(input_of(phone))
    fingers.down(on_picture)
    fingers.move((on_picture[0], on_picture[1] - 150))
    fingers.lift()
    assert phone.evaluate("scrollY") == 0
    fingers.down(beside)
    fingers.move((beside[0], beside[1] - 300), steps=10)
    fingers.lift()
    wait_until(lambda: phone.evaluate("scrollY") > 100, 5)


def test_everything_that_is_pressed_is_large_enough_for_a_finger(phone: Page) -> None:
    phone.locator("summary", has_text="Stride").tap()
    assert phone.evaluate(_TARGETS) == []
