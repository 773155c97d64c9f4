"""Pages with less: no scripts, no other host, no movement that was not asked for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kernels_page import opened, place
from tests.conftest import Server, wait_until

BESIDE_THE_MENU = ["/kernels?image=cat&kernel=emboss&size=64", "/kernels?kernel=nonsense", "/nothing-here"]

# The parts of the calculation that were ever lit since this was asked.
_WATCH_PARTS = """() => {
  globalThis.lit = new Set();
  const bar = document.querySelector('[aria-label="Parts of the calculation"]');
  const note = () => {
    for (const part of bar.querySelectorAll('[aria-pressed=true]')) lit.add(part.textContent);
  };
  new MutationObserver(note).observe(bar, { subtree: true, attributes: true });
}"""


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize(("address", "says"), [("/", "What a convolution does"), ("/kernels", "Image kernels")])
def test_without_scripts_a_page_says_what_it_is_and_shows_a_convolved_picture(
    plain: Page, server: Server, address: str, says: str
) -> None:
    with plain.expect_response(re.compile(r"/api/convolution\?.*format=png")) as answer:
        plain.goto(server.url + address)
    assert (answer.value.status, answer.value.headers["content-type"]) == (200, "image/png")
    expect(plain.get_by_role("heading", level=1)).to_have_text(says)
    output = plain.locator(".panel-output img").first
    expect(output).to_be_visible()
    assert output.get_attribute("alt")
    box = output.bounding_box()
    assert box
    assert box["width"] > 100
    assert box["height"] > 100


def test_without_scripts_a_link_shows_its_own_picture_and_kernel(plain: Page, server: Server) -> None:
    plain.goto(f"{server.url}/kernels?image=cat&kernel=emboss&size=64")
    expect(plain.locator(".panel-output img")).to_have_attribute("src", re.compile("image=cat.*kernel=emboss"))
    expect(plain.locator("select, button").locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
def test_no_page_asks_another_host(browser: Browser, server: Server, scripts: bool) -> None:
    with browser.new_context(java_script_enabled=scripts, viewport={"width": 1440, "height": 12_000}) as context:
        asked: set[str] = set()
        context.on("request", lambda request: asked.add(request.url))
        page = context.new_page()
        page.goto(server.url)
        menu = [link.get_attribute("href") or "" for link in page.locator("nav a").all()]
        assert {"/", "/kernels", "/docs"} <= set(menu)
        for address in menu + BESIDE_THE_MENU:
            page.goto(server.url + address, wait_until="networkidle")
    assert len(asked) > 20
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


@pytest.fixture
def calm(browser: Browser, server: Server) -> Iterator[Page]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield opened(context.new_page(), server, "image=face&size=32&kernel=outline&padding=same")


def test_who_wants_no_movement_sees_each_calculation_whole_when_it_plays(calm: Page) -> None:
    begun = place(calm)
    calm.evaluate(_WATCH_PARTS)
    calm.get_by_label("Speed").fill("9")
    calm.get_by_role("button", name="Play", exact=True).click()
    wait_until(lambda: place(calm) != begun, 10)
    assert calm.evaluate("[...lit]") in ([], ["Write"])


def test_who_wants_no_movement_sees_nothing_glide(calm: Page) -> None:
    calm.get_by_role("application").hover()
    turn = calm.get_by_role("button", name="Turn", exact=True)
    turn.scroll_into_view_if_needed()
    said = turn.evaluate(
        "one => { one.click(); return new Promise((then) => setTimeout(() => then(one.textContent))); }"
    )
    assert said == "Turn back"
    assert calm.evaluate("document.getAnimations().length") == 0
    assert calm.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
