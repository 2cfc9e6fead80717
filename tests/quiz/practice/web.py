"""The app served on this machine as `serve` does it, and browsers in front of it, for many requests at a time."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from quiz.practice.presentations import Presentation

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
CSRF = "a" * 32
THINKING = timedelta(seconds=10)


@dataclass
class Server:
    """Two workers of one thread each on a free port; what they log is in `log` of the folder."""

    folder: Path
    environment: dict[str, str]
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve, and return when the first page can be asked for."""
        if not self.port:
            with socket.socket() as probe:
                probe.bind((HOST, 0))
                self.port = probe.getsockname()[1]
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "quiz.wsgi:application"),
            *("--host", HOST, "--port", str(self.port), "--workers", "2"),
            *("--blocking-threads", "1", "--log-level", "warning"),
        ]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True
            )
        for _ in range(300):
            with suppress(OSError):
                socket.create_connection((HOST, self.port)).close()
                return
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=0.1)
                break
        self.kill()
        raise AssertionError(f"The server did not start:\n{self.log}")

    def kill(self) -> None:
        """End all processes of the server at once, as kill -9 does."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "quiz.settings", **self.environment}


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    location: str
    text: str

    @property
    def token(self) -> str:
        """The presentation on the page."""
        found = re.search(r'name="presentation" value="([^"]*)"', self.text)
        assert found is not None, f"{self.status}: the page has no presentation:\n{self.text}"
        return found[1]


@dataclass
class Browser:
    """A browser without scripts. Each request has a connection of its own and goes nowhere else afterwards."""

    port: int
    session: str = ""

    def get(self, path: str) -> Page:
        return self._request("GET", path, "")

    def post(self, path: str, **fields: str | int) -> Page:
        return self._request("POST", path, urlencode(fields))

    def answer(self, path: str, token: str) -> Page:
        """Answer a question of any kind with options by its first one and its first line, and be sure."""
        return self.post(path, presentation=token, option=1, choice=1, line=1, certainty="sure")

    def start(self, length: int) -> str:
        """Start a run of choice questions as a guest; its address."""
        started = self.post("/practice/start/", mode="choice", length=length)
        assert started.status == 302, f"{started.status}: no run was started:\n{started.text}"
        return started.location

    def _request(self, method: str, path: str, body: str) -> Page:
        cookies = f"csrftoken={CSRF}" + (f"; sessionid={self.session}" if self.session else "")
        headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        given = re.search(r"sessionid=(\w+)", response.getheader("Set-Cookie") or "")
        self.session = given[1] if given else self.session
        return Page(response.status, response.getheader("Location") or "", text)


def thought_over(token: str) -> tuple[str, Presentation]:
    """The same question as if it had been shown ten seconds earlier, so that its answer is no rapid guess."""
    from quiz.practice import presentations  # the benchmark names the database first

    presentation = presentations.read(token, now=datetime.now(UTC))
    presentation = replace(presentation, shown_at=presentation.shown_at - THINKING)
    return presentations.sign(presentation), presentation


def answer_at_once(browsers: list[Browser], path: str, token: str) -> list[Page]:
    """What comes back when all of these browsers send one answer together."""
    together = Barrier(len(browsers))

    def send(browser: Browser) -> Page:
        together.wait()
        return browser.answer(path, token)

    with ThreadPoolExecutor(len(browsers)) as threads:
        return list(threads.map(send, browsers))
