"""`train` and `measure` on the command line, with the digits that are drawn here."""

import json
from pathlib import Path

import pytest

from app.cli import main


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNELSCOPE_HOME", str(tmp_path))
    monkeypatch.setenv("KERNELSCOPE_THREADS", "1")
    monkeypatch.setenv("COLUMNS", "200")


def test_a_network_is_trained_offline_kept_in_the_home_and_measured_as_its_card_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "lenet5-small", "--offline", "--epochs", "1", "--images", "1000"]) == 0
    assert "epoch 1/1" in capsys.readouterr().out
    card = json.loads((tmp_path / "networks" / "lenet5-small" / "card.json").read_text())
    assert card["data"] == {
        "name": "Digits rendered by Kernelscope itself",
        "licence": "MIT, Kernelscope",
        "source": "",
        "training_images": 1000,
        "test_images": 1000,
    }
    assert main(["measure", "lenet5-small"]) == 0
    share = f"{card['accuracy']['value']:.2%}"
    assert capsys.readouterr().out.strip() == (f"lenet5-small: {share} of 1,000 test images right; {share} by its card")


def test_events_come_as_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "lenet5-small", "--offline", "--epochs", "2", "--images", "200", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [event["event"] for event in events if event["event"] != "step"]
    assert kinds == ["epoch", "epoch", "done"]
    assert sum(map(sum, events[-1]["confusion"])) == 1000


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "nothere"], "There is no network 'nothere' here"),
        (["train", "lenet5-small", "--epochs", "0"], "--epochs 0: input should be greater than or equal to 1."),
        (["train", "cifar-vgg"], "CIFAR-10 small photographs was not found"),
        (["train", "vgg16"], "vgg16 has no recipe"),
        (["measure", "vgg16"], "vgg16 was not trained here"),
    ],
)
def test_what_cannot_be_trained_is_told_in_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err
