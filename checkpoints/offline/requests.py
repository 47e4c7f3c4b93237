"""Requests to the served rehearsal: what is read of them, what is refused, and what no answer says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import IO, Any

MOST_BODY = 4 * 1024 * 1024  # bytes; a request of the guide's commands has a few thousand
LONGEST_SILENCE_S = 10.0
_CONTROL = "/moto-api"  # moto's own, which would change the rehearsed account under the attendee
_CROSS_ORIGIN = "access-control-"


class RejectedRequestError(Exception):
    """A request that is not handed on. status: what it is answered with."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


def read_body(environ: dict[str, Any]) -> bytes:
    """The body of a request, of at most `MOST_BODY` bytes. Raises RejectedRequestError for what is not handed on."""
    if str(environ.get("PATH_INFO", "")).startswith(_CONTROL):
        raise RejectedRequestError(HTTPStatus.NOT_FOUND)
    is_chunked = bool(environ.get("wsgi.input_terminated"))
    length = MOST_BODY + 1 if is_chunked else _content_length(environ.get("CONTENT_LENGTH") or "0")
    if length > MOST_BODY and not is_chunked:
        raise RejectedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = _read(environ["wsgi.input"], length)
    if len(body) > MOST_BODY:
        raise RejectedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not is_chunked and len(body) < length:
        raise RejectedRequestError(HTTPStatus.BAD_REQUEST)
    return body


def _read(stream: IO[bytes], length: int) -> bytes:
    try:
        return stream.read(length)
    except TimeoutError:
        raise RejectedRequestError(HTTPStatus.REQUEST_TIMEOUT) from None
    except (OSError, ValueError, OverflowError, MemoryError):
        raise RejectedRequestError(HTTPStatus.BAD_REQUEST) from None


def _content_length(written: str) -> int:
    if not (written.isascii() and written.isdecimal()):
        raise RejectedRequestError(HTTPStatus.BAD_REQUEST)
    return int(written) if len(written) <= len(str(MOST_BODY)) else MOST_BODY + 1


def refuse(status: HTTPStatus, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """An answer that only has a status; the connection ends, since the rest of the request was not read."""
    start_response(f"{status.value} {status.phrase}", [("Content-Length", "0"), ("Connection", "close")])
    return [b""]


def drop_cross_origin(start_response: Callable[..., Any]) -> Callable[..., Any]:
    """The same without moto's leave for pages of any website to read the answers."""

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        kept = [(name, value) for name, value in headers if not name.lower().startswith(_CROSS_ORIGIN)]
        return start_response(status, kept, *more)

    return start
