"""/network, touched: what is silenced or rewritten moves everything behind it, as the API says, and all is a link."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kernels_page import comes_to
from tests.browser.network_page import answer_of, guessed, opened, read, spoken_value, words
from tests.conftest import Server

OUTLINE = "0,1,0;1,-4,1;0,1,0"


def maps_of(page: Page, layer: str) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^Maps of {layer}:"))


def logits_on(page: Page) -> list[float]:
    """The table of logits at the end of the network, as it is."""
    rows = page.get_by_role("table", name="Softmax, term by term").locator("tbody tr")
    told: list[str] = rows.evaluate_all("rows => rows.slice(0, -1).map((row) => row.cells[1].textContent)")
    return [read(one) for one in told]


def logits_of(server: Server, edit: str = "") -> list[float]:
    told: list[float] = answer_of(server, f"mnist-convnet/prediction?image=three&{edit}")["logits"]
    return [round(one, 4) + 0.0 for one in told]


def shows_logits(page: Page, server: Server, edit: str = "") -> None:
    comes_to(lambda: logits_on(page) == pytest.approx(logits_of(server, edit), abs=1.1e-4), True)


def pointed_value(page: Page, layer: str, keys: str) -> float:
    """What the map says of the cell that these keys lead to."""
    maps = maps_of(page, layer)
    maps.focus()
    for key in keys.split():
        maps.press(key)
    return read(page.locator(".reading .numeral").inner_text())


def edit_in(url: str) -> str:
    return f"edit={url.partition('edit=')[2].partition('&')[0]}"


def chips(page: Page) -> Locator:
    return page.get_by_role("list", name="Changes to the network").get_by_role("listitem")


def weight(page: Page, row: int, column: int) -> Locator:
    desk = page.get_by_role("region", name="Change what it has learned")
    return desk.get_by_role("textbox", name=f"weight in row {row}, column {column}")


def test_a_silenced_map_is_crossed_out_and_everything_behind_it_follows(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1")
    shows_logits(page, server)
    maps = maps_of(page, "conv1")
    maps.focus()
    for key in ("PageDown", "PageDown", "PageDown", "x"):
        maps.press(key)
    expect(page).to_have_url(re.compile(r"edit=conv1:3=0"))
    expect(page.get_by_text("silenced by you: 0 for all who read it")).to_be_visible()
    expect(chips(page)).to_have_text([re.compile("conv1, channel 4: silenced")])
    shows_logits(page, server, "edit=conv1:3=0")
    expect(page.get_by_role("button", name=re.compile("conv1.*1 silenced"))).to_be_visible()


def test_maps_behind_a_silenced_channel_are_the_apis_of_the_edited_network(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&edit=conv1:3=0|conv1:0=0")
    told = answer_of(server, "mnist-convnet/layers/conv2?image=three&format=json&edit=conv1:3=0|conv1:0=0")["maps"]
    plain = answer_of(server, "mnist-convnet/layers/conv2?image=three&format=json")["maps"]
    assert told[1][7][7] != pytest.approx(plain[1][7][7], abs=1e-3)
    comes_to(lambda: pointed_value(page, "conv2", "") == pytest.approx(told[0][7][7], rel=2e-3), True)
    assert pointed_value(page, "conv2", "PageDown") == pytest.approx(told[1][7][7], rel=2e-3)


def test_the_mouse_silences_by_the_button_on_the_map(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1")
    box = maps_of(page, "conv1").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.get_by_role("button", name="Silence map 1").first.click()
    expect(page).to_have_url(re.compile(r"edit=conv1:0=0"))
    page.get_by_role("button", name="Let map 1 be heard again").first.click()
    expect(page).not_to_have_url(re.compile("edit="))


def test_the_trained_networks_answer_stands_beside_the_changed_ones(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1&edit=input:0=0")
    shows_logits(page, server, "edit=input:0=0")
    expect(page.locator(".asking").get_by_text("As trained: 3")).to_be_visible()
    row = page.get_by_role("table", name="Softmax, term by term").locator("tbody tr").nth(3)
    now, before, change = (read(cell.replace("+", "")) for cell in row.locator("td").all_text_contents()[:3])
    assert before == pytest.approx(logits_of(server)[3], abs=1e-4)
    assert change == pytest.approx(now - before, abs=2e-4)
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    plain = [one for one in asked if one.endswith("/mnist-convnet/prediction?image=three")]
    assert len(plain) == 1, "the unedited prediction is asked once and kept"


def test_a_typed_kernel_weighs_as_the_api_says_and_is_reset_to_what_was_learned(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1&unit=2,9,12")
    expect(weight(page, 1, 1)).to_be_visible()
    learned = weight(page, 2, 2).input_value()
    for row, line in enumerate(OUTLINE.split(";")):
        for column, number in enumerate(line.split(",")):
            weight(page, row + 1, column + 1).fill(number)
            weight(page, row + 1, column + 1).blur()
    edit = f"edit=conv1:2,0={OUTLINE}"
    expect(page).to_have_url(re.compile(re.escape(edit)))
    shows_logits(page, server, edit)
    told = answer_of(server, f"mnist-convnet/layers/conv1/unit?image=three&unit=2,9,12&{edit}")["value"]
    comes_to(lambda: read(words(page.locator('[data-unit="conv1"]'))) == pytest.approx(told, rel=1e-4), True)
    expect(page.get_by_text("agrees with torch")).to_be_visible()
    page.get_by_role("button", name="As learned").click()
    expect(page).not_to_have_url(re.compile("edit="))
    expect(weight(page, 2, 2)).to_have_value(learned)
    shows_logits(page, server)


def test_a_dragged_weight_is_one_step_back(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    cell = weight(page, 2, 2)
    before = cell.input_value()
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 80, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"edit=conv2:5,\d+="))
    expect(chips(page)).to_have_count(1)
    comes_to(lambda: logits_on(page) == pytest.approx(logits_of(server, edit_in(page.url)), abs=1.1e-4), True)
    dragged = edit_in(page.url)
    page.get_by_role("button", name="Undo").last.click()
    expect(page).not_to_have_url(re.compile("edit="))
    expect(cell).to_have_value(before)
    page.get_by_role("button", name="Redo").click()
    expect(page).to_have_url(re.compile(re.escape(dragged)))


def test_a_weight_follows_a_slow_hand_and_the_answer_follows_the_weight(desk: Page, server: Server) -> None:
    """The number is selected by then: the browser must not carry its text away instead."""
    page = opened(desk, server, "layer=conv1&unit=2,9,12")
    cell = weight(page, 2, 2)
    cell.scroll_into_view_if_needed()
    comes_to(lambda: cell.bounding_box() == cell.bounding_box(), True)
    box = cell.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = float(cell.input_value().replace("−", "-"))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 25):
        page.mouse.move(x, y - 4 * step)
        page.evaluate("new Promise(requestAnimationFrame)")
    assert float(cell.input_value().replace("−", "-")) == pytest.approx(before + 12 * step_of(page), abs=0.01)
    comes_to(lambda: page.locator(".moved").first.inner_text() not in ("", "0.00"), True)  # the hand still holds it
    page.mouse.up()


def step_of(page: Page) -> float:
    """What one notch moves a weight by, as the desk says."""
    told = page.get_by_text(re.compile("steps of")).first.inner_text()
    return float(told.rpartition("steps of ")[2].rstrip("."))


def test_undo_redo_and_as_trained(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=relu1")
    maps = maps_of(page, "relu1")
    maps.focus()
    for key in ("x", "PageDown", "x"):
        maps.press(key)
    expect(chips(page)).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(chips(page)).to_have_count(1)
    shows_logits(page, server, "edit=relu1:0=0")
    page.keyboard.press("Control+Shift+Z")
    expect(chips(page)).to_have_count(2)
    page.get_by_role("button", name="Take back: relu1, channel 1: silenced").click()
    expect(page).to_have_url(re.compile(r"edit=relu1:1=0"))
    page.get_by_role("button", name="As trained").click()
    expect(page).not_to_have_url(re.compile("edit="))
    expect(page.get_by_text("The network is as it was trained.")).to_be_attached()
    shows_logits(page, server)


def test_a_link_with_changes_reopens_as_it_was(desk: Page, server: Server) -> None:
    edit = f"edit=conv1:3=0|conv1:2,0={OUTLINE}"
    page = opened(desk, server, f"layer=conv1&unit=2,9,12&{edit}")
    expect(weight(page, 2, 2)).to_have_value("−4")
    expect(chips(page)).to_have_count(2)
    shows_logits(page, server, edit)


def test_the_changed_network_is_compared_with_itself_as_it_was_trained(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&edit=conv1:3=0")
    page.get_by_role("button", name="Difference from trained").click()
    expect(page).to_have_url(re.compile("against=trained"))
    changed, plain = (
        answer_of(server, f"mnist-convnet/layers/conv2?image=three&format=json{edit}")["maps"][0][7][7]
        for edit in ("&edit=conv1:3=0", "")
    )
    told = page.locator("[data-difference]")
    comes_to(lambda: read(words(told)) == pytest.approx(changed - plain, rel=2e-3), True)


def test_a_silenced_unit_says_that_nobody_hears_its_sum(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1&unit=3,9,12&edit=conv1:3=0")
    expect(page.get_by_text("whatever this comes to, 0 is what is handed on")).to_be_visible()
    expect(page.locator('[data-unit="conv1"]')).to_have_text("0")
    told = answer_of(server, "mnist-convnet/layers/conv1/unit?image=three&unit=3,9,12")["value"]
    assert abs(told) > 0.1
    comes_to(lambda: spoken_value(page) == pytest.approx(told, abs=0.006), True)
    expect(page.get_by_text("this is what it would hand on; 0 is what it does")).to_be_visible()


@pytest.mark.parametrize(
    ("edit", "says"),
    [("conv1:3=7", "can only be silenced"), ("conv9:0=0", "There is no layer"), ("conv1:0,0=1,2", "are 3 × 3")],
)
def test_a_link_with_a_change_that_cannot_be_says_why(page: Page, server: Server, edit: str, says: str) -> None:
    opened(page, server, f"edit={edit}")
    comes_to(lambda: guessed(page), "3")  # by then nothing is left of what the server wrote for want of scripts
    expect(page.locator(".told .banner").filter(has_text=says).first).to_be_visible()


def test_strokes_are_read_by_the_changed_network(desk: Page, server: Server) -> None:
    page = opened(desk, server, "edit=input:0=0")
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request.url))
    shows_logits(page, server, "edit=input:0=0")
    box = page.get_by_role("button", name=re.compile("Drawing pad")).bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 90, steps=3)
    comes_to(lambda: any("grid=" in one and "edit=input:0=0" in one for one in asked), True)
    page.mouse.up()
