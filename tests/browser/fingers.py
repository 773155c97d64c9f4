"""Fingers on the screen, as Chromium gets them from its hardware: they scroll what scrolls, too."""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page

Point = tuple[float, float]


class Fingers:
    """Up to a few fingers that go down, move in small steps, and are lifted together."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._at: list[Point] = []

    def down(self, *points: Point) -> None:
        """One after the other, as fingers come."""
        for count in range(1, len(points) + 1):
            self._send("touchStart", points[:count])
        self._at = list(points)

    def move(self, *points: Point, steps: int = 5) -> None:
        begun = self._at
        for step in range(1, steps + 1):
            share = step / steps
            between = [(a + (c - a) * share, b + (d - b) * share) for (a, b), (c, d) in zip(begun, points, strict=True)]
            self._send("touchMove", between)
        self._at = list(points)

    def lift(self) -> None:
        self._send("touchEnd", [])
        self._at = []

    def tap(self, point: Point) -> None:
        self.down(point)
        self.lift()

    def _send(self, kind: str, points: Iterable[Point]) -> None:
        touched = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})


def point_in(place: Locator, across: float = 0.5, down: float = 0.5) -> Point:
    """0…1 of its width and height, where it now stands on the screen."""
    box = place.bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + down * box["height"]
