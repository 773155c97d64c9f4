"""Pages in Debian's Chromium, against the real server."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.kernels_page import remembering
from tests.conftest import Server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = Path(__file__).parents[2] / "static" / "node_modules" / "axe-core" / "axe.min.js"

SIZES = {"desk": (1440, 900), "projector": (1920, 1080), "phone": (390, 844), "old": (1024, 768), "wall": (3840, 2160)}

# What is waited for comes at once where nothing is wrong; two browsers on two busy cores may take their time.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert executable, "The browser tests need Chromium: install the package chromium."
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {"executable_path": executable, "headless": True, "args": arguments}


def faults_of(page: Page, server: Server) -> list[str]:
    """What a page does that it must not, as it comes: asks another host, throws, complains in its console."""
    faults: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((server.url, "data:", "blob:")):
            faults.append(f"asked {request.url}")

    page.on("request", watch)
    page.on("pageerror", lambda error: faults.append(f"threw {error}"))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    return faults


@pytest.fixture
def visited(page: Page, server: Server) -> Iterator[Page]:
    """A page that fails its test when it asks another host, or when its console complains."""
    faults = faults_of(page, server)
    yield page
    assert faults == []


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Page]:
    """One page for the tests of a file: each goes to its own link, and finds the files of the last one cached."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield remembering(context.new_page())


@pytest.fixture
def desk(kept: Page, server: Server) -> Iterator[Page]:
    """The page of the file, watched like `visited`, its mouse out of the way; no size and no choice outlives a test."""
    faults = faults_of(kept, server)
    width, height = SIZES["desk"]
    kept.set_viewport_size({"width": width, "height": height})
    kept.mouse.move(0, 0)
    yield kept
    kept.unroute_all()
    kept.evaluate("location.protocol.startsWith('http') && localStorage.clear()")
    assert faults == []


def serious_violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical; run through the debugger, so that the page's own policy stays strict."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")]
