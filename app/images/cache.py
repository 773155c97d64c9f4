"""The most recently used values, bounded by their bytes, each made once however many threads ask for it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """At most `max_bytes` of values, as `size_of` counts them.

    >>> cache = Cache(max_bytes=8, size_of=len)
    >>> [cache.get(word, lambda word=word: word * 4) for word in ("a", "b", "a", "c")]
    ['aaaa', 'bbbb', 'aaaa', 'cccc']
    >>> cache.bytes, "a" in cache, "b" in cache
    (8, True, False)
    """

    def __init__(self, max_bytes: int, size_of: Callable[[Value], int]) -> None:
        self._max_bytes = max_bytes
        self._size_of = size_of
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._awaited: dict[Hashable, Future[Value]] = {}
        self._lock = Lock()
        self.bytes = 0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, by `make` where it is not here; who asks while it is being made waits for that one."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            awaited = self._awaited.get(key)
            mine = awaited is None
            promise = self._awaited.setdefault(key, Future())
        return self._make(key, make, promise) if mine else promise.result()

    def _make(self, key: Hashable, make: Callable[[], Value], promise: Future[Value]) -> Value:
        try:
            value = make()
        except BaseException as error:  # whoever waits must hear of it too
            with self._lock:
                del self._awaited[key]
            promise.set_exception(error)
            raise
        with self._lock:
            del self._awaited[key]
            self._keep(key, value)
        promise.set_result(value)
        return value

    def _keep(self, key: Hashable, value: Value) -> None:
        size = self._size_of(value)
        if size > self._max_bytes:
            return
        self._values[key] = value
        self.bytes += size
        while self.bytes > self._max_bytes:
            _, oldest = self._values.popitem(last=False)
            self.bytes -= self._size_of(oldest)
