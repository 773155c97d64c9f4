"""The stage as files: each kind is saved in Chromium and decoded by somebody else."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import Page, expect

from tests.conftest import Server

# 3 × 3 positions are swept in nine frames of half a second; the last stays for a second and a half.
SMALL = "/kernels?image=face&size=5&kernel=sobel-x"
FACE = "/kernels?image=face&size=32&kernel=sobel-x"
FRAMES, PACE, HOLD = 9, 500, 1500

Save = Callable[[str], Path]


@pytest.fixture
def save(desk: Page, server: Server, tmp_path: Path) -> Save:
    desk.goto(server.url + SMALL)
    desk.get_by_label("Size", exact=True).and_(desk.get_by_role("combobox")).select_option("1280 × 720")

    def saved(kind: str) -> Path:
        with desk.expect_download() as download:
            desk.get_by_role("button", name=f"Save as {kind}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        expect(desk.get_by_text(f"{path.name} was saved")).to_be_visible()
        return path

    return saved


def test_a_png_has_the_size_that_was_chosen_and_is_named_after_the_question(save: Save) -> None:
    path = save("PNG")
    assert path.name == "face-5-sobel-x.png"
    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (1280, 720))


def test_an_svg_opens_alone_and_names_input_and_output(save: Save) -> None:
    source = save("SVG").read_text()
    drawing = ElementTree.fromstring(source)  # noqa: S314 -- our own file
    texts = [element.text for element in drawing.iter() if element.tag.endswith("text")]
    assert {"input", "output"} <= set(texts)
    assert re.findall(r'(?:href|src)="(?!data:)', source) == []


def test_a_gif_shows_every_position_and_rests_on_the_last(save: Save) -> None:
    with Image.open(save("GIF")) as image:
        assert image.size == (1280, 720)
        shown = [(frame.info["duration"], frame.convert("RGB").tobytes()) for frame in ImageSequence.Iterator(image)]
    assert [duration for duration, _ in shown] == [PACE] * (FRAMES - 1) + [HOLD]
    assert len({pixels for _, pixels in shown}) == FRAMES


def test_a_gif_keeps_flat_surfaces_in_their_own_colours(save: Save) -> None:
    with Image.open(save("GIF")) as clip, Image.open(save("PNG")) as still:
        in_clip, in_still = (image.convert("RGB").getcolors(1 << 20) for image in (clip, still))
    surfaces = {colour for count, colour in in_still or [] if count > 4000}
    assert len(surfaces) > 5
    # The first frame has none of the output yet; what it shows of the input is the still's.
    assert len(surfaces & {colour for _, colour in in_clip or []}) > len(surfaces) // 2


def test_an_mp4_shows_every_position_and_rests_on_the_last(save: Save) -> None:
    cv2 = pytest.importorskip("cv2", reason="OpenCV, which decodes the MP4, comes with the bench extra")
    video = cv2.VideoCapture(str(save("MP4")))
    sizes = []
    while (read := video.read())[0]:
        sizes.append(read[1].shape[:2])
    assert sizes == [(720, 1280)] * (FRAMES + HOLD // PACE - 1)
    assert video.get(cv2.CAP_PROP_FPS) == pytest.approx(1000 / PACE)


def test_escape_cancels_a_long_export(desk: Page, server: Server) -> None:
    desk.goto(server.url + FACE)
    desk.get_by_role("button", name="Save as GIF").click()
    expect(desk.get_by_role("progressbar", name="Making the GIF")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_text("Cancelled; nothing was saved.")).to_be_visible()
    expect(desk.get_by_role("progressbar")).to_have_count(0)


def test_encoders_are_fetched_only_when_wanted(visited: Page, server: Server) -> None:
    asked: list[str] = []
    visited.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    visited.goto(server.url + SMALL)
    expect(visited.get_by_role("button", name="Save as GIF")).to_be_visible()
    assert [name for name in asked if name.startswith(("gif-", "mp4-", "take-"))] == []
