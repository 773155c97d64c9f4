"""What the page does not do: paint what nobody sees, paint again what is the same, or pack a file where it is drawn."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.kernels_page import hover_input, opened, texts
from tests.conftest import Server

# Colouring a picture ends in putImageData: once for each canvas that gets new pixels.
_COUNT_COLOURED = """
globalThis.coloured = 0;
for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const { putImageData } = prototype;
  prototype.putImageData = function (...given) { globalThis.coloured++; putImageData.apply(this, given); };
}
"""
_REST = "() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 200)))"
_FRAME = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
MOVES = 5


@pytest.fixture
def at_rest(visited: Page, server: Server) -> Page:
    visited.add_init_script(_COUNT_COLOURED)
    opened(visited, server, "image=face&kernel=sobel-left&padding=same")
    expect(visited.get_by_role("radio", name="Sobel")).not_to_have_count(0)
    visited.evaluate(_REST)
    return visited


def coloured(page: Page) -> int:
    count: int = page.evaluate("coloured")
    return count


def drag_a_weight(page: Page, moves: int) -> None:
    weight = page.locator(".kernel-editor table input").nth(4)
    page.locator(".kernel-editor").evaluate("editor => editor.scrollIntoView({ block: 'center' })")
    page.evaluate(_REST)
    box = weight.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(moves):
        page.mouse.move(x, y - 9 * (move + 1))
        page.evaluate(_FRAME)


def test_a_hover_colours_no_picture_anew(at_rest: Page) -> None:
    before = coloured(at_rest)
    for step in range(MOVES):
        hover_input(at_rest, 0.3 + step / 20, 0.4)
        texts(at_rest)
    assert coloured(at_rest) == before


def test_a_dragged_weight_colours_only_the_output_that_is_in_sight(at_rest: Page) -> None:
    at_rest.locator(".kernel-editor").evaluate("editor => editor.scrollIntoView({ block: 'center' })")
    at_rest.evaluate(_REST)
    # Where a busy machine pauses between two moves the server is asked, whose answer would be coloured too.
    held: list[Route] = []
    at_rest.route("**/api/convolution?*", lambda route: held.append(route))
    before = coloured(at_rest)
    drag_a_weight(at_rest, MOVES)
    assert coloured(at_rest) - before == MOVES
    at_rest.mouse.up()


def test_what_was_out_of_sight_is_painted_when_it_comes_into_sight(at_rest: Page) -> None:
    output = at_rest.locator(".wipe canvas").last
    stale = output.evaluate("canvas => canvas.toDataURL()")
    drag_a_weight(at_rest, MOVES)
    at_rest.mouse.up()
    assert output.evaluate("canvas => canvas.toDataURL()") == stale
    output.scroll_into_view_if_needed()
    at_rest.evaluate(_REST)
    assert output.evaluate("canvas => canvas.toDataURL()") != stale


def test_every_picture_of_the_page_is_painted_when_it_rests(at_rest: Page) -> None:
    blank = at_rest.evaluate("""() => [...document.querySelectorAll('main canvas[role]')].filter((canvas) => {
      const empty = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
      return canvas.toDataURL() === empty.toDataURL();
    }).length""")
    assert blank == 0


def test_a_gif_is_packed_in_a_thread_of_its_own(visited: Page, server: Server) -> None:
    visited.goto(f"{server.url}/kernels?image=face&size=5&kernel=sobel-x")
    with visited.expect_worker() as started, visited.expect_download():
        visited.get_by_role("button", name="Save as GIF").click()
    assert "gif-worker" in started.value.url
    visited.evaluate(_REST)
    assert visited.workers == []
