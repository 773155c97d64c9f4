"""WS /api/live: a question, then frames; answers to the newest frame only.

The client sends text to ask (the question as a query string, without image or grid; at any time again) and bytes to
show a frame: JPEG, PNG, or raw pixels when `size=height,width` tells their shape. `network=…` asks for its prediction,
with `layer=…` for the layer's maps, with `layers=…,…` for the prediction and the maps of each: `maps.NAME` and
`mean.NAME`. The server sends text `{"type": "ready", …}` or a problem, and for each frame that it came to a binary
answer in the form that was asked for; `frame` in its meta counts the frames received. Frames that arrive while one is
being worked on replace each other.
"""

import asyncio
import json
import logging
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from app.api.answering import Answerer
from app.api.deps import AnswererOfApp, NetLabOfApp
from app.api.problems import problem, problem_of, status_of
from app.api.work import Tick
from app.engine.errors import EngineError
from app.images.frames import frame_tensor
from app.images.limits import FRAME_LIMITS
from app.netlab import NetLab
from app.nets.errors import NetworkError
from app.wire.answers import Answer, Body, pack
from app.wire.errors import QuestionError
from app.wire.networks import LiveNetworkQuestion
from app.wire.query import OPERATIONS, Form, canonical, read_form, read_pairs, split
from app.wire.questions import Operation

router = APIRouter(prefix="/api", tags=["live"])
log = logging.getLogger(__name__)

ANY_IMAGE = "live"
"""Stands for the image that each frame brings."""


@dataclass
class Session:
    """One connection: the question in force, the newest frame, and a bell that rings when either changes."""

    question: Operation | LiveNetworkQuestion | None = None
    form: Form = field(default_factory=Form)
    frame: bytes | None = None
    received: int = 0
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def take_question(self, text: str, netlab: NetLab) -> dict[str, Any]:
        """Read a new question; the last frame is answered again under it. A wrong one leaves the old one in force."""
        pairs = split(text)
        form = read_form(pairs)
        if named := {"image", "grid"} & pairs.keys():
            raise QuestionError("Here the frames are the image; leave image and grid out.", min(named))
        question = read_network_question(pairs, form, netlab) if "network" in pairs else read_operation(pairs)
        self.question, self.form = question, form
        self.bell.set()
        return {"type": "ready", "question": canonical(question).replace(f"image={ANY_IMAGE}&", "")}

    def skip_frame(self) -> int:
        """Count a frame that is not looked at; answers carry these numbers."""
        self.received += 1
        return self.received

    def take_frame(self, data: bytes) -> None:
        self.frame = data
        self.received += 1
        self.bell.set()


def read_operation(pairs: dict[str, str]) -> Operation:
    model = OPERATIONS.get(pairs.pop("op", "convolution"))
    if model is None:
        raise QuestionError(f"op names no operation; choose {' or '.join(OPERATIONS)}.", "op")
    return read_pairs(model, pairs | {"image": ANY_IMAGE})


def read_network_question(pairs: dict[str, str], form: Form, netlab: NetLab) -> LiveNetworkQuestion:
    """Refused at once where the network could not answer: it is not to be found out frame by frame."""
    question = read_pairs(LiveNetworkQuestion, pairs)
    netlab.require(question.network, question.layer, question.layers or (), question.edit)
    if question.layer is None and form.format == "png":
        raise QuestionError("A prediction is no picture; choose json or safetensors.", "format")
    if question.layer is None and question.layers is None and form.dtype != "f32":
        raise QuestionError("Only maps come as u8; leave dtype out.", "dtype")
    return question


@router.websocket("/live")
async def live(socket: WebSocket, answerer: AnswererOfApp, netlab: NetLabOfApp) -> None:
    await socket.accept()
    session = Session()
    tasks = {
        asyncio.create_task(receive_all(socket, netlab, session)),
        asyncio.create_task(answer_newest(socket, answerer, netlab, session)),
    }
    ended, going_on = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in going_on:
        task.cancel()
    failure = next(iter(ended)).exception()
    if failure is not None and not isinstance(failure, WebSocketDisconnect):
        log.error("a live session failed", exc_info=failure)
        await socket.close(1011)


async def receive_all(socket: WebSocket, netlab: NetLab, session: Session) -> None:
    while True:
        await receive_one(socket, netlab, session)


async def receive_one(socket: WebSocket, netlab: NetLab, session: Session) -> None:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    if (data := message.get("bytes")) is not None:
        if len(data) > FRAME_LIMITS.max_bytes:
            await socket.send_text(
                json.dumps(problem(413, "This frame is too large.") | {"frame": session.skip_frame()})
            )
        else:
            session.take_frame(data)
        return
    try:
        await socket.send_text(json.dumps(session.take_question(message.get("text") or "", netlab)))
    except (QuestionError, EngineError, NetworkError) as error:
        await socket.send_text(json.dumps(problem_of(error)))


async def answer_newest(socket: WebSocket, answerer: Answerer, netlab: NetLab, session: Session) -> None:
    """Answer whichever frame is newest whenever there is a frame and a question."""
    while True:
        await session.bell.wait()
        session.bell.clear()
        question, frame, number = session.question, session.frame, session.received
        if question is None or frame is None:
            continue
        try:
            body = await compute(answerer, netlab, session.form, question, frame, number)
        except Exception as error:
            if status_of(error) == 500:
                raise
            await socket.send_text(json.dumps(problem_of(error) | {"frame": number}))
        else:
            await socket.send_bytes(body.content)


async def compute(
    answerer: Answerer, netlab: NetLab, form: Form, question: Operation | LiveNetworkQuestion, frame: bytes, number: int
) -> Body:
    def work(tick: Tick) -> Body:
        if isinstance(question, LiveNetworkQuestion):
            answer = look_at(netlab, question, frame)
        else:
            seen = frame_tensor(frame, question.size.both if question.size else None, question.channels, FRAME_LIMITS)
            answer = answerer.lab.answer_about(question, seen.to(answerer.lab.device), tick)
        numbered = replace(answer, meta={**answer.meta, "frame": number})
        return pack(numbered, form.format or "safetensors", form.dtype)

    return await answerer.workroom.run(object(), work)


def look_at(netlab: NetLab, question: LiveNetworkQuestion, frame: bytes) -> Answer:
    """What a network makes of a frame."""
    seen = frame_tensor(frame, None, netlab.room.channels_of(question.network), FRAME_LIMITS)
    if question.layers is not None:
        return netlab.whole_about(question.network, question.layers, seen, question)
    if question.layer is None:
        return netlab.prediction_about(question.network, seen, question.edit)
    return netlab.maps_about(question.network, question.layer, seen, question)
