"""The box of what a unit sees, read off the page, against the pixels: outside nothing counts, inside it does.

The pictures that are changed are such as a network takes: a photograph of any size, and light strokes on black of
the very size of its input. A larger drawing cannot be asked so: it is boxed and centred by its ink, so that one more
stroke anywhere moves all of it, and every unit with it.
"""

import random
import re

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.browser.network_page import Box, answer_of, heading, opened, outlines, stored, travelled, value_of
from tests.conftest import Server

Pixels = NDArray[np.uint8]

RESNET = ("stem.conv1", "stage1.pool1", "stage1.residual.add", "stage2.conv1", "stage2.residual.add", "stage3.conv1")
CONVNET = ("conv1", "pool1", "conv2", "pool2")
MOST_TRIED = 6
"""Fillings of a box: one may change nothing behind a ReLU or a maximum."""


def noise(shape: tuple[int, ...], seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def strokes(seed: int) -> Pixels:
    """Light on a black border, 28 × 28: taken as it is."""
    picture = np.zeros((28, 28), np.uint8)
    picture[1:-1, 1:-1] = noise((26, 26), seed)
    return picture


def inside(box: Box, height: int, width: int) -> NDArray[np.bool_]:
    """The pixels whose middles lie in the box."""
    top, left, bottom, right = box
    rows, columns = np.arange(height) + 0.5, np.arange(width) + 0.5
    return np.logical_and.outer((rows > top) & (rows < bottom), (columns > left) & (columns < right))


def changed(picture: Pixels, where: NDArray[np.bool_], filling: Pixels) -> Pixels:
    return np.where(where[..., None] if picture.ndim == 3 else where, filling, picture)


def is_same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-5 * max(1.0, abs(one))


def units_of(server: Server, network: str, layers: tuple[str, ...]) -> list[tuple[str, list[int]]]:
    """A unit of each layer by a fixed lot, half of them in a corner, where the box is cut by the picture's edge."""
    lot = random.Random(f"sight of {network}")
    shapes = {layer["name"]: layer["output_shape"] for layer in answer_of(server, network)["layers"]}
    found = []
    for index, name in enumerate(layers):
        channels, height, width = shapes[name]
        corner = [lot.choice([0, height - 1]), lot.choice([0, width - 1])]
        place = corner if index % 2 or height <= 8 else [lot.randrange(height), lot.randrange(width)]
        found.append((name, [lot.randrange(channels), *place]))
    return found


def alive(server: Server, network: str, layer: str, unit: list[int], image: str) -> list[int]:
    """The same place on the first map, from this one on, that is not off there."""
    shape = next(one["output_shape"] for one in answer_of(server, network)["layers"] if one["name"] == layer)
    maps = [(unit[0] + step) % shape[0] for step in range(shape[0])]
    return next(
        place for channel in maps if value_of(server, network, layer, place := [channel, *unit[1:]], image) != 0
    )


def shown_boxes(page: Page, network: str, layer: str, unit: list[int], image: str) -> list[Box]:
    travelled(page, f"network={network}&image={image}&layer={layer}&unit={','.join(map(str, unit))}")
    expect(page.locator(".unit")).to_contain_text(heading(layer, unit))
    expect(page.get_by_text("On the picture as it came")).to_be_visible()
    return outlines(page)


def expect_true(
    server: Server, asked: tuple[str, str, list[int]], picture: Pixels, within: NDArray[np.bool_], seed: int
) -> None:
    """All the pixels without changed at once: the unit's value stays. Those within: it changes."""
    before = value_of(server, *asked, stored(server, picture))
    filling = noise(picture.shape, seed)
    assert 0 < within.sum() < within.size, "A box that holds nothing, or everything, says nothing."
    without = stored(server, changed(picture, ~within & paintable(picture), filling))
    assert is_same(before, value_of(server, *asked, without)), ("outside", asked)
    tried = (stored(server, changed(picture, within, noise(picture.shape, seed + n))) for n in range(MOST_TRIED))
    assert any(not is_same(before, value_of(server, *asked, one)) for one in tried), ("inside", asked)


def paintable(picture: Pixels) -> NDArray[np.bool_]:
    """Of a drawing not its black border, by which it is known that it is one."""
    free = np.ones(picture.shape[:2], bool)
    if picture.ndim == 2:
        free[[0, -1], :] = free[:, [0, -1]] = False
    return free


@pytest.mark.parametrize("size", [(32, 32), (70, 101)])
def test_outside_its_box_a_photograph_may_change_and_the_unit_does_not(
    desk: Page, server: Server, size: tuple[int, int]
) -> None:
    picture = noise((*size, 3), seed=size[0])
    image = stored(server, picture)
    page = opened(desk, server, f"network=cifar-resnet&image={image}")
    for layer, somewhere in units_of(server, "cifar-resnet", RESNET):
        unit = alive(server, "cifar-resnet", layer, somewhere, image)
        _, box = shown_boxes(page, "cifar-resnet", layer, unit, image)
        expect_true(server, ("cifar-resnet", layer, unit), picture, inside(box, *size), seed=7)


def test_the_box_on_the_input_is_the_box_on_a_picture_that_is_the_input(desk: Page, server: Server) -> None:
    image = stored(server, noise((32, 32, 3), seed=3))
    page = opened(desk, server, f"network=cifar-vgg&image={image}")
    for layer in ("stage1.conv2", "stage2.conv1", "stage3.conv1"):
        taken, came = shown_boxes(page, "cifar-vgg", layer, [0, 0, 5], image)
        assert taken == came


def test_the_box_is_no_larger_than_it_must_be(desk: Page, server: Server) -> None:
    """Each of its four sides alone counts, where no ReLU and no maximum stands in between."""
    picture = noise((32, 32, 3), seed=5)
    image = stored(server, picture)
    page = opened(desk, server, f"network=cifar-resnet&image={image}")
    for unit in ([3, 0, 0], [3, 16, 20], [3, 31, 9]):
        _, (top, left, bottom, right) = shown_boxes(page, "cifar-resnet", "stem.conv1", unit, image)
        before = value_of(server, "cifar-resnet", "stem.conv1", unit, image)
        for side in ((top, left, top + 1, right), (bottom - 1, left, bottom, right),
                     (top, left, bottom, left + 1), (top, right - 1, bottom, right)):  # fmt: skip
            other = stored(server, changed(picture, inside(side, 32, 32), 255 - picture))
            assert not is_same(before, value_of(server, "cifar-resnet", "stem.conv1", unit, other)), (unit, side)


def test_outside_its_box_a_drawing_may_change_and_the_unit_does_not(desk: Page, server: Server) -> None:
    picture = strokes(seed=1)
    image = stored(server, picture)
    page = opened(desk, server, f"network=mnist-convnet&image={image}")
    for layer, somewhere in units_of(server, "mnist-convnet", CONVNET):
        unit = alive(server, "mnist-convnet", layer, somewhere, image)
        taken, came = shown_boxes(page, "mnist-convnet", layer, unit, image)
        assert taken == came
        expect_true(server, ("mnist-convnet", layer, unit), picture, inside(taken, 28, 28) & paintable(picture), seed=2)


def test_the_columns_named_on_the_page_about_receptive_fields_are_all_that_count(desk: Page, server: Server) -> None:
    picture = noise((32, 32, 3), seed=9)
    image = stored(server, picture)
    for layer, unit in units_of(server, "cifar-resnet", RESNET[:4]):
        place = ",".join(map(str, unit))
        desk.goto(f"{server.url}/receptive-field?network=cifar-resnet&layer={layer}&unit={place}")
        live = desk.locator("figure p[aria-live]")
        expect(live).to_have_text(re.compile(f"^{re.escape(layer)},"))
        named = re.search(r"sees [0-9]+ input columns, ([0-9]+) to ([0-9]+)", live.inner_text())
        assert named, live.inner_text()
        first, last = map(int, named.groups())
        within = inside((0, first, 32, last + 1), 32, 32)
        asked = "cifar-resnet", layer, alive(server, "cifar-resnet", layer, unit, image)
        expect_true(server, asked, picture, within, seed=4)
