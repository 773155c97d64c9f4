"""/network trains: the loss, the accuracy, the first kernels and the answer move, and one can go back in time."""

import json
import re

import numpy as np
import torch
from playwright.sync_api import Page, Request, expect
from torch import Tensor
from websockets.sync.client import connect

from app.nets.training.course import Course
from app.wire.networks import PictureQuestion
from app.wire.query import read_pairs, split
from app.wire.training import TrainingQuestion
from tests.browser.conftest import serious_violations
from tests.browser.kernels_page import comes_to, is_number, pixels
from tests.browser.network_page import opened, travelled
from tests.browser.walls import is_whole
from tests.conftest import Server

STEPS = 30
TRAINING = f"lenet5-small,glyphs,{STEPS},0.01,1,1"
QUESTION = f"network=lenet5-small&image=three&steps={STEPS}&rate=0.01"


_WRITTEN = """() => Array.from(document.querySelectorAll('.learning .scene canvas'))
  .flatMap(({ texts, sizes }) => (texts ?? []).map((text, at) => [text, sizes[at]]))"""
_SMALLEST = """() => Math.min(...Array.from(document.querySelectorAll('.learning *'))
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && /[0-9]/.test(node.textContent))
    && one.checkVisibility() && !one.closest('.visually-hidden'))
  .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))"""


def at_training(page: Page, server: Server, training: str = TRAINING) -> Page:
    opened(page, server, f"view=train={training}")
    page.get_by_role("heading", name="Train it yourself").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    return page


def trained(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Train( again)?$")).click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Train again")).to_be_visible(timeout=60_000)


def moment(page: Page) -> tuple[int, int]:
    """After how many batches, and how many in a hundred it has right then."""
    said = page.get_by_role("slider", name="Moment of the training").get_attribute("aria-valuetext") or ""
    found = re.fullmatch(r"(?:after (\d+) batch(?:es)?|before the first batch): ([0-9.]+) % of 200 digits right", said)
    return (int(found[1] or 0), round(float(found[2]))) if found else (-1, -1)


def written(page: Page) -> list[tuple[str, float]]:
    """The texts of the curves, each with its size."""
    return [(text, size) for text, size in page.evaluate(_WRITTEN)]


def answer(page: Page) -> dict[str, float]:
    """The five best of the network in training, and their logits."""
    rows = page.locator(".answer .guess li")
    return {
        row.locator(".name").inner_text(): float(row.locator(".logit").inner_text().replace("\N{MINUS SIGN}", "-"))
        for row in rows.all()
    }


def own_course(server: Server) -> Course:
    """The same course beside the page, from its first weights to its last batch."""
    course: Course = server.app.state.lessons.school.enrol(read_pairs(TrainingQuestion, split(QUESTION)))
    course.mark()
    while not course.is_over:
        course.learn()
    course.mark()
    return course


def five_best(server: Server, course: Course, at: int, image: str) -> dict[str, float]:
    picture = server.app.state.lessons.school.prepared("lenet5-small", PictureQuestion(image=image))
    logits = course.says(course.moments[at], picture)
    return {str(int(index)): round(float(logits[index]), 2) for index in logits.topk(5).indices}


def is_said(page: Page, expected: dict[str, float]) -> bool:
    said = answer(page)
    return list(said) == list(expected) and all(abs(said[name] - expected[name]) <= 0.011 for name in said)


def signs(page: Page) -> Tensor:
    """Of each cell of the six kernels: 1 for orange, -1 for blue, 0 for what is nearly white."""
    shown = torch.from_numpy(pixels(page.locator(".kernels canvas")).astype(np.int64))
    scale = shown.shape[1] // 17  # three kernels of 5 in a row, and a cell between them
    cells = shown[scale // 2 :: scale, scale // 2 :: scale]
    redder = cells[..., 0] - cells[..., 2]
    found = torch.where(redder.abs() < 12, 0, redder.sign())
    return torch.stack([found[top : top + 5, left : left + 5] for top in (0, 6) for left in (0, 6, 12)])


def are_shown(page: Page, kernels: Tensor) -> bool:
    shown = signs(page)
    coloured = shown != 0
    return bool(coloured.float().mean() > 0.5) and bool((kernels[:, 0].sign()[coloured] == shown[coloured]).all())


def test_13_a_network_is_trained_here_and_one_goes_back_to_where_it_knew_nothing(desk: Page, server: Server) -> None:
    at_training(desk, server)
    trained(desk)
    slider = desk.get_by_role("slider", name="Moment of the training")
    assert moment(desk)[0] == STEPS
    assert moment(desk)[1] > 30
    course = own_course(server)
    comes_to(lambda: are_shown(desk, course.moments[-1].kernels), True)
    comes_to(lambda: is_said(desk, five_best(server, course, -1, "three")), True)
    slider.focus()
    slider.press("Home")
    step, right = moment(desk)
    assert step == 0
    assert abs(right - 100 * course.moments[0].test_accuracy) <= 0.5
    assert right < 25
    comes_to(lambda: are_shown(desk, course.moments[0].kernels), True)
    comes_to(lambda: is_said(desk, five_best(server, course, 0, "three")), True)
    slider.press("ArrowRight")
    assert moment(desk)[0] == 1
    travelled(
        desk, f"network=mnist-convnet&image=disk&view=train={TRAINING}"
    )  # another picture: another answer, then too
    slider.press("End")
    comes_to(lambda: is_said(desk, five_best(server, course, -1, "disk")), True)
    slider.press("Home")
    comes_to(lambda: is_said(desk, five_best(server, course, 0, "disk")), True)
    assert serious_violations(desk) == []


def test_the_curves_grow_while_it_learns_and_stop_where_they_are_stopped(desk: Page, server: Server) -> None:
    at_training(desk, server, "lenet5-small,glyphs,1000,0.002,1,1")
    desk.get_by_role("button", name="Train", exact=True).click()
    desk.get_by_role("button", name="Pause").click()
    go_on = desk.get_by_role("button", name="Go on")
    expect(go_on).to_be_visible(timeout=60_000)
    paused = moment(desk)[0]
    go_on.click()
    comes_to(lambda: moment(desk)[0] > paused, True)
    desk.get_by_role("button", name="Stop").click()
    expect(desk.locator("figcaption", has_text=re.compile(r"Stopped: \d+ in"))).to_be_visible()
    assert paused < moment(desk)[0] < 1000


def test_two_networks_are_compared_one_after_the_other(desk: Page, server: Server) -> None:
    at_training(desk, server, "lenet5-small,glyphs,4,0.01,1,1")
    trained(desk)
    desk.get_by_label("Trained", exact=True).select_option("mnist-mlp")
    trained(desk)
    expect(desk.get_by_text("Pale: lenet5-small, rate 0.01, seed 1.")).to_be_visible()
    expect(desk.get_by_text("The weights of its first 10 units, one for each pixel, after 4 batches")).to_be_visible()
    expect(desk).to_have_url(re.compile("train=mnist-mlp,glyphs,4,0.01,1,1"))


def test_where_somebody_else_trains_that_is_said_and_nothing_is_lost(desk: Page, server: Server) -> None:
    at_training(desk, server)
    with connect(server.url.replace("http", "ws") + "/api/training") as other:
        other.send("network=lenet5-small&image=three&steps=1000")
        assert json.loads(other.recv(60))["type"] == "ready"
        desk.get_by_role("button", name="Train", exact=True).click()
        expect(desk.get_by_role("alert").filter(has_text="Somebody is training here now")).to_be_visible()
    trained(desk)
    expect(desk.get_by_role("alert").filter(has_text="Somebody")).to_have_count(0)


def test_on_a_phone_nothing_runs_out_of_the_window(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    at_training(desk, server, "lenet5-small,glyphs,2,0.01,1,1")
    trained(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    desk.set_viewport_size({"width": 1440, "height": 900})


def test_on_the_wall_its_numerals_are_large_and_its_keys_are_the_lecture_s(desk: Page, server: Server) -> None:
    desk.set_viewport_size({"width": 1920, "height": 1080})
    at_training(desk, server, "lenet5-small,glyphs,8,0.01,1,1")
    trained(desk)
    desk.get_by_role("slider", name="Moment of the training").focus()
    desk.keyboard.press("p")
    expect(desk.locator("html")).to_have_attribute("data-theme", "projector")
    comes_to(lambda: min((size for text, size in written(desk) if is_number(text)), default=0) >= 28, True)
    assert desk.evaluate(_SMALLEST) >= 28
    desk.keyboard.press("PageUp")
    assert moment(desk)[0] == 7
    figure = desk.locator("figure.projecting")
    for width, height in ((1280, 720), (3840, 2160), (1920, 1080)):
        desk.set_viewport_size({"width": width, "height": height})
        comes_to(lambda: is_whole(figure), True)
        assert desk.evaluate(_SMALLEST) >= height / 40
    desk.keyboard.press("Escape")
    desk.set_viewport_size({"width": 1440, "height": 900})


def test_a_link_comes_back_to_the_moment_that_was_looked_at(desk: Page, server: Server) -> None:
    at_training(desk, server, "lenet5-small,glyphs,6,0.01,1,1")
    trained(desk)
    slider = desk.get_by_role("slider", name="Moment of the training")
    slider.press("Home")
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(desk).to_have_url(re.compile("moment=2(&|$)"))
    was = moment(desk)
    assert was[0] == 2
    desk.reload()
    desk.get_by_role("heading", name="Train it yourself").scroll_into_view_if_needed()
    trained(desk)
    assert moment(desk) == was
    expect(desk).to_have_url(re.compile("moment=2(&|$)"))
    slider.press("End")
    expect(desk).not_to_have_url(re.compile("moment="))
    desk.evaluate("history.replaceState(null, '', location.href.replace('train=', 'moment=4;train='))")
    desk.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    comes_to(lambda: moment(desk)[0], 4)


def test_who_does_not_come_near_does_not_pay_for_it(desk: Page, server: Server) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    desk.on("request", note)
    opened(desk, server)
    expect(desk.locator(".network canvas").nth(3)).to_be_visible()
    desk.wait_for_load_state("networkidle")
    assert not [url for url in asked if "raining" in url]
    desk.get_by_role("heading", name="Train it yourself").scroll_into_view_if_needed()
    expect(desk.get_by_role("button", name="Train", exact=True)).to_be_visible()
    assert [url for url in asked if url.endswith("/api/training")]
    desk.remove_listener("request", note)
