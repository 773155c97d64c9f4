"""Answers → bytes: safetensors (exact), PNG (to look at), JSON (small results)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import Tensor

from app.images.encode import encode_png, encode_webp
from app.wire.accept import MEDIA
from app.wire.display import Look, paint
from app.wire.errors import QuestionError
from app.wire.query import Dtype, Format

MOST_JSON_NUMBERS = 65_536

Meta = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """What goes over the wire."""

    content: bytes
    media: str
    coding: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Named tensors with what is to be known about them; `main` is the one that a PNG shows, `look` how.

    `maps` names those that come as u8 where that is asked for; none named, it is the main one.
    """

    tensors: Mapping[str, Tensor]
    meta: Meta
    main: str
    look: Look
    maps: tuple[str, ...] = ()


def pack(answer: Answer, form: Format, dtype: Dtype = "f32") -> Body:
    """The answer in the form that was asked for."""
    arrays = {name: tensor.cpu().contiguous().numpy() for name, tensor in answer.tensors.items()}
    if form == "png":
        return Body(encode_png(paint(arrays[answer.main], answer.look)), MEDIA["png"])
    if form == "webp":
        return Body(encode_webp(paint(arrays[answer.main], answer.look)), MEDIA["webp"])
    if form == "json":
        return pack_json({**listed(arrays), **answer.meta})
    if dtype == "u8":
        ranges = {}
        for name in answer.maps or (answer.main,):
            arrays[name], ranges[name] = quantised(arrays[name])
        return pack_tensors(arrays, {**answer.meta, "quantised": ranges if answer.maps else ranges[answer.main]})
    return pack_tensors(arrays, answer.meta)


def pack_tensors(arrays: Mapping[str, NDArray[Any]], meta: Meta) -> Body:
    return Body(save(dict(arrays), metadata={"meta": write_json(meta)}), MEDIA["safetensors"])


def pack_json(content: Meta) -> Body:
    return Body(write_json(content).encode(), MEDIA["json"])


def write_json(content: Meta) -> str:
    """Strict JSON: a number that JSON cannot say is our fault, not the reader's."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def listed(arrays: Mapping[str, NDArray[Any]]) -> dict[str, Any]:
    """Tensors as nested lists, where that is still sensible."""
    numbers = sum(array.size for array in arrays.values())
    if numbers > MOST_JSON_NUMBERS:
        raise QuestionError(
            f"JSON carries at most {MOST_JSON_NUMBERS} numbers, this answer has {numbers}; ask for format=safetensors.",
            "format",
        )
    return {name: array.tolist() for name, array in arrays.items()}


def quantised(maps: NDArray[np.float32]) -> tuple[NDArray[np.uint8], list[list[float]]]:
    """Each channel on its own 0…255: `v ≈ low + q / 255 * (high - low)`, with the channel's low and high."""
    low, high = maps.min(axis=(1, 2)), maps.max(axis=(1, 2))
    span = np.where(high > low, high - low, 1)[:, None, None]
    levels = np.rint((maps - low[:, None, None]) / span * 255).astype(np.uint8)
    return levels, [[float(a), float(b)] for a, b in zip(low, high, strict=True)]
