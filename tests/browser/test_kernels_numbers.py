"""Every number on the stage is the number that torch computes from the API's own picture."""

import random
from decimal import Decimal
from urllib.parse import parse_qs

import httpx
import pytest
import torch
from playwright.sync_api import Page
from safetensors.torch import load
from torch import Tensor
from torch.nn.functional import conv2d, pad

from tests.browser.kernels_page import (
    Shown,
    expect_place,
    gone,
    hover_output,
    number,
    read_calculation,
    texts,
    within_its_digits,
)
from tests.conftest import Server

POSITIONS = 20
PADDINGS = {"zeros": "constant"}
ACTIVATIONS = {"none": torch.Tensor.double, "relu": torch.relu, "abs": torch.abs}

# Each with its padding in cells as torch's `pad` takes it: left, right, top, bottom.
QUESTIONS = {
    "image=face&kernel=sobel-left&padding=same": (1, 1, 1, 1),
    "image=face&kernel=1/16,1/8,1/16;1/8,1/4,1/8;1/16,1/8,1/16&padding=full&border=replicate": (2, 2, 2, 2),
    "image=cat&size=40&channels=rgb&kernel=sharpen&stride=2&padding=same&border=replicate": (1, 1, 1, 1),
    "image=camera&size=30,44&kernel=1/3,0,-1/3;2/3,0,-2/3;1/3,0,-1/3&dilation=2&padding=same&border=reflect": (2,) * 4,
    "image=coins&size=33&kernel=1,2,3;-0.5,0.25,-4&padding=1,2,1,2&stride=2,1": (2, 2, 1, 1),
    "image=horse&size=36&kernel=outline&padding=2&border=circular": (2, 2, 2, 2),
    "image=coffee&size=32&channels=rgb&kernel=sharpen|sobel-left|outline&bias=0.1&activation=relu": (0, 0, 0, 0),
    "image=cat&size=24,40&channels=r&kernel=emboss&flip=1&padding=1,2,0,3&border=replicate": (3, 2, 1, 0),
    "image=camera&size=28&kernel=0.1,0.2,-0.4,0.2,0.1&bias=-0.25&activation=abs": (0, 0, 0, 0),
    "image=coffee&size=36&channels=rgb&kernel=sobel-top&dilation=3,2&stride=3&padding=same&border=circular": (
        2,
        2,
        3,
        3,
    ),
}


def kernel_of(client: httpx.Client, text: str) -> Tensor:
    """[1,C,kh,kw]; names from the API's catalogue, the rest as it stands in the question."""
    rows = {one["name"]: one["rows"] for one in client.get("/api/kernels").json()["kernels"]}
    planes = [rows.get(plane) or [row.split(",") for row in plane.split(";")] for plane in text.split("|")]
    weights = [[[fraction(cell) for cell in row] for row in plane] for plane in planes]
    return torch.tensor([weights], dtype=torch.float64)


def fraction(text: str) -> float:
    above, _, below = str(text).partition("/")
    return float(above) / float(below or 1)


def pairs(text: str) -> tuple[int, int]:
    cells = [int(cell) for cell in text.split(",")]
    return cells[0], cells[-1]


class Truth:
    """A question answered by torch in float64, in levels 0…255."""

    def __init__(self, client: httpx.Client, query: str, cells: tuple[int, ...]) -> None:
        asked = {name: values[0] for name, values in parse_qs(query, separator="&").items()}
        size = f"&size={asked['size']}" if "size" in asked else ""
        picture = client.get(f"/api/images/{asked['image']}?channels={asked.get('channels', 'gray')}{size}")
        image = load(picture.content)["image"].double() * 255
        self.kernel = kernel_of(client, asked["kernel"])
        if "flip" in asked:
            self.kernel = self.kernel.flip(2, 3)
        self.stride, self.dilation = pairs(asked.get("stride", "1")), pairs(asked.get("dilation", "1"))
        border = asked.get("border", "zeros")
        self.padded = pad(image[None], cells, PADDINGS.get(border, border))[0]
        self.colour = image.shape[0] == 3 and self.kernel.shape[1] == 1
        seen = self.padded[:, None] if self.colour else self.padded[None]
        total = conv2d(seen, self.kernel, stride=self.stride, dilation=self.dilation).flatten(0, 1)
        self.bias = 255 * float(asked.get("bias", "0"))
        self.output = ACTIVATIONS[asked.get("activation", "none")](total + self.bias)
        self.plain = self.bias == 0 and "activation" not in asked
        self.groups = 3 if self.colour else self.kernel.shape[1]
        self.terms = self.kernel[0, 0].numel()

    def values(self, channel: int, row: int, column: int) -> Tensor:
        height, width = self.kernel.shape[2:]
        rows = row * self.stride[0] + self.dilation[0] * torch.arange(height)
        columns = column * self.stride[1] + self.dilation[1] * torch.arange(width)
        return self.padded[channel][rows][:, columns]


def check_terms(shown: Shown, truth: Truth, row: int, column: int) -> None:
    for channel in range(truth.groups):
        values = truth.values(channel, row, column)
        products = values * truth.kernel[0, 0 if truth.colour else channel]
        for text, value in zip(shown.values[channel], values.flatten().tolist(), strict=True):
            assert within_its_digits(text, value)
        written = shown.products[channel]  # none where the tiles have no room for them
        for text, product in zip(written, products.flatten().tolist(), strict=bool(written)):
            assert within_its_digits(text, product)


def check_sums(shown: Shown, truth: Truth) -> None:
    if shown.about or not all(shown.products):
        return
    added = [sum(map(number, products), Decimal(0)) for products in shown.products]
    if len(added) > 1:
        assert added == list(map(number, shown.sums))
    if truth.colour:
        assert added == list(map(number, shown.results))
    elif truth.plain:
        assert sum(added) == number(shown.results[0])


@pytest.mark.parametrize("query", QUESTIONS)
def test_terms_sum_and_result_are_those_of_torch(desk: Page, server: Server, query: str) -> None:
    truth = Truth(server.client, query, QUESTIONS[query])
    gone(desk, server, query)
    chance = random.Random(query)
    height, width = truth.output.shape[1:]
    for _ in range(POSITIONS):
        row, column = chance.randrange(height), chance.randrange(width)
        hover_output(desk, row, column, (height, width))
        expect_place(desk, row, column)
        shown = read_calculation(texts(desk), truth.terms, truth.groups, truth.colour)
        check_terms(shown, truth, row, column)
        check_sums(shown, truth)
        for text, value in zip(shown.results, truth.output[:, row, column].tolist(), strict=True):
            assert within_its_digits(text, value)
