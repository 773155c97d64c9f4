"""Answers kept in memory, bounded by their bytes; the least recently asked for go first."""

from collections import OrderedDict

from app.wire.answers import Body


class AnswerCache:
    """A map from an answer's tag to its body, never larger than `most` bytes. Used from the event loop alone."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._bodies: OrderedDict[str, Body] = OrderedDict()

    def get(self, tag: str) -> Body | None:
        body = self._bodies.get(tag)
        if body is not None:
            self._bodies.move_to_end(tag)
        return body

    def put(self, tag: str, body: Body) -> None:
        """Keep a body, unless it alone would fill a quarter of the cache."""
        if tag in self._bodies or len(body.content) > self.most // 4:
            return
        self._bodies[tag] = body
        self.held += len(body.content)
        while self.held > self.most:
            _, dropped = self._bodies.popitem(last=False)
            self.held -= len(dropped.content)

    def __len__(self) -> int:
        return len(self._bodies)
