"""The figures of each page as files, decoded by somebody else: their sizes, frames, ground and caption."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import serious_violations
from tests.conftest import Server

ROWS = "1,2,0,1,3;0,1,3,1,2;2,2,1,0,1;1,0,2,3,1;3,1,0,1,2"
STRIDED = f"/arithmetic?grid={ROWS}&kernel=1,0,-1;2,0,-2;1,0,-1&stride=2&padding=1"
TRANSPOSED = "/arithmetic?grid=1,2;0,1&kernel=1,0,1;0,1,0;1,0,1&stride=2&transposed=1"
# Where each page stands, how many outputs its sweep has, how the caption begins, and how its files are called.
CASES = {
    "strided": (STRIDED, 9, "Convolution: a 3 × 3 kernel with stride 2 and padding 1 makes", "convolution-5x5-"),
    "transposed": (TRANSPOSED, 25, "Transposed convolution: a 3 × 3 kernel with stride 2 makes", "transposed-"),
    "pooling": ("/pooling?", 4, "Max pooling: a 2 × 2 window with stride 2 makes a 2 × 2 output", "max-pooling-4x4-"),
    "signals": ("/signals?", 7, "Convolution: the kernel is turned round", "signal-"),
    "unit": (
        "/network?network=lenet5&layer=pool2&unit=3,2,2",
        25,
        "lenet5, pool2, map 4, row 3, column 3",
        "lenet5-pool2-3-2-2",
    ),
    "kernels": ("/kernels?image=face&size=5&kernel=sobel-x", 9, "Sobel", "face-5-sobel-x"),
}
WIDTH, HEIGHT = 1280, 720

Pixels = NDArray[np.uint8]
Save = Callable[[str], Path]


@pytest.fixture
def save(desk: Page, tmp_path: Path) -> Save:
    def saved(kind: str) -> Path:
        with desk.expect_download() as download:
            desk.get_by_role("button", name=f"Save as {kind}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        expect(desk.get_by_text(f"{path.name} was saved")).to_be_visible()
        return path

    return saved


def opened(page: Page, server: Server, path: str, view: str = "", theme: str = "light") -> Page:
    page.goto(f"{server.url}{path}&view=file=720p;{view}&theme={theme}")
    expect(page.get_by_role("button", name="Save as PNG")).to_be_enabled()
    expect(caption(page)).not_to_have_value("") if "caption" not in view else None
    return page


def caption(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Caption")


def pixels(path: Path) -> Pixels:
    with Image.open(path) as image:
        assert image.size == (WIDTH, HEIGHT)
        return np.asarray(image.convert("RGBA"))


def frames(path: Path) -> Iterator[Pixels]:
    with Image.open(path) as image:
        assert image.size == (WIDTH, HEIGHT)
        yield from (np.asarray(frame.convert("RGBA")) for frame in ImageSequence.Iterator(image))


def texts(path: Path) -> list[str]:
    drawing = ElementTree.parse(path)  # noqa: S314 -- our own file
    return [element.text or "" for element in drawing.iter() if element.tag.endswith("text")]


def inked(picture: Pixels, ground: tuple[int, int, int]) -> int:
    """How many pixels of the strip of the caption are not the ground's."""
    strip = picture[-46:-16, :, :3].astype(int)
    return int((np.abs(strip - np.array(ground)).max(axis=-1) > 60).sum())


@pytest.mark.parametrize("name", CASES)
def test_every_page_gives_a_still_of_the_size_chosen_with_its_caption(
    desk: Page, server: Server, save: Save, name: str
) -> None:
    path, _, sentence, called = CASES[name]
    opened(desk, server, path)
    assert caption(desk).input_value().startswith(sentence)
    still = save("PNG")
    assert still.name.startswith(called)
    assert inked(pixels(still), (255, 255, 255)) > 500
    assert caption(desk).input_value() in " ".join(texts(save("SVG")))


@pytest.mark.parametrize("name", CASES)
def test_every_page_gives_a_clip_of_every_output(desk: Page, server: Server, save: Save, name: str) -> None:
    path, outputs, *_ = CASES[name]
    opened(desk, server, path)
    shown = list(frames(save("GIF")))
    assert len({frame.tobytes() for frame in shown}) == outputs
    assert all(inked(frame, (255, 255, 255)) > 500 for frame in shown)


@pytest.mark.parametrize(("figure", "moments"), [("both ways, output by output", 25), ("both ways, stamp by stamp", 4)])
def test_a_transposed_convolution_is_taken_both_ways(
    desk: Page, server: Server, save: Save, figure: str, moments: int
) -> None:
    opened(desk, server, TRANSPOSED)
    desk.get_by_label("Figure", exact=True).select_option(figure)
    assert len({frame.tobytes() for frame in frames(save("GIF"))}) == moments
    assert {"input, zeros put in", "turned"} <= set(texts(save("SVG")))


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        ("patches as columns", {"kernel 1 × 9", "patches 9 × 9: a column for each window", "output 1 × 9"}),
        ("the Toeplitz matrix", {"Toeplitz matrix 9 × 25: a row for each output", "flattened input, 25 cells"}),
    ],
)
def test_a_product_of_matrices_is_taken_with_the_sizes_of_its_matrices(
    desk: Page, server: Server, save: Save, figure: str, written: set[str]
) -> None:
    opened(desk, server, STRIDED)
    desk.get_by_label("Figure", exact=True).select_option(figure)
    assert len({frame.tobytes() for frame in frames(save("GIF"))}) == 9
    assert written <= set(texts(save("SVG")))
    assert (pixels(save("PNG"))[..., :3] < 250).any(axis=-1).mean() > 0.1


@pytest.mark.parametrize("name", ["strided", "signals"])
def test_a_film_shows_every_output_and_a_transparent_one_stands_on_its_paper(
    desk: Page, server: Server, save: Save, name: str
) -> None:
    cv2 = pytest.importorskip("cv2", reason="OpenCV, which decodes the MP4, comes with the bench extra")
    path, outputs, *_ = CASES[name]
    opened(desk, server, path, "ground=clear-light", theme="dark")
    expect(desk.get_by_text("A video cannot be transparent: the MP4 stands on white.")).to_be_visible()
    video = cv2.VideoCapture(str(save("MP4")))
    seen = []
    while (read := video.read())[0]:
        seen.append(read[1])
    assert {frame.shape for frame in seen} == {(HEIGHT, WIDTH, 3)}
    assert len(seen) == outputs + 2  # the last stays three times as long
    assert all(frame[0, 0].min() > 250 for frame in seen)


@pytest.mark.parametrize("name", ["strided", "pooling", "signals"])
def test_a_transparent_ground_lets_the_slide_through(desk: Page, server: Server, save: Save, name: str) -> None:
    opened(desk, server, CASES[name][0], "ground=clear-dark")
    still = pixels(save("PNG"))
    assert still[0, 0].tolist() == [0, 0, 0, 0]
    assert still[..., 3].max() == 255
    for frame in frames(save("GIF")):
        assert frame[0, 0, 3] == 0
        assert set(np.unique(frame[..., 3])) == {0, 255}
    drawing = ElementTree.parse(save("SVG")).getroot()  # noqa: S314 -- our own file
    width = drawing.get("width")
    assert [rect for rect in drawing if rect.tag.endswith("rect") and rect.get("width") == width] == []


def test_a_frame_of_a_transparent_clip_is_the_still_of_that_moment(desk: Page, server: Server, save: Save) -> None:
    """What moved away is gone: GIF would keep it, if frames were not whole."""
    opened(desk, server, "/pooling?at=1,1", "ground=clear-light;painting")
    *_, last = frames(save("GIF"))
    still = pixels(save("PNG"))
    clear = still[..., 3] == 0
    assert (last[..., 3][clear] == 0).all()
    solid = still[..., 3] == 255
    assert np.abs(last[solid].astype(int) - still[solid]).max() <= 40  # an edge has the nearest of 255 colours


def test_colours_that_stand_for_values_are_the_same_in_a_clip(desk: Page, server: Server, save: Save) -> None:
    opened(desk, server, "/signals?")
    in_still = {
        colour for count, colour in Image.fromarray(pixels(save("PNG"))).getcolors(1 << 20) or [] if count > 1000
    }
    in_clip = {colour for frame in frames(save("GIF")) for _, colour in Image.fromarray(frame).getcolors(1 << 20) or []}
    assert len(in_still) > 4
    assert in_still <= in_clip


def test_white_is_white_on_a_dark_page(desk: Page, server: Server, save: Save) -> None:
    opened(desk, server, "/pooling?", theme="dark")
    assert pixels(save("PNG"))[0, 0].tolist() == [18, 18, 18, 255]
    desk.get_by_label("Background").select_option("White")
    white = pixels(save("PNG"))
    assert white[0, 0].tolist() == [255, 255, 255, 255]
    assert inked(white, (255, 255, 255)) > 500
    assert desk.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_caption_is_the_reader_s_own_or_none(desk: Page, server: Server, save: Save) -> None:
    opened(desk, server, "/pooling?")
    usual = caption(desk).input_value()
    caption(desk).fill("Lecture 3; 50 % kept")
    assert "Lecture 3; 50 % kept" in texts(save("SVG"))
    expect(desk).to_have_url(re.compile("caption=Lecture"))
    desk.reload()
    expect(caption(desk)).to_have_value("Lecture 3; 50 % kept")
    caption(desk).fill("")
    assert inked(pixels(save("PNG")), (255, 255, 255)) == 0
    desk.get_by_role("button", name="The figure’s own").click()
    expect(caption(desk)).to_have_value(usual)
    assert usual in texts(save("SVG"))


def test_every_option_is_in_the_link(desk: Page, server: Server) -> None:
    opened(desk, server, "/signals?")
    desk.get_by_label("Figure", exact=True).select_option("the integral")
    desk.get_by_label("Background").select_option("Transparent, for dark slides")
    desk.get_by_label("Size", exact=True).and_(desk.get_by_role("combobox")).select_option("1920 × 1080")
    expect(desk).to_have_url(re.compile("ground=clear-dark"))
    expect(desk).not_to_have_url(re.compile("file="))
    desk.reload()
    expect(desk.get_by_label("Figure", exact=True)).to_have_value("integral")
    expect(desk.get_by_label("Background")).to_have_value("clear-dark")
    expect(desk.get_by_label("A clip shows")).to_have_count(0)


def test_a_pooling_can_be_copied_in_every_language(desk: Page, server: Server) -> None:
    opened(desk, server, "/pooling?")
    expected = {
        "PyTorch": "F.max_pool2d(x, 2)",
        "NumPy / SciPy": "sliding_window_view",
        "Keras": "keras.ops.max_pool(x, 2,",
        "LaTeX": "\\max_",
        "curl": "/api/pooling?grid=1,5,3,2",
    }
    for language, code in expected.items():
        desk.get_by_role("button", name=language, exact=True).click()
        listing = desk.get_by_role("textbox", name=f"{language} code")
        expect(listing).to_have_value(re.compile(re.escape(code)))
    desk.get_by_role("radio", name="Average").check()
    desk.get_by_role("button", name="PyTorch", exact=True).click()
    expect(desk.get_by_role("textbox", name="PyTorch code")).to_have_value(re.compile("F.avg_pool2d"))
    assert serious_violations(desk) == []
