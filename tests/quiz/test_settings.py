"""Settings that differ between machines, each tried in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STRONG = "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ" * 2


def check(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = {**kept, "VAR_DIR": str(var), **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    done = check(tmp_path, HTTPS="1", SECRET_KEY=STRONG, ALLOWED_HOSTS="rehearse.example")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.parametrize(
    ("environment", "reason"),
    [({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"), ({"SECRET_KEY": STRONG, "DEBUG": "1"}, "DEBUG shows")],
)
def test_a_weak_key_or_debug_refuses_to_start_behind_https(
    tmp_path: Path, environment: dict[str, str], reason: str
) -> None:
    done = check(tmp_path, HTTPS="1", **environment)
    assert done.returncode != 0 and reason in done.stderr


@pytest.mark.parametrize("zone", ["Mars/Base", "Europe", "CEST+2", "../etc"])
def test_a_zone_that_is_none_refuses_to_start_and_says_what_one_looks_like(tmp_path: Path, zone: str) -> None:
    done = check(tmp_path, LEARNER_TIME_ZONE=zone)
    assert done.returncode != 0 and "LEARNER_TIME_ZONE is an IANA time zone such as Europe/Berlin" in done.stderr


def test_a_local_run_makes_its_own_key_once_and_for_its_owner_only(tmp_path: Path) -> None:
    check(tmp_path)
    key = tmp_path / "secret-key"
    first = key.read_text()
    assert len(first) >= 50 and key.stat().st_mode & 0o777 == 0o600
    check(tmp_path)
    assert key.read_text() == first
    assert [path.name for path in tmp_path.glob("secret-key*")] == ["secret-key"]


def test_the_address_to_listen_on_is_one_it_answers_to(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "HOST": "192.0.2.7"}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "192.0.2.7" in done.stdout
