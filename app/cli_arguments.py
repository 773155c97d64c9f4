"""What can be said on the command line. No torch here, so that `--help` answers at once."""

import argparse
from pathlib import Path
from typing import Any

from app import __version__

QUESTION = "the question as in a link, such as 'kernel=sobel-x&stride=2&padding=same'"
IMAGE = "a file, a sample's name, an upload's id, or - when the question has its own grid"


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m app", description="Convolutions with the real numbers.")
    top.add_argument("--version", action="version", version=f"kernelscope {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the pages and the API")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    for name, verb in (("convolve", "convolve an image"), ("pool", "pool an image"), ("steps", "list sliding steps")):
        command = commands.add_parser(name, help=verb)
        command.add_argument("image", metavar="IMAGE", help=IMAGE)
        command.add_argument("question", metavar="QUESTION", help=QUESTION)
        command.add_argument("-o", "--output", type=Path, help="write to .png, .safetensors or .json (- for JSON here)")
    for name, noun in (("kernels", "named kernels and generators"), ("samples", "the pictures that are always here")):
        commands.add_parser(name, help=f"list {noun}").add_argument("--json", action="store_true", help="as JSON")
    add_training(commands)
    add_networks(commands)
    return top


def add_training(commands: Any) -> None:  # noqa: ANN401  argparse has no public name for it
    command = commands.add_parser("train", help="train a network as its card says")
    command.add_argument("name", metavar="NAME", help="a shipped network, or a folder with a card.json")
    command.add_argument("--data", type=Path, metavar="FOLDER", help="where the data set lies (npz or idx files)")
    command.add_argument("--offline", action="store_true", help="train on digits that are drawn here: needs no data")
    command.add_argument("--output", type=Path, metavar="FOLDER", help="what gets card.json and weights.safetensors")
    for option, what in (("epochs", "epochs"), ("images", "training images"), ("seed", "the seed")):
        command.add_argument(f"--{option}", type=int, help=f"{what}, instead of the card's")
    command.add_argument("--fresh", action="store_true", help="do not go on from a training that was broken off")
    command.add_argument("--json", action="store_true", help="one line of JSON for each event")
    command = commands.add_parser("measure", help="classify a whole test set with a network")
    command.add_argument("name", metavar="NAME", help="a network, or a folder with card and weights")
    command.add_argument("--data", type=Path, metavar="FOLDER", help="where the data set lies (npz or idx files)")


def add_networks(commands: Any) -> None:  # noqa: ANN401  argparse has no public name for it
    networks = commands.add_parser("networks", help="list, show, pull or add trained networks")
    networks.add_argument("--json", action="store_true", help="as JSON")
    verbs = networks.add_subparsers(dest="verb", metavar="VERB")
    show = verbs.add_parser("show", help="one network, layer by layer")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--json", action="store_true", help="as JSON")
    pull = verbs.add_parser("pull", help="fetch the official weights of a network")
    pull.add_argument("name", metavar="NAME")
    add = verbs.add_parser("add", help="take in a network of your own, or weights that are here already")
    add.add_argument("card", type=Path, metavar="CARD", help="its card.json")
    add.add_argument("weights", type=Path, metavar="WEIGHTS", help="safetensors, or a torch checkpoint")
