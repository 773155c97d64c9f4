"""What travels squeezed: text, and maps in 256 steps, which are mostly noughts. Float32's last digits are noise."""

import gzip
from dataclasses import replace
from typing import Final

from app.wire.answers import Body
from app.wire.query import Dtype, Format

LEAST: Final = 1_000
"""Bytes below which a packet is not full anyway."""
MOST: Final = 2**20
"""Bytes beyond which squeezing would keep others waiting for longer than the line does."""
QUICKEST: Final = 1


def pays(form: Format, dtype: Dtype) -> bool:
    """Whether an answer in this form gets much smaller."""
    return form == "json" or (form == "safetensors" and dtype == "u8")


def squeezed(body: Body) -> Body:
    """The same by gzip, where its size makes that worth while.

    >>> squeezed(Body(b"0" * 5000, "application/json")).coding, squeezed(Body(b"0", "application/json")).coding
    ('gzip', None)
    """
    if not LEAST <= len(body.content) <= MOST:
        return body
    return replace(body, content=gzip.compress(body.content, QUICKEST, mtime=0), coding="gzip")


def accepted_codings(header: str) -> set[str]:
    """What an Accept-Encoding names and does not refuse.

    >>> sorted(accepted_codings("gzip, deflate;q=0.5, br;q=0"))
    ['deflate', 'gzip']
    """
    named = (part.strip().lower().partition(";") for part in header.split(","))
    return {name.strip() for name, _, weight in named if name and not refused(weight)}


def refused(weight: str) -> bool:
    """`q=0`, or as many noughts as there may be."""
    name, _, value = weight.strip().partition("=")
    return name.strip() == "q" and value.strip().rstrip("0") in ("", "0.", ".")
