"""The workroom: equal questions once, a bounded queue, nothing for nobody."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from app.api.work import Overloaded, Tick, Workroom
from app.engine.errors import Cancelled

Result = TypeVar("Result")


def in_loop(coroutine: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(asyncio.wait_for(coroutine, 10))


def test_equal_questions_under_way_are_computed_once() -> None:
    computed: list[int] = []
    gate = threading.Event()

    def work(_: Tick) -> str:
        computed.append(1)
        assert gate.wait(5)
        return "answer"

    async def ask_ten_times() -> list[str]:
        room = Workroom(workers=2, queue=0)
        asking = [asyncio.create_task(room.run("same", work)) for _ in range(10)]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(*asking)

    assert in_loop(ask_ten_times()) == ["answer"] * 10
    assert computed == [1]


def test_an_equal_question_is_joined_at_once_and_not_when_it_is_awaited() -> None:
    computed: list[int] = []

    async def ask_late() -> None:
        room = Workroom(workers=1, queue=0)
        first, second = (room.run("same", lambda _: computed.append(1)) for _ in range(2))
        await first
        await second

    in_loop(ask_late())
    assert computed == [1]


def test_more_than_the_queue_holds_are_turned_away_with_a_time() -> None:
    gate = threading.Event()

    async def overfill() -> int:
        room = Workroom(workers=1, queue=2)
        waiting = [asyncio.create_task(room.run(key, lambda _: gate.wait(5))) for key in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded) as refusal:
            await room.run("one too many", lambda _: None)
        gate.set()
        await asyncio.gather(*waiting)
        assert await room.run("afterwards", lambda _: "room again") == "room again"
        return refusal.value.retry_after

    assert in_loop(overfill()) >= 1


def test_work_that_nobody_waits_for_stops_at_its_next_tick() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def work(tick: Tick) -> None:
        begun.set()
        try:
            while True:
                tick(0.5)
        except Cancelled:
            stopped.set()
            raise

    async def leave() -> bool:
        asking = asyncio.create_task(Workroom(workers=1, queue=0).run("key", work))
        await asyncio.to_thread(begun.wait, 5)
        asking.cancel()
        return await asyncio.to_thread(stopped.wait, 5)

    assert in_loop(leave())


def test_one_who_leaves_does_not_take_the_answer_from_the_others() -> None:
    gate = threading.Event()

    async def one_leaves() -> object:
        room = Workroom(workers=1, queue=0)
        leaving, staying = (asyncio.create_task(room.run("same", lambda _: gate.wait(5))) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        gate.set()
        return await staying

    assert in_loop(one_leaves()) is True


def test_abandoned_work_counts_until_its_thread_is_free() -> None:
    gate, begun = threading.Event(), threading.Event()

    def stubborn(_: Tick) -> None:
        begun.set()
        gate.wait(5)

    async def fill_and_leave() -> None:
        room = Workroom(workers=1, queue=0)
        asking = asyncio.create_task(room.run("stubborn", stubborn))
        await asyncio.to_thread(begun.wait, 5)
        asking.cancel()
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await room.run("next", lambda _: None)
        gate.set()

    in_loop(fill_and_leave())


def test_a_failure_reaches_all_who_asked_and_the_key_is_free_again() -> None:
    def fail(_: Tick) -> None:
        raise ZeroDivisionError

    async def ask_twice_then_again() -> object:
        room = Workroom(workers=1, queue=4)
        failures = await asyncio.gather(room.run("k", fail), room.run("k", fail), return_exceptions=True)
        assert [type(one) for one in failures] == [ZeroDivisionError, ZeroDivisionError]
        return await room.run("k", lambda _: "well")

    assert in_loop(ask_twice_then_again()) == "well"


def test_a_result_is_kept_before_its_key_is_free_again() -> None:
    room_is_free_when_kept: list[bool] = []

    async def ask() -> None:
        room = Workroom(workers=1, queue=0)
        await room.run("k", lambda _: "answer", lambda _: room_is_free_when_kept.append("k" not in room._jobs))

    in_loop(ask())
    assert room_is_free_when_kept == [False]
