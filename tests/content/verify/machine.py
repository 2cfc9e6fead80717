"""What the checks need of the machine: programs, npm packages, a Redis server, and which version each of them has."""

import json
import os
import platform
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import redis

from tests.content.verify.examples import ROOT, locked

NODE = ROOT / "tests/content/node"
OLDEST_NODE = 20
PACKAGES = {
    "chromium": "chromium",
    "javac": "default-jdk-headless",
    "nginx": "nginx",
    "node": "nodejs",
    "npm": "npm",
    "redis-server": "redis-server",
}
"""The Debian package of each program."""


def install() -> None:
    """Put in place what is missing. Exits with a sentence where that cannot be done."""
    # Debian keeps nginx where only root looks for programs.
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], "/usr/sbin"])
    if missing := [package for program, package in PACKAGES.items() if not shutil.which(program)]:
        command = f"apt-get install --no-install-recommends {' '.join(missing)}"
        if os.geteuid() or not shutil.which("apt-get"):
            sys.exit(f"The examples are run with programs that are not here. Install them: {command}")
        print(f"Installing {', '.join(missing)} ...", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-qq"], env=quiet)
        _run([*command.split(), "-y", "-qq"], env=quiet)
    node = _said("node", "--version").lstrip("v")
    if int(node.partition(".")[0]) < OLDEST_NODE:
        sys.exit(f"The examples are run with Node.js {OLDEST_NODE} or newer; this is {node}. Install a newer one.")
    with locked(NODE):
        lock, stamp = NODE / "package-lock.json", NODE / "node_modules/.package-lock.json"
        if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
            print("Installing the npm packages ...", flush=True)
            _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=NODE)
            stamp.touch()


@contextmanager
def redis_server() -> Iterator[str]:
    """A Redis server of our own on a free port of this machine; its URL without a database number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"redis://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="rehearse-redis-") as folder:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder, "--loglevel", "warning"]
        with subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL) as server:
            try:
                _await(url, server)
                yield url
            finally:
                server.terminate()


def versions(database_url: str, redis_url: str) -> dict[str, Any]:
    """The version of everything an example may have been run with."""
    import psycopg

    with psycopg.connect(database_url) as connection:
        postgresql = connection.execute("SHOW server_version").fetchone()
    with redis.Redis.from_url(redis_url) as client:
        redis_version = client.info("server")["redis_version"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["verify"]]
    packages = sorted(re.split(r"[^\w-]", one)[0] for one in needed)
    wanted = json.loads((NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    installed = {name: json.loads((NODE / "node_modules" / name / "package.json").read_text()) for name in wanted}
    return {
        "python": platform.python_version(),
        "node": _said("node", "--version").lstrip("v"),
        "postgresql": postgresql[0] if postgresql else "",
        "sqlite": sqlite3.sqlite_version,
        "redis": redis_version,
        "nginx": _said("nginx", "-v").rpartition("/")[2],
        "chromium": _number(_said("chromium", "--version")),
        "javac": _said("javac", "-version").removeprefix("javac "),
        "python_packages": {name: version(name) for name in packages},
        "node_packages": {name: package["version"] for name, package in installed.items()},
    }


def _number(said: str) -> str:
    """The first number with dots in what a program says of itself; a shell around it may have complained first."""
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found[0] if found else ""


def _await(url: str, server: "subprocess.Popen[bytes]") -> None:
    with redis.Redis.from_url(url) as client:
        for _ in range(200):
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return
            if server.poll() is not None:
                break
    sys.exit("redis-server did not start")


def _run(command: list[str], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}")


def _said(*command: str) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
    return done.stdout.strip()
