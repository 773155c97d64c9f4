"""Bytes of a stranger → a picture, or one sentence on why not. Nothing is decoded before it is known to be small.

What is lost on the way: colour keeps 8 bits a channel (16-bit colour keeps the upper 8; grey keeps all 16), animations
keep their first frame, transparency becomes white paper.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

import numpy as np
from PIL import ExifTags, Image, ImageFile

from app.images import quirks
from app.images.colour import on_white
from app.images.errors import BrokenImage, ImageError, TooLarge, UnsupportedImage
from app.images.limits import Limits
from app.images.picture import Picture, Pixels
from app.images.sniff import sniff
from app.images.structure import check_structure

# Process-wide, because `warnings.catch_warnings` is not safe in threads: a picture above Pillow's own ceiling is
# refused, not announced; and a camera's sloppy metadata is nobody's concern.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_DEFAULT_LIMITS: Final = Limits()
_UNBOUNDED_MODES: Final = ("I", "F")

_UPRIGHT: Final = {  # Exif orientation → what makes the picture stand upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes, limits: Limits = _DEFAULT_LIMITS) -> Picture:
    """The picture in `data`: upright, on white paper, in sRGB; of animations the first frame.

    >>> decode(b"Dear lecturer,")
    Traceback (most recent call last):
    app.images.errors.UnsupportedImage: This looks like plain text. Taken are PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF.
    """
    limits.check_bytes(len(data))
    kind = sniff(data)
    if kind not in limits.formats:
        raise UnsupportedImage(
            f"This looks like {_spoken(kind)}. Taken here are only {', '.join(limits.formats)}.", "image"
        )
    check_structure(kind, data)
    with _own_errors(kind), Image.open(BytesIO(data), formats=[kind]) as image:
        limits.check_size(*image.size)
        return Picture(_pixels(image, kind, data))


def _pixels(image: ImageFile.ImageFile, kind: str, data: bytes) -> Pixels:
    frame = image.tile[0].extents if kind == "GIF" and image.tile else None
    image.load()
    if kind == "PNG":
        quirks.mend_png_transparency(image, data)
    upright = _upright(image)
    pixels = _sixteen_bit_grey(upright) if upright.mode.startswith("I;16") else _eight_bit(upright)
    if kind == "PNG":
        return quirks.mend_png_grey(pixels, data)
    if kind == "GIF":
        return quirks.mend_gif_surroundings(pixels, frame)
    return quirks.mend_tiff_grey(pixels, image)


def _upright(image: Image.Image) -> Image.Image:
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # whatever is wrong with the metadata, the picture itself is fine
        return image
    method = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if method is None else image.transpose(method)


def _sixteen_bit_grey(image: Image.Image) -> Pixels:
    pixels = np.asarray(image).astype(np.uint16)
    transparent = image.info.get("transparency")
    return pixels if transparent is None else np.where(pixels == transparent, np.uint16(65535), pixels)


def _eight_bit(image: Image.Image) -> Pixels:
    if image.mode in _UNBOUNDED_MODES:
        raise UnsupportedImage(
            "This picture is made of 32-bit numbers, which have no fixed black and white; "
            "save it with 8 or 16 bits per pixel.",
            "image",
        )
    return np.asarray(on_white(image))


@contextmanager
def _own_errors(kind: str) -> Iterator[None]:
    """Decoders raise whatever they please: from here on it is one of ours."""
    try:
        yield
    except ImageError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise TooLarge("This picture would unfold to more pixels than are taken.", "image") from error
    except Exception as error:
        raise BrokenImage(
            f"This looks like {_spoken(kind)}, but it is damaged, cut short, or of a kind that is not read here; "
            "opening it elsewhere and saving it anew often helps.",
            "image",
        ) from error


def _spoken(kind: str) -> str:
    return {"WEBP": "a WebP", "AVIF": "an AVIF"}.get(kind, f"a {kind}")
