"""/network in Chromium, beside CNN Explainer: all maps drawn, another picture, a click, a hover, a stroke; memory."""

import http.client
import math
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psutil
from playwright.sync_api import Browser, CDPSession, Page

from bench.chromium import Task, launched, traced, visiting
from bench.networks import scribble
from bench.page import PAINTING, add, placed, spread
from bench.running import kernelscope
from bench.uploads import rss_mib, upload

ROUNDS: Final = 5
PICKS: Final = 8
CLICKS: Final = 12
PRESSED_MS: Final = 60
"""A finger holds a mouse's button for so long at least; the unit is asked when it goes down."""
MOVES: Final = 40
PICTURES: Final = 50
EVERY: Final = 10
OPENING: Final = {"mnist-convnet": "three", "cifar-vgg": "cat"}
SAMPLES: Final = {
    "Astronaut": "portrait",
    "Coffee": "coffee",
    "Cameraman": "camera",
    "Horse": "horse",
    "Cat": "cat",
    "Galaxies": "galaxies",
}
LAYERS: Final = {"mnist-convnet": "conv2", "cifar-vgg": "stage2.conv2"}
THEIRS: Final = {
    "navigation to all maps drawn, ms": {"WebGL in software": 2950, "CPU": 1534},
    "another picture to all maps redrawn, ms": {"WebGL in software": 804, "CPU": 674},
    "click to first paint, ms": {"WebGL in software": 185, "CPU": 191},
    "click to the card with numbers, ms": {"WebGL in software": 492, "CPU": 515},
    "hover to repaint, ms": {"WebGL in software": 112, "CPU": 152},
    "kB, text gzipped": 7780,
    "heap after 3 pictures, MB": {"WebGL in software": 22.4, "CPU": 20.9},
}
"""CNN Explainer, measured by us in the same way on a machine of the same class (see `peers-networks.md`, §2.6)."""

# When the overview's canvases got their pictures, when a receipt was written, and what became of every stroke.
MARKS: Final = """
globalThis.seen = { maps: [], told: [], moves: [], answers: [], clicked: 0 };
const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  transferFromImageBitmap.call(this, bitmap);
  if (this.canvas.closest('.network')) seen.maps.push(performance.now());
};
addEventListener('click', ({ timeStamp }) => { seen.clicked = timeStamp; }, true);
addEventListener('pointermove', ({ timeStamp, buttons }) => { if (buttons) seen.moves.push(timeStamp); }, true);
new MutationObserver((changes) => {
  const isTold = ({ target }) => (target.parentElement ?? target).closest?.('.unit');
  if (!document.querySelector('[data-unit]') || !changes.some(isTold)) return;
  requestAnimationFrame(() => seen.told.push(performance.now()));
}).observe(document, { subtree: true, childList: true, characterData: true });
const { fetch } = globalThis;
globalThis.fetch = async (address, options) => {
  const sent = performance.now();
  const response = await fetch(address, options);
  if (`${address}`.includes('/prediction?grid=')) {
    response.clone().arrayBuffer().then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
      seen.answers.push([sent, performance.now()]);
    })));
  }
  return response;
};
"""
DRAWN: Final = "() => [seen.maps.length, document.querySelectorAll('.network canvas').length, Math.max(...seen.maps)]"
DIGIT: Final = ((0.3, 0.25), (0.5, 0.15), (0.7, 0.3), (0.6, 0.55), (0.3, 0.85), (0.75, 0.85))


def main() -> dict[str, Any]:
    with TemporaryDirectory() as home, kernelscope(Path(home)) as (port, server), launched() as browser:
        url = f"http://127.0.0.1:{port}"
        told: dict[str, Any] = {"slowed down by others": slowdown()}
        told |= {
            name: {
                "first visit": first_visits(browser, url, name),
                "another picture": picks(browser, url, name),
                "click to receipt": clicks(browser, url, name),
                "hover on a map": hovers(browser, url, name),
            }
            for name in OPENING
        }
        told["stroke to prediction"] = strokes(browser, url)
        told["memory"] = memory(browser, url, port, server)
        return told | {"CNN Explainer": THEIRS, "load over the last minutes": psutil.getloadavg()[:2]}


def slowdown() -> float:
    """How many times longer than its own work a second of arithmetic takes now: what others do on this machine."""
    begun, work = time.perf_counter(), time.process_time()
    while time.process_time() - work < 1:
        sum(range(10_000))
    return (time.perf_counter() - begun) / (time.process_time() - work)


def address(url: str, network: str, more: str = "") -> str:
    return f"{url}/network?network={network}&image={OPENING[network]}{more}"


def opened(page: Page, where: str) -> Page:
    page.add_init_script(MARKS)
    page.goto(where, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => 0)")
    return page


def until(page: Page, ready: Callable[[], bool], seconds: float = 10) -> None:
    """Ask the page again until it is so; what is measured was noted by the page itself."""
    for _ in range(int(seconds / 0.02)):
        if ready():
            return
        page.wait_for_timeout(20)
    raise RuntimeError("What was to be measured did not happen.")


def first_visits(browser: Browser, url: str, network: str) -> dict[str, Any]:
    """Nothing cached in the browser: from the navigation to the last map of the overview, and bytes on the wire."""
    visits = [first_visit(browser, address(url, network)) for _ in range(ROUNDS)]
    kinds = visits[-1]["kinds"]
    return {
        "all maps drawn, ms": spread([visit["drawn"] for visit in visits]),
        "kB": sum(kinds.values()) / 1000,
        "kB by kind": {kind: size / 1000 for kind, size in kinds.items()},
        "of it maps and pictures, kB": sum(visits[-1]["answers"].values()) / 1000,
        "requests": visits[-1]["requests"],
        "layers drawn": visits[-1]["layers"],
        "goal": "under 700 ms, under 400 kB",
    }


def first_visit(browser: Browser, where: str) -> dict[str, Any]:
    with visiting(browser) as page:
        kinds: dict[str, float] = {}
        answers: dict[str, float] = {}
        of: dict[str, tuple[str, str]] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", partial(note, of))
        session.on("Network.loadingFinished", partial(weigh, of, kinds, answers))
        opened(page, where)
        count, layers, drawn = page.evaluate(DRAWN)
        if count < layers:
            raise RuntimeError(f"Of {layers} layers {count} were drawn.")
        return {"drawn": drawn, "kinds": kinds, "answers": answers, "requests": len(of), "layers": layers}


def note(of: dict[str, tuple[str, str]], event: dict[str, Any]) -> None:
    of[event["requestId"]] = event["type"], event["response"]["url"]


def weigh(
    of: dict[str, tuple[str, str]], kinds: dict[str, float], answers: dict[str, float], event: dict[str, Any]
) -> None:
    kind, url = of.get(event["requestId"], ("Other", ""))
    add(kinds, kind, event)
    if "/api/" in url:
        add(answers, "all", event)


def picks(browser: Browser, url: str, network: str) -> dict[str, Any]:
    """From the click on a picture to the last map; each picture for the first time, then again."""
    course: dict[str, list[float]] = {"new": [], "again": []}
    with visiting(browser) as page:
        opened(page, address(url, network))
        page.get_by_role("button", name="Pictures", exact=True).click()
        page.get_by_role("group", name="Pictures").locator("img").first.wait_for()
        for turn in course:
            for title in SAMPLES:
                course[turn].append(pick(page, title))
    return {"all maps redrawn, ms": {turn: spread(each) for turn, each in course.items()}, "goal": "under 100 ms"}


def pick(page: Page, title: str) -> float:
    layers = page.locator(".network canvas").count()
    page.evaluate("() => { seen.maps = []; }")
    page.get_by_role("group", name="Pictures").get_by_text(title, exact=True).click()
    until(page, lambda: page.evaluate("seen.maps.length") >= layers)
    page.wait_for_timeout(60)
    drawn: float = page.evaluate("Math.max(...seen.maps) - seen.clicked")
    return drawn


def clicks(browser: Browser, url: str, network: str) -> dict[str, Any]:
    """From the click on a cell of an opened layer to the frame with its receipt."""
    pressed = clicks_held(browser, url, network, PRESSED_MS)
    at_once = clicks_held(browser, url, network, 0)
    return {
        "the first, ms": pressed[0],
        "receipt drawn, ms": spread(pressed[1:]),
        "of a button that goes up as it goes down, ms": spread(at_once[1:]),
        "goal": "under 50 ms",
    }


def clicks_held(browser: Browser, url: str, network: str, held: float) -> list[float]:
    ms = []
    with visiting(browser) as page:
        opened(page, address(url, network, f"&layer={LAYERS[network]}"))
        for number in range(CLICKS + 1):
            page.evaluate("() => { seen.told = []; }")
            page.mouse.click(*cell(page, number), delay=held)
            until(page, lambda: page.evaluate("seen.told.some((told) => told > seen.clicked)"))
            page.wait_for_timeout(150)
            ms.append(page.evaluate("seen.told.at(-1) - seen.clicked"))
    return ms


def cell(page: Page, number: int) -> tuple[float, float]:
    """The middle of a map of the first row, a little further right in each."""
    x, y, *_ = maps_box(page)
    side = page.locator(".maps svg path.map").evaluate("(path) => path.getBoundingClientRect().width")
    gap = page.locator(".maps svg").evaluate("(svg) => svg.clientWidth / svg.viewBox.baseVal.width")
    return x + (side + gap) * (number % 6 + 0.5) + number * gap / 3, y + side / 2


def maps_box(page: Page) -> tuple[float, float, float, float]:
    """Of an opened layer, where it stands once it has come into the window."""
    maps = page.locator(".maps button.all")
    maps.evaluate("(maps) => maps.scrollIntoView({ block: 'center' })")
    return placed(maps.bounding_box())


def hovers(browser: Browser, url: str, network: str) -> dict[str, Any]:
    """The main thread's own work for a move of the mouse over the maps of an opened layer, with a unit open beside."""
    tasks: list[Task] = []
    with visiting(browser) as page:
        unit = "&unit=3,4,5"
        opened(page, address(url, network, f"&layer={LAYERS[network]}{unit}"))
        page.locator("[data-unit]").first.wait_for()
        box = maps_box(page)
        wander(page, box)
        for _ in range(2):
            trace = traced(page, partial(wander, page, box))
            tasks += [task for task in trace.tasks if task.answers("pointermove")]
    return {
        "work, ms": spread([task.work for task in tasks]),
        "script, ms": spread([task.script for task in tasks]),
        "of it layout and paint, ms": spread([task.of(*PAINTING) for task in tasks]),
        "goal": "under 8 ms of the main thread",
    }


def wander(page: Page, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    for move in range(MOVES):
        page.mouse.move(x + width * (0.1 + 0.8 * move / MOVES), y + min(height, 500) * (0.2 + 0.5 * move / MOVES))
        page.wait_for_timeout(30)


def strokes(browser: Browser, url: str) -> dict[str, Any]:
    """From each move of the pen to the frame after the prediction that knows of it."""
    ms: list[float] = []
    with visiting(browser) as page:
        opened(page, address(url, "mnist-convnet"))
        for number in range(ROUNDS):
            page.get_by_role("button", name="Clear").click()
            page.wait_for_timeout(300)
            page.evaluate("() => { seen.moves = []; seen.answers = []; }")
            write(page, size=1 - number / 20)
            page.wait_for_timeout(600)
            moves, answers = page.evaluate("() => [seen.moves, seen.answers]")
            ms += [min((shown for sent, shown in answers if sent >= move), default=math.inf) - move for move in moves]
    answered = [one for one in ms if one < math.inf]
    return {
        "ms": spread(answered) | {"worst": max(answered)},
        "moves": len(ms),
        "never answered by themselves": len(ms) - len(answered),
        "goal": "p95 under 100 ms",
    }


def write(page: Page, size: float) -> None:
    """A digit at a hand's pace: a place every 16 ms or so. No two sizes are one drawing, so that no answer is known."""
    x, y, width, height = placed(page.locator(".pad button").first.bounding_box())
    places = [(x + size * a * width, y + size * b * height) for a, b in DIGIT]
    page.mouse.move(*places[0])
    page.mouse.down()
    for start, stop in pairwise(places):
        for step in range(1, 9):
            share = step / 8
            page.mouse.move(*(a + (b - a) * share for a, b in zip(start, stop, strict=True)))
            page.wait_for_timeout(12)
    page.mouse.up()


def memory(browser: Browser, url: str, port: int, server: psutil.Process) -> dict[str, Any]:
    """Fifty pictures with a unit open: the page's heap after a collection, and what the server holds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    pictures = [upload(connection, scribble(number)) for number in range(PICTURES)]
    heap, rss = [], []
    with visiting(browser) as page:
        opened(page, address(url, "cifar-vgg", "&layer=stage2.conv2&unit=3,4,5"))
        page.locator("[data-unit]").first.wait_for()
        session = page.context.new_cdp_session(page)
        layers = page.locator(".network canvas").count()
        heap.append(heap_mb(session))
        rss.append(rss_mib(server))
        for number, picture in enumerate(pictures, 1):
            page.evaluate(TRAVEL, f"network=cifar-vgg&image={picture}&layer=stage2.conv2&unit=3,4,5")
            until(page, lambda: page.evaluate("seen.maps.length") >= layers)
            page.wait_for_timeout(50)
            if number % EVERY == 0:
                heap.append(heap_mb(session))
                rss.append(rss_mib(server))
    return {
        f"heap MB, at first and after each {EVERY} pictures": heap,
        "server RSS MiB": rss,
        "heap grown over the last 30 pictures, MB": heap[-1] - heap[2],
        "goal": "flat",
    }


TRAVEL: Final = """(query) => {
  seen.maps = [];
  history.pushState(null, '', `/network?${query}`);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def heap_mb(session: CDPSession) -> float:
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6
