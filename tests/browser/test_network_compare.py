"""/network, two pictures or two networks beside each other: the numbers of their difference are torch's."""

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to
from tests.browser.network_page import answer_of, drawn, guessed, maps_of, opened, read, words
from tests.conftest import Server

DISK = "against=image:disk"


def number(page: Page, selector: str) -> float:
    return read(words(page.locator(selector)))


def is_close(page: Page, selector: str, expected: float) -> Callable[[], bool]:
    """Whether a number on the page, which is rounded to four digits or more, is this one."""
    return lambda: math.isclose(number(page, selector), expected, rel_tol=6e-4, abs_tol=1e-6)


@pytest.mark.parametrize(
    ("network", "layer", "unit"),
    [
        ("mnist-convnet", "conv2", (5, 6, 7)),
        ("lenet5", "pool1", (2, 4, 5)),
        ("cifar-resnet", "stage1.residual.add", (3, 7, 9)),
        ("mnist-convnet", "linear1", (8,)),
    ],
)
def test_the_difference_of_a_unit_is_torchs(
    desk: Page, server: Server, network: str, layer: str, unit: tuple[int, ...]
) -> None:
    one, other = (maps_of(server, network, layer, image) for image in ("three", "disk"))
    place = (*unit, 0, 0)[:3]
    page = opened(desk, server, f"network={network}&image=three&layer={layer}&unit={','.join(map(str, unit))}&{DISK}")
    comes_to(is_close(page, "[data-difference]", float((one - other)[place])), True)
    comes_to(is_close(page, '[data-side="a"]', float(one[place])), True)
    comes_to(is_close(page, '[data-side="b"]', float(other[place])), True)


def test_the_stage_of_a_names_b_too_so_that_the_back_row_reads_it(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"layer=conv2&unit=5,6,7&{DISK}")
    one, other = (float(maps_of(server, "mnist-convnet", "conv2", image)[5, 6, 7]) for image in ("three", "disk"))
    title = page.get_by_text(re.compile(r"conv2, map 6, row 7, column 8; B \(Disk\)"))
    expect(title).to_be_visible()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.keyboard.press("p")
    found = re.search(r"B \(Disk\) ≈ (\S+), A is smaller by ≈ ([0-9.]+[0-9])", title.inner_text())
    assert found
    told, apart = map(read, found.groups())
    assert math.isclose(told, other, rel_tol=1e-4)
    assert math.isclose(apart, other - one, rel_tol=1e-4)
    assert title.evaluate("words => parseFloat(getComputedStyle(words).fontSize)") >= 28
    page.keyboard.press("p")


def test_under_each_layer_stands_from_where_to_where_its_difference_goes(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"{DISK}&view=compare=difference")
    expect(page.get_by_text("Calculated in float32.")).to_be_visible()
    for layer in ("input", "conv1", "relu2", "linear1"):
        made = maps_of(server, "mnist-convnet", layer, "three") - maps_of(server, "mnist-convnet", layer, "disk")
        words = page.get_by_role("button", name=re.compile(rf"{layer}\b.* … ")).first.inner_text()
        found = re.search(r"(\S+) … (\S+)", words)
        assert found
        low, high = map(read, found.groups())
        assert math.isclose(low, float(made.min()), rel_tol=6e-3), layer
        assert math.isclose(high, float(made.max()), rel_tol=6e-3, abs_tol=1e-6), layer


def colours_of(page: Page, section: str, layer: str) -> list[list[int]]:
    """The pixels of a layer's first map, as they are painted."""
    button = page.get_by_role("region", name=section).get_by_role("button", name=re.compile(rf"{layer}\b")).first
    told: list[list[int]] = button.locator("canvas").evaluate(
        """seen => {
          const copy = new OffscreenCanvas(seen.width, seen.height).getContext('2d');
          copy.drawImage(seen, 0, 0);
          return Array.from({ length: 28 }, (_, x) => [...copy.getImageData(x, 14, 1, 1).data]);
        }"""
    )
    return told


def test_blue_where_a_is_smaller_orange_where_it_is_larger_white_where_they_agree(desk: Page, server: Server) -> None:
    page = opened(desk, server, f"{DISK}&view=compare=difference")
    expect(page.get_by_text("Calculated in float32.")).to_be_visible()
    made = maps_of(server, "mnist-convnet", "conv1", "three") - maps_of(server, "mnist-convnet", "conv1", "disk")
    row, reach = made[0, 14], float(made.abs().max())
    for value, (red, _, blue, _) in zip(row.tolist(), colours_of(page, "A − B", "conv1"), strict=True):
        if abs(value) > reach / 50:
            assert (red > blue) == (value > 0), value
        elif value == 0:
            assert red == blue == 255


def test_a_comparison_is_a_link_and_begins_undoes_and_swaps_from_the_keyboard(desk: Page, server: Server) -> None:
    page = opened(desk, server, "image=three")
    page.get_by_role("button", name="Another picture").press("Enter")
    expect(page).to_have_url(re.compile("against=image:disk"))
    page.get_by_role("radio", name="A − B").press(" ")
    expect(page).to_have_url(re.compile("view=compare=difference"))
    page.get_by_role("button", name="Swap A and B").press("Enter")
    expect(page).to_have_url(re.compile("image=disk&against=image:three"))
    page.keyboard.press("Control+z")
    expect(page).to_have_url(re.compile("image=three&against=image:disk"))
    page.get_by_role("button", name="Off", exact=True).press("Enter")
    expect(page).not_to_have_url(re.compile("against="))
    expect(page.get_by_role("radio", name="A − B")).to_have_count(0)


def test_a_picture_is_pinned_while_a_unit_is_open_and_another_is_drawn_beside_it(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    page.get_by_role("button", name="Pin this picture").click()
    expect(page.get_by_text("Pinned: B is what you see")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    drawn(page, [[(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)]])
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}&layer=conv2&unit=5,6,7&against=image:three"))
    expect(page.get_by_text(re.compile("A .*: 7,"))).to_be_visible()
    pinned = maps_of(server, "mnist-convnet", "conv2", "three")[5, 6, 7]

    def is_of_the_drawing() -> bool:
        drawing = re.findall("image=([0-9a-f]{32})", page.url)[0]  # of the empty sheet first, then of the stroke
        one = maps_of(server, "mnist-convnet", "conv2", drawing)[5, 6, 7]
        return is_close(page, "[data-difference]", float(one - pinned))()

    comes_to(is_of_the_drawing, True)
    rows = page.get_by_role("table", name="Probabilities of both").locator('[data-class="7"]')
    comes_to(lambda: rows.first.locator("td").last.inner_text() != rows.last.locator("td").last.inner_text(), True)


def probabilities(server: Server, network: str, image: str) -> dict[str, float]:
    told: dict[str, Any] = answer_of(server, f"{network}/prediction?image={image}")
    return dict(zip(told["classes"], told["probabilities"], strict=True))


def share(text: str) -> float:
    return float(text.strip(" %<>")) / 100


def test_two_networks_stand_over_each_other_with_two_bars_a_class(desk: Page, server: Server) -> None:
    page = opened(desk, server, "network=mnist-convnet&image=disk&against=network:lenet5")
    for name in ("A: mnist-convnet", "B: lenet5"):
        expect(page.get_by_role("region", name=name)).to_be_visible()
    expect(page.get_by_role("radio", name="A − B")).to_be_disabled()
    expect(page.get_by_text("No layer has the same name and shape in both")).to_be_visible()
    table = page.get_by_role("table", name="Probabilities of both")
    for side, network in enumerate(("mnist-convnet", "lenet5")):
        expected = probabilities(server, network, "disk")
        best = max(expected, key=lambda name: expected[name])
        cell = table.locator(f'[data-class="{best}"]').nth(side).locator("td").last
        assert abs(share(words(cell)) - expected[best]) < 2e-3


def test_the_other_network_sees_every_stroke_while_it_is_drawn(desk: Page, server: Server) -> None:
    page = opened(desk, server, "network=mnist-convnet&against=network:lenet5")
    said = page.locator(".guesses").get_by_role("status")
    expect(said).to_contain_text("lenet5: 3")
    page.get_by_role("button", name="Clear").click()
    box = page.get_by_role("button", name=re.compile("Drawing pad")).bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.85 * box["height"], steps=10)
    expect(said).to_contain_text("lenet5: 1")  # the pen is still down
    page.mouse.up()
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}&against=network:lenet5"))


def test_a_layer_of_the_other_network_is_opened_by_changing_places(desk: Page, server: Server) -> None:
    page = opened(desk, server, "network=mnist-convnet&against=network:lenet5")
    other = page.get_by_role("region", name="B: lenet5")
    other.get_by_role("button", name=re.compile("linear2")).click()
    expect(page).to_have_url(re.compile("network=lenet5&image=three&layer=[a-z0-9]+&against=network:mnist-convnet"))
    expect(page.get_by_text("nothing to subtract here")).to_be_visible()


def test_a_picture_that_comes_late_wipes_no_stroke(desk: Page, server: Server) -> None:
    page = opened(desk, server, "image=three&view=from=samples")
    comes_to(lambda: guessed(page), "3")
    held: list[Any] = []
    page.route(re.compile(r"/api/images/face\?channels=gray"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"/api/images/face\?channels=gray")):
        page.get_by_role("radio", name="Face").check(force=True)
    page.get_by_role("button", name="Draw", exact=True).click()
    drawn(page, [[(0.5, 0.15), (0.5, 0.85)]])
    comes_to(lambda: guessed(page), "1")
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    link = page.url
    with page.expect_response(re.compile("/api/images/[0-9a-f]{32}.channels=gray")):
        held[0].continue_()
    eraser = page.get_by_role("button", name="Undo", exact=True)  # of the stroke: gone where a picture is laid over it
    expect(eraser.first).to_have_attribute("aria-disabled", "false")
    assert (guessed(page), page.url) == ("1", link)


@pytest.mark.parametrize("query", [DISK, f"{DISK}&layer=conv2&unit=5,6,7&view=compare=difference"])
def test_nothing_serious_for_axe(desk: Page, server: Server, query: str) -> None:
    page = opened(desk, server, query)
    expect(page.get_by_role("table", name="Probabilities of both")).to_be_visible()
    assert serious_violations(page) == []


@pytest.mark.parametrize("size", ["phone", "old", "projector"])
def test_at_no_size_anything_leaves_the_page(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    page = opened(desk, server, f"{DISK}&layer=conv1&unit=3,10,12")
    expect(page.locator("[data-difference]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
