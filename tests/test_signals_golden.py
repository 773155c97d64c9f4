"""The browser's integrals, spectra and noise answer to scipy, numpy and the engine: tests/golden/signals.json.

To write the file anew: `.venv/bin/python -m tests.test_signals_golden`.
"""

import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from app.engine.kernels.chance import scramble

GOLDEN = Path(__file__).parent / "golden" / "signals.json"
TIMES = (-3.5, -1.0, -0.2, 0.0, 0.6, 1.0, 2.3, 4.0)

Function = Callable[[float], float]

CHOSEN: tuple[dict[str, Any], ...] = (
    {"shape": "box", "width": 2, "seed": 1},
    {"shape": "ramp", "width": 1.5, "seed": 1},
    {"shape": "exponential", "width": 0.8, "seed": 1},
    {"shape": "sine", "width": 1.2, "seed": 1},
    {"shape": "chirp", "width": 2, "seed": 1},
    {"shape": "gaussian", "width": 0.5, "seed": 1},
    {"shape": "noise", "width": 1, "seed": 5},
)
SAMPLES = ([1, 2, 3, 4, 5, 6], [1, 2], [1, 0, -1], [5, 8, 11, 14, 17])


def noise(seed: int, count: int) -> list[float]:
    """`scramble(start + i) / 2³¹ − 1`, from the engine's own chance."""
    start = scramble(seed + 0x9E3779B9)
    return [scramble(start + index) / 2**31 - 1 for index in range(count)]


def function_of(shape: str, width: float, seed: int) -> tuple[Function, list[float]]:
    """A shape, written down anew from what the page says of it, and where it begins, bends and ends."""
    steps = noise(seed, 30)
    table: dict[str, tuple[Function, list[float]]] = {
        "box": (lambda t: 1.0, [-width / 2, width / 2]),
        "ramp": (lambda t: t / width + 0.5, [-width / 2, width / 2]),
        "exponential": (lambda t: math.exp(-t / width), [0, 12]),
        "sine": (lambda t: math.sin(2 * math.pi * t / width), [-3, 3]),
        "chirp": (lambda t: math.sin(math.pi * (t + 3) ** 2 / (2 * width)), [-3, 3]),
        "gaussian": (lambda t: math.exp(-(t**2) / (2 * width**2)), [-6, 6]),
        "noise": (lambda t: steps[min(29, math.floor((t + 3) * 5))], [step / 5 for step in range(-15, 16)]),
    }
    return table[shape]


def integral(h: dict[str, Any], k: dict[str, Any], t: float, *, turned: bool) -> float:
    """∫ h(τ) k(t − τ) dτ by scipy, between every two breaks; without turning ∫ h(τ) k(τ − t) dτ."""
    (one, here), (other, there) = function_of(**h), function_of(**k)
    moved = [t - place if turned else t + place for place in there]
    low, high = max(here[0], min(moved)), min(here[-1], max(moved))
    places = sorted({low, high, *(place for place in [*here, *moved] if low < place < high)})

    def product(tau: float) -> float:
        return one(tau) * other(t - tau if turned else tau - t)

    pieces = itertools.pairwise(places) if low < high else ()
    return float(sum(quad(product, a, b, epsabs=1e-13, epsrel=1e-13, limit=400)[0] for a, b in pieces))


def spectrum(samples: list[int], points: int) -> list[float]:
    """The first half of the DFT of the samples followed by noughts."""
    return [float(one) for one in np.abs(np.fft.rfft(samples, 2 * points))]


def written() -> dict[str, Any]:
    pairs = list(itertools.combinations_with_replacement(CHOSEN, 2))
    integrals = [
        {"h": h, "k": k, "turned": turned, "t": TIMES, "y": [integral(h, k, t, turned=turned) for t in TIMES]}
        for index, (h, k) in enumerate(pairs)
        for turned in ((True, False) if index % 3 == 1 else (True,))
    ]
    spectra = [{"samples": one, "points": 16, "magnitudes": spectrum(one, 16)} for one in SAMPLES]
    return {"integrals": integrals, "spectra": spectra, "noise": {"seed": 5, "values": noise(5, 8)}}


KEPT: dict[str, Any] = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {"integrals": [], "spectra": []}


@pytest.mark.parametrize(
    "case", KEPT["integrals"], ids=lambda case: f"{case['h']['shape']} {case['k']['shape']} {case['turned']}"
)
def test_scipy_integrates_to_the_golden_values(case: dict[str, Any]) -> None:
    found = [integral(case["h"], case["k"], t, turned=case["turned"]) for t in case["t"]]
    assert found == pytest.approx(case["y"], abs=1e-10)


def test_numpy_and_the_engine_give_the_golden_spectra_and_noise() -> None:
    for case in KEPT["spectra"]:
        assert spectrum(case["samples"], case["points"]) == pytest.approx(case["magnitudes"], abs=1e-12)
    assert noise(KEPT["noise"]["seed"], len(KEPT["noise"]["values"])) == KEPT["noise"]["values"]


def test_the_spectrum_of_a_full_convolution_is_the_product_of_both() -> None:
    both = np.convolve([1, 2, 3, 4, 5, 6], [1, 2]).tolist()
    product = np.array(spectrum([1, 2, 3, 4, 5, 6], 16)) * spectrum([1, 2], 16)
    np.testing.assert_allclose(spectrum(both, 16), product, atol=1e-12)


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(written(), indent=1) + "\n")
