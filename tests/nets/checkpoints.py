"""A tiny network with its card, and checkpoints of it as other programs write them."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from app.nets.cards import Card
from app.nets.graph import Graph, graph_of

ARCHITECTURE: dict[str, Any] = {
    "input": [1, 4, 4],
    "layers": [
        {"type": "conv", "name": "edges", "filters": 2, "kernel": 3},
        {"type": "batch-norm", "name": "even"},
        {"type": "flatten"},
        {"type": "linear", "name": "answer", "units": 3},
    ],
}
SHAPES = {
    "edges.weight": (2, 1, 3, 3),
    "edges.bias": (2,),
    "even.weight": (2,),
    "even.bias": (2,),
    "even.running_mean": (2,),
    "even.running_var": (2,),
    "answer.weight": (3, 8),
    "answer.bias": (3,),
}
FOREIGN = dict(
    zip(SHAPES, ("0.weight", "0.bias", "1.weight", "1.bias", "1.mean", "1.var", "3.weight", "3.bias"), strict=True)
)


def card(**more: object) -> Card:
    return Card.model_validate_json(json.dumps(told(**more)))


def told(**more: object) -> dict[str, object]:
    return {"name": "tiny", "title": "Tiny", "summary": "Three answers.", "architecture": ARCHITECTURE, **more}


def graph() -> Graph:
    return graph_of(card().architecture)


def tensors(seed: int = 0) -> dict[str, Tensor]:
    chance = torch.Generator().manual_seed(seed)
    return {name: torch.rand(shape, generator=chance) for name, shape in SHAPES.items()}


def checkpoint(content: object) -> bytes:
    """As `torch.save` writes it."""
    file = io.BytesIO()
    torch.save(content, file)
    return file.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write(folder: Path, name: str, content: bytes | str | dict[str, object]) -> Path:
    """A file in the folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content) if isinstance(content, dict) else content
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name
