"""A network's description as somebody sends it: read strictly, and what is wrong with it said with the place."""

from typing import Final

from pydantic import ValidationError

from app.nets.errors import ImpossibleNetwork
from app.nets.layers import Architecture

KINDS: Final = frozenset(
    ("conv", "transposed-conv", "pool", "global-pool", "adaptive-pool", "activation", "batch-norm", "local-norm",
     "dropout", "flatten", "linear", "block", "residual", "branches")
)  # fmt: skip
"""Pydantic puts the kind of a layer into the place of a fault."""


def read_architecture(description: bytes) -> Architecture:
    """The network that is described.

    >>> read_architecture(b'{"input": [1, 8, 8], "layers": [{"type": "conv", "filters": 0, "kernel": 3}]}')
    Traceback (most recent call last):
    app.nets.errors.ImpossibleNetwork: layers.0.filters: Input should be greater than or equal to 1.
    """
    try:
        return Architecture.model_validate_json(description)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"] if part not in KINDS)
        raise ImpossibleNetwork(f"{first['msg'].rstrip('.')}.", place[:200] or None) from None
