"""Training on the offline glyphs: it learns, it repeats itself, it can be broken off."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from app.nets.cards import Card, Preparation
from app.nets.graph import graph_of
from app.nets.layers import Architecture
from app.nets.recipe import Augmentation, Recipe
from app.nets.training.events import Done, Epoch
from app.nets.training.glyphs import glyph_set
from app.nets.training.loop import Trainer
from app.nets.training.measure import measure
from app.nets.training.session import Session

PREPARATION = Preparation(kind="drawing", box=20, mean=(0.13,), deviation=(0.31,))
LAYERS = [
    {"type": "conv", "filters": 6, "kernel": 5, "stride": 2},
    {"type": "batch-norm"},
    {"type": "activation", "function": "relu"},
    {"type": "pool", "kind": "max", "window": 2},
    {"type": "flatten"},
    {"type": "dropout", "rate": 0.1},
    {"type": "linear", "units": 10},
]
ARCHITECTURE = Architecture(input=[1, 28, 28], layers=LAYERS)  # type: ignore[arg-type]  # as JSON has it
RECIPE = Recipe(
    data="glyphs", epochs=3, batch=20, images=1500, rate=0.01, average=0.9, augmentation=Augmentation(shift=0.05)
)
GLYPHS = glyph_set(1500, 400)


def trainer(recipe: Recipe = RECIPE) -> Trainer:
    return Trainer(graph_of(ARCHITECTURE), PREPARATION, recipe, *GLYPHS)


def weights(of: Trainer) -> list[torch.Tensor]:
    return list(of.result().state_dict().values())


def test_glyphs_are_learned_in_three_epochs_from_chance() -> None:
    one = trainer()
    assert measure(one.network, PREPARATION, GLYPHS[1]).accuracy < 0.3
    events = list(one.run())
    done = events[-1]
    assert isinstance(done, Done)
    assert done.test_accuracy > 0.9
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert [event.epoch for event in epochs] == [1, 2, 3]
    assert epochs[-1].loss < epochs[0].loss
    assert epochs[0].kernels.shape == (6, 1, 5, 5)
    assert not torch.equal(epochs[0].kernels, epochs[1].kernels), "a snapshot must not move with the network"


def test_the_confusion_counts_every_test_image_once_and_its_diagonal_is_the_accuracy() -> None:
    one = trainer()
    outcome = measure(one.network, PREPARATION, GLYPHS[1], batch=77)
    table = torch.tensor(outcome.confusion)
    assert table.sum(1).tolist() == torch.bincount(torch.from_numpy(GLYPHS[1].labels)).tolist()
    assert table.diagonal().sum() / table.sum() == pytest.approx(outcome.accuracy)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    short = RECIPE.model_copy(update={"epochs": 1, "images": 300})
    first, second, other = trainer(short), trainer(short), trainer(short.model_copy(update={"seed": 2}))
    for one in (first, second, other):
        list(one.run())
    assert all(map(torch.equal, weights(first), weights(second)))
    assert not all(map(torch.equal, weights(first), weights(other)))


def test_a_training_that_was_broken_off_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    short = RECIPE.model_copy(update={"images": 300})
    whole, broken, resumed = trainer(short), trainer(short), trainer(short)
    list(whole.run())
    next(event for event in broken.run() if isinstance(event, Epoch))
    torch.save(broken.state(), tmp_path / "state.pt")
    assert resumed.resume(torch.load(tmp_path / "state.pt", weights_only=True))
    list(resumed.run())
    assert all(map(torch.equal, weights(whole), weights(resumed)))


def test_a_checkpoint_of_another_recipe_is_left_alone() -> None:
    one = trainer()
    state = trainer(RECIPE.model_copy(update={"rate": 0.02})).state()
    assert not one.resume(state)
    assert one.epoch == 0


def test_a_session_keeps_weights_and_a_card_that_tells_what_those_weights_reach(tmp_path: Path) -> None:
    card = Card(
        name="tiny",
        title="Tiny",
        summary="For the test.",
        architecture=ARCHITECTURE,
        preparation=PREPARATION,
        classes=tuple("0123456789"),
        recipe=RECIPE.model_copy(update={"epochs": 1}),
    )
    session = Session(card, [], tmp_path / "tiny", tmp_path / "tiny.pt", torch.device("cpu"))
    events = list(session.run())
    assert isinstance(events[-1], Done)
    kept = Card.model_validate_json((tmp_path / "tiny" / "card.json").read_text())
    tensors = load_file(tmp_path / "tiny" / "weights.safetensors")
    assert tensors["conv1.weight"].dtype == torch.float16
    assert kept.accuracy is not None
    assert kept.accuracy.value == pytest.approx(events[-1].test_accuracy, abs=1e-6)
    assert kept.accuracy.images == 1000
    assert kept.data is not None
    assert kept.data.training_images == 1500
    assert kept.architecture == ARCHITECTURE
    assert not (tmp_path / "tiny.pt").exists(), "a finished training needs no checkpoint"
