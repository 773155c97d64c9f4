"""What units and classes would like to see, on the page: it grows, it is the server's, and it is in the link."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import serious_violations
from tests.browser.network_page import DREAMT, answer_of, dreams_of, grown, opened, read
from tests.browser.walls import CUT_OFF
from tests.conftest import Server

CLASSES = "network=lenet5&image=three"
LAYER = "network=lenet5-small&image=three&layer=conv2"


def pixels(where: Locator, name: str) -> np.ndarray:
    """Red, green, blue and opacity of each cell of a picture, as it stands on its canvas."""
    canvas = where.get_by_role("img", name=name)
    width, height, levels = canvas.evaluate(
        """async (canvas) => {
          canvas.scrollIntoView({ block: 'center' });  // out of sight nothing is painted
          for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
          const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
          copy.drawImage(canvas, 0, 0);
          return [canvas.width, canvas.height, Array.from(copy.getImageData(0, 0, canvas.width, canvas.height).data)];
        }"""
    )
    return np.array(levels).reshape(height, width, 4)


def climbed(where: Locator) -> tuple[float, float]:
    """The value for grey, and for the picture."""
    words = where.locator("[data-climb]").first.inner_text()
    numbers = re.findall(r"[−\d][\d.]*(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", words)
    return read(numbers[0]), read(numbers[1])


def test_a_class_grows_a_picture_that_the_network_calls_by_its_name(page: Page, server: Server) -> None:
    ends = dreams_of(opened(page, server, CLASSES), "What it takes for a class")
    ends.get_by_role("button", name="7", exact=True).click()
    expect(ends).to_contain_text("No picture that it has seen")
    grown(ends)
    told = answer_of(server, "lenet5/layers/linear3/dream?unit=7&steps=64&format=json")
    assert climbed(ends) == pytest.approx((told["start"], told["value"]), rel=1e-3)
    expect(ends).to_contain_text("It calls this: 7")
    shown = pixels(ends, "What 7 would like to see, after 64 steps")
    assert np.abs(shown[..., 0] - np.array(told["picture"][0]) * 255).max() <= 1.5, "256 steps on the way, and one here"
    expect(page).to_have_url(re.compile(r"view=classes=7$"))


def test_it_is_beside_the_real_picture_on_the_same_scale(page: Page, server: Server) -> None:
    ends = grown(dreams_of(opened(page, server, f"{CLASSES}&view=classes=3"), "What it takes for a class"))
    real = pixels(ends, "The picture shown, as the network takes it")
    assert (real[..., 0].min(), real[..., 0].max()) == (0, 255)
    expect(ends).to_contain_text("for the picture shown")
    logit = answer_of(server, "lenet5/prediction?image=three")["logits"][3]
    assert read(ends.get_by_text("for the picture shown").inner_text().split(" for ")[0]) == pytest.approx(logit, 1e-3)


def test_the_kept_steps_can_be_gone_through_and_are_in_the_link(page: Page, server: Server) -> None:
    ends = grown(dreams_of(opened(page, server, f"{CLASSES}&view=classes=0,1"), "What it takes for a class"))
    steps = ends.get_by_role("slider", name="Steps")
    steps.focus()
    page.keyboard.press("Home")
    expect(ends.get_by_role("img", name="What 0 would like to see, after 0 steps")).to_be_visible()
    beginning = pixels(ends, "What 0 would like to see, after 0 steps")[..., 0]
    assert np.ptp(beginning[2:-2, 2:-2]) < 60, "it begins with grey"
    assert not beginning[:2].any(), "whose rim is paper"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(steps).to_have_attribute("aria-valuetext", "2 of 64 steps")
    expect(page).to_have_url(re.compile(r"view=classes=0,1;dreamt-classes=2$"))
    page.reload()
    expect(ends.get_by_role("img", name="What 1 would like to see, after 2 steps")).to_be_visible(timeout=DREAMT)
    grown(ends)
    ends.get_by_role("button", name="Replay").click()
    expect(steps).to_have_attribute("aria-valuetext", "64 of 64 steps")


def test_a_whole_map_and_one_unit_are_dreamt_of_where_they_are_opened(page: Page, server: Server) -> None:
    dreams = dreams_of(opened(page, server, f"{LAYER}&unit=3,2,4"), "What it would like to see")
    dreams.get_by_role("button", name="This unit").click()
    grown(dreams)
    told = answer_of(server, "lenet5-small/layers/conv2/dream?unit=3,2,4&steps=64&format=json")
    box = told["box"]
    assert pixels(dreams, "What conv2, map 4, row 3, column 5 would like to see, after 64 steps").shape[:2] == (
        box["bottom"] - box["top"],
        box["right"] - box["left"],
    )
    dreams.get_by_role("button", name="A whole map").click()
    grown(dreams)
    told = answer_of(server, "lenet5-small/layers/conv2/dream?channel=3&steps=64&format=json")
    assert climbed(dreams) == pytest.approx((told["start"], told["value"]), rel=1e-3)
    expect(page).to_have_url(re.compile(r"view=dream=3$"))
    dreams.get_by_role("combobox", name="Map").select_option("5")
    grown(dreams)
    expect(dreams.get_by_role("img", name="What Map 6 of conv2 would like to see, after 64 steps")).to_be_visible()
    expect(page).to_have_url(re.compile(r"view=dream=5$"))


def test_what_cannot_be_climbed_says_so_and_draws_nothing(page: Page, server: Server) -> None:
    dreams = dreams_of(opened(page, server, f"{LAYER}&edit=conv2:3=0&view=dream=3"), "What it would like to see")
    expect(dreams.get_by_role("alert")).to_contain_text("This channel is silenced: it is 0, whatever is shown.")
    expect(dreams.get_by_role("img", name=re.compile("would like to see"))).to_have_count(0)


def test_it_can_be_stopped_and_goes_on_from_there(page: Page, server: Server) -> None:
    query = "network=cifar-vgg&image=cat&view=classes=8"
    ends = dreams_of(opened(page, server, query), "What it takes for a class")
    ends.get_by_role("button", name="Stop").click(timeout=DREAMT)
    go_on = ends.get_by_role("button", name="Go on")
    expect(go_on).to_be_visible()
    kept = ends.get_by_role("slider").get_attribute("max")
    assert int(kept or 0) < 15
    go_on.click()
    expect(ends.get_by_role("slider")).not_to_have_attribute("max", f"{kept}", timeout=DREAMT)


def test_it_is_taken_away_as_a_picture_for_slides(page: Page, server: Server) -> None:
    ends = grown(dreams_of(opened(page, server, f"{CLASSES}&view=classes=1"), "What it takes for a class"))
    with page.expect_download() as saving:
        ends.get_by_role("button", name="Save PNG").click()
    assert saving.value.suggested_filename == "lenet5-linear3-1-would-like-to-see-64.png"
    large = np.array(Image.open(saving.value.path()).convert("RGB"))
    assert large.shape == (896, 896, 3)
    assert np.array_equal(large[16::32, 16::32, 0], pixels(ends, "What 1 would like to see, after 64 steps")[..., 0])


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_two_stand_beside_each_other(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    ends = grown(dreams_of(opened(page, server, f"{CLASSES}&view=classes=1,2,3"), "What it takes for a class"))
    boxes = [one.bounding_box() for one in ends.get_by_role("img").all()]
    lefts = [round(box["x"]) for box in boxes if box]
    assert len(lefts) == 4
    assert lefts[0] == lefts[2] < width / 2 < lefts[1] == lefts[3]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert ends.evaluate(CUT_OFF) == []
    assert serious_violations(page) == []
