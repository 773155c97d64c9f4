"""One training from card to card: data, loop, checkpoints, and in the end the weights and what they are worth."""

import hashlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from app.nets.cards import Accuracy, Card, Data, Preparation, Training, Weights, written
from app.nets.errors import ImpossibleNetwork
from app.nets.graph import graph_of
from app.nets.recipe import Recipe
from app.nets.training.events import Done, Epoch, Event
from app.nets.training.loop import Trainer
from app.nets.training.measure import Measured, measure
from app.nets.training.obtaining import load
from app.nets.training.readers import Examples
from app.nets.training.sets import SETS
from app.nets.weights import network_of, read, save
from app.nets.zoo import CARD, WEIGHTS


@dataclass(frozen=True)
class Session:
    """What is trained, from what, to where."""

    card: Card
    folders: list[Path]
    """Where data sets may lie."""
    output: Path
    """The folder that gets `card.json` and `weights.safetensors`."""
    checkpoint: Path
    """The file that a broken-off training goes on from."""
    device: torch.device
    half: bool = True
    """Keep the weights as 16-bit numbers: half the bytes; the accuracy is measured with what is kept."""

    @property
    def recipe(self) -> Recipe:
        if self.card.recipe is None:
            raise ImpossibleNetwork(f"The card of {self.card.name} has no recipe, so it cannot be trained here.")
        return self.card.recipe

    @property
    def preparation(self) -> Preparation:
        if self.card.preparation is None:
            raise ImpossibleNetwork(f"The card of {self.card.name} does not say how its pictures are prepared.")
        return self.card.preparation

    def run(self, resume: bool = True) -> Iterator[Event]:
        """Train, keeping a checkpoint after every epoch; the output is written before `Done` is told."""
        training, test = load(self.recipe.data, self.folders)
        trainer = Trainer(graph_of(self.card.architecture), self.preparation, self.recipe, training, test, self.device)
        if resume and self.checkpoint.is_file():
            trainer.resume(torch.load(self.checkpoint, map_location="cpu", weights_only=True))
        for event in trainer.run():
            if isinstance(event, Epoch):
                _save_checkpoint(trainer, self.checkpoint)
            if isinstance(event, Done):
                event = self._keep(trainer, len(training), test)
            yield event
        self.checkpoint.unlink(missing_ok=True)

    def _keep(self, trainer: Trainer, training_images: int, test: Examples) -> Done:
        self.output.mkdir(parents=True, exist_ok=True)
        file = self.output / WEIGHTS
        save(trainer.result().state_dict(), file, half=self.half)
        outcome = measure(network_of(trainer.graph, read(file), self.device), self.preparation, test)
        card = self._filled(outcome, training_images, len(test), trainer.seconds, file)
        replace_text(self.output / CARD, written(card))
        return Done(outcome.accuracy, outcome.confusion, trainer.seconds)

    def _filled(self, outcome: Measured, training_images: int, test_images: int, seconds: float, file: Path) -> Card:
        data, name = SETS[self.recipe.data], self.card.name
        used = min(training_images, self.recipe.images or training_images)
        return self.card.model_copy(
            update={
                "data": Data(
                    name=data.title,
                    licence=data.licence,
                    source=data.home,
                    training_images=used,
                    test_images=test_images,
                ),
                "accuracy": Accuracy(
                    value=round(outcome.accuracy, 6),
                    test_set=f"{data.title}, test",
                    images=test_images,
                    command=f"python -m app measure {name} --data FOLDER",
                    confusion=outcome.confusion,
                ),
                "training": Training(
                    command=f"python -m app train {name} --data FOLDER",
                    seconds=round(seconds, 1),
                    machine=f"{os.cpu_count()} cores ({platform.machine()}), {self.device.type}",
                ),
                "weights": Weights(sha256=hashlib.sha256(file.read_bytes()).hexdigest(), bytes=file.stat().st_size),
            }
        )


def replace_text(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def _save_checkpoint(trainer: Trainer, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    torch.save(trainer.state(), part)
    part.replace(file)
