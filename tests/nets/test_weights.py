"""Tensors from files: what fits is taken as it is, what does not is named."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from app.nets.errors import MismatchedWeights
from app.nets.weights import expected_shapes, fitted, network_of, read, save
from tests.nets.checkpoints import FOREIGN, SHAPES, checkpoint, graph, tensors, write


def test_a_network_s_tensors_are_named_as_its_layers_are() -> None:
    assert expected_shapes(graph()) == SHAPES


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    save(tensors(), tmp_path / "deep" / "w.safetensors")
    again = read(tmp_path / "deep" / "w.safetensors")
    torch.testing.assert_close(again, tensors(), rtol=0, atol=0)
    assert list((tmp_path / "deep").iterdir()) == [tmp_path / "deep" / "w.safetensors"]


def test_half_the_bytes_are_a_thousandth_off_and_float32_in_memory(tmp_path: Path) -> None:
    save(tensors(), tmp_path / "w.safetensors", half=True)
    stored = read(tmp_path / "w.safetensors")
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}
    torch.testing.assert_close(fitted(graph(), stored), tensors(), rtol=1e-3, atol=1e-4)


def test_a_network_with_weights_computes_what_they_say() -> None:
    given = tensors()
    picture = torch.rand(1, 1, 4, 4)
    with torch.inference_mode():
        maps = torch.nn.functional.conv2d(picture, given["edges.weight"], given["edges.bias"])
        spread = (given["even.running_var"] + 1e-5).sqrt()
        norm = (maps[0] - given["even.running_mean"][:, None, None]) / spread[:, None, None]
        norm = norm * given["even.weight"][:, None, None] + given["even.bias"][:, None, None]
        expected = given["answer.weight"] @ norm.flatten() + given["answer.bias"]
        torch.testing.assert_close(network_of(graph(), given)(picture)[0], expected)


def test_a_loaded_network_answers_and_cannot_learn() -> None:
    network = network_of(graph(), tensors())
    assert not network.training
    assert not any(parameter.requires_grad for parameter in network.parameters())
    assert not any(tensor.is_meta for tensor in network.state_dict().values())


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_checkpoint_of_another_program_is_matched_by_order_and_shape(tmp_path: Path, wrapped: bool) -> None:
    foreign = {FOREIGN[name]: tensor for name, tensor in tensors().items()}
    counted = {**foreign, "1.num_batches_tracked": torch.tensor(7)}
    content = checkpoint({"state_dict": counted, "epoch": 3} if wrapped else counted)
    torch.testing.assert_close(fitted(graph(), read(write(tmp_path, "c.pth", content))), tensors(), rtol=0, atol=0)


def test_a_checkpoint_that_shares_some_names_with_ours_is_matched_by_order_too() -> None:
    mixed = {name if name.startswith("answer") else FOREIGN[name]: tensor for name, tensor in tensors().items()}
    torch.testing.assert_close(fitted(graph(), mixed), tensors(), rtol=0, atol=0)


def test_a_name_that_both_know_but_that_stands_elsewhere_is_no_match_by_order() -> None:
    moved = {"edges.bias" if name == "even.weight" else FOREIGN[name]: tensor for name, tensor in tensors().items()}
    with pytest.raises(MismatchedWeights, match="even.weight .* is missing"):
        fitted(graph(), moved)


def test_names_come_before_order() -> None:
    backwards = dict(reversed(tensors().items()))
    torch.testing.assert_close(fitted(graph(), backwards), tensors(), rtol=0, atol=0)


def without(name: str) -> dict[str, Tensor]:
    return {other: tensor for other, tensor in tensors().items() if other != name}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (without("even.bias"), r"even.bias \(2\) is missing"),
        ({**tensors(), "extra": torch.zeros(1)}, "extra is in the file but not in the network"),
        (
            {**tensors(), "edges.weight": torch.zeros(2, 1, 5, 5)},
            "edges.weight is 2 × 1 × 5 × 5 in the file and 2 × 1 × 3 × 3 in the network",
        ),
        ({**tensors(), "edges.bias": torch.tensor([0.0, torch.nan])}, "edges.bias holds numbers that are not finite"),
        ({**tensors(), "edges.bias": torch.tensor([1, 2])}, "edges.bias holds int64 numbers, not floating point"),
        ({}, r"edges.weight \(2 × 1 × 3 × 3\) is missing; edges.bias"),
    ],
)
def test_each_mismatch_is_named(given: dict[str, Tensor], said: str) -> None:
    with pytest.raises(MismatchedWeights, match=said):
        fitted(graph(), given)


def test_all_mismatches_are_named_at_once_in_the_network_s_order() -> None:
    given = {**without("answer.bias"), "edges.weight": torch.zeros(1), "odd": torch.zeros(1)}
    with pytest.raises(MismatchedWeights, match="The weights do not fit: edges.weight .*; answer.bias .*; odd .*[.]$"):
        fitted(graph(), given)


def test_a_foreign_file_whose_shapes_do_not_follow_ours_is_refused() -> None:
    swapped = {FOREIGN[name]: tensor for name, tensor in reversed(tensors().items())}
    with pytest.raises(MismatchedWeights, match="edges.weight is 3 in the file and 2 × 1 × 3 × 3 in the network"):
        fitted(graph(), swapped)


class Hostile:
    """Unpickled carelessly, it would write a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


def test_a_pickle_that_would_run_something_is_not_opened(tmp_path: Path) -> None:
    mark = tmp_path / "it-ran"
    file = write(tmp_path, "c.pth", checkpoint({**tensors(), "evil": Hostile(mark)}))
    with pytest.raises(MismatchedWeights, match="c.pth holds more than tensors and was not opened."):
        read(file)
    assert not mark.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither safetensors nor a torch checkpoint"),
        (b"hello, I am a text", "neither safetensors nor a torch checkpoint"),
        (checkpoint(tensors())[:500], "damaged"),
        (checkpoint([torch.zeros(1)]), "something else than tensors by name"),
        (checkpoint({"a": 1}), "something else than tensors by name"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(MismatchedWeights, match=said) as refused:
        read(write(tmp_path, "c.pth", content))
    assert "\n" not in str(refused.value)


def test_a_checkpoint_of_the_old_kind_is_read_too(tmp_path: Path) -> None:
    torch.save(tensors(), tmp_path / "old.pth", _use_new_zipfile_serialization=False)
    torch.testing.assert_close(read(tmp_path / "old.pth"), tensors(), rtol=0, atol=0)


def test_a_save_that_fails_leaves_nothing_half_done(tmp_path: Path) -> None:
    in_the_way = write(tmp_path / "w.safetensors", "a-file", b"")
    with pytest.raises(OSError, match="w.safetensors"):
        save(tensors(), tmp_path / "w.safetensors")
    assert list(tmp_path.rglob("*")) == [tmp_path / "w.safetensors", in_the_way]
