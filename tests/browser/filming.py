"""A camera of Chromium's own making, which shows a still film."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType

WIDTH, HEIGHT = 320, 240
WHITE, BLACK = b"\xeb", b"\x10"

# Every track that the page was ever given; the camera opens when `mayOpen` says so.
REMEMBER_TRACKS = """
globalThis.tracks = [];
globalThis.mayOpen = Promise.resolve();
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await open(wanted);
  tracks.push(...stream.getTracks());
  await mayOpen;
  return stream;
};
"""
LIVE_TRACKS = "tracks.filter(({ readyState }) => readyState === 'live').length"


def filmed_as(path: Path, luma: bytes) -> Path:
    """A film of one grey frame, in YUV4MPEG2."""
    chroma = b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F20:1 Ip A1:1 C420mpeg2\n".encode() + b"FRAME\n" + luma + chroma)
    return path


@contextmanager
def launched(browser_type: BrowserType, arguments: dict[str, Any], film: Path, permission: str) -> Iterator[Browser]:
    """A browser with a camera that shows the film."""
    device = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}", permission]
    browser = browser_type.launch(**arguments | {"args": [*arguments["args"], *device]})
    yield browser
    browser.close()
