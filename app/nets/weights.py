"""Tensors of a file ↔ a network. What does not fit is named, tensor by tensor; nothing is filled in."""

import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from app.nets.errors import MismatchedWeights
from app.nets.graph import Graph
from app.nets.module import Network

MOST_NAMED: Final = 20
COUNTER: Final = "num_batches_tracked"
"""Torch counts the batches that a norm has seen; answers do not depend on it, and a norm can do without."""

Tensors = dict[str, Tensor]


def network_of(graph: Graph, tensors: Mapping[str, Tensor], device: torch.device | None = None) -> Network:
    """The network with these weights, ready to answer: nothing in it is random, and nothing of it will change."""
    network = _empty(graph)
    network.load_state_dict(fitted(graph, tensors), assign=True)
    return network.to(device).eval().requires_grad_(False)


def expected_shapes(graph: Graph) -> dict[str, tuple[int, ...]]:
    """The name and shape of every tensor that the network needs, in its order."""
    state = _empty(graph).state_dict()
    return {name: tuple(tensor.shape) for name, tensor in state.items() if not name.endswith(COUNTER)}


def fitted(graph: Graph, tensors: Mapping[str, Tensor]) -> Tensors:
    """The tensors under the network's names, in float32: matched by name, or else by order and shape.

    A file of another program has mostly names of its own, but lists the layers as they follow one another. A name
    that both know must then stand in the same place.
    """
    shapes = expected_shapes(graph)
    given = {name: tensor for name, tensor in tensors.items() if not name.endswith(COUNTER)}
    if len(given) == len(shapes) > 2 * len(given.keys() & shapes.keys()):
        pairs = list(zip(shapes, given, strict=True))
        if all(ours == theirs for ours, theirs in pairs if theirs in shapes or ours in given):
            given = {ours: given[theirs] for ours, theirs in pairs}
    faults = list(_faults(shapes, given))
    if faults:
        more = f" and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
        raise MismatchedWeights(f"The weights do not fit: {'; '.join(faults[:MOST_NAMED])}{more}.")
    return {name: given[name].to(torch.float32).contiguous() for name in shapes}


def read(path: Path) -> Tensors:
    """The tensors of a file: safetensors, or a torch checkpoint that holds tensors and nothing that could run.

    The content decides, not the name.
    """
    if _is_checkpoint(path):
        return _read_checkpoint(path)
    try:
        return load_file(path)
    except SafetensorError as error:
        raise MismatchedWeights(f"{path.name} is neither safetensors nor a torch checkpoint ({error}).") from error


def save(tensors: Mapping[str, Tensor], path: Path, *, half: bool = False) -> None:
    """To a safetensors file, at once or not at all; `half` stores float16, for half the size."""
    kept = {name: tensor.cpu().contiguous() for name, tensor in tensors.items() if not name.endswith(COUNTER)}
    if half:
        kept = {name: tensor.half() for name, tensor in kept.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        save_file(kept, part)
        part.replace(path)
    except SafetensorError as error:  # the library tells of the disk in words alone
        code = errno.ENOSPC if f"os error {errno.ENOSPC}" in str(error) else errno.EIO
        raise OSError(code, os.strerror(code), str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _empty(graph: Graph) -> Network:
    """The module without any numbers in it, which costs nothing to build."""
    with torch.device("meta"):
        return Network(graph)


def _faults(shapes: Mapping[str, tuple[int, ...]], given: Mapping[str, Tensor]) -> Iterable[str]:
    for name, shape in shapes.items():
        tensor = given.get(name)
        if tensor is None:
            yield f"{name} ({_times(shape)}) is missing"
        elif tuple(tensor.shape) != shape:
            yield f"{name} is {_times(tuple(tensor.shape))} in the file and {_times(shape)} in the network"
        elif not tensor.is_floating_point():
            yield f"{name} holds {str(tensor.dtype).removeprefix('torch.')} numbers, not floating point"
        elif not bool(tensor.isfinite().all()):
            yield f"{name} holds numbers that are not finite"
    yield from (f"{name} is in the file but not in the network" for name in given.keys() - shapes.keys())


def _is_checkpoint(path: Path) -> bool:
    """Torch writes a zip archive, older files are bare pickles; in safetensors a length comes first, then `{`."""
    with path.open("rb") as file:
        start = file.read(9)
    return start[8:] != b"{" and start.startswith((b"PK\3\4", b"\x80"))


def _read_checkpoint(path: Path) -> Tensors:
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except UnpicklingError as error:
        raise MismatchedWeights(f"{path.name} holds more than tensors and was not opened.") from error
    except (RuntimeError, EOFError, ValueError, OSError) as error:
        raise MismatchedWeights(f"{path.name} is damaged: it cannot be read as a torch checkpoint.") from error
    state = found.get("state_dict", found) if isinstance(found, dict) else None
    if not isinstance(state, dict) or not all(isinstance(tensor, Tensor) for tensor in state.values()):
        raise MismatchedWeights(f"{path.name} holds something else than tensors by name.")
    return {str(name): tensor for name, tensor in state.items()}


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "one number"
