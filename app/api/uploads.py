"""The bytes of an upload: a raw body or the `file` of a form, refused as soon as they are too many."""

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.images.errors import BrokenImage, TooLarge

FORM_OVERHEAD = 64 * 1024
"""What a multipart wrapping may add to the picture itself."""


async def read_upload(request: Request, most: int) -> bytes:
    """The picture's bytes; more than `most` are refused without reading on."""
    refuse_declared(request, most)
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await read_form_file(request, most)
    return await read_body(request, most)


def refuse_declared(request: Request, most: int) -> None:
    """Believe a length that is too large; a length that lies is caught while reading."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most + FORM_OVERHEAD:
        raise too_large(most)


async def read_body(request: Request, most: int) -> bytes:
    received = bytearray()
    try:
        async for chunk in request.stream():
            received += chunk
            if len(received) > most:
                raise too_large(most)
    except ClientDisconnect:
        raise BrokenImage("The connection was lost before the picture was whole.") from None
    return bytes(received)


async def read_form_file(request: Request, most: int) -> bytes:
    """The field named `file`; parts go to unnamed temporary files, so that memory stays bounded."""
    guard_length(request, most + FORM_OVERHEAD)
    try:
        async with request.form(max_files=1, max_fields=8, max_part_size=most) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise BrokenImage('The form has no file named "file".', "file")
            data = await file.read(most + 1)
    except ClientDisconnect:
        raise BrokenImage("The connection was lost before the picture was whole.") from None
    except HTTPException as error:  # how Starlette reports a form that cannot be read
        raise BrokenImage(f"The form cannot be read: {str(error.detail).rstrip('.')}.", "file") from None
    if len(data) > most:
        raise too_large(most)
    return data


def guard_length(request: Request, most: int) -> None:
    """Count what the form parser reads, since a chunked body declares no length."""
    receive, seen = request._receive, 0

    async def counted() -> object:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise too_large(most - FORM_OVERHEAD)
        return message

    request._receive = counted  # type: ignore[assignment]  # the parser reads through the request


def too_large(most: int) -> TooLarge:
    return TooLarge(f"The upload is larger than {most / 2**20:.0f} MiB, the most that is taken here.")
