"""Debian's Chromium under measurement, and what a trace of it says about its main thread."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Few, because each costs time of its own: tasks; script, paint and commit; marks; input to screen.
CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing", "input.scrolling"]
SCRIPT = frozenset(
    {"EventDispatch", "FireAnimationFrame", "FunctionCall", "RunMicrotasks", "TimerFire", "EvaluateScript"}
)
FRAME = "ThreadControllerImpl::RunTask"

Event = dict[str, Any]


@contextmanager
def launched() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        raise RuntimeError("Measuring pages needs Chromium: install the package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, headless=True, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser, width: int = 1440, height: int = 900) -> Iterator[Page]:
    """A page of its own, with nothing cached."""
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        yield context.new_page()
    finally:
        context.close()


@dataclass(frozen=True, slots=True)
class Span:
    """Milliseconds on the trace's own clock, and those of them in which the thread really ran: its work."""

    name: str
    start: float
    end: float
    work: float
    kind: str = ""

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Task:
    """One turn of the main thread. Work is the thread's own time: a machine that others use too does not add to it."""

    whole: Span
    inside: tuple[Span, ...]

    @property
    def work(self) -> float:
        return self.whole.work

    @property
    def script(self) -> float:
        return self.of(*SCRIPT)

    def of(self, *names: str) -> float:
        return sum(each.work for each in outermost(span for span in self.inside if span.name in names))

    def answers(self, kind: str) -> bool:
        return any(span.name == "EventDispatch" and span.kind == kind for span in self.inside)

    @property
    def is_frame(self) -> bool:
        return any(span.name == "FireAnimationFrame" for span in self.inside)


@dataclass(frozen=True)
class Latency:
    """An input event from the hand to the screen; what was painted before `committed` came with it."""

    start: float
    committed: float
    presented: float


class Trace:
    """What a trace says of the page's main thread."""

    def __init__(self, events: list[Event]) -> None:
        self._events = events

    @cached_property
    def tasks(self) -> list[Task]:
        spans = sorted(self._main(), key=lambda span: (span.start, -span.end))
        tasks = outermost(span for span in spans if span.name == FRAME)
        inside: dict[int, list[Span]] = {index: [] for index in range(len(tasks))}
        at = 0
        for span in spans:
            while at < len(tasks) and tasks[at].end < span.start:
                at += 1
            if at < len(tasks) and span.name != FRAME and tasks[at].holds(span):
                inside[at].append(span)
        return [Task(whole, tuple(inside[index])) for index, whole in enumerate(tasks)]

    @cached_property
    def latencies(self) -> list[Latency]:
        """Of every move of the mouse that reached the screen."""
        tracks: dict[str, dict[str, float]] = {}
        for event in self._events:
            if event.get("ph") in ("b", "e") and "input.scrolling" in event.get("cat", ""):
                track = f"{event['pid']} {event.get('id2') or event.get('id')}"
                if event["ph"] == "b" and event["name"] == "EventLatency":
                    tracks[track] = {}
                tracks.setdefault(track, {}).setdefault(f"{event['ph']} {event['name']}", event["ts"] / 1000)
                if event["ph"] == "e" and event["name"] == "EventLatency":
                    tracks[f"{track} {event['ts']}"] = tracks.pop(track)
        wanted = ("b EventLatency", "b Commit", "e EventLatency")
        found = (Latency(*(track[name] for name in wanted)) for track in tracks.values() if all(map(track.get, wanted)))
        return sorted(found, key=lambda one: one.start)

    def marks(self, name: str) -> list[float]:
        """When the page called `performance.mark(name)`."""
        return sorted(
            event["ts"] / 1000
            for event in self._events
            if event["name"] == name and "blink.user_timing" in event.get("cat", "")
        )

    def _main(self) -> Iterator[Span]:
        threads = {
            (event["pid"], event["tid"])
            for event in self._events
            if event["name"] == "thread_name" and event["args"].get("name") == "CrRendererMain"
        }
        for event in self._events:
            if event.get("ph") == "X" and (event["pid"], event["tid"]) in threads:
                start = event["ts"] / 1000
                kind = event.get("args", {}).get("data", {}).get("type", "")
                length, work = event.get("dur", 0) / 1000, event.get("tdur", 0) / 1000
                yield Span(event["name"], start, start + length, work, str(kind))


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Those that lie in no other; the spans come in the order in which they begin, longer ones first."""
    found: list[Span] = []
    for span in spans:
        if not found or not found[-1].holds(span):
            found.append(span)
    return found


def traced(page: Page, perform: Callable[[], object]) -> Trace:
    browser = page.context.browser
    if browser is None:
        raise RuntimeError("This page's browser has gone.")
    browser.start_tracing(page=page, categories=CATEGORIES)
    perform()
    page.wait_for_timeout(100)
    return Trace(json.loads(browser.stop_tracing())["traceEvents"])
