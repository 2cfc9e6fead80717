"""The log, without personal data: a line a request, and JSON lines that hold no value which a visitor sent.

A message may quote an address, an e-mail or the token of a link, and a database's error quotes the row. So a JSON line
has a message's template without its arguments, and an exception's class and frames without its text.
"""

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponseServerError
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ROOT = Path(__file__).resolve().parent.parent
REQUESTS = logging.getLogger("quiz.requests")

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_log(get_response: GetResponse) -> GetResponse:
    """Middleware: log each request by the pattern of its address, and send its id along as X-Request-ID."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request_id = uuid4().hex
        before, started = _request_id.set(request_id), perf_counter()
        try:
            try:
                response = get_response(request)
            except Exception:
                # Not even the error page could be made. Left to itself the server would print what the message says.
                REQUESTS.exception("The error page broke.")
                response = HttpResponseServerError("Something broke on our side.\n", content_type="text/plain")
            response.headers["X-Request-ID"] = request_id
            _log(request, response, milliseconds=round((perf_counter() - started) * 1000))
        finally:
            _request_id.reset(before)
        return response

    return middleware


def _log(request: HttpRequest, response: HttpResponseBase, *, milliseconds: int) -> None:
    route = f"/{request.resolver_match.route}" if request.resolver_match else None
    facts = {"method": request.method, "route": route, "status": response.status_code, "ms": milliseconds}
    REQUESTS.info("%(method)s %(route)s %(status)s %(ms)s ms", facts, extra={"facts": facts})


class JsonLines(logging.Formatter):
    """A record as one line of JSON, in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": _request_id.get(),
        }
        if facts := getattr(record, "facts", None):
            line |= facts
        else:
            line["at"] = f"{_short(record.pathname)}:{record.lineno} {record.funcName}"
            # Without arguments the values are in the text itself.
            line["message"] = record.msg if record.args and isinstance(record.msg, str) else None
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = [_outline(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and those that it came from, the last one first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)


def _outline(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    frames = [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return {"class": f"{kind.__module__}.{kind.__qualname__}", "frames": frames}


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else filename
