"""Digits drawn with a mouse must be read well, not only MNIST's own: what the shipped networks make of ours."""

import random
from pathlib import Path

import pytest
import torch
from torch import Tensor

from app.nets.preparation import prepare
from app.nets.zoo import Zoo
from tests.nets.digits import drawn

MODELS = Path(__file__).parents[2] / "models"
READERS = ("mnist-convnet", "lenet5", "lenet5-small")
EACH = 10


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Zoo:
    return Zoo(MODELS, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def sheets() -> list[tuple[int, Tensor]]:
    chance = random.Random(7)
    return [
        (digit, drawn(digit, chance, side=chance.choice([64, 100, 140]))) for digit in range(10) for _ in range(EACH)
    ]


def share_read(zoo: Zoo, name: str, sheets: list[tuple[int, Tensor]]) -> float:
    """How many of the sheets the network reads right."""
    card, network = zoo.card(name), zoo.load(name, torch.device("cpu"))
    assert card.preparation is not None
    inputs = [prepare(sheet, card.preparation, card.architecture.input).tensor for _, sheet in sheets]
    with torch.inference_mode():
        read = network(torch.cat(inputs)).argmax(1)
    return float((read == torch.tensor([digit for digit, _ in sheets])).float().mean())


@pytest.mark.parametrize("name", READERS)
def test_digits_of_any_pen_size_and_place_are_read(zoo: Zoo, sheets: list[tuple[int, Tensor]], name: str) -> None:
    assert share_read(zoo, name, sheets) >= 0.95


def test_chalk_on_a_board_is_read_as_ink_on_paper(zoo: Zoo, sheets: list[tuple[int, Tensor]]) -> None:
    board = [(digit, 0.15 + 0.7 * (1 - sheet)) for digit, sheet in sheets]
    assert share_read(zoo, "mnist-convnet", board) >= 0.95


def test_a_grainy_sheet_that_darkens_to_one_side_is_read(zoo: Zoo, sheets: list[tuple[int, Tensor]]) -> None:
    grain = torch.Generator().manual_seed(1)
    photographed = [
        (digit, sheet * torch.linspace(0.95, 0.8, sheet.shape[2]) + 0.02 * torch.randn(sheet.shape, generator=grain))
        for digit, sheet in sheets
    ]
    assert share_read(zoo, "mnist-convnet", [(digit, sheet.clamp(0, 1)) for digit, sheet in photographed]) >= 0.95
