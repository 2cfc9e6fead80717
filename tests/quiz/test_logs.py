"""The log says what happened and where, and nothing of who it happened to."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from quiz import urls
from quiz.logs import JsonLines
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]
EMAIL, PASSWORD, ADDRESS, TOKEN = "canary@burrow.example", "canary-pass-word", "203.0.113.77", "canary-reset-token"
CANARIES = [EMAIL, PASSWORD, ADDRESS, TOKEN, "canary"]


def join_twice(request: HttpRequest) -> HttpResponse:
    email = request.POST["email"]
    UserFactory(email=email)
    try:
        with transaction.atomic():
            UserFactory(email=email)
    except IntegrityError as error:
        raise IntegrityError(f"Key (email)=({email}) already exists.") from error
    raise AssertionError("Two accounts share an address.")


def reset(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404(f"No such link: {token}")


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(f"{request.META['REMOTE_ADDR']} sent {request.POST}")


def chatty(request: HttpRequest) -> HttpResponse:
    logging.getLogger("elsewhere").warning("Mail to %s failed", request.POST["email"])
    logging.getLogger("elsewhere").warning(f"Mail to {request.POST['email']} failed")
    return HttpResponse("ok")


urlpatterns = [
    path("twice/", join_twice),
    path("reset/<str:token>/", reset),
    path("suspect/", suspect),
    path("chatty/", chatty),
    *urls.urlpatterns,
]

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Call it for all that was logged so far, which holds no canary."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)

    def read() -> list[dict[str, Any]]:
        assert [canary for canary in CANARIES if canary in stream.getvalue()] == []
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    yield read
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser whose every request carries canaries."""
    headers = {"x-forwarded-for": ADDRESS, "referer": f"http://testserver/?email={EMAIL}", "cookie": f"a={TOKEN}"}
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS, headers=headers)


FORM = {"email": EMAIL, "password": PASSWORD, "username": EMAIL}
pytestmark = pytest.mark.urls(__name__)


def test_a_request_is_one_line_by_its_pattern(visitor: Client, lines: Lines) -> None:
    response = visitor.get("/guide/canary/", {"email": EMAIL})
    assert response.status_code == 404
    (line,) = [line for line in lines() if line["logger"] == "quiz.requests"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/guide/<slug:guide>/", 404)
    assert line["request_id"] == response.headers["X-Request-ID"] and isinstance(line["ms"], int)
    assert line["time"].endswith("+00:00") and line["level"] == "INFO"


def test_each_request_has_an_id_of_its_own(visitor: Client) -> None:
    ids = {visitor.get("/healthz", headers={"x-request-id": "canary"}).headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3 and "canary" not in ids


def test_a_database_error_is_told_by_class_and_frames(visitor: Client, lines: Lines) -> None:
    assert visitor.post("/twice/", FORM).status_code == 500
    (line,) = [line for line in lines() if line["logger"] == "django.request"]
    classes = [error["class"] for error in line["exceptions"]]
    assert classes[:2] == ["django.db.utils.IntegrityError"] * 2 and len(classes) == 3
    assert any(
        "tests/quiz/test_logs.py:" in frame and "join_twice" in frame for frame in line["exceptions"][0]["frames"]
    )
    assert (line["level"], line["message"]) == ("ERROR", "%s: %s")


@pytest.mark.parametrize(
    ("address", "status", "logger"),
    [
        (f"/reset/{TOKEN}/", 404, "django.request"),
        (f"/nowhere/{TOKEN}/{EMAIL}", 404, "django.request"),
        (f"/account/password/reset/1-{TOKEN}/", 200, "quiz.requests"),
        ("/suspect/", 400, "django.security.SuspiciousOperation"),
        ("/chatty/", 200, "elsewhere"),
        ("/account/login/", 200, "quiz.requests"),
    ],
)
def test_what_a_visitor_sends_stands_in_no_line(
    visitor: Client, lines: Lines, address: str, status: int, logger: str
) -> None:
    assert visitor.post(f"{address}?email={EMAIL}&next=/{TOKEN}", FORM).status_code == status
    assert logger in {line["logger"] for line in lines()}


def test_refusals_for_the_host_name_and_the_csrf_token_are_told_without_them(visitor: Client, lines: Lines) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert strict.post(f"/practice/start/?{TOKEN}", FORM).status_code == 403
    assert visitor.get("/", headers={"host": "canary.example"}).status_code == 400
    assert {"django.security.csrf", "django.security.DisallowedHost"} <= {line["logger"] for line in lines()}


VISITS = f"""
from django.test import Client
visitor = Client(raise_request_exception=False, REMOTE_ADDR="{ADDRESS}")
print(visitor.get("/healthz?email={EMAIL}", headers={{"host": "localhost"}}).status_code)
print(visitor.get("/{TOKEN}", headers={{"host": "canary.example"}}).status_code)
"""


@pytest.mark.parametrize("as_json", ["1", ""])
def test_the_environment_chooses_json_or_short_lines_and_both_go_to_stderr(tmp_path: Path, as_json: str) -> None:
    # No static files are collected there: the page that refuses cannot be made, nor the one that says so.
    (tmp_path / "static").mkdir()
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "LOG_JSON": as_json}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", VISITS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["200", "500"]
    if as_json:
        assert "canary" not in done.stderr and ADDRESS not in done.stderr
        logged = [json.loads(line) for line in done.stderr.splitlines()]
        assert (logged[0]["route"], logged[0]["status"]) == ("/healthz", 200)
        broken = next(line for line in logged if line["level"] == "ERROR" and line["logger"] == "quiz.requests")
        assert "django.core.exceptions.DisallowedHost" in [error["class"] for error in broken["exceptions"]]
    else:
        assert " INFO GET /healthz 200 " in done.stderr.splitlines()[0]
