"""The fifteen faults of setosa's "Image Kernels", each shown to be absent from /kernels and numbered as there."""

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, expect
from safetensors.numpy import load

from tests.browser.kernels_page import (
    comes_to,
    drawn,
    expect_place,
    gone,
    hover_output,
    is_number,
    link_of,
    number,
    picture,
    pixels,
    place,
    read_calculation,
    remembering,
    said,
    stage,
    text_sizes,
    texts,
    upload,
    within_its_digits,
)
from tests.conftest import Server

Grid = NDArray[np.float64]

LEFT = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]], float)
BLUR = np.outer([1, 2, 1], [1, 2, 1]) / 16
OUTLINE = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], float)
SHARPEN = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], float)
BORDERS: dict[str, Any] = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}

CAMERA = ["--use-fake-device-for-media-stream"]


@pytest.fixture(scope="module")
def face(server: Server) -> Grid:
    """The opening picture, 0…1."""
    return pixels_of(server, "face")


def pixels_of(server: Server, name: str) -> Grid:
    found = load(server.client.get(f"/api/images/{name}?channels=gray").content)["image"]
    return np.asarray(found[0], float)


def correlated(image: Grid, kernel: Grid, border: str = "zeros", ring: int = 1) -> Grid:
    padded = np.pad(image, ring, mode=BORDERS[border])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.asarray(np.einsum("ijkl,kl->ij", windows, kernel))


def is_rounded(shown: NDArray[np.uint8], values: Grid) -> bool:
    """Whether grey levels are these 0…1 values, cut to what a screen shows and rounded."""
    wanted = 255 * values.clip(0, 1)
    return shown.shape == wanted.shape and float(np.abs(shown - wanted).max()) <= 0.5 + 1e-3


def file_of(image: NDArray[np.uint8], kind: str = "PNG", **options: object) -> bytes:
    made = io.BytesIO()
    Image.fromarray(image).save(made, kind, **options)
    return made.getvalue()


def greys(page: Page, name: str) -> NDArray[np.uint8]:
    """[H,W] of a picture whose pixels are grey."""
    red, green, blue = np.moveaxis(pixels(picture(page, name)), -1, 0)
    assert (red == green).all()
    assert (green == blue).all()
    return np.asarray(red)


def comes_out(page: Page, values: Grid) -> None:
    """The output on the screen becomes these 0…1 values, rounded."""
    comes_to(lambda: is_rounded(greys(page, "output"), values), True)


def noise(height: int, width: int, seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)


def unfold(page: Page) -> None:
    page.get_by_text("Stride, dilation, padding").click()


def values_at(page: Page, row: int, column: int, shape: tuple[int, int]) -> list[str]:
    hover_output(page, row, column, shape)
    expect_place(page, row, column)
    return read_calculation(texts(page), 9, 1, False).values[0]


def result_at(page: Page, row: int, column: int, shape: tuple[int, int]) -> str:
    hover_output(page, row, column, shape)
    expect_place(page, row, column)
    return read_calculation(texts(page), 9, 1, False).results[0]


@pytest.fixture(scope="module")
def filmed(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser whose camera is Chromium's own test picture."""
    arguments = [*browser_type_launch_args["args"], *CAMERA]
    with browser_type.launch(**{**browser_type_launch_args, "args": arguments}) as browser:
        yield browser


def camera(browser: Browser, server: Server, allowed: bool) -> Page:
    context = browser.new_context(permissions=["camera"] if allowed else [])
    page = context.new_page()
    page.goto(f"{server.url}/kernels")
    page.get_by_role("button", name="Camera").click()
    page.get_by_role("button", name="Start the camera").click()
    return page


def test_1_the_camera_shows_a_moving_picture_under_the_kernel(filmed: Browser, server: Server) -> None:
    page = camera(filmed, server, allowed=True)
    output = page.get_by_role("img", name="What is made of the camera’s picture")
    expect(output).to_be_visible()
    first = output.evaluate("(canvas) => canvas.toDataURL()")
    comes_to(lambda: output.evaluate("(canvas) => canvas.toDataURL()") == first, False)
    assert len(np.unique(pixels(output))) > 10


def test_1_a_camera_that_is_refused_says_so(filmed: Browser, server: Server) -> None:
    page = camera(filmed, server, allowed=False)
    expect(page.get_by_role("alert").filter(has_text="The camera may not be used: allow it")).to_be_visible()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_2_a_photo_taken_with_the_phone_on_its_side_stands_upright(desk: Page, server: Server) -> None:
    upright = np.zeros((60, 40, 3), np.uint8)
    upright[:20, :20] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by a quarter to see it
    turned = file_of(np.ascontiguousarray(np.rot90(upright)), "JPEG", exif=exif, quality=95)
    upload(gone(desk, server), turned, "phone.jpg")
    comes_to(lambda: greys(desk, "input").shape, (60, 40))
    shown = greys(desk, "input")
    assert (shown[5:15, 5:15] > 240).all()
    assert (shown[25:, :] < 15).all()
    assert (shown[:, 25:] < 15).all()


def test_3_black_and_white_is_luma_and_not_the_red_channel(desk: Page, server: Server) -> None:
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]] * 4, np.uint8)
    upload(gone(desk, server), file_of(colours))
    comes_to(lambda: greys(desk, "input")[:1].tolist(), [[76, 150, 29, 255]])


def test_4_an_uploaded_picture_is_inspected_with_before_and_after_beside_each_other(desk: Page, server: Server) -> None:
    own = noise(12, 12, seed=4)
    upload(gone(desk, server, "image=face&kernel=sobel-left&values=absolute"), file_of(own))
    comes_to(lambda: greys(desk, "input"), own)
    comes_out(desk, np.abs(correlated(own / 255, LEFT, ring=0)))
    expect(stage(desk)).to_have_accessible_name(re.compile("input, calculation, output"))
    for row, column in ((0, 0), (3, 7), (9, 2)):
        window = own[row : row + 3, column : column + 3]
        assert list(map(int, values_at(desk, row, column, (10, 10)))) == window.flatten().tolist()
        assert number(read_calculation(texts(desk), 9, 1, False).results[0]) == int((window * LEFT).sum())
    desk.mouse.click(*middle_of_input(desk))
    hover_output(desk, 0, 0, (10, 10))
    assert place(desk) != "row 1, column 1"  # a click holds the window still


def middle_of_input(page: Page) -> tuple[float, float]:
    box = page.locator(".finger").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(
    ("name", "kernel"), [("sobel-left", LEFT), ("outline", OUTLINE), ("sharpen", SHARPEN), ("gaussian-3", BLUR)]
)
def test_5_what_is_clipped_is_said_in_words(desk: Page, server: Server, face: Grid, name: str, kernel: Grid) -> None:
    output = correlated(face, kernel)
    share = 100 * np.mean((output < -1e-6) | (output > 1 + 1e-6))
    gone(desk, server, f"image=face&kernel={name}&padding=same&values=clip")
    if share == 0:
        expect(desk.get_by_text("nothing is clipped")).to_be_visible()
    else:
        words = desk.get_by_text("of the values lie outside what a screen shows").inner_text()
        assert float(words.partition("%")[0]) == pytest.approx(share, abs=0.05 if share < 10 else 0.5)
    lowest = np.unravel_index(output.argmin(), output.shape)
    row, column = map(int, lowest)
    assert within_its_digits(result_at(desk, row, column, (32, 32)), 255 * output[row, column])


def test_6_every_pixel_is_its_number_rounded(desk: Page, server: Server, face: Grid) -> None:
    gone(desk, server, "image=face&kernel=gaussian-3&padding=same&border=replicate&values=clip")
    comes_out(desk, correlated(face, BLUR, "replicate"))
    shown = greys(desk, "output")
    for row, column in ((0, 0), (5, 9), (17, 12), (30, 31)):
        written = number(result_at(desk, row, column, (32, 32)))
        assert abs(float(written) - int(shown[row, column])) <= 0.5
        assert stage_colour(desk, row, column, (32, 32)) == [int(shown[row, column])] * 3


def stage_colour(page: Page, row: int, column: int, shape: tuple[int, int]) -> list[int]:
    """The middle of an output cell, as it stands on the stage itself."""
    box, room = page.locator(".finger").last.bounding_box(), stage(page).bounding_box()
    assert box
    assert room
    x = box["x"] - room["x"] + (column + 0.5) * box["width"] / shape[1]
    y = box["y"] - room["y"] + (row + 0.5) * box["height"] / shape[0]
    found: list[int] = pixels(stage(page).locator("canvas").first)[int(y), int(x)].tolist()
    return found


def test_7_the_border_can_be_chosen_and_shows_its_real_values(desk: Page, server: Server, face: Grid) -> None:
    gone(desk, server, "image=face&kernel=outline&padding=same&values=absolute")
    unfold(desk)
    for border, mode in BORDERS.items():
        desk.get_by_label("Border", exact=True).select_option(border)
        comes_out(desk, np.abs(correlated(face, OUTLINE, border)))
        ring = np.pad(face, 1, mode=mode)
        for row, column in ((0, 0), (31, 31), (0, 16)):
            window = 255 * ring[row : row + 3, column : column + 3].flatten()
            for text, value in zip(values_at(desk, row, column, (32, 32)), window, strict=True):
                assert within_its_digits(text, value)


def test_8_correlation_is_called_so_and_true_convolution_turns_the_kernel(
    desk: Page, server: Server, face: Grid
) -> None:
    kernel = np.array([[1, 2, 3], [0, 0, 0], [0, 0, -5]], float)
    gone(desk, server, "image=face&kernel=1,2,3;0,0,0;0,0,-5&values=absolute")
    expect(desk.get_by_text("Correlation: the kernel as it is written")).to_be_attached()
    expect(desk.get_by_text("Convolution: the kernel turned by 180°")).to_be_attached()
    for flip, turned in ((False, kernel), (True, kernel[::-1, ::-1])):
        if flip:
            unfold(desk)
            desk.get_by_label("True convolution: turn the kernel by 180° first").check()
        comes_out(desk, np.abs(correlated(face, turned, ring=0)))
        assert within_its_digits(result_at(desk, 4, 20, (30, 30)), 255 * correlated(face, turned, ring=0)[4, 20])


def test_9_kernels_have_any_size_and_weight_and_windows_any_stride(desk: Page, server: Server, face: Grid) -> None:
    gone(desk, server, "image=face&kernel=sobel-left&values=absolute")
    desk.get_by_label("rows", exact=True).select_option("5")
    desk.get_by_label("columns", exact=True).select_option("4")
    first = desk.get_by_label("weight in row 1, column 1", exact=True)
    for weight, text in ((desk.get_by_label("weight in row 5, column 4", exact=True), "1/3"), (first, "-25.5")):
        weight.fill(text)
        weight.press("Tab")
    unfold(desk)
    for label, text in (("Stride", "3,2"), ("Dilation", "2,1")):
        field = desk.get_by_label(f"{label}: one number, or rows,columns")
        field.fill(text)
        field.press("Enter")
    expect(desk.get_by_text("Input 32 × 32, output 8 × 15.")).to_be_visible()
    kernel = re.search("kernel=([^&]*)", link_of(desk))
    assert kernel
    rows = [[float(Fraction(cell)) for cell in row.split(",")] for row in kernel[1].split(";")]
    spread = np.zeros((9, 4))
    spread[::2] = rows
    assert [rows[0][0], rows[4][3]] == [-25.5, 1 / 3]
    comes_out(desk, np.abs(correlated(face, spread, ring=0)[::3, ::2]))


def test_10_what_is_chosen_is_always_said(desk: Page, server: Server) -> None:
    gone(desk, server, "image=face&kernel=sharpen")
    chosen = desk.get_by_role("group", name="Kernels, on this picture").get_by_role("radio", checked=True)
    expect(chosen).to_have_accessible_name("Sharpen")
    weight = desk.get_by_label("weight in row 2, column 2", exact=True)
    weight.fill("6")
    weight.press("Tab")
    expect(desk.locator("figcaption").first).to_contain_text("Your own kernel.")
    expect(desk.get_by_role("table", name="Your own kernel, 3 by 3")).to_be_visible()
    expect(desk.get_by_text("Weights of your own.")).to_be_visible()
    expect(stage(desk)).to_have_accessible_name(re.compile("Your own kernel"))
    expect(chosen).to_have_count(0)
    desk.get_by_role("button", name="Undo").first.click()
    expect(chosen).to_have_accessible_name("Sharpen")
    expect(desk.locator("figcaption").first).to_contain_text("Sharpen.")


def test_11_pictures_that_are_not_square_are_right(desk: Page, server: Server) -> None:
    own = noise(9, 23, seed=11)
    upload(gone(desk, server, "image=face&kernel=identity"), file_of(own))
    comes_to(lambda: greys(desk, "input"), own)
    comes_to(lambda: greys(desk, "output"), own[1:-1, 1:-1])
    for row, column in ((0, 20), (6, 0), (3, 11)):
        window = own[row : row + 3, column : column + 3].flatten().tolist()
        assert list(map(int, values_at(desk, row, column, (7, 21)))) == window


@pytest.mark.parametrize(("width", "height", "least"), [(1920, 1080, 28), (390, 844, 12)])
def test_12_numbers_are_readable_on_a_projector_and_on_a_phone(
    browser: Browser, server: Server, width: int, height: int, least: int
) -> None:
    is_phone = width < 500
    with browser.new_context(
        viewport={"width": width, "height": height}, is_mobile=is_phone, has_touch=is_phone
    ) as context:
        page = gone(remembering(context.new_page()), server, "" if is_phone else "theme=projector")
        sizes = [size for text, size in text_sizes(page) if is_number(text)]
        assert len(sizes) > 9
        assert min(sizes) >= least
        assert page.evaluate("[innerWidth, visualViewport.scale]") == [width, 1]


def test_13_the_keyboard_moves_the_pixel_and_the_live_region_speaks_it(desk: Page, server: Server, face: Grid) -> None:
    gone(desk, server, "image=face&kernel=sobel-left")
    for _ in range(12):
        desk.keyboard.press("Tab")
        if stage(desk).evaluate("(stage) => stage === document.activeElement"):
            break
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        desk.keyboard.press(key)
    expect_place(desk, 16, 16)
    total = round(255 * float(correlated(face, LEFT, ring=0)[16, 16]))
    spoken = f"{total}".replace("-", "minus ")
    comes_to(lambda: said(desk).startswith("Row 17, column 17: "), True)
    assert said(desk).endswith(f"; sum {spoken}.")
    expect(stage(desk)).to_have_accessible_name(re.compile("Left Sobel: input, calculation, output"))
    assert desk.locator("img:not([alt])").count() == 0


def test_13_the_colours_can_be_chosen(page: Page, server: Server) -> None:
    gone(remembering(page), server)
    papers = set()
    for theme in ("light", "dark", "projector"):
        page.get_by_label("Theme").select_option(theme)
        papers.add((page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor"), drawn(page)[0]))
    assert len(papers) == 3


def test_14_the_page_has_a_link_a_fresh_start_a_full_screen_and_an_export(page: Page, server: Server) -> None:
    query = "image=face&kernel=outline&padding=same&border=reflect&at=3,4"
    gone(remembering(page), server, query)
    assert link_of(page) == query
    for kind in ("PNG", "SVG", "GIF", "MP4"):
        expect(page.get_by_role("button", name=f"Save as {kind}")).to_be_enabled()
    page.keyboard.press("p")
    comes_to(
        lambda: page.evaluate("[document.fullscreenElement !== null, document.documentElement.dataset.theme]"),
        [
            True,
            "projector",
        ],
    )
    page.keyboard.press("Escape")
    comes_to(lambda: page.evaluate("document.documentElement.dataset.theme ?? null"), None)
    page.get_by_role("button", name="Start over").click()
    comes_to(lambda: link_of(page), "image=face&kernel=sobel-left&padding=same&border=replicate")
    expect(page.locator("figcaption").first).to_contain_text("Left Sobel.")


def test_15_another_picture_of_another_size_leaves_nothing_of_the_one_before(
    desk: Page, server: Server, face: Grid
) -> None:
    gone(desk, server, "image=face&kernel=gaussian-3&padding=same&border=reflect&values=clip")
    for seed, (height, width) in enumerate(((14, 31), (29, 8), (14, 8))):
        own = noise(height, width, seed)
        upload(desk, file_of(own))
        comes_out(desk, correlated(own / 255, BLUR, "reflect"))
    desk.get_by_role("group", name="Pictures").get_by_text("Face").click()
    comes_out(desk, correlated(face, BLUR, "reflect"))
