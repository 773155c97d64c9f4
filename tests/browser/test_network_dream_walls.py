"""What units and classes would like to see, on the projector: it is large, told briefly, and gone through by keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SIZES
from tests.browser.kernels_page import comes_to
from tests.browser.network_page import answer_of, dreams_of, grown, maps_of, projected, read
from tests.browser.walls import CUT_OFF, is_whole
from tests.conftest import Server

CLASSES = "network=lenet5&image=three&view=wall=classes"
UNIT = "network=lenet5-small&image=three&layer=conv2&unit=3,2,4"
# Words of the wall that are smaller than the back row can read.
FAINT = """
(figure) => [...figure.querySelectorAll('*')]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((one) => one.offsetParent && !one.closest('dialog, .visually-hidden, option'))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 27.9)
  .map((one) => one.textContent.trim())
"""


def ends_of(page: Page) -> Locator:
    return dreams_of(page, "What it takes for a class")


def dreams(page: Page) -> Locator:
    return dreams_of(page, "What it would like to see")


def shown(where: Locator) -> list[str]:
    """Whose pictures are there."""
    return where.locator("figure strong").all_inner_texts()


def test_the_wall_of_classes_is_filled_without_a_choice_and_tells_briefly_what_the_server_says(
    desk: Page, server: Server
) -> None:
    ends = grown(ends_of(projected(desk, server, CLASSES)))
    assert shown(ends) == [*"0123456789", "Picture shown"]
    expect(desk).to_have_url(re.compile("view=wall=classes;classes=0,1,2,3,4,5,6,7,8,9&"))
    told = answer_of(server, "lenet5/layers/linear3/dream?unit=7&steps=64&format=json")
    logit = answer_of(server, "lenet5/prediction?image=three")["logits"][7]
    climbed, real = ends.locator("[data-climb]").nth(7).inner_text().split(", shown ")
    assert (read(climbed), read(real)) == pytest.approx((told["value"], logit), rel=0.05)
    expect(ends.locator("figure").nth(7)).to_contain_text("called so, > 99.9 %")


@pytest.mark.parametrize("query", [CLASSES, f"{UNIT}&view=wall=dream", f"{UNIT}&view=wall=dream;dream=5"])
def test_pictures_fill_the_wall_and_their_words_are_read_from_the_back_row(
    desk: Page, server: Server, query: str
) -> None:
    page = projected(desk, server, query)
    figure = page.locator("figure.projecting")
    grown(figure)
    boxes = [box for one in figure.get_by_role("img").all() if (box := one.bounding_box())]
    across = max(box["x"] + box["width"] for box in boxes) - min(box["x"] for box in boxes)
    down = max(box["y"] + box["height"] for box in boxes) - min(box["y"] for box in boxes)
    assert across > 1700 or down > 700
    assert len({round(box["width"]) for box in boxes}) == 1
    assert is_whole(figure)
    assert (figure.evaluate(FAINT), figure.evaluate(CUT_OFF)) == ([], [])


def test_on_an_old_projector_only_numbers_stand_under_ten_classes(desk: Page, server: Server) -> None:
    page = projected(desk, server, CLASSES)
    width, height = SIZES["old"]
    page.set_viewport_size({"width": width, "height": height})
    ends = grown(ends_of(page))
    comes_to(lambda: shown(ends)[-1], "Shown")
    assert re.fullmatch("[0-9.]+", ends.locator("[data-climb]").first.inner_text())
    figure = page.locator("figure.projecting")
    assert figure.evaluate(CUT_OFF) == []
    assert is_whole(figure)


def test_keys_go_through_the_steps_and_grow_them_again(desk: Page, server: Server) -> None:
    page = projected(desk, server, f"{CLASSES};classes=0,1")
    ends = grown(ends_of(page))
    steps = ends.get_by_role("slider", name="Steps")
    for key, name in (("ArrowLeft", "56"), ("Home", "0"), ("ArrowRight", "1"), ("ArrowRight", "2")):
        page.keyboard.press(key)
        expect(steps).to_have_attribute("aria-valuetext", f"{name} of 64 steps")
        expect(page).to_have_url(re.compile(f"dreamt-classes={name}&"))
    page.keyboard.press("End")
    expect(page).not_to_have_url(re.compile("dreamt-classes"))
    page.keyboard.press("Space")
    expect(steps).to_have_attribute("aria-valuetext", re.compile("^([0-9]|1[0-9]|2[0-9]) of 64"))
    expect(steps).to_have_attribute("aria-valuetext", "64 of 64 steps")


def test_up_and_down_show_one_class_alone_and_all_of_them_again(desk: Page, server: Server) -> None:
    page = projected(desk, server, CLASSES)
    ends = ends_of(page)
    for key, there in (
        ("ArrowDown", ["0"]),
        ("PageDown", ["1"]),
        ("ArrowUp", ["0"]),
        ("PageUp", [*"0123456789"]),
        ("ArrowUp", ["9"]),
        ("ArrowDown", [*"0123456789"]),
    ):
        page.keyboard.press(key)
        comes_to(lambda: shown(ends), [*there, "Picture shown"])


def test_a_click_chooses_a_class_and_leaves_the_keys_to_the_pictures(desk: Page, server: Server) -> None:
    page = projected(desk, server, f"{CLASSES};classes=0")
    ends = grown(ends_of(page))
    three = ends.get_by_role("button", name="3", exact=True)
    three.click()
    comes_to(lambda: shown(ends), ["0", "3", "Picture shown"])
    grown(ends)
    page.keyboard.press("Space")
    expect(ends.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile("^([0-9]|1[0-9]|2[0-9]) of 64"))
    expect(three).to_have_attribute("aria-pressed", "true")
    three.click()
    ends.get_by_role("button", name="0", exact=True).click()
    comes_to(lambda: len(shown(ends)), 11)


def test_the_opened_unit_is_dreamt_of_first_and_then_map_after_map(desk: Page, server: Server) -> None:
    page = projected(desk, server, UNIT)
    page.keyboard.press("d")
    comes_to(lambda: shown(dreams(page)), ["conv2, map 4, row 3, column 5", "Picture shown"])
    expect(page).to_have_url(re.compile("view=wall=dream;dream=unit&"))
    for key, name in (("ArrowDown", "Map 4"), ("ArrowDown", "Map 5"), ("ArrowUp", "Map 4")):
        page.keyboard.press(key)
        comes_to(lambda: shown(dreams(page))[0], f"{name} of conv2")
    dreams(page).get_by_role("combobox", name="Map").select_option("0")
    page.keyboard.press("ArrowUp")
    last = maps_of(server, "lenet5-small", "conv2", "three").shape[0]
    comes_to(lambda: shown(dreams(page))[0], f"Map {last} of conv2")


def test_without_a_unit_the_map_that_hears_most_of_the_picture_is_dreamt_of(desk: Page, server: Server) -> None:
    page = projected(desk, server, "network=lenet5-small&image=three&layer=conv2&view=wall=dream")
    heard = maps_of(server, "lenet5-small", "conv2", "three").clamp(min=0).mean(dim=(1, 2))
    comes_to(lambda: shown(dreams(page))[:1], [f"Map {int(heard.argmax()) + 1} of conv2"])


def test_what_cannot_be_climbed_says_so_on_the_wall(page: Page, server: Server) -> None:
    projected(page, server, "network=lenet5-small&image=three&layer=conv2&edit=conv2:3=0&view=wall=dream;dream=3")
    figure = page.locator("figure.projecting")
    expect(figure.get_by_role("alert")).to_contain_text("This channel is silenced")
    assert is_whole(figure)
