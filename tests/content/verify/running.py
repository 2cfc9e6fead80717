"""Running the check of one example: a folder, a database and a Redis of its own, and a limit of time."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

from tests.content.verify.examples import STUBS, Example, shared_modules, unproven
from tests.content.verify.machine import NODE

SECONDS = 60
SECONDS_WITHOUT_EXAMPLE = 10
SHOWN_LINES = 15


@dataclass(frozen=True, slots=True)
class Place:
    """What one check at a time has to itself."""

    database_url: str
    redis_url: str


def place(number: int, database_url: str, redis_url: str) -> Place:
    """The place of a number from 0; the database is made anew for each check."""
    parts = urlsplit(database_url)
    return Place(urlunsplit(parts._replace(path=f"/check{number}")), f"{redis_url}/{number}")


def run(example: Example, check: Path, where: Place, admin_url: str) -> str:
    """Run the check and say why it fails; empty if it passes, and fails with an empty file in the example's place."""
    if failure := _failure(example, check, where, admin_url, source=example.code.source, seconds=SECONDS):
        return failure
    if not _failure(example, check, where, admin_url, source="", seconds=SECONDS_WITHOUT_EXAMPLE):
        return "it passes with an empty example as well, so it shows nothing: let it use the file that EXAMPLE names"
    return ""


def _failure(example: Example, check: Path, where: Place, admin_url: str, *, source: str, seconds: int) -> str:
    """What goes wrong as the check runs in a folder with its shared modules, the source, and nothing else of ours."""
    _make_anew(where, admin_url)
    with tempfile.TemporaryDirectory(prefix="rehearse-check-") as folder:
        script = Path(folder) / f"check{check.suffix}"
        shutil.copyfile(check, script)
        for module in shared_modules(check):
            shutil.copy(module, folder)
        (Path(folder) / example.file_name).write_text(source, encoding="utf-8")
        if check.suffix == ".mjs":
            (Path(folder) / "node_modules").symlink_to(NODE / "node_modules")
        program = "node" if check.suffix == ".mjs" else sys.executable
        environment = _environment(example, Path(folder), where)
        status, said = _finish([program, str(script)], Path(folder), environment, seconds)
    if status is None:
        return f"not done after {seconds} seconds\n{_end(said)}"
    if status:
        return f"exit status {status}\n{_end(said)}"
    return unproven(example, said.splitlines())


def _make_anew(where: Place, admin_url: str) -> None:
    name = urlsplit(where.database_url).path.strip("/")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    with redis.Redis.from_url(where.redis_url) as client:
        client.flushdb()


def _environment(example: Example, folder: Path, where: Place) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "EXAMPLE": str(folder / example.file_name),
        "STUBS": str(STUBS),
        "DATABASE_URL": where.database_url,
        "REDIS_URL": where.redis_url,
        "NGINX": shutil.which("nginx") or "",
    }


def _finish(command: list[str], folder: Path, environment: dict[str, str], seconds: int) -> tuple[int | None, str]:
    """Exit status, None if the time ran out, and output of a command; what it started ends with it."""
    with (folder / ".output").open("w+b") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        output.seek(0)
        return status, output.read().decode(errors="replace")


def _end(said: str) -> str:
    return "\n".join(said.strip().splitlines()[-SHOWN_LINES:])
