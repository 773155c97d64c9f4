"""How every GET is answered: by its tag from the client's cache, from ours, from work under way, or by new work."""

import asyncio
import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import torch
from fastapi import Request, Response
from prometheus_client import Counter

from app import __version__
from app.api.cache import AnswerCache
from app.api.work import Tick, Workroom
from app.lab import Lab
from app.wire.accept import preferred
from app.wire.answers import Body
from app.wire.codings import accepted_codings, pays, squeezed
from app.wire.errors import QuestionError
from app.wire.query import FORMATS, Form, Format

SOURCES = Counter("kernelscope_answers", "Answers by where they came from.", ["source"])
CACHE_CONTROL = "public, max-age=3600, stale-while-revalidate=86400"
CLIENT_LEFT = 499


@dataclass(frozen=True, slots=True)
class Answerer:
    """What a router needs in order to answer."""

    lab: Lab
    workroom: Workroom
    cache: AnswerCache

    async def answer(
        self,
        request: Request,
        subject: str,
        form: Form,
        work: Callable[[Format, Tick], Body],
        offered: tuple[Format, ...] = FORMATS,
    ) -> Response:
        """Answer the question that `subject` names in full (its operation, its canonical text, its image's content)."""
        chosen = choose_form(request, form, offered)
        squeezes = pays(chosen, form.dtype) and "gzip" in accepted_codings(request.headers.get("accept-encoding", ""))
        tag = self.tag_of(f"{subject} gzip" if squeezes else subject, chosen, form)
        headers = {"ETag": tag, "Cache-Control": CACHE_CONTROL, "Vary": "Accept, Accept-Encoding"}

        def make(tick: Tick) -> Body:
            made = work(chosen, tick)
            return squeezed(made) if squeezes else made

        if is_known(request.headers.get("if-none-match", ""), tag):
            SOURCES.labels("client").inc()
            return Response(status_code=304, headers=headers)
        body = self.cache.get(tag)
        SOURCES.labels("cache" if body else "work").inc()
        if body is None:
            computing = self.workroom.run(tag, make, lambda made: self.cache.put(tag, made))
            body = await while_connected(request, computing)
            if body is None:
                return Response(status_code=CLIENT_LEFT)
        coded = {"Content-Encoding": body.coding} if body.coding else {}
        return Response(body.content, media_type=body.media, headers=headers | coded)

    def tag_of(self, subject: str, chosen: Format, form: Form) -> str:
        """A strong validator: everything that the bytes depend on, the program and the device included."""
        parts = (__version__, torch.__version__, self.lab.device.type, chosen, form.dtype, subject)
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f'"{digest[:32]}"'


def choose_form(request: Request, form: Form, offered: tuple[Format, ...]) -> Format:
    if form.format in offered:
        return form.format
    if form.format == "webp":
        raise QuestionError("Only a picture comes as webp.", "format")
    return preferred(request.headers.get("accept", "*/*"), offered)


def is_known(if_none_match: str, tag: str) -> bool:
    """Whether the client already holds this answer; a proxy may have weakened the tag."""
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in if_none_match.split(","))


async def while_connected(request: Request, work: Coroutine[Any, Any, Body]) -> Body | None:
    """The work's result, or None when the client left first; the work is cancelled then."""
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        leaving.cancel()


async def left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
