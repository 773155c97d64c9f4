"""The commands that train a network and measure it: `train NAME`, `networks measure NAME`."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from app.nets.cards import Card
from app.nets.training.events import Done, Epoch, Event, Step
from app.nets.training.session import Session


def train(session: Session, console: Console, *, resume: bool, as_json: bool = False) -> None:
    """Train with a bar that tells loss, accuracy and images a second, and a line for each epoch."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=as_json) as progress:
        task = progress.add_task(session.card.name, total=None, told="")
        for event in session.run(resume):
            if as_json and not isinstance(event, Step):
                console.print_json(data=_plain(event), indent=None)
            elif not as_json:
                _tell(event, progress, task)


def _tell(event: Event, progress: Progress, task: TaskID) -> None:
    if isinstance(event, Step):
        told = f"loss {event.loss:.3f}  right {event.accuracy:.1%}  {event.images_per_second:,.0f} images/s"
        progress.update(task, total=event.steps, completed=event.step, told=told)
    elif isinstance(event, Epoch):
        progress.console.print(
            f"epoch {event.epoch}/{event.epochs}  loss {event.loss:.4f}  training {event.accuracy:.2%}  "
            f"test {event.test_accuracy:.2%}  {event.seconds:.0f} s",
            highlight=False,
        )
    else:
        told = f"{event.test_accuracy:.2%} of the test set right after {event.seconds:.0f} s"
        progress.console.print(told, highlight=False)


def _plain(event: Event) -> dict[str, object]:
    if isinstance(event, Epoch):
        return {"epoch": event.epoch, "loss": event.loss, "test_accuracy": event.test_accuracy}
    if isinstance(event, Done):
        return {"test_accuracy": event.test_accuracy, "confusion": event.confusion, "seconds": event.seconds}
    return {"step": event.step, "loss": event.loss}


def read_card(folder: Path) -> Card:
    return Card.model_validate_json((folder / "card.json").read_text(encoding="utf-8"))
