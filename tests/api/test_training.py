"""WS /api/training: a course that can be watched, looked back upon, and ends with its line."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load
from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import ClientConnection, connect

from app.api.lessons import MOST_LESSONS, Lesson, Lessons, Occupied
from app.api.work import Tick, Workroom
from app.schoolroom import Schoolroom
from app.wire.query import read_pairs, split
from app.wire.training import TrainingQuestion
from tests.api.test_convolution import meta_of
from tests.conftest import Server, wait_until

SMALL = "network=lenet5-small&image=three"
LONG = f"{SMALL}&steps=1000"

Event = dict[str, Any]


@contextmanager
def line(server: Server) -> Iterator[ClientConnection]:
    address = server.url.replace("http", "ws") + "/api/training"
    with connect(address, compression=None, max_size=None) as connection:
        yield connection


def event(socket: ClientConnection) -> Event:
    """A message's fields; those of a binary one with its tensors."""
    message = socket.recv(120)
    if isinstance(message, str):
        told: Event = json.loads(message)
        return told
    return {**meta_of(message), **load(message)}


def until(socket: ClientConnection, kind: str) -> list[Event]:
    """Everything up to the first of this kind."""
    found: list[Event] = []
    while not found or found[-1].get("type") != kind:
        found.append(event(socket))
        assert "status" not in found[-1], found[-1]
    return found


def course(server: Server, question: str) -> list[Event]:
    with line(server) as socket:
        socket.send(question)
        return until(socket, "done")


def losses(events: list[Event]) -> list[float]:
    return [loss for one in events if one["type"] == "steps" for loss in one["losses"]]


def lesson_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "lesson"]


def refusal(server: Server, question: str) -> Event:
    with line(server) as socket:
        socket.send(question)
        return event(socket)


@pytest.fixture(autouse=True)
def nobody_left_from_before() -> Iterator[None]:
    yield
    wait_until(lambda: not lesson_threads())


def test_a_course_is_told_from_its_first_weights_to_its_last_batch(server: Server) -> None:
    events = course(server, f"{SMALL}&steps=60")
    ready, first = events[:2]
    assert (ready["type"], ready["steps"], ready["batch"], ready["test_images"]) == ("ready", 60, 32, 200)
    assert (first["type"], first["step"]) == ("moment", 0)
    assert first["kernels"].shape == (6, 1, 5, 5)
    moments = [one for one in events if one["type"] == "moment"]
    assert [one["step"] for one in moments] == list(range(0, 61, 2))
    assert len(losses(events)) == 60
    assert first["test_accuracy"] < 0.3 < 0.5 < moments[-1]["test_accuracy"]
    assert np.mean(losses(events)[-10:]) < np.mean(losses(events)[:10]) / 2
    assert {key: events[-1][key] for key in ("step", "reason")} == {"step": 60, "reason": "steps"}
    for one in moments:
        np.testing.assert_allclose(one["probabilities"], torch.from_numpy(one["logits"]).softmax(1), atol=1e-6)


def test_the_same_question_is_the_same_course_bit_for_bit_and_another_seed_another(server: Server) -> None:
    once, again, other = (course(server, f"{SMALL}&steps=12{more}") for more in ("", "", "&seed=2"))
    assert losses(once) == losses(again) != losses(other)
    pairs = zip((one for one in once if "kernels" in one), (one for one in again if "kernels" in one), strict=True)
    assert all(np.array_equal(one["kernels"], same["kernels"]) for one, same in pairs)


def test_another_picture_is_answered_for_every_moment_as_if_it_had_been_watched(server: Server) -> None:
    with line(server) as socket:
        socket.send(f"{SMALL}&steps=6")
        until(socket, "done")
        socket.send("image=disk")
        look = until(socket, "look")[-1]
    watched = [one for one in course(server, "network=lenet5-small&image=disk&steps=6") if one["type"] == "moment"]
    assert (look["look"], look["steps"]) == (1, [one["step"] for one in watched])
    np.testing.assert_array_equal(look["logits"], np.concatenate([one["logits"] for one in watched]))


def test_a_picture_that_is_not_there_leaves_the_course_as_it_is(server: Server) -> None:
    with line(server) as socket:
        socket.send(f"{SMALL}&steps=2")
        until(socket, "done")
        for wrong, status in (("image=nobody", 404), ("grid=1,2;3", 422), ("faster", 422), ("image=cat&steps=3", 422)):
            socket.send(wrong)
            assert event(socket)["status"] == status
        socket.send("image=disk")
        assert event(socket)["type"] == "look"


def test_one_trains_at_a_time_and_the_next_is_told_so(server: Server) -> None:
    with line(server) as first, line(server) as second:
        first.send(LONG)
        until(first, "ready")
        second.send(LONG)
        busy = event(second)
        assert busy["status"] == 503
        assert busy["detail"].startswith("Somebody is training here now")
        first.send("pause")
        until(first, "paused")
        second.send(LONG)  # who pauses gives the place away
        until(second, "ready")
        first.send("go on")
        assert event(first)["status"] == 503
        second.send("stop")
        assert until(second, "done")[-1]["reason"] == "stop"
        first.send("go on")
        until(first, "learning")
        until(first, "steps")


def test_a_pause_is_no_break_in_the_course(server: Server) -> None:
    with line(server) as socket:
        socket.send(f"{SMALL}&steps=40")
        events = until(socket, "moment")
        socket.send("pause")
        events += until(socket, "paused")
        socket.send("go on")
        events += until(socket, "done")
    assert losses(events) == losses(course(server, f"{SMALL}&steps=40"))


def test_nothing_is_left_running_when_the_line_is_closed(server: Server) -> None:
    with line(server) as socket:
        socket.send(LONG)
        until(socket, "steps")
        assert len(lesson_threads()) == 1
    wait_until(lambda: not lesson_threads())


def test_of_finished_courses_the_oldest_is_let_go(server: Server) -> None:
    with line(server) as oldest:
        oldest.send(f"{SMALL}&steps=1")
        until(oldest, "done")
        with ExitStack() as others:
            for _ in range(MOST_LESSONS):
                socket = others.enter_context(line(server))
                socket.send(f"{SMALL}&steps=1")
                until(socket, "done")
            assert event(oldest) == {"type": "left"}
            with pytest.raises(ConnectionClosedOK):
                oldest.recv(10)
            socket.send("image=disk")
            assert event(socket)["type"] == "look"


@pytest.mark.parametrize(
    ("question", "status", "field", "sentence"),
    [
        ("network=resnet18&image=cat", 422, "network", "resnet18 has no recipe"),
        ("network=cifar-vgg&image=cat", 422, "network", "what is trained while somebody waits has at most 250,000"),
        ("network=nobody&image=three", 404, "network", "There is no network"),
        ("network=lenet5&image=three&data=mnist", 422, "data", "does not lie on this server; choose glyphs"),
        ("network=fashion-convnet&image=three", 422, "data", "is not for fashion-convnet"),
        ("network=lenet5&image=nobody", 404, None, "nobody"),
        ("network=lenet5", 422, "image", "Name an image or write a grid"),
        ("network=lenet5&image=three&steps=1001", 422, "steps", "from 1 to 1000"),
        ("network=lenet5&image=three&rate=2", 422, "rate", "is no learning rate"),
        ("network=lenet5&image=three&fast=1", 422, "fast", "means nothing here"),
        ("pause", 422, None, "The parameter network is missing."),
    ],
)
def test_what_cannot_be_trained_is_refused_in_a_sentence(
    server: Server, question: str, status: int, field: str | None, sentence: str
) -> None:
    problem = refusal(server, question)
    assert (problem["status"], problem["field"] if field else None) == (status, field)
    assert sentence in problem["detail"]


def test_what_is_offered_is_small_and_its_data_is_here(server: Server) -> None:
    offers = server.client.get("/api/training").json()
    assert [one["name"] for one in offers["networks"]] == ["lenet5", "lenet5-small", "mnist-convnet", "mnist-mlp"]
    assert {one["data"][0]["name"] for one in offers["networks"]} == {"glyphs"}
    assert (offers["places"], offers["seconds"], offers["batch"]) == (1, 120, 32)


@pytest.fixture
def lessons(server: Server) -> Callable[[int, float], Lessons]:
    """Lessons of their own, beside those of the server."""
    return lambda places, seconds: Lessons(
        Schoolroom(server.app.state.netlab.room, []), server.answerer.workroom, places, seconds
    )


def taught(lessons: Lessons, question: str) -> tuple[Lesson, list[Event]]:
    """A lesson, and what it tells as text; it grows."""
    told: list[Event] = []
    lesson = lessons.begin(
        read_pairs(TrainingQuestion, split(question)),
        lambda message: told.append(json.loads(message)) if isinstance(message, str) else None,
    )
    return lesson, told


def test_where_nobody_may_train_that_is_said(lessons: Callable[[int, float], Lessons]) -> None:
    with pytest.raises(Occupied, match="does not train"):
        taught(lessons(0, 60), SMALL)


def test_the_time_of_a_training_is_limited_and_what_is_learned_is_kept(
    lessons: Callable[[int, float], Lessons],
) -> None:
    lesson, told = taught(lessons(1, 0.01), LONG)
    wait_until(lambda: any(one["type"] == "done" for one in told))
    assert told[-1]["reason"] == "seconds"
    assert 0 < told[-1]["step"] < 1000
    lesson.leave()
    lesson.thread.join(10)
    assert told[-1] == {"type": "left"}


def test_everybody_s_questions_come_before_the_next_batch(lessons: Callable[[int, float], Lessons]) -> None:
    school = lessons(1, 60)
    answered = threading.Event()
    busy = Workroom(1, 1)
    school.workroom = busy
    asked = threading.Thread(target=lambda: asked_and_waited(busy, answered))
    asked.start()
    wait_until(lambda: busy.load == 1)
    began = time.monotonic()
    lesson, told = taught(school, f"{SMALL}&steps=3")
    wait_until(lambda: any(one["type"] == "done" for one in told))
    assert time.monotonic() - began > 3 * 0.25  # it does go on: nobody can keep it waiting for ever
    answered.set()
    lesson.leave()
    asked.join(10)
    busy.close()


def asked_and_waited(workroom: Workroom, answered: threading.Event) -> None:
    def work(_: Tick) -> bool:
        return answered.wait(30)

    async def ask() -> None:
        await workroom.run(object(), work)

    asyncio.run(ask())


def test_a_training_leaves_the_threads_of_all_others_as_they_are(lessons: Callable[[int, float], Lessons]) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(before + 1)
    lesson, told = taught(lessons(1, 60), f"{SMALL}&steps=1")
    found: list[int] = []
    later = threading.Thread(target=lambda: found.append(torch.get_num_threads()))
    later.start()
    later.join()
    torch.set_num_threads(before)
    assert found == [before + 1]
    lesson.leave()
    lesson.thread.join(30)
    assert told[-1] == {"type": "left"}
