import pytest

from app.images.errors import BrokenImage, UnsupportedImage
from app.images.limits import FORMATS
from app.images.sniff import sniff
from tests.images.files import colours, saved


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_is_known_by_its_content(kind: str) -> None:
    assert sniff(saved(colours(), kind)) == kind


@pytest.mark.parametrize(
    ("data", "likeness"),
    [
        (b'<?xml version="1.0"?><!-- drawn --><svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b"\n <svg width='1'>", "an SVG drawing"),
        (b"<!DOCTYPE html><title>x</title><svg></svg>", "a web page (HTML)"),
        (b"<script>alert(1)</script>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><note/>", "an XML document"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "a PostScript file"),
        (b"8BPS\0\1", "a Photoshop file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "an HEIC photo"),
        (b"\0\0\0\x18ftypisom\0\0\2\0", "a video"),
        (b"II+\0\x08\0\0\0", "a BigTIFF"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "a compressed archive"),
        (b"BMW is a car, not a bitmap.", "plain text"),
        ("Straße".encode("utf-16"), "plain text"),
        (b"\0\1\2\3 nothing", "no picture that is known here"),
    ],
)
def test_what_is_not_taken_is_refused_by_name(data: bytes, likeness: str) -> None:
    with pytest.raises(UnsupportedImage) as refusal:
        sniff(data)
    assert refusal.value.message == f"This looks like {likeness}. Taken are PNG, JPEG, WebP, GIF, BMP, TIFF and AVIF."


def test_an_empty_file_is_broken() -> None:
    with pytest.raises(BrokenImage, match="empty"):
        sniff(b"")
