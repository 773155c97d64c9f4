"""Trainings that somebody watches: a thread for each, a few places to learn in, and everybody else comes first."""

import contextlib
import logging
import math
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Final, Literal

import torch
from torch import Tensor

from app.api.problems import problem_of, status_of
from app.api.work import Overloaded, Workroom
from app.nets.telling import prediction_of
from app.nets.training.course import Moment
from app.schoolroom import Schoolroom
from app.wire.answers import Meta, pack_tensors, write_json
from app.wire.networks import PictureQuestion
from app.wire.training import TrainingQuestion

log = logging.getLogger(__name__)

Order = Literal["pause", "go on", "stop", "leave"]
Reason = Literal["steps", "seconds", "stop", "lost"]
"""Why it has ended: all batches, all time, by order, or the loss is no number any more."""
Tell = Callable[[str | bytes], None]
"""Hands a message to whoever watches; called from the lesson's thread."""

LEFT: Final = write_json({"type": "left"})
"""The last message of a lesson."""
MOST_LESSONS: Final = 4
"""Courses whose moments are kept, learning or not."""
TELL_EVERY: Final = 0.05
LONGEST_MANNERS: Final = 0.25
"""Seconds that a batch waits at most while other people's questions are worked on."""
NICE: Final = 5


class Occupied(Overloaded):
    """All places are taken, or there are none."""

    def __init__(self, places: int) -> None:
        super().__init__(retry_after=10)
        self.args = (
            f"Somebody is training here now, and this server trains {places} at a time. Try again in a minute."
            if places
            else "This server does not train.",
        )


class Lessons:
    """The lessons of one server: `places` may learn at a time, for `seconds` each."""

    def __init__(self, school: Schoolroom, workroom: Workroom, places: int, seconds: float) -> None:
        self.school = school
        self.workroom = workroom
        self.places = places
        self.seconds = seconds
        self._open: list[Lesson] = []
        self._learning: set[Lesson] = set()
        self._lock = threading.Lock()

    def begin(self, question: TrainingQuestion, tell: Tell) -> "Lesson":
        """A lesson with a place; refused where there is none, or where the question cannot be."""
        self.school.require(question)
        lesson = Lesson(self, question, tell)
        self.take_place(lesson)
        with self._lock:
            idle = [one for one in self._open if one not in self._learning]
            self._open.append(lesson)
            too_many = idle[: max(0, len(self._open) - MOST_LESSONS)]
        for one in too_many:
            one.leave()
        threads = torch.get_num_threads()
        lesson.thread.start()
        lesson.quiet.wait()
        torch.set_num_threads(threads)  # torch takes the last wish of any thread for every thread that is yet to come
        return lesson

    def take_place(self, lesson: "Lesson") -> None:
        with self._lock:
            if len(self._learning) >= self.places:
                raise Occupied(self.places)
            self._learning.add(lesson)

    def free_place(self, lesson: "Lesson") -> None:
        with self._lock:
            self._learning.discard(lesson)

    def forget(self, lesson: "Lesson") -> None:
        self.free_place(lesson)
        with self._lock:
            self._open.remove(lesson)

    def close(self) -> None:
        for lesson in list(self._open):
            lesson.leave()


@dataclass(eq=False)
class Lesson:
    """One course in a thread of its own: it learns while it has its place, and answers until it is to leave."""

    lessons: Lessons
    question: TrainingQuestion
    tell: Tell
    quiet: threading.Event = field(default_factory=threading.Event)
    spent: float = 0.0
    """Seconds that it has learned."""

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name="lesson", daemon=True)
        self._inbox: SimpleQueue[Order | PictureQuestion] = SimpleQueue()
        self._is_learning = True
        self._is_over = self._is_leaving = False
        self._looks = 0
        self._untold: list[tuple[float, float]] = []
        self._told = 0.0

    def order(self, order: Order | PictureQuestion) -> None:
        """What to do next, or another picture to watch; it is heeded after the batch that is under way."""
        self._inbox.put(order)

    def leave(self) -> None:
        """Nobody watches any more: the next may begin at once."""
        self.lessons.free_place(self)
        self.order("leave")

    def _run(self) -> None:
        torch.set_num_threads(1)
        self.quiet.set()
        try:
            self._teach()
        except Exception as error:
            if status_of(error) == 500:
                log.exception("a training failed")
            self._say(problem_of(error))
        finally:
            self.lessons.forget(self)
            self.tell(LEFT)

    def _teach(self) -> None:
        school, question = self.lessons.school, self.question
        self._course = course = school.enrol(question)
        self._picture = school.prepared(question.network, question)
        self._say({"type": "ready", **school.told(question, course)})
        self._mark()
        step_back()
        while not self._is_leaving:
            if not self._is_learning or not self._inbox.empty():
                self._heed(self._inbox.get())
            else:
                self._learn()

    def _learn(self) -> None:
        began = time.monotonic()
        learned = self._course.learn()
        if not math.isfinite(learned.loss):
            self._end("lost")
            return
        self._untold.append((learned.loss, learned.accuracy))
        if self._course.is_due:
            self._mark()
        elif time.monotonic() - self._told >= TELL_EVERY:
            self._tell_steps()
        self._give_way()
        self.spent += time.monotonic() - began
        if self._course.is_over:
            self._end("steps")
        elif self.spent >= self.lessons.seconds:
            self._end("seconds")

    def _give_way(self) -> None:
        """Everybody who has asked something is answered first, if it is soon."""
        until = time.monotonic() + LONGEST_MANNERS
        while self.lessons.workroom.load and time.monotonic() < until and self._inbox.empty():
            time.sleep(0.002)

    def _heed(self, order: Order | PictureQuestion) -> None:
        match order:
            case "leave":
                self._is_leaving = True
            case "pause" if self._is_learning:
                self._rest()
                self._say({"type": "paused", "step": self._course.step})
            case "go on" if not self._is_learning and not self._is_over:
                self._resume()
            case "stop" if not self._is_over:
                self._end("stop")
            case PictureQuestion():
                self._look(order)

    def _resume(self) -> None:
        try:
            self.lessons.take_place(self)
        except Occupied as busy:
            self._say(problem_of(busy))
        else:
            self._is_learning = True
            self._say({"type": "learning", "step": self._course.step})

    def _rest(self) -> None:
        """Keep where it stands, and let others have the place."""
        self._is_learning = False
        self.lessons.free_place(self)
        if self._course.moments[-1].step < self._course.step:
            self._mark()

    def _end(self, reason: Reason) -> None:
        self._is_over = True
        self._rest()
        self._say({"type": "done", "step": self._course.step, "reason": reason, "seconds": round(self.spent, 3)})

    def _look(self, question: PictureQuestion) -> None:
        """What it said at every moment of a picture that it is shown now."""
        try:
            self._picture = self.lessons.school.prepared(self.question.network, question)
        except Exception as error:
            if status_of(error) == 500:
                raise
            self._say(problem_of(error))
            return
        self._looks += 1
        said = [self._course.says(moment, self._picture) for moment in self._course.moments]
        self._answer("look", said, {"steps": [moment.step for moment in self._course.moments]}, {})

    def _mark(self) -> None:
        self._tell_steps()
        moment: Moment = self._course.mark()
        meta = {"step": moment.step, "test_accuracy": moment.test_accuracy}
        said = self._course.says(moment, self._picture)
        self._answer("moment", [said], meta, {"kernels": moment.kernels})

    def _answer(self, kind: str, said: list[Tensor], meta: Meta, more: dict[str, Tensor]) -> None:
        logits = torch.stack(said)
        probabilities = torch.stack([prediction_of(row, ())[0] for row in said])
        tensors = {"logits": logits, "probabilities": probabilities, **more}
        arrays = {name: tensor.contiguous().numpy() for name, tensor in tensors.items()}
        self.tell(pack_tensors(arrays, {"type": kind, "look": self._looks, **meta}).content)

    def _tell_steps(self) -> None:
        """The batches since the last time, each as it was: nothing is smoothed on the way."""
        self._told = time.monotonic()
        if not self._untold:
            return
        losses, accuracies = zip(*self._untold, strict=True)
        self._untold = []
        self._say({"type": "steps", "step": self._course.step, "losses": losses, "accuracies": accuracies})

    def _say(self, message: Meta) -> None:
        self.tell(write_json(message))


def step_back() -> None:
    """On Linux a thread has a rank of its own: this one comes behind everybody else."""
    if sys.platform == "linux":
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
