"""How much a stranger's file may cost, decided before any of it is decoded."""

from dataclasses import dataclass
from typing import Final

from app.images.errors import TooLarge

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""What is taken, by the names Pillow gives them."""

PILLOW_CEILING: Final = 89_478_485
"""Pillow's own guard (`Image.MAX_IMAGE_PIXELS`) stays on, so no limit of ours may lie above it."""

MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may hold: bytes, pixels, the longer side, and of which formats.

    >>> Limits(max_pixels=1_000_000).check_size(2000, 600)
    Traceback (most recent call last):
    app.images.errors.TooLarge: This picture has 2000 × 600 = 1.2 million pixels; at most 1 million are taken.
    """

    max_bytes: int = 25 * MEBIBYTE
    max_pixels: int = 40_000_000
    max_side: int = 16_384
    formats: tuple[str, ...] = FORMATS

    def __post_init__(self) -> None:
        if min(self.max_bytes, self.max_pixels, self.max_side) < 1:
            raise ValueError("Limits must be at least 1.")
        if self.max_pixels > PILLOW_CEILING:
            raise ValueError(f"max_pixels may be at most {PILLOW_CEILING}, which is Pillow's own guard.")
        if not set(self.formats) <= set(FORMATS):
            raise ValueError(f"Formats can be {', '.join(FORMATS)}; got {', '.join(self.formats)}.")

    def check_bytes(self, count: int) -> None:
        if count > self.max_bytes:
            raise TooLarge(
                f"This file has {count / MEBIBYTE:.3g} MiB; at most {self.max_bytes / MEBIBYTE:.3g} MiB are taken.",
                "image",
            )

    def check_size(self, width: int, height: int) -> None:
        if max(width, height) > self.max_side:
            raise TooLarge(
                f"This picture is {width} × {height}; no side may be longer than {self.max_side} pixels.", "image"
            )
        if width * height > self.max_pixels:
            raise TooLarge(
                f"This picture has {width} × {height} = {width * height / 1e6:.3g} million pixels; "
                f"at most {self.max_pixels / 1e6:.3g} million are taken.",
                "image",
            )


FRAME_LIMITS: Final = Limits(
    max_bytes=2 * MEBIBYTE, max_pixels=1920 * 1080, max_side=4096, formats=("JPEG", "PNG", "WEBP")
)
"""One frame of a live camera: what a browser's canvas can encode, up to full HD."""
