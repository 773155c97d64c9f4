"""Which form of the answer a client gets."""

import pytest

from app.wire.accept import preferred
from app.wire.errors import NotAcceptable
from app.wire.query import FORMATS, Format

CHROME_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8"
CHROME_IMG = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "safetensors"),
        ("*/*", "safetensors"),
        ("application/json", "json"),
        ("application/json;q=0.5, image/png;q=0.9", "png"),
        ("image/png;q=0, */*", "safetensors"),
        ("APPLICATION/JSON", "json"),
        ("image/png;q=nonsense, application/json;q=0.1", "json"),
        (CHROME_IMG, "png"),
        (CHROME_PAGE, "png"),
    ],
)
def test_the_clients_preference_decides(accept: str, form: Format) -> None:
    assert preferred(accept, FORMATS) == form


def test_a_person_gets_the_only_form_there_is() -> None:
    assert preferred(CHROME_PAGE, ("json",)) == "json"


def test_nothing_acceptable_is_refused() -> None:
    with pytest.raises(NotAcceptable, match="application/json"):
        preferred("audio/*, application/json;q=0", ("json",))
