"""What routers are handed: the objects that the application was created with."""

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from app.api.answering import Answerer
from app.netlab import NetLab


def answerer_of(connection: HTTPConnection) -> Answerer:
    return cast("Answerer", connection.app.state.answerer)


def netlab_of(connection: HTTPConnection) -> NetLab:
    return cast("NetLab", connection.app.state.netlab)


AnswererOfApp = Annotated[Answerer, Depends(answerer_of)]
NetLabOfApp = Annotated[NetLab, Depends(netlab_of)]
