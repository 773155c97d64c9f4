"""/receptive-field in the browser: numbers are those of app.nets, every state is a link, every key a way."""

import random
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from app.nets.analysis import analyse
from app.nets.fields import field_of
from app.nets.graph import Graph, graph_of
from app.pages.stacks import architecture_of, read_stack
from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to
from tests.conftest import Server
from tests.receptive_cases import ZOO, random_stack

MINUS = "\N{MINUS SIGN}"
TIMES = " \N{MULTIPLICATION SIGN} "
AGREES = "The server computes the same"

_ROWS = """(table) => Object.fromEntries(Array.from(table.querySelectorAll('tbody tr'), (row) =>
  [row.querySelector('th').innerText, Array.from(row.querySelectorAll('td'), (cell) => cell.innerText)]))"""
_NUMERALS = """() => Array.from(document.querySelectorAll('[role=application] canvas')).flatMap(
  ({ texts = [], sizes = [] }) => texts.map((text, at) => [text, sizes[at]]))"""


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/receptive-field?{query}")
    expect(live(page)).to_have_text(re.compile("sees|feeds"))
    return page


def figure(page: Page) -> Locator:
    return page.get_by_role("application", name="Layers of the network")


def live(page: Page) -> Locator:
    return page.locator("figure p[aria-live]")


def rows_of(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.locator("table").first.evaluate(_ROWS)
    return found


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def paired(pair: list[Any]) -> str:
    written = ["–" if one is None else f"{round(one, 3):g}".replace("-", MINUS) for one in pair]
    return written[0] if written[0] == written[1] else TIMES.join(written)


def expect_numbers(page: Page, graph: Graph) -> None:
    """Every row of the table is what app.nets says."""
    rows = rows_of(page)
    for layer in analyse(graph)["layers"]:
        if layer["name"] not in rows:
            assert layer["kernel"] is None
            assert layer["parameters"] == 0
            continue
        _, shape, size, jump, start, _, shared, parameters, macs = rows[layer["name"]]
        assert shape == TIMES.join(map(str, layer["output_shape"])), layer
        assert size == paired(layer["receptive_field"]), layer
        assert (jump, start) == (paired(layer["jump"]), paired(layer["start"])), layer
        assert (parameters, macs) == (f"{layer['parameters']:,}", f"{layer['macs']:,}"), layer
        if layer["jump"][1] is not None:
            assert shared.endswith(f"of {layer['receptive_field'][1]}")


def expect_unit(page: Page, graph: Graph, layer: str, place: tuple[int, int]) -> None:
    """The sentence about the unit is what app.nets says of it."""
    box = field_of(graph, layer, (0, *place)).box
    free = field_of(graph, layer, (0, *place)).unclipped_box
    said = live(page).inner_text().replace(MINUS, "-")
    assert said.startswith(f"{layer}, unit {place[1]} of 0 to {graph[layer].shape[2] - 1}"), said
    if box is None:
        assert "sees nothing" in said, said
        return
    assert free
    _, left, _, right = box
    count = right - left
    assert (f"sees {count} input columns, {left} to {right - 1}" if count > 1 else f"column, {left}") in said, said
    padding = free[3] - free[1] - count
    assert (f"{padding} more are padding" in said) == (padding > 0), said


def test_numbers_of_thirty_random_stacks_are_those_of_the_networks_room(desk: Page, server: Server) -> None:
    chance = random.Random("thirty")
    for _ in range(30):
        given, layers = random_stack(chance)
        graph = graph_of(architecture_of(read_stack(given, layers)))
        node = chance.choice([node for node in graph.nodes.values() if node.type != "input"])
        row, column = (chance.randrange(side) for side in node.shape[1:])
        opened(desk, server, f"input={given}&layers={layers}&layer={node.name}&unit=0,{row},{column}")
        expect(live(desk)).to_have_text(re.compile(f"^{re.escape(node.name)},"))
        expect(desk.get_by_text(AGREES)).to_be_visible()
        expect_numbers(desk, graph)
        expect_unit(desk, graph, node.name, (row, column))


@pytest.mark.parametrize("name", ["lenet5", "alexnet", "resnet18"])
def test_numbers_of_a_network_are_those_of_the_networks_room(desk: Page, server: Server, name: str) -> None:
    assert name in ZOO
    graph = server.app.state.netlab.zoo.graph(name)
    chance = random.Random(name)
    maps = [node for node in graph.nodes.values() if node.spatial and node.type in ("conv", "max-pool", "add")]
    for node in chance.sample(maps, 3 if len(maps) > 3 else len(maps)):
        row, column = (chance.randrange(side) for side in node.shape[1:])
        opened(desk, server, f"network={name}&layer={node.name}&unit=0,{row},{column}")
        expect(live(desk)).to_have_text(re.compile(f"^{re.escape(node.name)},"))
        expect_unit(desk, graph, node.name, (row, column))
    expect_numbers(desk, graph)


def test_arrow_keys_go_from_unit_to_unit_and_from_layer_to_layer(desk: Page, server: Server) -> None:
    opened(desk, server)
    expect(live(desk)).to_have_text(re.compile("^conv3, unit 8 of 0 to 15: sees 7 input columns, 5 to 11"))
    figure(desk).focus()
    for key, says in (
        ("ArrowRight", "conv3, unit 9"),
        ("ArrowDown", "conv2, unit 9 of 0 to 15: sees 5 input columns, 7 to 11"),
        ("Home", "conv2, unit 0 of 0 to 15: sees 3 input columns, 0 to 2; 2 more are padding"),
        ("PageDown", "conv3, unit 0"),
        ("End", "conv3, unit 15"),
        ("PageUp", "conv2, unit 15"),
        ("ArrowDown", "conv1, unit 15"),
        ("ArrowDown", "input, column 15 of 0 to 15; feeds units 12 to 15 of conv3"),
    ):
        desk.keyboard.press(key)
        expect(live(desk)).to_have_text(re.compile(f"^{re.escape(says)}"))
    expect(desk).to_have_url(re.compile("layer=input&unit=0,8,15"))


def test_hovering_asks_the_server_nothing_and_a_click_holds_the_unit(desk: Page, server: Server) -> None:
    opened(desk, server)
    desk.wait_for_load_state("networkidle")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type in ("fetch", "xhr"):
            asked.append(request.url)

    desk.on("request", note)
    box = figure(desk).bounding_box()
    assert box
    for step in range(12):
        desk.mouse.move(box["x"] + box["width"] * (0.3 + 0.05 * step), box["y"] + 30)
    at = (box["x"] + box["width"] * 0.5, box["y"] + 30)
    desk.mouse.click(*at)
    held = live(desk).inner_text()
    comes_to(lambda: live(desk).inner_text().startswith("conv3"), True)
    held = live(desk).inner_text()
    desk.mouse.move(at[0] + 150, at[1])
    assert live(desk).inner_text() == held
    assert asked == []
    desk.remove_listener("request", note)


def test_layers_are_added_turned_and_taken_away_and_every_step_can_be_undone(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name="+ Max pool").click()
    expect(page).to_have_url(re.compile(r"~max:2&"))
    expect(live(page)).to_have_text(re.compile("^pool1"))
    page.get_by_role("button", name="+ Convolution").click()
    page.get_by_role("button", name="Dilation: more").click()
    expect(page).to_have_url(re.compile(r"~max:2~conv:3,d2,p1&"))
    expect(page.get_by_text(AGREES)).to_be_visible()
    page.get_by_role("button", name="Take this layer away").click()
    expect(page).to_have_url(re.compile(r"~max:2&"))
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(re.compile(r"~max:2~conv:3,p1"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"~max:2~conv:3,d2,p1"))


def test_no_control_offers_what_cannot_be_and_typing_it_says_why(desk: Page, server: Server) -> None:
    page = opened(desk, server, "input=1,7&layers=conv:3~conv:3&layer=conv2")
    slider = page.get_by_role("slider", name="Window", exact=True)
    expect(slider).to_have_attribute("max", "5")
    page.get_by_label("Window: number").fill("6")
    page.get_by_label("Window: number").press("Enter")
    expect(page.get_by_text("conv2: A window spanning 6 cells cannot fit in 5.")).to_be_visible()


def test_channels_that_do_not_match_are_shown_wrong_at_their_layer_in_the_servers_words(
    page: Page, server: Server
) -> None:
    opened(page, server, "input=3,16&layers=conv:3,p1~conv:3,p1")
    with page.expect_response(
        lambda answer: answer.url.endswith("/api/receptive-field") and answer.status == 422
    ) as one:
        page.get_by_label("Input channels that conv2 was made for").fill("3")
        page.get_by_label("Input channels that conv2 was made for").press("Enter")
    said = one.value.json()
    assert said["layer"] == "conv2"
    alert = page.get_by_role("listitem").get_by_role("alert")
    expect(alert).to_have_text(f"conv2: {said['detail'].removeprefix('conv2: ')} (the server)")
    expect(page).to_have_url(re.compile(r"conv:3,p1,i3"))
    assert list(rows_of(page)) == ["input", "conv1"]
    page.get_by_role("button", name="Take the 8 that come in").click()
    expect(alert).to_have_count(0)
    expect(page.get_by_text(AGREES)).to_be_visible()


def test_three_small_windows_cost_less_than_a_large_one(desk: Page, server: Server) -> None:
    opened(desk, server)
    rows = desk.locator("table").nth(1).evaluate(_ROWS)
    for title, layers in (
        ("3 layers of 3 × 3", "~".join(["conv:3,same,f64"] * 3)),
        ("One layer of 7 × 7", "conv:7,same,f64"),
    ):
        told = analyse(graph_of(architecture_of(read_stack("64,32", layers))))
        assert rows[title][:3] == ["7 × 7", f"{told['parameters']:,}", f"{told['macs']:,}"]
    desk.get_by_role("button", name="Look at it").first.click()
    expect(desk).to_have_url(re.compile("input=64,32&layers=conv:3,same,f64~"))


def test_ways_are_counted_and_thrown_weights_are_in_the_link(desk: Page, server: Server) -> None:
    opened(desk, server)
    expect(desk.get_by_role("img", name="Ways to the unit from columns 5 to 11: 1, 3, 6, 7, 6, 3, 1;")).to_be_visible()
    desk.get_by_role("button", name="Throw again").click()
    expect(desk).to_have_url(re.compile("view=seed(%3D|=)2"))


def test_a_trained_networks_footprint_lies_in_the_box(desk: Page, server: Server) -> None:
    opened(desk, server, "network=mnist-convnet&layer=conv2&unit=0,7,7")
    desk.get_by_role("button", name="Measure conv2 (0, 7, 7)").click()
    expect(
        desk.get_by_text(re.compile("Measured: 100 % of the gradient lies in the box|the unit is off"))
    ).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("query", ["", "network=resnet152"])
def test_the_page_fits_its_screen(desk: Page, server: Server, size: str, query: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    assert opened(desk, server, query).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_no_theme_has_a_serious_accessibility_fault(desk: Page, server: Server, theme: str) -> None:
    assert serious_violations(opened(desk, server, f"theme={theme}")) == []


def test_p_shows_the_figure_alone_and_its_numerals_are_large(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 1920, "height": 1080})
    page = opened(desk, server)
    page.keyboard.press("p")
    expect(page.locator("html")).to_have_attribute("data-theme", "projector")
    expect(figure(page)).to_be_focused()
    sizes = "() => (" + _NUMERALS + ")().filter(([text]) => /[0-9]/.test(text)).map(([, size]) => size)"
    comes_to(lambda: min(page.evaluate(sizes), default=0) >= 28, True)
    page.keyboard.press("ArrowLeft")
    expect(live(page)).to_have_text(re.compile("^conv3, unit 7"))


def test_a_finger_along_a_layer_goes_from_unit_to_unit(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = opened(context.new_page(), server)
        box = figure(page).bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + 30)
        expect(live(page)).to_have_text(re.compile("^conv3, unit"))
        first = live(page).inner_text()
        page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + 30)
        expect(live(page)).not_to_have_text(first)


def test_a_layer_that_cannot_be_says_why_at_the_layer_in_the_servers_words(kept: Page, server: Server) -> None:
    page = opened(kept, server, "layers=conv:3,p1,f8~conv:3,i1")
    conv = {"type": "conv", "filters": 8, "kernel": 3}
    asked = {"input": [1, 16, 16], "layers": [conv | {"padding": 1}, conv | {"channels": 1}]}
    refused = server.client.post("/api/receptive-field", json=asked)
    assert refused.status_code == 422
    sentence = refused.json()["detail"].removeprefix("conv2: ")
    expect(page.get_by_role("group", name="Layers, the input first").get_by_text(sentence)).to_be_visible()


def test_a_picture_of_ones_own_is_looked_at_and_stays_in_the_link(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    picture = server.client.get("/api/images/coins?format=png").content
    page.get_by_label(re.compile("^Your own picture: choose")).set_input_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": picture}
    )
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    page.reload()
    expect(page.locator("#picture ~ div").get_by_role("radio", checked=True)).to_have_count(1)
