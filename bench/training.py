"""The lecture's claim: LeNet-5 on 20,000 MNIST images within 20 s, beside a fully connected network of equal time.

MNIST is looked for in $MNIST (a folder) and in the program's own data folder; without it the figures are not taken.
"""

import os
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import torch

from app.nets.cards import Card
from app.nets.errors import NetworkError
from app.nets.graph import graph_of
from app.nets.recipe import Augmentation, Recipe
from app.nets.training.events import Epoch
from app.nets.training.loop import Trainer
from app.nets.training.obtaining import load
from app.nets.training.readers import Examples
from app.settings import Settings
from bench.running import ROOT

SECONDS: Final = 20.0
PLAIN = Augmentation()
LENET = Recipe(data="mnist", images=20_000, epochs=7, batch=64, rate=0.004, average=0.99, augmentation=PLAIN)
MLP = Recipe(data="mnist", images=20_000, epochs=25, batch=64, rate=0.002, average=0.99, augmentation=PLAIN)


def main() -> dict[str, Any]:
    torch.set_num_threads(os.cpu_count() or 1)
    folders = [Path(os.environ["MNIST"])] if "MNIST" in os.environ else []
    try:
        training, test = load("mnist", [*folders, Settings().home / "data"])
    except NetworkError as error:
        return {"not taken": str(error)}
    lenet = curve("lenet5", LENET, training, test)
    mlp = curve("mnist-mlp", MLP, training, test)
    return {
        "lenet5": told(lenet),
        "mlp of equal time": told(list(takewhile(lambda epoch: epoch.seconds <= lenet[-1].seconds, mlp))),
        "goal": "lenet5: at least 0.98 within 20 s of training, and above the mlp",
    }


def curve(name: str, recipe: Recipe, training: Examples, test: Examples) -> list[Epoch]:
    """The epochs that end within the time; measuring on the test set is not counted as training."""
    card = Card.model_validate_json((ROOT / "models" / name / "card.json").read_text(encoding="utf-8"))
    if card.preparation is None:
        raise ValueError(f"{name} has no preparation")
    trainer = Trainer(graph_of(card.architecture), card.preparation, recipe, training, test)
    epochs: list[Epoch] = []
    for event in trainer.run():
        if isinstance(event, Epoch):
            if event.seconds > SECONDS:
                break
            epochs.append(event)
    return epochs


def told(epochs: list[Epoch]) -> dict[str, Any]:
    if not epochs:
        return {"epochs": 0, "told": "not one epoch ended in time"}
    last = epochs[-1]
    return {
        "epochs": last.epoch,
        "seconds": last.seconds,
        "test accuracy": last.test_accuracy,
        "images per second": last.epoch * 20_000 / last.seconds,
        "accuracy by seconds": {f"{epoch.seconds:.1f}": epoch.test_accuracy for epoch in epochs},
    }
