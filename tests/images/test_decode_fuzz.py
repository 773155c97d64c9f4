"""Whatever bytes come, the answer is a picture or one of our own errors."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.images.decode import decode
from app.images.errors import ImageError
from app.images.limits import FORMATS, Limits
from app.images.picture import Picture
from tests.images.files import colours, greys, saved

SMALL = Limits(max_bytes=1 << 20, max_pixels=1 << 20, max_side=4096)
HONEST = [saved(colours(16, 16), kind) for kind in FORMATS] + [
    saved(greys(16, 16), "PNG"),
    saved(colours(16, 16), "JPEG", progressive=True),
    saved(colours(16, 16), "TIFF", compression="tiff_lzw"),
    saved(colours(16, 16), "WEBP", lossless=True),
]
MAGICS = [
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"RIFF....WEBPVP8 ",
    b"....ftypavif",
]


def decodes_or_refuses(data: bytes) -> None:
    with contextlib.suppress(ImageError):
        assert isinstance(decode(data, SMALL), Picture)


@given(some.sampled_from([b"", *MAGICS]), some.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_random_bytes_never_leak_an_error(magic: bytes, rest: bytes) -> None:
    decodes_or_refuses(magic + rest)


@given(
    some.sampled_from(HONEST),
    some.lists(some.tuples(some.floats(0, 1), some.binary(min_size=0, max_size=4), some.integers(0, 8)), max_size=6),
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_files_changed_at_random_never_leak_an_error(data: bytes, changes: list[tuple[float, bytes, int]]) -> None:
    for place, replacement, removed in changes:
        start = int(place * len(data))
        data = data[:start] + replacement + data[start + removed :]
    decodes_or_refuses(data)
