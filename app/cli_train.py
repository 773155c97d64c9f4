"""The commands `train NAME` (a bar, a line for each epoch, a card in the end) and `measure NAME`."""

import argparse
import json
import os
import sys
from pathlib import Path

import torch
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.engine.device import choose_device
from app.nets.cards import Card
from app.nets.errors import ImpossibleRecipe
from app.nets.training.events import Done, Epoch, Event, Step
from app.nets.training.measure import measure
from app.nets.training.obtaining import load
from app.nets.training.session import Session
from app.nets.zoo import CARD, Zoo, read_card
from app.settings import Settings

SHIPPED = Path(__file__).parent.parent / "models"


def run(asked: argparse.Namespace) -> int:
    """Train; a broken-off training goes on where it stopped, as long as the recipe is the same."""
    settings = Settings()
    torch.set_num_threads(settings.threads or os.cpu_count() or 1)
    card = asked_card(asked)
    session = Session(
        card,
        _places(asked, settings),
        asked.output or settings.home / "networks" / card.name,
        settings.home / "training" / f"{card.name}.pt",
        choose_device(settings.device),
    )
    console = Console(stderr=asked.json, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=asked.json) as progress:
        task = progress.add_task(card.name, total=None, told="")
        try:
            for event in session.run(resume=not asked.fresh):
                _tell_json(event) if asked.json else _tell(event, progress, task)
        except KeyboardInterrupt:
            console.print("stopped; the same command goes on after the last whole epoch")
            return 130
    console.print(f"kept in {session.output}")
    return 0


def measure_network(asked: argparse.Namespace) -> int:
    """Classify the whole test set with the weights that are here, and say what the card says."""
    settings = Settings()
    torch.set_num_threads(settings.threads or os.cpu_count() or 1)
    zoo = Zoo(SHIPPED, settings.home)
    card, device = zoo.card(asked.name), choose_device(settings.device)
    if card.recipe is None or card.preparation is None:
        raise ImpossibleRecipe(f"{card.name} was not trained here, so there is no test set to measure it on.")
    _, test = load(card.recipe.data, _places(asked, settings))
    outcome = measure(zoo.load(card.name, device), card.preparation, test)
    said = f"{card.accuracy.value:.2%} by its card" if card.accuracy else "nothing by its card"
    console = Console(highlight=False)
    console.print(f"{card.name}: {outcome.accuracy:.2%} of {len(test):,} test images right; {said}")
    return 0


def _places(asked: argparse.Namespace, settings: Settings) -> list[Path]:
    """Where a data set may lie; the last is the one that it is fetched to."""
    return [folder for folder in (asked.data, settings.home / "data") if folder]


def asked_card(asked: argparse.Namespace) -> Card:
    """The card, with what the command line changes in its recipe."""
    folder = Path(asked.name)
    card = read_card(folder / CARD) if (folder / CARD).is_file() else Zoo(SHIPPED, folder).card(asked.name)
    if card.recipe is None:
        raise ImpossibleRecipe(f"{card.name} has no recipe: its official weights are fetched, not trained here.")
    changes = {name: getattr(asked, name) for name in ("epochs", "images", "seed") if getattr(asked, name) is not None}
    if asked.offline:
        changes["data"] = "glyphs"
    try:
        recipe = type(card.recipe).model_validate(card.recipe.model_dump(exclude_unset=True) | changes)
    except ValidationError as error:
        first = error.errors()[0]
        raise ImpossibleRecipe(f"--{first['loc'][0]} {first['input']}: {first['msg'].lower()}.") from error
    return card.model_copy(update={"recipe": recipe})


def plain(event: Event) -> dict[str, object]:
    """An event as JSON: the kernels stay out, they are many numbers."""
    fields = {name: getattr(event, name) for name in event.__slots__ if name != "kernels"}
    return {"event": type(event).__name__.lower(), **fields}


def _tell_json(event: Event) -> None:
    sys.stdout.write(json.dumps(plain(event)) + "\n")
    sys.stdout.flush()


def _tell(event: Event, progress: Progress, task: TaskID) -> None:
    if isinstance(event, Step):
        told = f"loss {event.loss:.3f}  right {event.accuracy:.1%}  {event.images_per_second:,.0f} images/s"
        progress.update(task, total=event.steps, completed=event.step, told=told)
    elif isinstance(event, Epoch):
        progress.console.print(
            f"epoch {event.epoch}/{event.epochs}  loss {event.loss:.4f}  training {event.accuracy:.2%}  "
            f"test {event.test_accuracy:.2%}  {event.seconds:.0f} s"
        )
    elif isinstance(event, Done):
        progress.console.print(f"{event.test_accuracy:.2%} of the test set right, after {event.seconds:.0f} s")
