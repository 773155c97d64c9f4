"""Random settings: the page is led from link to link, and its shapes, terms and outputs are compared with torch's."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import torch
from playwright.sync_api import Page

from tests.browser.arithmetic_page import STILL_TEXTS, opened, remembering_pictures
from tests.conftest import Server

SETTINGS = 150
SEED = 20261121

_FOLLOW = """
(query) => {
  history.pushState(null, '', `/arithmetic?${query}`);
  dispatchEvent(new PopStateEvent('popstate'));
}
"""
# What the page says, once it has settled: sizes of the formula, terms and value of the cell, and the output's cells.
_READ = """
() => ({
  sizes: [...document.querySelectorAll('section[aria-label$="of the output"] h3')].map((one) => one.textContent),
  lines: [...document.querySelectorAll('.expression .line')].map((one) => one.textContent.replace(/\\s+/g, ' ').trim()),
  problem: document.querySelector('[role=alert]')?.textContent ?? '',
})
"""


@dataclass(frozen=True)
class Setting:
    """One question, as the link writes it and as torch computes it."""

    query: str
    output: torch.Tensor
    at: tuple[int, int, int]
    shape: tuple[int, int]


Planes = list[list[list[int]]]


def plane(chance: random.Random, rows: int, columns: int, low: int, high: int) -> list[list[int]]:
    return [[chance.randint(low, high) for _ in range(columns)] for _ in range(rows)]


def written(planes: Planes) -> str:
    return "|".join(";".join(",".join(map(str, row)) for row in rows) for rows in planes)


def drawn_setting(chance: random.Random) -> Setting | None:
    """Sizes up to 16 a side, everything else by chance; None where it makes no shape."""
    groups = chance.choice([1, 1, 1, 2])
    depth, filters = chance.randint(1, 2), groups * chance.randint(1, 2)
    height, width = chance.randint(1, 16), chance.randint(1, 16)
    kernel = chance.randint(1, min(4, height)), chance.randint(1, min(4, width))
    stride = chance.randint(1, 3), chance.randint(1, 3)
    dilation = chance.randint(1, 2), chance.randint(1, 2)
    sides = [chance.choice([0, 0, 1, 2]) for _ in range(4)]
    transposed = chance.random() < 0.3
    flip = chance.random() < 0.3
    bias = [chance.randint(-3, 3) for _ in range(filters)] if chance.random() < 0.4 else [0] * filters
    relu = chance.random() < 0.3
    grid = [plane(chance, height, width, 0, 3) for _ in range(groups * depth)]
    weights = [[plane(chance, *kernel, -2, 2) for _ in range(depth)] for _ in range(filters)]
    if transposed:
        sides = [sides[0], sides[1], sides[0], sides[1]]
    options = {
        "stride": stride,
        "dilation": dilation,
        "padding": sides,
        "groups": groups,
        "flip": flip,
        "transposed": transposed,
    }
    output = computed(grid, weights, options)
    if output is None or max(output.shape[1:]) > 24:
        return None
    output = output + torch.tensor(bias, dtype=torch.float64)[:, None, None]
    output = output.relu() if relu else output
    at = chance.randrange(output.shape[0]), chance.randrange(output.shape[1]), chance.randrange(output.shape[2])
    parts = {
        "grid": written(grid),
        "kernel": "||".join(map(written, weights)),
        "stride": f"{stride[0]},{stride[1]}",
        "dilation": f"{dilation[0]},{dilation[1]}",
        "padding": ",".join(map(str, sides)),
        "groups": str(groups),
        "flip": str(int(flip)),
        "transposed": str(int(transposed)),
        "bias": ",".join(map(str, bias)),
        "activation": "relu" if relu else "none",
        "at": f"{at[1]},{at[2]},{at[0]}",
    }
    query = "&".join(f"{name}={value}" for name, value in parts.items())
    return Setting(query, output, at, (height, width))


def computed(grid: Planes, weights: list[Planes], options: dict[str, Any]) -> torch.Tensor | None:
    """The sums without bias, by torch alone; None where no window fits, or one plane would filter each channel."""
    seen, kernel = torch.tensor(grid, dtype=torch.float64)[None], torch.tensor(weights, dtype=torch.float64)
    if kernel.shape[0] == kernel.shape[1] == 1 and seen.shape[1] > 1:
        return None
    kernel = kernel.flip(2, 3) if options["flip"] else kernel
    shared = {"stride": options["stride"], "dilation": options["dilation"], "groups": options["groups"]}
    top, right, bottom, left = options["padding"]
    try:
        if options["transposed"]:
            turned = kernel.reshape(options["groups"], -1, *kernel.shape[1:]).transpose(1, 2).flatten(0, 1)
            made = torch.nn.functional.conv_transpose2d(seen, turned, padding=(top, left), **shared)
        else:
            made = torch.nn.functional.conv2d(
                torch.nn.functional.pad(seen, (left, right, top, bottom)), kernel, **shared
            )
    except RuntimeError:
        return None  # nothing would come out
    return made[0] if min(made.shape[-2:]) > 0 else None


@pytest.fixture(autouse=True, scope="module")
def _pictures_keep_their_texts(kept: Page) -> None:
    remembering_pictures(kept)


def number(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def agrees(page: Page, setting: Setting) -> str:
    """What on the page is not torch's yet; nothing where all of it is."""
    seen = page.evaluate(_READ)
    _, height, width = setting.output.shape
    sizes = [f"rows: {setting.shape[0]} → {height}", f"columns: {setting.shape[1]} → {width}"]
    if not (seen["sizes"] == sizes or (len(seen["sizes"]) == 1 and seen["sizes"] == sizes[1:])):
        return f"sizes {seen['sizes']}, torch {sizes}"
    f, row, column = setting.at
    value = number(f"{setting.output[f, row, column]:.0f}")
    line = seen["lines"][-1] if seen["lines"] else ""
    if re.split("[=≈]", line)[-1].strip() != value:
        return f"value {line}, torch {value}"
    if sum_of(line) != float(setting.output[f, row, column]):
        return f"terms {line} do not make {value}"
    maps = [[number(f"{one:.0f}") for one in plane.flatten()] for plane in setting.output]
    shown = output_cells(page, f"{height} × {width}")
    if shown is None:
        return "not painted"
    for cells in (maps[f], *maps):  # the large map, then the small ones, each of them only where its numbers fit
        shown = shown[len(cells) :] if shown[: len(cells)] == cells else shown
    return f"cells {shown}, torch {maps}" if shown else ""


def output_cells(page: Page, size: str) -> list[str] | None:
    """What stands on the cells of the output and of its small maps; None before they are painted."""
    texts: list[str] = page.evaluate(STILL_TEXTS)
    if "output" not in texts or texts[texts.index("output") + 1] != size:
        return None
    return texts[texts.index("input") + 2 : texts.index("output")]


def sum_of(line: str) -> float:
    """`= relu( 1 · 2 + 3 · (−1) + 2 ) = 1`, multiplied and added up."""
    terms = (
        line.strip("= ")
        .split("=")[0]
        .replace("relu(", "")
        .replace("\N{MINUS SIGN}", "-")
        .replace("(", "")
        .replace(")", "")
    )
    total = 0.0
    for term in terms.split("+"):
        factors = [float(factor) for factor in term.split("·") if factor.strip()]
        total += factors[0] * factors[1] if len(factors) == 2 else sum(factors)
    return max(total, 0.0) if "relu" in line else total


def test_random_settings_show_torchs_shapes_terms_and_outputs(
    desk: Page, server: Server, record_property: Callable[[str, object], None]
) -> None:
    page = opened(desk, server)
    chance = random.Random(SEED)
    compared, written_out = 0, 0
    while compared < SETTINGS:
        setting = drawn_setting(chance)
        if setting is None:
            continue
        page.evaluate(_FOLLOW, setting.query)
        until = time.monotonic() + 10
        while wrong := agrees(page, setting):
            assert time.monotonic() < until, f"{wrong}: {setting.query}"
            page.wait_for_timeout(10)
        compared += 1
        written_out += output_cells(page, f"{setting.output.shape[1]} × {setting.output.shape[2]}") != []
    record_property("settings", compared)
    record_property("with_cells", written_out)
    assert written_out >= compared / 2
