"""Where heavy work waits its turn: a few threads, a bounded queue, one computation per question, none for nobody."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from prometheus_client import Counter

from app.engine.errors import Cancelled

COMPUTATIONS = Counter("kernelscope_computations", "Computations begun.")
ABANDONED = Counter("kernelscope_abandoned", "Computations that every client left before they were done.")

Result = TypeVar("Result")
Tick = Callable[[float], None]


class Overloaded(Exception):
    """The queue is full; `retry_after` is a guess, in seconds, at when it will not be."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many computations are waiting; ask again in {retry_after} s.")
        self.retry_after = retry_after


@dataclass(eq=False)
class Job(Generic[Result]):
    """One computation and the number of clients that wait for it."""

    answer: "asyncio.Future[Result]"
    keep: "Callable[[Result], None] | None"
    abandoned: threading.Event = field(default_factory=threading.Event)
    running: "Future[Result] | None" = None
    waiting: int = 0

    def tick(self, share: float) -> None:
        """Called by the engine between strips of work; stops it when nobody waits any more."""
        if self.abandoned.is_set():
            raise Cancelled(f"Nobody waits for this any more; stopped at {share:.0%}.")

    def abandon(self) -> None:
        ABANDONED.inc()
        self.abandoned.set()
        self.answer.cancel()
        if self.running:
            self.running.cancel()


class Workroom:
    """Runs computations in threads: at most `queue` wait, equal ones run once, abandoned ones stop."""

    def __init__(self, workers: int, queue: int) -> None:
        self.workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="work")
        self._most = workers + queue
        self._jobs: dict[object, Job[object]] = {}
        self.load = 0
        """Computations running or waiting, abandoned ones included until their thread is free."""

    def run(
        self, key: object, work: Callable[[Tick], Result], keep: Callable[[Result], None] | None = None
    ) -> Coroutine[Any, Any, Result]:
        """The result of `work`, which runs once for all who ask under the same key meanwhile.

        `keep` is handed the result before the key is free again, so that a cache leaves no gap in which an equal
        question would be computed anew; for the same reason work is joined or begun at once, not when the result is
        awaited. When the last who asked is cancelled, so is the work.
        """
        job = cast("Job[Result] | None", self._jobs.get(key)) or self._start(key, work, keep)
        job.waiting += 1
        return self._result(key, job)

    async def _result(self, key: object, job: Job[Result]) -> Result:
        try:
            return await asyncio.shield(job.answer)
        finally:
            job.waiting -= 1
            if job.waiting == 0 and not job.answer.done():
                self._forget(key, job)
                job.abandon()

    def _start(self, key: object, work: Callable[[Tick], Result], keep: Callable[[Result], None] | None) -> Job[Result]:
        if self.load >= self._most:
            raise Overloaded(retry_after=1 + self.load // (4 * self.workers))
        loop = asyncio.get_running_loop()
        job: Job[Result] = Job(loop.create_future(), keep)

        def compute() -> Result:
            job.tick(0.0)
            return work(job.tick)

        def settle(done: "Future[Result]") -> None:
            with suppress(RuntimeError):  # the loop is closed: the program is leaving and nobody listens
                loop.call_soon_threadsafe(self._settle, key, job, done)

        self.load += 1
        COMPUTATIONS.inc()
        self._jobs[key] = cast("Job[object]", job)
        job.running = self._pool.submit(compute)
        job.running.add_done_callback(settle)
        return job

    def _settle(self, key: object, job: Job[Result], done: "Future[Result]") -> None:
        self.load -= 1
        if not job.answer.done() and not done.cancelled():
            if error := done.exception():
                job.answer.set_exception(error)
            else:
                if job.keep:
                    job.keep(done.result())
                job.answer.set_result(done.result())
        self._forget(key, job)

    def _forget(self, key: object, job: Job[Result]) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
