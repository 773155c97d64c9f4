"""The nearest names to one that was mistyped."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE = 0.6
_AS_GOOD_AS_THE_BEST = 0.05


def did_you_mean(typed: str, names: Iterable[str]) -> str:
    """` Did you mean …?` with the nearest names, or nothing when none is near; starts with a space.

    >>> did_you_mean("sobelx", ["sobel-x", "sobel-y", "box"])
    ' Did you mean "sobel-x"?'
    >>> did_you_mean("sobel", ["sobel-x", "sobel-y", "box"])
    ' Did you mean "sobel-x" or "sobel-y"?'
    """
    likeness = {name: SequenceMatcher(None, typed, name).ratio() for name in names}
    best = max(likeness.values(), default=0.0)
    if best < _LIKE:
        return ""
    near = [f'"{name}"' for name, ratio in likeness.items() if ratio >= best - _AS_GOOD_AS_THE_BEST]
    return f" Did you mean {' or '.join(near)}?"
