"""WS /api/training: a network learns, and tells what becomes of it.

The client sends one text, the training as a query string; then, at any time, `pause`, `go on`, `stop`, or another
picture to watch (`image=…` or `grid=…`). The server sends text: `ready`; `steps` with the loss and the share of right
answers of every batch since the last; `paused`, `learning`, `done`; or a problem. And it sends safetensors: a `moment`
every few batches, with the first layer's `kernels`, the `test_accuracy`, and the `logits` and `probabilities` for the
watched picture; and for another picture a `look`, with those of every moment so far. `look` in the meta counts the
pictures. After `done` it answers looks until the client leaves, or until four others have trained since (`left`).
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response, WebSocket, WebSocketDisconnect

from app.api.deps import AnswererOfApp, LessonsOfApp
from app.api.describe import IF_NONE_MATCH, answered_as
from app.api.lessons import LEFT, Lesson, Lessons, Order
from app.api.networks import read_form_alone
from app.api.problems import problem_of, status_of
from app.wire.answers import pack_json, write_json
from app.wire.networks import PictureQuestion
from app.wire.query import read_pairs, split
from app.wire.training import TrainingQuestion

router = APIRouter(prefix="/api", tags=["training"])

ORDERS: dict[str, Order] = {"pause": "pause", "go on": "go on", "stop": "stop"}


@router.get(
    "/training",
    summary="What can be trained here",
    responses=answered_as(
        "json",
        description="`networks` that can be watched while they learn, each with the `data` that it can learn from; "
        "`most_steps`, `batch`, and for how many `seconds` and in how many `places` this server trains. "
        "`WS /api/training` does it.",
        refusals=(406, 422, 499, 503),
    ),
    response_class=Response,
    openapi_extra={"parameters": [IF_NONE_MATCH]},
)
async def get_training(request: Request, answerer: AnswererOfApp, lessons: LessonsOfApp) -> Response:
    """The networks that are small enough to be trained while somebody waits, and the data that lies here."""
    form = read_form_alone(request)
    offered = pack_json({**lessons.school.offers(), "seconds": lessons.seconds, "places": lessons.places})
    subject = f"training {offered.content.decode()}"
    return await answerer.answer(request, subject, form, lambda *_: offered, offered=("json",))


@dataclass
class Line:
    """One connection: its lesson, and what is yet to be sent."""

    lessons: Lessons
    outbox: asyncio.Queue[str | bytes] = field(default_factory=asyncio.Queue)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    lesson: Lesson | None = None

    def tell(self, message: str | bytes) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is leaving and nobody listens
            self.loop.call_soon_threadsafe(self.outbox.put_nowait, message)

    def take(self, text: str) -> None:
        try:
            self._take(text)
        except Exception as error:
            if status_of(error) == 500:
                raise
            self.outbox.put_nowait(write_json(problem_of(error)))

    def _take(self, text: str) -> None:
        if self.lesson is None:
            self.lesson = self.lessons.begin(read_pairs(TrainingQuestion, split(text)), self.tell)
        elif text in ORDERS:
            self.lesson.order(ORDERS[text])
        else:
            self.lesson.order(read_pairs(PictureQuestion, split(text)))


@router.websocket("/training")
async def train(socket: WebSocket, lessons: LessonsOfApp) -> None:
    await socket.accept()
    line = Line(lessons)
    sending = asyncio.create_task(send_all(socket, line))
    try:
        while True:
            line.take(await received_text(socket))
    except WebSocketDisconnect:
        pass
    finally:
        sending.cancel()
        if line.lesson:
            line.lesson.leave()


async def received_text(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    return message.get("text") or ""


async def send_all(socket: WebSocket, line: Line) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):  # it has left; the one who receives hears of it too
        while (message := await line.outbox.get()) != LEFT:
            await (socket.send_bytes(message) if isinstance(message, bytes) else socket.send_text(message))
        await socket.send_text(LEFT)
        await socket.close()
