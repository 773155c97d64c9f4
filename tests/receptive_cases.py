"""The cases of tests/golden/receptive.json: stacks, what they describe, and what their units see and feed.

`python -m tests.receptive_cases` writes the file; tests/test_receptive_golden.py and vitest answer to it.
"""

import json
import random
from pathlib import Path
from typing import Any

from app.nets.analysis import analyse
from app.nets.errors import ImpossibleNetwork
from app.nets.fields import field_of, reached
from app.nets.graph import INPUT, Graph, graph_of
from app.nets.layers import Architecture
from app.nets.patches import Box
from app.nets.zoo import Zoo
from app.pages.stacks import Stack, architecture_of, read_stack, write_layers
from app.wire.errors import QuestionError

ROOT = Path(__file__).parent.parent
FILE = ROOT / "tests" / "golden" / "receptive.json"
ZOO = ("lenet5", "alexnet", "resnet18", "squeezenet1_1", "mobilenet_v2")

WRITTEN = (
    ("1,15", "conv:3,p1~conv:3,p1~conv:3,p1"),
    ("1,15", "conv:3,d1~conv:3,d2~conv:3,d4"),
    ("3,32", "conv:5,same,f10"),
    ("1,16", "conv:3,s2,p1~conv:3,s2,p1"),
    ("1,28", "conv:5,p2,f6~avg:2~conv:5,f16~avg:2"),
    ("1,9", "up:3,s2~conv:3,same,d2"),
    ("4,12", "conv:3,p1,f4~conv:3,p1,f4~skip:2"),
    ("4,12", "conv:3,p1,s2~conv:3,p1~skip:2,s2,f8~max:3,s2,p1"),
    ("1,12", "conv:2,same~up:4,s2,p1,o1,f4,g2~max:2"),
    ("1,7", "conv:3,d2,p1"),
    ("1,7", "conv:2,s3~conv:3,p1"),
)
IMPOSSIBLE = (
    ("1,4", "conv:3~conv:5"),
    ("3,8", "conv:3,f8,g2"),
    ("4,8", "conv:3,f6,g4"),
    ("3,8", "conv:3,f8~conv:3,i3"),
    ("1,8", "up:3,i2"),
    ("4,8", "conv:3,p1,f8~skip:1"),
    ("4,8", "conv:3,f4~skip:1"),
    ("4,8", "conv:3,p1,f4,s2~conv:3,p1~skip:2,f8"),
    ("1,8", "max:3,p2"),
    ("1,1", "up:1,p1"),
    ("1,5", "up:3,s2,o2"),
    ("1,2", "conv:3"),
)
UNREADABLE = (
    ("1", "conv:3"),
    ("1,600", "conv:3"),
    ("1,8", ""),
    ("1,8", "conv"),
    ("1,8", "cnv:3"),
    ("1,8", "conv:0"),
    ("1,8", "conv:3,s9"),
    ("1,8", "conv:3,s2,s1"),
    ("1,8", "conv:3,same,p1"),
    ("1,8", "max:2,f3"),
    ("1,8", "max:2,same"),
    ("1,8", "conv:3,x1"),
    ("1,8", "conv:3,p-1"),
    ("1,8", "skip:1"),
    ("1,8", "conv:3~skip:2"),
    ("1,8", "conv:3,p1,f1~skip:1~conv:3~skip:2"),
    ("1,8", "~".join(["conv:1"] * 25)),
)


def random_stack(chance: random.Random) -> tuple[str, str]:
    """A possible stack of up to six layers, by chance."""
    while True:
        given = f"{chance.choice((1, 2, 4))},{chance.randint(6, 24)}"
        layers = [_random_layer(chance) for _ in range(chance.randint(1, 6))]
        if chance.random() < 0.3:
            at = chance.randint(1, len(layers))
            layers.insert(at, f"skip:{chance.randint(1, at)}{chance.choice(('', ',f8', ',f8,s2'))}")
        written = write_layers(read_stack(given, "~".join(layers)))
        try:
            graph_of(architecture_of(read_stack(given, written)))
        except ImpossibleNetwork:
            continue
        return given, written


def _random_layer(chance: random.Random) -> str:
    size, stride = chance.randint(1, 5), chance.choice((1, 1, 1, 2, 3))
    padding = chance.randint(0, size // 2)
    kind = chance.choice(("conv", "conv", "conv", "conv", "max", "avg", "up"))
    if kind == "conv":
        ring = chance.choice((f",p{padding}", ",same"))
        return f"conv:{size},s{stride},d{chance.choice((1, 1, 2, 3))}{ring},f{chance.choice((4, 8))}"
    if kind == "up":
        return f"up:{size},s{stride},p{min(padding, 1)},f{chance.choice((4, 8))}"
    return f"{kind}:{size},s{chance.choice((stride, size))},p{padding}"


def cases() -> dict[str, Any]:
    chance = random.Random("receptive")
    possible = [*WRITTEN, *(random_stack(chance) for _ in range(40))]
    return {
        "stacks": [_stack_case(*written, chance) for written in possible],
        "impossible": [{"input": one, "layers": two, **_refusal(read_stack(one, two))} for one, two in IMPOSSIBLE],
        "unreadable": [{"input": one, "layers": two, **_complaint(one, two)} for one, two in UNREADABLE],
        "networks": [_network_case(name, chance) for name in ZOO],
    }


def _stack_case(given: str, layers: str, chance: random.Random) -> dict[str, Any]:
    stack = read_stack(given, layers)
    architecture = architecture_of(stack)
    graph = graph_of(architecture)
    told = analyse(graph)
    return {
        "input": given,
        "layers": layers,
        "written": write_layers(stack),
        "described": told["layers"],
        "units": [_unit_case(graph, chance) for _ in range(6)],
    }


def _network_case(name: str, chance: random.Random) -> dict[str, Any]:
    graph = Zoo(ROOT / "models", Path("nowhere")).graph(name)
    told = ("name", "type", "inputs", "output_shape", "kernel", "stride", "padding", "dilation", "groups",
            "receptive_field", "jump")  # fmt: skip
    layers = [{word: layer[word] for word in told} for layer in analyse(graph)["layers"]]
    return {"name": name, "described": layers, "units": [_unit_case(graph, chance) for _ in range(6)]}


def _unit_case(graph: Graph, chance: random.Random) -> dict[str, Any]:
    """Where one place of one layer looks, and what it reaches, all its channels together."""
    seeing = [node for node in graph.nodes.values() if node.spatial]
    node = chance.choice(seeing[1:])
    row, column = (chance.randrange(side) for side in node.shape[1:])
    channels = {0, node.shape[0] - 1}  # behind a concatenation they see through unlike ways
    fields = [field_of(graph, node.name, (channel, row, column)) for channel in channels]
    later = chance.choice(seeing[seeing.index(node) :])
    cones = [
        cone.box for channel in channels if (cone := reached(graph, node.name, (channel, row, column), later.name))
    ]
    pixel = tuple(chance.randrange(side) for side in graph[INPUT].shape[1:])
    lit = reached(graph, INPUT, (0, *pixel), node.name)
    return {
        "layer": node.name,
        "place": [row, column],
        "box": _hull([field.box for field in fields]),
        "unclipped_box": _hull([field.unclipped_box for field in fields]),
        "to": later.name,
        "reached": _hull(cones),
        "pixel": list(pixel),
        "lit": list(lit.box) if lit else None,
    }


def _hull(boxes: list[Box | None] | list[Box]) -> list[int] | None:
    seen = [box for box in boxes if box]
    if not seen:
        return None
    return [*(min(box[at] for box in seen) for at in (0, 1)), *(max(box[at] for box in seen) for at in (2, 3))]


def _refusal(stack: Stack) -> dict[str, Any]:
    architecture: Architecture = architecture_of(stack)
    try:
        graph_of(architecture)
    except ImpossibleNetwork as error:
        return {"layer": error.layer, "message": error.message}
    raise AssertionError(f"{write_layers(stack)} is possible.")


def _complaint(given: str, layers: str) -> dict[str, Any]:
    try:
        read_stack(given, layers)
    except QuestionError as error:
        return {"field": error.field, "message": str(error)}
    raise AssertionError(f"{layers} can be read.")


if __name__ == "__main__":
    FILE.write_text(json.dumps(cases(), separators=(",", ":")) + "\n", encoding="utf-8")
