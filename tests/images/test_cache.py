from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

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


def test_threads_that_ask_at_once_share_one_making() -> None:
    cache: Cache[object] = Cache(max_bytes=10, size_of=lambda _: 1)
    made: list[object] = []
    everyone, finish = Barrier(9), Event()

    def make() -> object:
        finish.wait(10)
        made.append(object())
        return made[-1]

    def ask() -> object:
        everyone.wait(10)
        return cache.get("key", make)

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
        everyone.wait(10)
        finish.set()
        assert {id(answer.result(10)) for answer in answers} == {id(made[0])}
    assert len(made) == 1


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
