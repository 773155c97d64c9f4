"""What routers are handed: the objects that the application was created with."""

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from app.api.answering import Answerer


def answerer_of(connection: HTTPConnection) -> Answerer:
    return cast("Answerer", connection.app.state.answerer)


AnswererOfApp = Annotated[Answerer, Depends(answerer_of)]
