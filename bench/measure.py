"""Timing that a noisy machine cannot fool: candidates in turn, medians, ratios."""

import time
from collections.abc import Callable, Mapping
from math import ceil
from statistics import median


def interleaved(candidates: Mapping[str, Callable[[], object]], rounds: int, warm: int = 3) -> dict[str, list[float]]:
    """Seconds of each candidate, called in turn A B C, A B C, …, so that noise hits all alike."""
    for call in candidates.values():
        for _ in range(warm):
            call()
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, call in candidates.items():
            begun = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - begun)
    return seconds


def medians_ms(seconds: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: median(each) * 1000 for name, each in seconds.items()}


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of all lie at or below.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    return sorted(values)[max(0, ceil(len(values) * share) - 1)]
