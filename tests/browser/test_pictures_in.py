"""The viewer's own picture on /kernels: a file by button, drop or paste, and a drawing by mouse or finger."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.fingers import Fingers, point_in
from tests.browser.kernels_page import PATIENCE_SECONDS, comes_to
from tests.conftest import Server

OPENING = "/kernels?image=face&kernel=outline"
OWN = re.compile("image=[0-9a-f]{32}")

# A file in the hands of the page, dropped on or pasted into what is chosen.
_HAND_OVER = """([kind, where, type, bytes]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], 'picture', { type }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === 'paste'
    ? new ClipboardEvent(kind, { ...options, clipboardData: given })
    : new DragEvent(kind, { ...options, dataTransfer: given });
  return !document.querySelector(where).dispatchEvent(event);
}"""


@pytest.fixture
def page_open(desk: Page, server: Server) -> Page:
    desk.goto(server.url + OPENING)
    expect(desk.get_by_label("Your own picture")).to_be_attached()
    return desk


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def chooser(page: Page) -> Locator:
    return page.locator("input[type=file]")


def choose(page: Page, data: bytes, mime: str = "image/png", name: str = "picture.png") -> None:
    chooser(page).set_input_files({"name": name, "mimeType": mime, "buffer": data})


def hand_over(page: Page, kind: str, where: str, data: bytes, mime: str = "image/png") -> bool:
    """Whether the page took it, and the browser did not."""
    took: bool = page.evaluate(_HAND_OVER, [kind, where, mime, list(data)])
    return took


def expect_on_stage(page: Page, height: int, width: int) -> None:
    expect(page).to_have_url(OWN)
    expect(page.get_by_role("application")).to_have_attribute("aria-label", re.compile("^Your picture"))
    expect(page.get_by_text(f"Input {height} × {width}")).to_have_count(1)


def test_a_file_is_chosen_by_the_button(page_open: Page) -> None:
    choose(page_open, png(20, 10, (200, 60, 30)))
    expect_on_stage(page_open, 10, 20)


def test_a_file_can_be_dropped_anywhere_on_the_page(page_open: Page) -> None:
    picture = png(24, 12, (20, 160, 30))
    assert hand_over(page_open, "dragover", "h1", picture)
    expect(page_open.locator(".drop.over")).to_have_count(1)
    assert hand_over(page_open, "drop", "h1", picture)
    expect(page_open.locator(".drop.over")).to_have_count(0)
    expect_on_stage(page_open, 12, 24)


def test_a_picture_can_be_pasted_while_another_tab_is_open(page_open: Page) -> None:
    page_open.get_by_role("button", name="Draw", exact=True).click()
    assert hand_over(page_open, "paste", "body", png(16, 8, (20, 30, 160)))
    expect_on_stage(page_open, 8, 16)


def test_text_is_pasted_where_it_belongs(page_open: Page) -> None:
    taken = page_open.evaluate("""() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '1/9');
      const options = { clipboardData, bubbles: true, cancelable: true };
      return !document.body.dispatchEvent(new ClipboardEvent('paste', options));
    }""")
    assert not taken


def test_an_upload_under_way_is_cancelled_and_the_same_file_can_be_chosen_again(page_open: Page) -> None:
    held: list[Route] = []
    page_open.route("**/api/images", lambda route: held.append(route), times=1)
    picture = png(20, 10, (1, 2, 3))
    choose(page_open, picture)
    expect(page_open.get_by_role("progressbar", name="Sending the picture")).to_be_visible()
    page_open.get_by_role("button", name="Cancel").click()
    expect(page_open.get_by_text("It was stopped before it was done.")).to_be_visible()
    expect(page_open.get_by_role("progressbar")).to_have_count(0)
    with page_open.expect_file_chooser() as chosen:
        chooser(page_open).click()
    chosen.value.set_files({"name": "picture.png", "mimeType": "image/png", "buffer": picture})
    expect_on_stage(page_open, 10, 20)
    expect(page_open.get_by_text("It was stopped")).to_have_count(0)


def test_what_is_no_picture_is_refused_in_a_sentence(page: Page, server: Server) -> None:
    page.goto(server.url + OPENING)
    alert = page.locator("fieldset.drop").get_by_role("alert")
    choose(page, b"Hello.", "text/plain", "hello.txt")
    expect(alert).to_have_text("This is a text/plain file, not a picture.")
    choose(page, b"", name="empty.png")
    expect(alert).to_have_text("This file is empty.")
    choose(page, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "drawing.svg")
    expect(alert).to_contain_text("SVG")
    choose(page, png(8, 8, (9, 9, 9))[:40])
    expect(alert).to_contain_text(re.compile("damaged|broken|read|picture"))
    expect(page).not_to_have_url(OWN)


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page_open: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(bytes(26 * 2**20 + 1))
    sent: list[str] = []
    page_open.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    chooser(page_open).set_input_files(path)
    expect(page_open.get_by_text("This file has 27 MB; pictures may have 26 MB.")).to_be_visible()
    assert sent == []


@pytest.fixture
def pad(page_open: Page) -> Locator:
    page_open.get_by_role("button", name="Draw", exact=True).click()
    surface = page_open.get_by_role("button", name="Drawing pad")
    surface.scroll_into_view_if_needed()
    return surface


def inked(pad: Locator) -> int:
    """Cells that are not black."""
    count: int = pad.locator("canvas").evaluate("""seen => {
      const { width, height } = seen;
      const copy = new OffscreenCanvas(width, height).getContext('2d');
      copy.drawImage(seen, 0, 0);
      const { data } = copy.getImageData(0, 0, width, height);
      return data.filter((value, index) => index % 4 === 0 && value > 0).length;
    }""")
    return count


def drawn_cells(pad: Locator, beyond: float) -> int:
    """The count where it has come to rest: a stroke is painted with a later frame."""
    counts = [-1, -2]
    deadline = monotonic() + PATIENCE_SECONDS
    while not counts[-2] == counts[-1] > beyond and monotonic() < deadline:
        pad.page.evaluate("new Promise((done) => setTimeout(done, 60))")
        counts.append(inked(pad))
    assert counts[-1] > beyond
    return counts[-1]


def bring_to_rest(place: Locator) -> None:
    """Into sight, and where it stays: what loads above it moves it down."""
    before, deadline = None, monotonic() + PATIENCE_SECONDS
    while monotonic() < deadline:
        place.scroll_into_view_if_needed()
        now = place.bounding_box()
        if now == before:
            return
        before = now
        place.page.evaluate("new Promise((done) => setTimeout(done, 150))")


def stroke(page: Page, pad: Locator, down: float) -> None:
    bring_to_rest(pad)
    page.mouse.move(*point_in(pad, 0.2, down))
    page.mouse.down()
    page.mouse.move(*point_in(pad, 0.8, down), steps=4)
    page.mouse.up()


def test_strokes_of_the_mouse_are_drawn_and_taken_back_one_by_one(page_open: Page, pad: Locator) -> None:
    stroke(page_open, pad, 0.3)
    one = drawn_cells(pad, 28 * 0.6)
    stroke(page_open, pad, 0.7)
    drawn_cells(pad, one)
    page_open.get_by_role("group", name="Drawing").get_by_role("button", name="Undo").click()
    comes_to(lambda: inked(pad), one)
    page_open.keyboard.press("Control+z")
    comes_to(lambda: inked(pad), 0)
    expect(page_open).to_have_url(re.compile("image=face"))
    expect(page_open.get_by_role("button", name="Use this drawing")).to_be_disabled()


def test_a_drawing_is_looked_at_like_any_picture(page_open: Page, pad: Locator) -> None:
    stroke(page_open, pad, 0.5)
    page_open.get_by_role("button", name="Use this drawing").click()
    expect_on_stage(page_open, 28, 28)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(server.url + OPENING + "&view=source=draw")
        yield page


def test_a_finger_draws_and_a_second_one_does_not_disturb_it(phone: Page) -> None:
    surface = phone.get_by_role("button", name="Drawing pad")
    bring_to_rest(surface)
    fingers = Fingers(phone)
    left, right = point_in(surface, 0.2, 0.3), point_in(surface, 0.8, 0.3)
    fingers.down(left)
    fingers.move(right)
    one = drawn_cells(surface, 28 * 0.6)
    low = point_in(surface, 0.2, 0.9)
    fingers.down(right, low)
    fingers.move(right, point_in(surface, 0.3, 0.95))
    fingers.lift()
    assert drawn_cells(surface, 0) == one
