"""The server's PNGs and the browser's canvas answer to one golden file of values and their colours."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.wire.display import Look, paint

GOLDEN: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "golden" / "colour.json").read_text()
)


@pytest.mark.parametrize("case", GOLDEN["maps"], ids=lambda case: f"{case['shown']} {case['values'][:3]}")
def test_values_are_painted_in_the_golden_colours(case: dict[str, Any]) -> None:
    pixels = paint(np.array([[case["values"]]], np.float32), Look(case["shown"], tuple(case["clip"])))
    colours = pixels[0] if pixels.ndim == 3 else np.repeat(pixels[0, :, None], 3, axis=1)
    assert colours.tolist() == case["colours"]


@pytest.mark.parametrize("case", GOLDEN["pictures"], ids=lambda case: f"{case['shown']} {case['planes'][0]}")
def test_three_planes_are_one_picture_in_the_golden_colours(case: dict[str, Any]) -> None:
    maps = np.array(case["planes"], np.float32)[:, None, :]
    assert paint(maps, Look(case["shown"], tuple(case["clip"]), as_colour=True))[0].tolist() == case["colours"]
