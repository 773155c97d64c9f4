"""The commands: serve, convolve, pool, steps, lists, networks, training. Questions are written as in a link."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.cli_arguments import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a refusal is one sentence on standard error and exit status 2."""
    asked = parser().parse_args(arguments)
    if asked.command == "serve":
        return serve(asked.host, asked.port)
    from app.engine.errors import EngineError
    from app.images.errors import ImageError
    from app.nets.errors import NetworkError
    from app.wire.errors import QuestionError

    try:
        return COMMANDS[asked.command](asked)
    except (EngineError, ImageError, NetworkError, QuestionError, OSError) as error:
        field = getattr(error, "field", None)
        Console(stderr=True, highlight=False).print(f"{field}: {error}" if field else str(error), markup=False)
        return 2


def serve(host: str, port: int) -> int:
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read once, when torch is imported
    import uvicorn

    from app import logs
    from app.main import create_app
    from app.settings import Settings

    settings = Settings()
    logs.configure(as_json=settings.log_json)
    try:
        app = create_app(settings)
    except FileNotFoundError as error:
        Console(stderr=True, highlight=False).print(str(error), markup=False)
        return 2
    # Deflate would cost more than it saves on frames that are compressed already (3.4 times fewer frames a second).
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        server_header=False,
    )
    return 0


def operate(asked: argparse.Namespace) -> int:
    """`convolve` and `pool`: the output to a file, or an account of it on the screen."""
    from app.wire.answers import pack
    from app.wire.query import OPERATIONS, read_pairs

    model = OPERATIONS["convolution" if asked.command == "convolve" else "pooling"]
    pairs, lab, seen = subject(asked)
    with progress(asked.command) as tick:
        question = read_pairs(model, pairs)
        answer = lab.answer_about(question, seen if seen is not None else lab.input_of(question), tick)
    if asked.output is None:
        show_facts(answer.meta)
    else:
        write(asked.output, pack(answer, format_of(asked.output)).content)
    return 0


def steps(asked: argparse.Namespace) -> int:
    """`steps`: each step's sum in words, or all of it as JSON."""
    from app.wire.answers import write_json
    from app.wire.query import read_steps_pairs

    pairs, lab, seen = subject(asked)
    question, wanted = read_steps_pairs({"op": "convolution", **pairs})
    answer = lab.steps_about(question, wanted, seen if seen is not None else lab.input_of(question))
    if asked.output is not None:
        write(asked.output, write_json(answer).encode())
        return 0
    table = Table("step", "output", "window", "sum", "bias", "value", title=f"{answer['count']} steps in all")
    for step in answer["steps"]:
        window = "{top},{left} … {bottom},{right}".format(**step["window"])
        cells = (step["index"], step["output"], window, step.get("sum", ""), step.get("bias", ""), step["value"])
        table.add_row(*(f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in cells))
    Console().print(table)
    return 0


def subject(asked: argparse.Namespace) -> tuple[dict[str, str], Any, Any]:
    """The question's pairs, the lab, and the input when it is a file."""
    from app.images.frames import frame_tensor
    from app.main import create_lab
    from app.settings import Settings
    from app.wire.query import split
    from app.wire.questions import ImageQuestion

    pairs, lab = split(asked.question), create_lab(Settings())
    if asked.image == "-":
        return pairs, lab, None
    path = Path(asked.image)
    if not path.is_file():
        return {"image": asked.image, **pairs}, lab, None
    looked = ImageQuestion.model_validate({name: pairs[name] for name in ("size", "channels") if name in pairs})
    size = looked.size.both if looked.size else None
    seen = frame_tensor(path.read_bytes(), size, looked.channels or "gray", lab.gallery.limits)
    return {"image": "file", **pairs}, lab, seen.to(lab.device)


class progress:  # noqa: N801 -- reads as a verb where it is used
    """A bar that appears only when work takes long enough to see it."""

    def __init__(self, verb: str) -> None:
        columns = (TextColumn("{task.description}"), TaskProgressColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(verb, total=1.0)

    def __enter__(self) -> Any:  # noqa: ANN401
        self._progress.start()
        return lambda share: self._progress.update(self._task, completed=share)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def show_facts(meta: Any) -> None:  # noqa: ANN401
    """What came out, on the screen."""
    geometry = meta["geometry"]
    table = Table(show_header=False, box=None)
    table.add_row("question", meta["question"])
    table.add_row("input → output", f"{geometry['input']} → {meta['output_shape']}")
    table.add_row("kernel", f"{geometry['kernel']} stride {geometry['stride']} padding {geometry['padding']}")
    table.add_row("range", "{:.6g} … {:.6g}".format(*meta["range"]))
    table.add_row("clipped", f"{meta['clipped_share']:.1%} lie outside {meta['clip']}")
    table.add_row("device", meta["device"])
    Console().print(table)


def format_of(path: Path) -> Any:  # noqa: ANN401
    from app.wire.errors import QuestionError
    from app.wire.query import FORMATS

    wanted = "json" if str(path) == "-" else path.suffix.removeprefix(".")
    if wanted not in FORMATS:
        raise QuestionError(f"{path.name} names no format: end it in .png, .safetensors or .json.")
    return wanted


def write(path: Path, content: bytes) -> None:
    """To the file at once or not at all."""
    if str(path) == "-":
        sys.stdout.buffer.write(content + b"\n")
        return
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def list_kernels(asked: argparse.Namespace) -> int:
    from app.api.kernels import catalogue

    return show_list(catalogue()["kernels"] + catalogue()["generators"], ("name", "account"), as_json=asked.json)


def list_samples(asked: argparse.Namespace) -> int:
    from app.lab import describe
    from app.main import create_lab
    from app.settings import Settings

    listed = [describe(entry) for entry in create_lab(Settings()).gallery.samples()]
    return show_list(listed, ("name", "title", "licence"), as_json=asked.json)


def show_list(rows: list[dict[str, Any]], columns: tuple[str, ...], *, as_json: bool) -> int:
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return 0
    table = Table(*columns)
    for row in rows:
        table.add_row(*(str(row[column]) for column in columns))
    Console().print(table)
    return 0


def train(asked: argparse.Namespace) -> int:
    from app.cli_train import run

    return run(asked)


def measure(asked: argparse.Namespace) -> int:
    from app.cli_train import measure_network

    return measure_network(asked)


def networks(asked: argparse.Namespace) -> int:
    from app.cli_networks import run

    return run(asked)


COMMANDS = {
    "convolve": operate,
    "pool": operate,
    "steps": steps,
    "kernels": list_kernels,
    "samples": list_samples,
    "train": train,
    "measure": measure,
    "networks": networks,
}
