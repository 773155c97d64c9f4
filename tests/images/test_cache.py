from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

import pytest

from app.images.cache import Cache


def test_what_was_used_longest_ago_goes_first() -> None:
    cache = Cache(max_bytes=3, size_of=len)
    for key in "abcad":
        cache.get(key, lambda: "x")
    assert [key in cache for key in "abcd"] == [True, False, True, True]
    assert cache.bytes == 3


def test_a_value_larger_than_the_cache_is_made_but_not_kept() -> None:
    cache = Cache(max_bytes=3, size_of=len)
    cache.get("small", lambda: "x")
    assert cache.get("large", lambda: "xxxx") == "xxxx"
    assert "small" in cache
    assert "large" not in cache


def test_who_asks_while_a_value_is_being_made_gets_that_one() -> None:
    cache: Cache[object] = Cache(max_bytes=10, size_of=lambda _: 1)
    with ThreadPoolExecutor(3) as pool:
        later: list[Future[object]] = []

        def make() -> object:
            later.extend(pool.submit(cache.get, "key", object) for _ in range(3))
            wait(later, timeout=0.05)  # were they not waiting for this one, they would be done by now
            return "the one"

        assert cache.get("key", make) == "the one"
        assert [answer.result(10) for answer in later] == ["the one"] * 3


def test_a_failure_is_told_to_everyone_who_waits_and_then_forgotten() -> None:
    cache: Cache[str] = Cache(max_bytes=10, size_of=len)
    started, finish = Event(), Event()

    def fail() -> str:
        started.set()
        finish.wait(10)
        raise LookupError("gone")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cache.get, "key", fail)
        started.wait(10)
        second = pool.submit(cache.get, "key", fail)
        finish.set()
        for answer in (first, second):
            with pytest.raises(LookupError, match="gone"):
                answer.result(10)
    assert cache.get("key", lambda: "here") == "here"
