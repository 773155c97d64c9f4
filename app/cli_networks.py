"""The commands `networks`, `networks show`, `networks pull` and `networks add`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from app.nets.analysis import analyse
from app.nets.fetch import add, pull
from app.nets.zoo import Zoo
from app.settings import Settings

SHIPPED: Final = Path(__file__).parent.parent / "models"
WIDTH: Final = 112
"""A table of layers keeps its names whole, even where the terminal has to break its lines."""


def run(asked: argparse.Namespace) -> int:
    settings = Settings()
    zoo = Zoo(SHIPPED, settings.home)
    match asked.verb:
        case "show":
            return show(zoo, asked.name, as_json=asked.json)
        case "pull":
            return fetch(zoo, asked.name, settings.home)
        case "add":
            folder = add(asked.card, asked.weights, zoo)
            Console(highlight=False).print(f"kept in {folder}")
            return 0
        case _:
            return list_networks(zoo, as_json=asked.json)


def list_networks(zoo: Zoo, *, as_json: bool) -> int:
    """Name, size and what each can do; where its weights are."""
    faults = zoo.faults()
    rows = [_row(zoo, name) for name in zoo.names() if name not in faults]
    for fault in faults.values():
        Console(stderr=True).print(fault, style="yellow", highlight=False)
    if as_json:
        return _write(rows)
    table = Table("name", "parameters", "million macs", "accuracy", "weights", box=None)
    for row in rows:
        accuracy = f"{row['accuracy']:.1%}" if row["accuracy"] is not None else ""
        table.add_row(row["name"], f"{row['parameters']:,}", f"{row['macs'] / 1e6:,.1f}", accuracy, row["weights"])
    Console().print(table)
    return 0


def show(zoo: Zoo, name: str, *, as_json: bool) -> int:
    """One network, layer by layer."""
    card, told = zoo.card(name), analyse(zoo.graph(name))
    if as_json:
        return _write({"card": card.model_dump(mode="json", exclude_unset=True), **told})
    console = Console(highlight=False, width=max(WIDTH, Console().width))
    console.print(f"[bold]{card.title}[/]  {card.summary}")
    table = Table("layer", "type", "output", "window", "field", "jump", "parameters", "macs", box=None)
    for layer in told["layers"]:
        table.add_row(
            layer["name"],
            layer["type"],
            _times(layer["output_shape"]),
            _window(layer),
            _times(layer["receptive_field"]),
            _times(layer["jump"]) if None not in layer["jump"] else "",
            f"{layer['parameters']:,}" if layer["parameters"] else "",
            f"{layer['macs']:,}" if layer["macs"] else "",
        )
    console.print(table)
    console.print(f"{told['parameters']:,} parameters, {told['macs']:,} multiply-adds, weights: {_weights(zoo, name)}")
    return 0


def fetch(zoo: Zoo, name: str, home: Path) -> int:
    """Pull, with a bar. Interrupted, it can be gone on with."""
    card = zoo.card(name)
    console = Console(stderr=True, highlight=False)
    if zoo.has_weights(name):
        console.print(f"{name}: the weights are here, in {zoo.weights_path(name)}")
        return 0
    columns = (TextColumn(name), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(name, total=None)
        try:
            file = pull(card, home, lambda here, total: progress.update(task, completed=here, total=total))
        except KeyboardInterrupt:
            console.print("stopped; the same command goes on where it stopped")
            return 130
    console.print(f"kept in {file}")
    return 0


def _row(zoo: Zoo, name: str) -> dict[str, Any]:
    card, told = zoo.card(name), analyse(zoo.graph(name))
    return {
        "name": name,
        "title": card.title,
        "parameters": told["parameters"],
        "macs": told["macs"],
        "accuracy": card.accuracy.value if card.accuracy else None,
        "weights": _weights(zoo, name),
    }


def _weights(zoo: Zoo, name: str) -> str:
    """`shipped`, `here` (pulled, added or trained by the user), or how they can be had."""
    if zoo.has_weights(name):
        return "shipped" if zoo.weights_path(name).is_relative_to(zoo.shipped) else "here"
    card = zoo.card(name)
    return "can be pulled" if card.weights.url else "can be trained" if card.recipe else "absent"


def _window(layer: dict[str, Any]) -> str:
    if layer["kernel"] is None:
        return ""
    steps = f"/{_times(layer['stride'])}" if layer["stride"] != [1, 1] else ""
    return _times(layer["kernel"]) + steps


def _times(numbers: list[Any]) -> str:
    return "×".join(str(number) for number in numbers)


def _write(told: object) -> int:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0
