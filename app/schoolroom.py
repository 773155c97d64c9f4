"""Where networks learn while somebody watches: which can, from what, and a course as a question wants it."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from torch import Tensor

from app.nets.analysis import analyse
from app.nets.cards import Card
from app.nets.errors import NetworkError
from app.nets.recipe import Augmentation, DataName, Recipe
from app.nets.telling import scores_of
from app.nets.training.course import Course
from app.nets.training.obtaining import is_here, load
from app.nets.training.sets import SETS
from app.showroom import Showroom, preparation_of
from app.wire.answers import Meta
from app.wire.errors import QuestionError
from app.wire.networks import PictureQuestion
from app.wire.training import MOST_STEPS, TrainingQuestion

BATCH: Final = 32
MOST_MACS: Final = 10_000_000
"""Multiply-adds of one picture: a second of training is more than a few batches then, on any machine."""
MOST_PARAMETERS: Final = 250_000
"""A course keeps them forty times."""


class Schoolroom:
    """Enrols the networks of one showroom; data sets lie in `folders`, and none is fetched for this."""

    def __init__(self, room: Showroom, folders: list[Path]) -> None:
        self.room = room
        self.folders = folders
        self._examples = lru_cache(maxsize=2)(lambda name: load(name, folders))

    def offers(self) -> Meta:
        """Every network that can be trained here, and from what."""
        zoo = self.room.zoo
        faults = zoo.faults()
        cards = [zoo.card(name) for name in zoo.names() if name not in faults]
        return {
            "networks": [
                {
                    "name": card.name,
                    "title": card.title,
                    "parameters": self._size_of(card.name)[0],
                    "data": [{"name": name, "title": SETS[name].title} for name in self._sets_for(card)],
                }
                for card in cards
                if self._refusal_of(card) is None and self._sets_for(card)
            ],
            "most_steps": MOST_STEPS,
            "batch": BATCH,
        }

    def require(self, question: TrainingQuestion) -> None:
        """Refuse beforehand what cannot be trained here, and a picture that is not there."""
        card = self.room.zoo.card(question.network)
        if refusal := self._refusal_of(card):
            raise QuestionError(refusal, "network")
        fitting = self._sets_for(card)
        if question.data not in fitting:
            here = f"; choose {' or '.join(fitting)}" if fitting else ""
            why = "does not lie on this server" if self._suits(card, question.data) else f"is not for {card.name}"
            raise QuestionError(f"{SETS[question.data].title}: this {why}{here}.", "data")
        if question.image is not None:
            self.room.gallery.find(question.image)

    def enrol(self, question: TrainingQuestion) -> Course:
        """The course of a question; this takes a moment."""
        self.require(question)
        card, graph = self.room.zoo.card(question.network), self.room.zoo.graph(question.network)
        examples = self._examples(question.data)
        shape = examples[0].images.shape[1:]
        if shape != card.architecture.input:
            raise QuestionError(f"Its pictures are {shape}, and {card.name} takes {card.architecture.input}.", "data")
        return Course(graph, preparation_of(card), recipe_of(card, question), examples, question.steps)

    def prepared(self, network: str, question: PictureQuestion) -> Tensor:
        """The watched picture as the network takes it [1, C, H, W]."""
        return self.room.prepared(network, question).tensor.cpu()

    def classes_of(self, network: str) -> list[str]:
        return list(self.room.zoo.card(network).classes)

    def told(self, question: TrainingQuestion, course: Course) -> Meta:
        """What is to be known of a course before its first batch."""
        recipe, name = course.trainer.recipe, question.network
        return {
            "network": name,
            "classes": self.classes_of(name),
            "parameters": self._size_of(name)[0],
            "data": SETS[question.data].title,
            "training_images": len(course.trainer.training),
            "test_images": len(course.trainer.test),
            "steps": course.steps,
            "batch": recipe.batch,
            "optimizer": recipe.optimizer,
            "rate": recipe.rate,
            "augmentation": recipe.augmentation.model_dump(),
        }

    def _refusal_of(self, card: Card) -> str | None:
        """Why nobody can wait for this network to learn."""
        if card.recipe is None or card.preparation is None:
            return f"{card.name} has no recipe: its weights are fetched, not trained here."
        parameters, macs = self._size_of(card.name)
        if parameters > MOST_PARAMETERS or macs > MOST_MACS:
            return (
                f"{card.name} has {parameters:,} parameters and needs {macs:,} multiply-adds for a picture; what is "
                f"trained while somebody waits has at most {MOST_PARAMETERS:,} and {MOST_MACS:,}."
            )
        try:
            _, has_softmax = scores_of(self.room.zoo.graph(card.name), card)
        except NetworkError as refusal:
            return str(refusal)
        return f"{card.name} ends in a softmax; training wants its logits." if has_softmax else None

    def _size_of(self, name: str) -> tuple[int, int]:
        structure = analyse(self.room.zoo.graph(name))
        return structure["parameters"], structure["macs"]

    def _sets_for(self, card: Card) -> list[DataName]:
        """Of the sets that lie here those that it can learn from."""
        return [name for name in SETS if self._suits(card, name) and is_here(name, self.folders)]

    def _suits(self, card: Card, name: DataName) -> bool:
        own = card.recipe is not None and card.recipe.data == name
        return own or (card.classes == SETS[name].classes and card.architecture.input == (1, 28, 28))


def recipe_of(card: Card, question: TrainingQuestion) -> Recipe:
    """What all have alike, so that two networks can be compared; the optimizer and the changes are the card's."""
    own = card.recipe or Recipe(data=question.data, epochs=1)
    return Recipe(
        data=question.data,
        epochs=1,
        batch=BATCH,
        optimizer=own.optimizer,
        momentum=own.momentum,
        decay=own.decay,
        rate=question.rate.value,
        schedule="constant",
        augmentation=own.augmentation if question.augment else Augmentation(),
        seed=question.seed,
    )
