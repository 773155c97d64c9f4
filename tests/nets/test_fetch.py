"""Pulling and adding weights, from servers that behave and servers that do not."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from app import cli
from app.nets.cards import Card
from app.nets.errors import FailedFetch, ImpossibleNetwork, MismatchedWeights
from app.nets.fetch import add, pull
from app.nets.weights import read, save
from app.nets.zoo import Zoo
from tests.nets.checkpoint_server import Shelf, serving_file
from tests.nets.checkpoints import FOREIGN, card, checkpoint, sha256, tensors, told, write
from tests.nets.test_weights import Hostile

OFFICIAL = checkpoint({FOREIGN[name]: tensor for name, tensor in tensors().items()})


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with serving_file(OFFICIAL) as shelf:
        yield shelf


def card_of(shelf: Shelf, content: bytes = OFFICIAL) -> Card:
    return card(weights={"url": shelf.url, "sha256_prefix": sha256(content)[:8]})


def silent(_here: int, _total: int | None) -> None:
    """Nobody watches."""


def files(home: Path) -> list[str]:
    return sorted(path.name for path in home.rglob("*") if not path.is_dir())


def test_a_pulled_checkpoint_becomes_safetensors_and_nothing_else_is_left(shelf: Shelf, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    file = pull(card_of(shelf), tmp_path, lambda here, total: told.append((here, total)))
    torch.testing.assert_close(read(file), tensors(), rtol=0, atol=0)
    assert files(tmp_path) == ["weights.safetensors"]
    assert told[-1] == (len(OFFICIAL), len(OFFICIAL))


def test_an_interrupted_download_goes_on_where_it_stopped(shelf: Shelf, tmp_path: Path) -> None:
    shelf.cut_after = 1000
    with pytest.raises(FailedFetch, match="The connection ended after 0.0 MB of .* MB; what came is kept"):
        pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == ["tiny.pth.part"]
    shelf.cut_after = None
    torch.testing.assert_close(read(pull(card_of(shelf), tmp_path, silent)), tensors(), rtol=0, atol=0)
    assert shelf.asked == [None, "bytes=1000-"]


def test_control_c_in_the_middle_keeps_what_came(shelf: Shelf, tmp_path: Path) -> None:
    def stop(_here: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pull(card_of(shelf), tmp_path, stop)
    assert files(tmp_path) == ["tiny.pth.part"]
    pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == ["weights.safetensors"]


def test_a_download_that_broke_off_after_its_last_byte_is_finished(shelf: Shelf, tmp_path: Path) -> None:
    write(tmp_path / "networks" / "tiny", "tiny.pth.part", OFFICIAL)
    pull(card_of(shelf), tmp_path, silent)
    assert (shelf.asked, files(tmp_path)) == ([f"bytes={len(OFFICIAL)}-"], ["weights.safetensors"])


def test_a_part_that_is_longer_than_the_file_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    write(tmp_path / "networks" / "tiny", "tiny.pth.part", OFFICIAL + b"more")
    with pytest.raises(FailedFetch, match="The server answered 416"):
        pull(card_of(shelf), tmp_path, silent)
    pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == ["weights.safetensors"]


def test_from_a_server_without_ranges_the_whole_file_comes_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.ranges = False
    write(tmp_path / "networks" / "tiny", "tiny.pth.part", b"the first few bytes, or so it seemed")
    told: list[tuple[int, int | None]] = []
    file = pull(card_of(shelf), tmp_path, lambda here, total: told.append((here, total)))
    torch.testing.assert_close(read(file), tensors(), rtol=0, atol=0)
    assert told[-1] == (len(OFFICIAL), len(OFFICIAL))


def test_a_file_with_another_hash_is_thrown_away(shelf: Shelf, tmp_path: Path) -> None:
    said = f"sha256 begins with {sha256(OFFICIAL)[:8]}, not {sha256(b'')[:8]}"
    with pytest.raises(FailedFetch, match=said):
        pull(card_of(shelf, b""), tmp_path, silent)
    assert files(tmp_path) == []


@pytest.mark.parametrize("status", [404, 403, 500, 503])
def test_what_the_server_refuses_is_passed_on(shelf: Shelf, tmp_path: Path, status: int) -> None:
    shelf.status = status
    with pytest.raises(FailedFetch, match=f"The server answered {status} .* for {shelf.url}[.]"):
        pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == []


def test_without_a_network_nothing_is_left_behind(tmp_path: Path) -> None:
    with serving_file(b"") as gone:
        offline = card_of(gone)
    with pytest.raises(FailedFetch, match=r"127.0.0.1:\d+ cannot be reached \(.*refused.*\)[.]"):
        pull(offline, tmp_path, silent)
    assert list(tmp_path.iterdir()) == []


def test_a_file_larger_than_the_disk_is_refused_before_it_comes(shelf: Shelf, tmp_path: Path) -> None:
    shelf.claimed_length = 10**18
    with pytest.raises(FailedFetch, match="The disk is full .* MB are needed and .* MB are free"):
        pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full, where every write meets a full disk")
def test_a_disk_that_fills_up_on_the_way_is_left_as_it_was(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "networks" / "tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.pth.part").symlink_to("/dev/full")
    with pytest.raises(FailedFetch, match=r"The disk is full \(No space left on device\), so nothing was kept"):
        pull(card_of(shelf), tmp_path, silent)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (checkpoint({**tensors(), "edges.weight": torch.zeros(2, 1, 5, 5)}), "edges.weight is 2 × 1 × 5 × 5"),
        (checkpoint({"edges.weight": torch.zeros(2, 1, 3, 3)}), "edges.bias .* is missing"),
        (checkpoint({**tensors(), "extra": torch.zeros(1)}), "extra is in the file but not in the network"),
        (checkpoint({"evil": Hostile(Path("it-ran"))}), "more than tensors"),
        (b"<html>Not Found</html>", "neither safetensors nor a torch checkpoint"),
    ],
)
def test_an_official_file_that_does_not_fit_never_gets_into_the_zoo(
    shelf: Shelf, tmp_path: Path, content: bytes, said: str
) -> None:
    shelf.content = content
    with pytest.raises(MismatchedWeights, match=said) as refused:
        pull(card_of(shelf, content), tmp_path, silent)
    assert files(tmp_path) == []
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("weights", [{}, {"url": "http://127.0.0.1:9/x.pth"}])
def test_without_an_address_and_a_hash_nothing_is_pulled(tmp_path: Path, weights: dict[str, str]) -> None:
    with pytest.raises(FailedFetch, match="tiny has no official weights that could be fetched and checked"):
        pull(card(weights=weights), tmp_path, silent)


def test_only_the_web_is_asked(tmp_path: Path) -> None:
    own = write(tmp_path, "secret", "mine")
    with pytest.raises(FailedFetch, match="is no address on the web"):
        pull(card(weights={"url": own.as_uri(), "sha256_prefix": "00"}), tmp_path, silent)


@pytest.fixture
def zoo(tmp_path: Path) -> Zoo:
    write(tmp_path / "models" / "tiny", "card.json", told())
    return Zoo(tmp_path / "models", tmp_path / "home")


def test_a_network_of_one_s_own_is_added_with_its_card(zoo: Zoo, tmp_path: Path) -> None:
    mine = write(tmp_path, "mine.json", told(name="mine", classes=["a", "b", "c"]))
    folder = add(mine, write(tmp_path, "mine.pth", OFFICIAL), zoo)
    assert files(folder) == ["card.json", "weights.safetensors"]
    assert zoo.card("mine").classes == ("a", "b", "c")
    assert torch.equal(zoo.load("mine", torch.device("cpu")).state_dict()["answer.bias"], tensors()["answer.bias"])


def test_weights_are_added_to_a_network_that_is_described_here(zoo: Zoo, tmp_path: Path) -> None:
    save(tensors(), tmp_path / "w.safetensors")
    add(zoo.shipped / "tiny" / "card.json", tmp_path / "w.safetensors", zoo)
    assert zoo.has_weights("tiny")


def test_another_network_under_a_name_that_is_taken_is_refused(zoo: Zoo, tmp_path: Path) -> None:
    other = {"input": [1, 4, 4], "layers": [{"type": "conv", "filters": 2, "kernel": 3}]}
    with pytest.raises(ImpossibleNetwork, match="tiny is the name of another network here: give yours its own"):
        add(write(tmp_path, "c.json", told(architecture=other)), tmp_path / "nothing", zoo)


def test_weights_that_do_not_fit_leave_no_trace(zoo: Zoo, tmp_path: Path) -> None:
    weights = write(tmp_path, "w.pth", checkpoint({"edges.weight": torch.zeros(1)}))
    with pytest.raises(MismatchedWeights, match="edges.weight is 1 in the file"):
        add(write(tmp_path, "c.json", told(name="mine")), weights, zoo)
    assert files(zoo.home) == []


def test_the_commands_list_and_show_networks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KERNELSCOPE_HOME", str(tmp_path))
    assert cli.main(["networks", "--json"]) == 0
    assert '"name": "resnet18"' in capsys.readouterr().out
    assert cli.main(["networks", "show", "lenet5"]) == 0
    assert "61,706 parameters" in capsys.readouterr().out
    assert cli.main(["networks", "show", "lenet"]) == 2
    assert "did you mean lenet5" in capsys.readouterr().err.replace("\n", " ")


def test_a_second_pull_does_not_write_into_the_first_ones_file(shelf: Shelf, tmp_path: Path) -> None:
    def another(_here: int, _total: int | None) -> None:
        with pytest.raises(FailedFetch, match="tiny is being fetched already, by another command."):
            pull(card_of(shelf), tmp_path, silent)

    torch.testing.assert_close(read(pull(card_of(shelf), tmp_path, another)), tensors(), rtol=0, atol=0)
    assert len(shelf.asked) == 1
