"""The command line asks the same questions as a link."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file

from app.cli import main


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KERNELSCOPE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KERNELSCOPE_DEVICE", "cpu")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.fromarray(np.arange(48, dtype=np.uint8).reshape(6, 8) * 5).save(path)
    return path


def test_a_file_is_convolved_into_a_picture(photo: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.png"
    assert main(["convolve", str(photo), "kernel=identity&stride=2&padding=1", "-o", str(output)]) == 0
    with Image.open(output) as written:
        assert written.size == (4, 3)


def test_a_file_is_convolved_into_exact_numbers(photo: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.safetensors"
    assert main(["convolve", str(photo), "kernel=1,1", "-o", str(output)]) == 0
    seen = np.arange(48, dtype=np.float32).reshape(6, 8) * 5 / np.float32(255)
    np.testing.assert_allclose(load_file(output)["output"], (seen[:, 1:] + seen[:, :-1])[None], rtol=1e-6)


def test_a_sample_is_accounted_for_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pool", "face", "pool=max&window=2"]) == 0
    assert "[1, 16, 16]" in capsys.readouterr().out


def test_json_goes_to_the_pipe(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convolve", "-", "grid=1,2;3,4&kernel=1,1;1,1", "-o", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["output"] == [[[10]]]


def test_steps_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["steps", "-", "grid=1,2,0;0,1,3;2,2,1&kernel=1,0;0,1&count=2"]) == 0
    text = capsys.readouterr().out
    assert "4 steps in all" in text
    assert re.search(r"0 .*\[0, 0, 0\].* 2", text)


def test_kernels_and_samples_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kernels", "--json"]) == 0
    assert "sobel-x" in {kernel["name"] for kernel in json.loads(capsys.readouterr().out)}
    assert main(["samples"]) == 0
    assert "portrait" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["convolve", "nobody", "kernel=1"], "nobody"),
        (["convolve", "face", "kernel=sobelx"], "sobel-x"),
        (["convolve", "face", "kernel=1&colour=red"], "colour"),
        (["convolve", "face", "kernel=1", "-o", "out.gif"], ".safetensors"),
        (["pool", "face", "pool=max&window=40"], "40"),
    ],
)
def test_a_refusal_is_one_sentence_and_status_2(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    refusal = capsys.readouterr().err
    assert says in refusal
    assert "Traceback" not in refusal


def test_a_failed_command_leaves_no_half_file(photo: Path, tmp_path: Path) -> None:
    assert main(["convolve", str(photo), "kernel=nonsense", "-o", str(tmp_path / "out.png")]) == 2
    assert [path.name for path in tmp_path.glob("out*")] == []
