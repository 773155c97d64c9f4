"""Scripts and styles come as small as the client can read them, and read the same."""

import asyncio
from pathlib import Path

import httpx
import pytest

from app.pages.assets import BuiltFiles

DIST = Path(__file__).parents[2] / "static" / "dist"


@pytest.fixture
def script() -> Path:
    return max(DIST.glob("*.js"), key=lambda file: file.stat().st_size)


@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")]
)
def test_a_script_is_squeezed_as_the_client_accepts_it(
    client: httpx.Client, script: Path, accepted: str, coding: str
) -> None:
    with client.stream("GET", f"/assets/{script.name}", headers={"Accept-Encoding": accepted}) as answer:
        size = sum(len(part) for part in answer.iter_raw())
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert size < script.stat().st_size / 2


def test_a_client_that_asks_for_the_plain_file_gets_it(client: httpx.Client, script: Path) -> None:
    answer = client.get(f"/assets/{script.name}", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == script.read_bytes()


def test_what_was_squeezed_is_the_script_again(client: httpx.Client, script: Path) -> None:
    answer = client.get(f"/assets/{script.name}", headers={"Accept-Encoding": "gzip"})
    assert answer.content == script.read_bytes()


def test_a_font_is_small_already_and_comes_as_it_is(client: httpx.Client) -> None:
    font = next(DIST.glob("*.woff2"))
    answer = client.get(f"/assets/{font.name}", headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_browser_that_has_the_file_is_sent_nothing(client: httpx.Client, script: Path) -> None:
    first = client.get(f"/assets/{script.name}")
    again = client.get(f"/assets/{script.name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "immutable" in again.headers["cache-control"]


@pytest.mark.parametrize("path", ["nothing.js", "nothing.js.br", "../../pyproject.toml", "%2e%2e/vite.config.ts", ""])
def test_what_was_not_built_is_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(f"/assets/{path}").status_code == 404


def test_what_was_sent_once_is_answered_from_memory(tmp_path: Path) -> None:
    async def visit() -> list[str]:
        transport = httpx.ASGITransport(BuiltFiles(tmp_path))
        async with httpx.AsyncClient(transport=transport, base_url="http://files") as files:
            (tmp_path / "page-1.js").write_text("let one = 1;")
            first = await files.get("/page-1.js")
            (tmp_path / "page-1.js").unlink()
            (tmp_path / "page-2.js").write_text("let two = 2;")
            return [first.text, (await files.get("/page-1.js")).text, (await files.get("/page-2.js")).text]

    assert asyncio.run(visit()) == ["let one = 1;", "let one = 1;", "let two = 2;"]
