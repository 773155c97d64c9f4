"""/network: numbers off the page are torch's, a drawing is read while it is drawn, every state is a link."""

import math
import random
import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SIZES, serious_violations
from tests.browser.kernels_page import comes_to
from tests.browser.network_page import answer_of, drawn, guessed, opened, read, spoken_value, words
from tests.conftest import Server

SHIPPED = ("lenet5", "lenet5-small", "mnist-convnet")


def test_it_opens_with_a_digit_that_is_drawn_and_read(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    comes_to(lambda: guessed(page), "3")
    for layer in ("input", "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "linear1"):
        expect(page.get_by_role("button", name=re.compile(rf"^{layer}\b")).first).to_be_visible()


EDITED = "image=disk&edit=conv1:2=0|conv1:0,0=0,1,0;1,-4,1;0,1,0"
AS_TRAINED = "/api/networks/mnist-convnet/prediction?image=disk"


@pytest.mark.parametrize(
    ("link", "count", "later"), [("", 3, []), (EDITED, 3, [AS_TRAINED]), ("network=alexnet", 2, [])]
)
def test_what_is_asked_before_there_is_a_script_is_what_the_script_asks(
    desk: Page, server: Server, link: str, count: int, later: list[str]
) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url.removeprefix(server.url)))
    page = opened(desk, server, link)
    preloads = page.locator('link[rel="preload"][as="fetch"]')
    early = preloads.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert len(early) == count
    page.wait_for_load_state("networkidle")
    kinds = re.compile(r"^/api/networks(/[^/]+(/prediction\?.+)?)?$")
    assert sorted(filter(kinds.search, asked)) == sorted([*early, *later])


def units_of(server: Server, network: str, count: int) -> list[tuple[str, list[int]]]:
    """Random units of layers of every type that a network has."""
    chance = random.Random(network)
    layers = answer_of(server, network)["layers"]
    by_type = {layer["type"]: layer for layer in chance.sample(layers, len(layers))}
    chosen = list(by_type.values())[:count]
    return [(one["name"], [chance.randrange(side) for side in one["output_shape"]]) for one in chosen]


@pytest.mark.parametrize("network", SHIPPED)
def test_numbers_on_the_page_are_the_apis_and_torchs(desk: Page, server: Server, network: str) -> None:
    for layer, unit in units_of(server, network, 5):
        place = ",".join(map(str, unit))
        page = opened(desk, server, f"network={network}&layer={layer}&unit={place}")
        maps = answer_of(server, f"{network}/layers/{layer}?image=three&format=json")["maps"]
        channel, row, column = (*unit, 0, 0)[:3]
        torchs = maps[channel][row][column]
        shown = page.locator(f'[data-unit="{layer}"]')
        expect(shown).to_be_visible()
        assert math.isclose(read(words(shown)), torchs, rel_tol=1e-4, abs_tol=1e-5), (layer, unit)
        expect(page.get_by_text("agrees with torch")).to_be_visible()


def test_the_stage_calculates_the_very_number_of_the_receipt(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    expected = answer_of(server, "mnist-convnet/layers/conv2/unit?image=three&unit=5,6,7")["value"]
    expect(page.get_by_role("application")).to_be_visible()
    comes_to(lambda: spoken_value(page) == pytest.approx(expected, abs=0.006), True)


def test_a_drawing_is_read_while_the_stroke_moves_and_stays_in_the_link(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    comes_to(lambda: guessed(page), "3")
    page.get_by_role("button", name="Clear").click()
    drawn(page, [[(0.25, 0.2), (0.75, 0.2)]])
    box = page.get_by_role("button", name=re.compile("Drawing pad")).bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.45 * box["width"], box["y"] + 0.85 * box["height"], steps=10)
    comes_to(lambda: guessed(page), "7")
    before = page.url  # of the empty sheet, or of the first stroke
    page.mouse.up()
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile("image=[0-9a-f]{32}"))
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    comes_to(lambda: guessed(page), "7")


def test_a_picture_too_large_to_be_drawn_on_lies_over_the_pad_until_the_first_stroke(
    desk: Page, server: Server
) -> None:
    opened(desk, server, "image=three")
    pad = desk.get_by_role("button", name=re.compile("Drawing pad"))
    expect(pad).to_be_visible()
    desk.evaluate("history.pushState(null, '', '/network?image=disk')")
    desk.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(pad).to_have_accessible_description("Drawing begins on a blank page.")
    expect(desk.get_by_text("Drawing begins on a blank page.")).to_be_visible()
    comes_to(lambda: pad.locator("img").evaluate("(img) => img.naturalWidth"), 128)
    drawn(desk, [[(0.5, 0.1), (0.5, 0.9)]])
    expect(pad.locator("img")).to_have_count(0)
    expect(desk).to_have_url(re.compile("image=[0-9a-f]{32}"))
    comes_to(lambda: guessed(desk), "1")  # a three that lay there before is gone


def test_a_click_on_a_map_opens_the_unit_under_the_mouse(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=pool1")
    maps = page.get_by_role("button", name=re.compile("Maps of pool1"))
    maps.click(position={"x": 5, "y": 5})
    expect(page).to_have_url(re.compile("unit=0,0,0"))
    expect(page.get_by_role("application")).to_be_visible()


def test_by_keys_alone_a_unit_is_found_and_opened(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1")
    maps = page.get_by_role("button", name=re.compile("Maps of conv1"))
    maps.focus()
    for key in ("PageDown", "PageDown", "ArrowDown", "ArrowRight", "Enter"):
        maps.press(key)
    expect(page).to_have_url(re.compile("unit=2,15,15"))
    expect(page.get_by_text("map 3, row 16, column 16").first).to_be_visible()


def test_steps_can_be_undone_and_the_browser_goes_back(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("button", name=re.compile(r"^pool1\b")).first.click()
    expect(page).to_have_url(re.compile("layer=pool1"))
    page.get_by_role("combobox", name="Network").select_option("lenet5")
    expect(page).to_have_url(re.compile("network=lenet5&image=three$"))
    page.get_by_role("button", name="Undo", exact=True).last.click()
    expect(page).to_have_url(re.compile("network=mnist-convnet.*layer=pool1"))
    page.go_back()
    expect(page).to_have_url(re.compile("network=lenet5"))


def test_back_leaves_a_unit_however_far_the_stencil_has_gone(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv1")
    maps = page.get_by_role("button", name=re.compile("Maps of conv1"))
    maps.click(position={"x": 2, "y": 2})
    expect(page).to_have_url(re.compile("unit=0,0,0"))
    stage = page.get_by_role("application")
    stage.press("ArrowRight")
    expect(page).to_have_url(re.compile("unit=0,0,1"))
    stage.press("ArrowDown")
    expect(page).to_have_url(re.compile("unit=0,1,1"))
    page.go_back()
    expect(page).to_have_url(re.compile("layer=conv1$"))
    expect(stage).to_have_count(0)


def test_a_way_past_stops_that_leaves_its_line_comes_back_under_the_same_letter(desk: Page, server: Server) -> None:
    page = opened(desk, server, "network=resnet18&image=cat")
    expect(page.get_by_role("button", name=re.compile(r"^fc\b")).first).to_be_visible()
    letters = page.locator(".network svg text").all_text_contents()
    assert letters
    assert all(letters.count(one) == 2 for one in letters)
    adds = sum(layer["type"] == "add" for layer in answer_of(server, "resnet18")["layers"])
    told = page.locator(".network li").filter(has_text="Its result also goes to").count()
    drawn = page.locator(".network path.skip").count() - len(letters) // 2
    assert drawn >= told > 0
    assert drawn >= adds - page.locator(".network .fold").count()


def test_every_stop_can_be_read_whole(desk: Page, server: Server) -> None:
    for query in ("network=cifar-resnet&image=cat", "network=resnet152&image=cat", "network=mnist-convnet"):
        page = opened(desk, server, query)
        expect(page.locator(".network .words").first).to_be_visible()
        cut = page.locator(".network .words").evaluate_all(
            "(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.innerText)"
        )
        assert cut == []


def test_without_weights_there_is_structure_and_the_way_to_get_them(desk: Page, server: Server) -> None:
    page = opened(desk, server, "network=resnet152&image=cat")
    expect(page.get_by_text("python -m app networks pull resnet152").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("× 34"))).to_be_visible()
    assert page.locator(".said").count() == 0


def test_a_learned_kernel_goes_to_the_page_about_kernels(desk: Page, server: Server) -> None:
    page = opened(desk, server)
    page.get_by_role("link", name="filter 3 on Kernels").click()
    expect(page).to_have_url(re.compile(r"/kernels\?image=three&kernel=-?[0-9.]+,"))
    expect(page.get_by_role("application").first).to_be_visible()


def numbers_in(texts: list[str]) -> list[Decimal]:
    return [Decimal(text.replace("\N{MINUS SIGN}", "-")) for text in texts]


def test_every_channel_is_there_and_all_add_up_as_they_are_written(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    expect(page.get_by_role("radio", name=re.compile("^channel"))).to_have_count(32)
    *terms, total = numbers_in(page.locator(".receipt td.number").all_text_contents())
    assert sum(terms) == total
    value = answer_of(server, "mnist-convnet/layers/conv2/unit?image=three&unit=5,6,7")["value"]
    assert float(total) == pytest.approx(value, abs=1e-5)


def test_a_channel_that_is_chosen_goes_to_the_stage_and_into_the_link(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    weakest = page.get_by_role("radio", name=re.compile("^channel")).last
    channel = int(re.findall("[0-9]+", words(weakest.locator("xpath=..")))[0])
    expect(page.get_by_text(re.compile(rf"drawn \(.*\b{channel}\b.*\)"))).to_have_count(0)
    weakest.check()
    expect(page.get_by_text(re.compile(rf"drawn \(.*\b{channel}\b.*\)"))).to_be_visible()
    expect(page).to_have_url(re.compile(rf"view=.*channel=?.*{channel - 1}"))
    page.reload()
    expect(page.get_by_label("Channel on the stage")).to_have_value(str(channel))
    page.get_by_role("button", name="The strongest again").click()
    expect(page).not_to_have_url(re.compile("channel"))


@pytest.mark.parametrize(
    ("query", "layer"),
    [
        ("layer=conv2&unit=5,6,7", "conv2"),
        ("network=lenet5&layer=pool1&unit=2,1,1", "pool1"),
        ("layer=linear1&unit=3", "linear1"),
    ],
)
def test_the_code_of_a_unit_comes_to_torchs_number(
    desk: Page, server: Server, query: str, layer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = opened(desk, server, query)
    code = page.get_by_role("textbox", name="PyTorch code").input_value()
    assert f"/layers/{layer}/unit" in code
    exec(compile(code, layer, "exec"), {})  # noqa: S102 -- the listing is our own
    ours, torchs = re.findall(r"-?[0-9][0-9.e-]*", capsys.readouterr().out.splitlines()[-1])
    assert float(ours) == pytest.approx(float(torchs), abs=1e-5)


def test_the_stage_of_a_unit_is_saved_as_a_picture_that_says_what_it_is(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=5,6,7")
    expect(page.get_by_label("Caption")).to_have_value(re.compile("mnist-convnet, conv2, map 6, row 7, column 8"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as SVG").click()
    assert "conv2" in download.value.suggested_filename
    assert "map 6, row 7, column 8" in download.value.path().read_text()


def test_what_a_unit_sees_is_said_as_the_api_says_it(desk: Page, server: Server) -> None:
    page = opened(desk, server, "layer=conv2&unit=0,5,0")
    box = answer_of(server, "mnist-convnet/layers/conv2/unit?image=three&unit=0,5,0")["receptive_field"]["box"]
    size = f"Sees {box['bottom'] - box['top']} × {box['right'] - box['left']} of the 28 × 28"
    expect(page.get_by_text(size)).to_be_visible()


@pytest.mark.parametrize("query", ["", "layer=conv2&unit=5,6,7", "network=resnet18&image=cat"])
def test_nothing_serious_for_axe(desk: Page, server: Server, query: str) -> None:
    page = opened(desk, server, query)
    expect(page.get_by_role("table").last).to_be_visible()
    assert serious_violations(page) == []


@pytest.mark.parametrize("size", ["phone", "old", "desk", "projector"])
def test_at_no_size_anything_leaves_the_page(desk: Page, server: Server, size: str) -> None:
    width, height = SIZES[size]
    desk.set_viewport_size({"width": width, "height": height})
    page = opened(desk, server, "layer=conv1&unit=3,10,12")
    expect(page.get_by_role("application")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
