"""What routers are handed: the objects that the application was created with."""

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from app.api.answering import Answerer
from app.api.lessons import Lessons
from app.dreamlab import DreamLab
from app.netlab import NetLab


def answerer_of(connection: HTTPConnection) -> Answerer:
    return cast("Answerer", connection.app.state.answerer)


def netlab_of(connection: HTTPConnection) -> NetLab:
    return cast("NetLab", connection.app.state.netlab)


def lessons_of(connection: HTTPConnection) -> Lessons:
    return cast("Lessons", connection.app.state.lessons)


def dreamlab_of(connection: HTTPConnection) -> DreamLab:
    return cast("DreamLab", connection.app.state.dreamlab)


AnswererOfApp = Annotated[Answerer, Depends(answerer_of)]
NetLabOfApp = Annotated[NetLab, Depends(netlab_of)]
LessonsOfApp = Annotated[Lessons, Depends(lessons_of)]
DreamLabOfApp = Annotated[DreamLab, Depends(dreamlab_of)]
