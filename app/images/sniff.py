"""What a file is, by its first bytes: names and content types can say anything."""

import re
from typing import Final

from app.images.errors import BrokenImage, UnsupportedImage

TAKEN: Final = "PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF"

_MAGIC: Final = {  # the bytes a file of each format we take must begin with
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "WEBP": re.compile(rb"RIFF....WEBPVP8", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
    # "BM" alone begins many a sentence: one of the known header lengths must stand where it belongs.
    "BMP": re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "AVIF": re.compile(rb".{4}ftyp(avi[fs]|m[is]f1.{4,64}?avi[fs])", re.DOTALL),
}

_OTHERS: Final = {  # what people send instead, told by name so that they know what to do
    "a web page (HTML)": re.compile(rb"[\s\xef\xbb\xbf]*<(!doctype html|html|head|body|script)[\s>]", re.IGNORECASE),
    "an SVG drawing": re.compile(rb"[^\0]*<svg[\s>]", re.IGNORECASE),
    "an XML document": re.compile(rb"(\xef\xbb\xbf)?\s*<\?xml"),
    "a PDF": re.compile(rb".{0,1024}?%PDF-", re.DOTALL),
    "a PostScript file": re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"),
    "a Photoshop file": re.compile(rb"8BPS"),
    "an HEIC photo": re.compile(rb".{4}ftyp(he|m[is]f1)", re.DOTALL),
    "a video": re.compile(rb".{4}ftyp|\x1a\x45\xdf\xa3|RIFF....AVI ", re.DOTALL),
    "a BigTIFF": re.compile(rb"II\+\0|MM\0\+"),
    "a JPEG 2000": re.compile(rb"\0\0\0\x0cjP|\xff\x4f\xff\x51"),
    "a JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL"),
    "an icon file": re.compile(rb"\0\0[\x01\x02]\0"),
    "a ZIP archive": re.compile(rb"PK\x03\x04"),
    "a compressed archive": re.compile(rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf"),
    "plain text": re.compile(rb"\xff\xfe|\xfe\xff|[\t\n\f\r\x1b -\x7e\x80-\xff]+\Z"),
}

_HEAD: Final = 1024


def sniff(data: bytes) -> str:
    """Pillow's name for the format of `data`; anything that is not taken is refused by name.

    >>> sniff(b"GIF89a...")
    'GIF'
    >>> sniff(b"%PDF-1.7")
    Traceback (most recent call last):
    app.images.errors.UnsupportedImage: This looks like a PDF. Taken are PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF.
    """
    if not data:
        raise BrokenImage("This file is empty: it has no bytes at all.", "image")
    head = data[:_HEAD]
    for name, magic in _MAGIC.items():
        if magic.match(head):
            return name
    raise UnsupportedImage(f"This looks like {_likeness(head)}. Taken are {TAKEN}.", "image")


def _likeness(head: bytes) -> str:
    for likeness, pattern in _OTHERS.items():
        if pattern.match(head):
            return likeness
    return "no picture that is known here"
