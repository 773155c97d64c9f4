"""The page of kernels in Chromium: a dragged weight, a hover on pictures of any size, the sweep, the first visit."""

import random
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, FloatRect, Page

from bench.chromium import Latency, Task, Trace, launched, traced, visiting
from bench.measure import percentile
from bench.running import kernelscope

ROUNDS = 3
MOVES = 40
SIDES = (32, 512, 2048)
FRAME_MS = 1000 / 60
PAINTING = ("UpdateLayoutTree", "Layout", "PrePaint", "Paint", "Layerize")
PACES = {"lesson": "", "sweep": "&view=sweep", "projected sweep": "&view=sweep&theme=projector"}
DESK, PROJECTED = (1440, 900), (1920, 1080)

# What a canvas got and when: the pictures that are coloured anew, and the first calculation that stands on the stage.
MARKS = """
for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const { putImageData, fillText } = prototype;
  Object.assign(prototype, {
    putImageData(...given) { performance.mark('coloured'); putImageData.apply(this, given); },
    fillText(...given) { globalThis.written ??= performance.now(); fillText.apply(this, given); },
  });
}
"""
# As little as a page can do: a picture of 512² put on a canvas whenever the mouse moves.
FLOOR = """() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 512;
  document.body.replaceChildren(canvas);
  document.adoptedStyleSheets = [];
  const picture = new ImageData(512, 512);
  let last = 0;
  addEventListener('pointermove', () => {
    picture.data.fill(++last % 256);
    canvas.getContext('2d').putImageData(picture, 0, 0);
  });
}"""


def main() -> dict[str, Any]:
    with TemporaryDirectory() as home, kernelscope(Path(home)) as (port, _), launched() as browser:
        return measured(browser, f"http://127.0.0.1:{port}")


def measured(browser: Browser, url: str) -> dict[str, Any]:
    return {
        "first page": {page: first_page(browser, f"{url}{page}") for page in ("/", "/kernels")},
        "weight drag": weight_drags(browser, url),
        "hover": hovers(browser, url),
        "animation, 1920×1080": {pace: animation(browser, url, pace) for pace in PACES},
    }


def kernels(url: str, side: int, view: str = "") -> str:
    return f"{url}/kernels?image=portrait&size={side}&kernel=sobel-left&padding=same&border=replicate{view}"


def opened(page: Page, address: str) -> Page:
    page.add_init_script(MARKS)
    page.goto(address)
    page.locator(".finger").last.wait_for()
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(500)
    return page


def weight_drags(browser: Browser, url: str) -> dict[str, Any]:
    """From the hand's move to the frame that shows the new output; beside a bare page that only fills a canvas."""
    seen: dict[str, list[Latency]] = {"ours": [], "bare canvas": []}
    tasks: list[Task] = []
    with visiting(browser) as ours, visiting(browser) as bare:
        opened(ours, kernels(url, 512))
        weight = ours.locator(".kernel-editor table input").nth(4)
        opened(bare, kernels(url, 512)).evaluate(FLOOR)
        for _ in range(ROUNDS):
            ours.bring_to_front()
            weight.scroll_into_view_if_needed()
            ours.evaluate("document.querySelector('.kernel-editor').scrollIntoView({ block: 'center' })")
            trace = traced(ours, lambda: dragged(ours, middle_of(weight.bounding_box()), MOVES))
            seen["ours"] += shown(trace)
            tasks += [task for task in trace.tasks if task.answers("pointermove")]
            bare.bring_to_front()
            seen["bare canvas"] += shown(traced(bare, lambda: dragged(bare, (300, 300), MOVES)))
    ms = {name: spread([one.presented - one.start for one in each]) for name, each in seen.items()}
    return {
        "move to screen, ms": ms,
        "ours over bare canvas, p50": ms["ours"]["p50"] / ms["bare canvas"]["p50"],
        "whole task, ms": spread([task.work for task in tasks]),
        "script, ms": spread([task.script for task in tasks]),
        "goal": "move to screen, p95: at most 33 ms",
    }


def shown(trace: Trace) -> list[Latency]:
    """Of each move that coloured a picture: when that picture came to the screen, with this move's frame or a later."""
    moves = trace.latencies
    painted = trace.marks("coloured")
    found = []
    for move, following in pairwise([*moves, Latency(float("inf"), 0, 0)]):
        first = next((mark for mark in painted if move.start < mark < following.start), None)
        frame = next((one for one in moves if first is not None and one.committed >= first), None)
        if frame:
            found.append(Latency(move.start, frame.committed, frame.presented))
    return found


def dragged(page: Page, start: tuple[float, float], moves: int) -> None:
    """A notch of 9 px every 40 ms or so, up and down again, at no fixed place within a frame."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(moves):
        up = min(move + 1, moves - move)
        page.mouse.move(x, y - 9 * up)
        page.wait_for_timeout(random.uniform(32, 48))
    page.mouse.up()


def hovers(browser: Browser, url: str) -> dict[str, Any]:
    """The same way of the mouse over the input, whatever the picture's size."""
    tasks: dict[int, list[Task]] = {side: [] for side in SIDES}
    for _ in range(ROUNDS):
        for side in SIDES:
            with visiting(browser) as page:
                panel = opened(page, kernels(url, side)).locator(".finger").first
                wander(page, panel.bounding_box(), 20)
                trace = traced(page, partial(wander, page, panel.bounding_box(), MOVES))
                tasks[side] += [task for task in trace.tasks if task.answers("pointermove")]
    ms = {
        f"{side}²": {
            "script": spread([task.script for task in each]),
            "whole task": spread([task.work for task in each]),
            "of it layout and paint": spread([task.of(*PAINTING) for task in each]),
        }
        for side, each in tasks.items()
    }
    first, last = (ms[f"{side}²"] for side in (SIDES[0], SIDES[-1]))
    return {
        "ms": ms,
        f"{SIDES[-1]}² over {SIDES[0]}², p50": {name: last[name]["p50"] / first[name]["p50"] for name in first},
        "goal": "under 4 ms of the main thread at any size",
    }


def wander(page: Page, box: FloatRect | None, moves: int) -> None:
    x, y, width, height = placed(box)
    for move in range(moves):
        page.mouse.move(x + width * (0.2 + 0.6 * move / moves), y + height * (0.3 + 0.3 * move / moves))
        page.wait_for_timeout(30)


def animation(browser: Browser, url: str, pace: str) -> dict[str, Any]:
    """Three seconds of playing at 512²: every frame's work, none left out."""
    tasks: list[Task] = []
    for _ in range(ROUNDS):
        with visiting(browser, *PROJECTED) as page:
            opened(page, kernels(url, 512, PACES[pace])).keyboard.press("Home")
            page.get_by_role("application").focus()

            def play(page: Page = page) -> None:
                page.keyboard.press("Space")
                page.wait_for_timeout(3000)

            tasks += [task for task in traced(page, play).tasks if task.is_frame]
    whole = [task.work for task in tasks]
    return {
        "frames": len(tasks),
        "whole task, ms": spread(whole) | {"worst": max(whole)},
        "script, ms": spread([task.script for task in tasks]),
        "share over 16.7 ms": sum(length > FRAME_MS for length in whole) / len(whole),
        "goal": "no frame over 16.7 ms",
    }


def first_page(browser: Browser, address: str) -> dict[str, Any]:
    """Nothing cached: bytes over the wire, and when the page answers (the stage stands and no long task follows)."""
    visits = [first_visit(browser, address) for _ in range(ROUNDS)]
    return {
        "kB": max(visit["bytes"] for visit in visits) / 1000,
        "requests": max(visit["requests"] for visit in visits),
        "kB by kind": {kind: size / 1000 for kind, size in visits[-1]["kinds"].items()},
        "interactive, ms": spread([visit["interactive"] for visit in visits]),
        "goal": "under 150 kB, under 1000 ms",
    }


def first_visit(browser: Browser, address: str) -> dict[str, Any]:
    with visiting(browser) as page:
        kinds: dict[str, float] = {}
        of: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: of.update({event["requestId"]: event["type"]}))
        session.on("Network.loadingFinished", lambda event: add(kinds, of.get(event["requestId"], "Other"), event))
        page.add_init_script(MARKS + LONG_TASKS)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(500)
        interactive = page.evaluate(INTERACTIVE)
        return {"bytes": sum(kinds.values()), "kinds": kinds, "requests": len(of), "interactive": interactive}


# A long task is one of more than 50 ms: while it runs, nothing is answered.
LONG_TASKS = """
globalThis.busyUntil = 0;
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) globalThis.busyUntil = startTime + duration;
}).observe({ type: 'longtask', buffered: true });
"""
INTERACTIVE = """() => Math.max(
  globalThis.written ?? 0,
  globalThis.busyUntil,
  performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
)"""


def add(kinds: dict[str, float], kind: str, event: dict[str, Any]) -> None:
    kinds[kind] = kinds.get(kind, 0) + event["encodedDataLength"]


def spread(values: Sequence[float]) -> dict[str, float]:
    return {"p50": percentile(list(values), 0.5), "p95": percentile(list(values), 0.95)} if values else {}


def middle_of(box: FloatRect | None) -> tuple[float, float]:
    x, y, width, height = placed(box)
    return x + width / 2, y + height / 2


def placed(box: FloatRect | None) -> tuple[float, float, float, float]:
    if box is None:
        raise RuntimeError("What was to be measured is not on the page.")
    return box["x"], box["y"], box["width"], box["height"]
