"""Starting the app: what is out of date is brought up to date once, and a wrong address is one plain sentence."""

import socket
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from content.models import Guide, Point, Question

TOPIC = """\
guide: {id: tiny, title: A tiny guide}
topics:
  - id: http
    name: HTTP
    section: web
    summary: A protocol in which a client asks for a resource and a server replies.
"""


@pytest.fixture
def source(tmp_path: Path, settings) -> Path:
    """A shipped bank and static files of the test's own."""
    bank, static = tmp_path / "tiny.yaml", tmp_path / "source"
    static.mkdir()
    bank.write_text(TOPIC)
    (static / "own.css").write_text("body {}")
    settings.SHIPPED_BANK, settings.SHIPPED_GUIDE = bank, "tiny"
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "collected", [static]
    return tmp_path


def prepare() -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("serve", prepare_only=True, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_first_start_loads_the_bank_and_collects_the_static_files(db: None, source: Path) -> None:
    out, err = prepare()
    assert "Loaded the bank: 1 points" in out and "Preparing the static files" in out and err == ""
    assert Guide.objects.get().slug == "tiny" and Question.objects.filter(kind="recall").count() == 1
    assert (source / "collected" / "own.css").read_text() == "body {}"


def test_the_second_start_does_nothing(db: None, source: Path) -> None:
    prepare()
    before = {path: path.stat().st_mtime_ns for path in (source / "collected").rglob("*")}
    assert prepare() == ("", "")
    assert {path: path.stat().st_mtime_ns for path in (source / "collected").rglob("*")} == before


def test_what_changed_since_is_done_again_and_nothing_else(db: None, source: Path) -> None:
    prepare()
    (source / "source" / "new.css").write_text("p {}")
    out, _ = prepare()
    assert "static files" in out and "bank" not in out and (source / "collected" / "new.css").exists()
    (source / "tiny.yaml").write_text(TOPIC.replace("replies.", "answers."))
    out, _ = prepare()
    assert "Loaded the bank" in out and "static files" not in out
    assert Point.objects.get().body.text.endswith("a server answers.")


def test_a_bank_that_cannot_be_read_is_named_and_the_old_one_stays(db: None, source: Path) -> None:
    prepare()
    (source / "tiny.yaml").write_text(TOPIC + "    levle: beginner\n")
    for _ in range(2):
        out, err = prepare()
        assert "Loaded" not in out
        assert "The shipped bank was not loaded; the one from before stays." in err
        assert "tiny.yaml:7" in err and "levle" in err
    assert Point.objects.count() == 1


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_said_in_a_sentence_before_anything_is_prepared(
    db: None, source: Path, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", str(taken))
    with pytest.raises(CommandError, match=rf"Cannot listen on 127\.0\.0\.1:{taken}: .* PORT=8001 make serve") as error:
        call_command("serve")
    assert "\n" not in str(error.value)
    assert not Guide.objects.exists() and not (source / "collected").exists()


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "80 80", "8000.5", "²"])
def test_what_is_no_port_is_refused_with_the_remedy(
    db: None, source: Path, port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="is no port: choose a number from 1 to 65535"):
        call_command("serve")
    assert not Guide.objects.exists()


def test_a_host_that_is_not_this_machine_is_refused(db: None, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "no-such-host.invalid")
    with pytest.raises(CommandError, match=r"no-such-host\.invalid.*no address of this machine"):
        call_command("serve")
