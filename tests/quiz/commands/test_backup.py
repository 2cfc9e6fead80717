"""A backup is the whole installation at one instant; it comes back as it was, or nothing is changed."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from content.models import Guide
from quiz.archive import backup
from quiz.archive.manifest import seal_of
from quiz.models import Card, Learner, Review
from quiz.scheduler.memory import Grade
from tests.factories import LearnerFactory, UserFactory
from tests.quiz.answers import chosen, give, graded
from tests.quiz.banks import question

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.django_db(transaction=True)


def run(command: str, path: Path, *options: str) -> dict[str, Any]:
    """What a command says in JSON."""
    out = StringIO()
    call_command(command, path, "--json", *options, stdout=out, stderr=StringIO())
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def refused(path: Path, *options: str) -> str:
    """The one sentence with which a restore is refused, changing nothing."""
    before = everything()
    with pytest.raises(CommandError) as error:
        run("restore", path, *options)
    assert everything() == before
    assert "\n" not in str(error.value)
    return str(error.value)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label_lower: list(model._base_manager.order_by("pk").values()) for model in models}


@pytest.fixture
def installation(bank: Guide, learner: Learner, now: datetime) -> Learner:
    """An editor who practises, a guest with a session, and four answers, one of them undone. It is the editor's."""
    editor = UserFactory(email="editor@rehearse.example", is_staff=True)
    group = Group.objects.create(name="proof-readers")
    group.permissions.set(Permission.objects.filter(content_type__app_label="content")[:3])
    editor.groups.add(group)
    session = SessionStore()
    session["learner"] = str(learner.pk)
    session.save()
    practising = LearnerFactory(user=editor, guide=bank)
    flashcard, choice = question("http", "summary", "recall"), question("sql", "mistake", variant="first")
    for somebody in (practising, learner):
        give(somebody, flashcard, graded(Grade.GOOD), at=now + timedelta(microseconds=123456))
        give(somebody, choice, chosen(choice, right=False), at=now + timedelta(minutes=1))
    Review.objects.filter(learner=learner, card__point=choice.point_id).update(undone_at=now + timedelta(minutes=2))
    call_command("check_progress", "--repair", stdout=StringIO())
    return practising


@pytest.fixture
def archive(installation: Learner, tmp_path: Path) -> Path:
    path = tmp_path / "rehearse.zip"
    run("backup", path)
    return path


@pytest.fixture
def emptied(archive: Path) -> Path:
    """The archive, once the database has been emptied."""
    call_command("flush", interactive=False, verbosity=0)
    return archive


def test_a_backup_is_for_its_owner_only_and_says_what_it_holds(installation: Learner, tmp_path: Path) -> None:
    path = tmp_path / "rehearse.zip"
    said = run("backup", path)
    assert path.stat().st_mode & 0o777 == 0o600 and said["bytes"] == path.stat().st_size
    counts = {table["model"]: table["rows"] for table in said["tables"]}
    assert counts == {model: len(rows) for model, rows in everything().items()}
    assert counts["quiz.review"] == 4 and counts["quiz.user_groups"] == 1 and counts["sessions.session"] == 1
    assert list(tmp_path.iterdir()) == [path]


def test_an_installation_comes_back_row_by_row_and_goes_on(archive: Path, installation: Learner, now: datetime) -> None:
    before = everything()
    call_command("flush", interactive=False, verbosity=0)
    assert not Card.objects.exists()

    said = run("restore", archive)

    assert everything() == before
    assert said["tables"] == {model: len(rows) for model, rows in before.items()}
    assert (said["cards"], said["reviews"], said["differences"], said["replaced"]) == (4, 4, 0, None)
    later = question("queues", "summary", "recall")
    give(installation, later, graded(Grade.EASY), at=now + timedelta(days=1))
    assert Review.objects.latest("pk").pk > max(row["id"] for row in before["quiz.review"])


def test_a_database_in_use_is_replaced_only_when_told_to(archive: Path) -> None:
    LearnerFactory()
    message = refused(archive)
    assert "3 of quiz.learner" in message and "1 of quiz.user" in message and "--replace" in message


@pytest.mark.parametrize("reply", ["n\n", ""])
def test_without_a_yes_nothing_is_replaced(archive: Path, reply: str, monkeypatch: pytest.MonkeyPatch) -> None:
    LearnerFactory()
    monkeypatch.setattr(sys, "stdin", StringIO(reply))
    assert refused(archive, "--replace") == "Nothing was changed."
    assert len(list(archive.parent.iterdir())) == 1


def test_what_is_replaced_is_named_and_saved_first(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    LearnerFactory()
    replaced = everything()
    monkeypatch.setattr(sys, "stdin", StringIO("y\n"))
    err = StringIO()
    call_command("restore", archive, "--replace", stdout=StringIO(), stderr=err)
    assert "quiz.learner: 3" in err.getvalue() and everything() == before

    (saved,) = archive.parent.glob("rehearse-before-restore-*.zip")
    run("restore", saved, "--replace", "--no-input")
    assert everything() == replaced


def test_a_flipped_byte_is_found_wherever_it_is(archive: Path) -> None:
    whole = archive.read_bytes()
    for position in [*range(0, len(whole), len(whole) // 30), len(whole) - 70, len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[position] ^= 1
        archive.write_bytes(damaged)
        with pytest.raises(CommandError, match="is damaged or no backup"):
            run("restore", archive, "--replace", "--no-input")
    archive.write_bytes(whole[:-1])
    assert "is damaged or no backup" in refused(archive, "--replace", "--no-input")


def test_a_file_of_another_kind_is_refused_in_a_sentence(db: None, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    assert "Cannot read" in refused(path)
    path.write_text("some notes")
    assert "no backup of Rehearse" in refused(path)
    with ZipFile(path, "w") as other:
        other.writestr("manifest.json", "{}")
        other.comment = b"0" * 64
    reseal(path)
    assert "its manifest cannot be read" in refused(path)


def reseal(path: Path) -> None:
    with path.open("rb") as file:
        seal = seal_of(file)
    path.write_bytes(path.read_bytes()[:-64] + seal)


def forge(path: Path, table: str, change: Callable[[list[dict[str, Any]]], object], *, recount: bool = True) -> None:
    """Change the rows of a table in an archive, and seal it again."""
    with ZipFile(BytesIO(path.read_bytes())) as old:
        members = {name: old.read(name) for name in old.namelist()}
        comment = old.comment
    rows = [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()]
    change(rows)
    text = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    manifest = json.loads(members["manifest.json"])
    for entry in manifest["tables"]:
        if entry["model"] == table and recount:
            entry |= {"rows": len(rows), "sha256": hashlib.sha256(text).hexdigest()}
    with ZipFile(path, "w") as new:
        for name, content in {**members, f"{table}.jsonl": text, "manifest.json": json.dumps(manifest)}.items():
            new.writestr(name, content)
        new.comment = comment
    reseal(path)


def test_rows_that_are_not_those_of_the_manifest_are_found(archive: Path) -> None:
    forge(archive, "quiz.review", lambda rows: rows.pop(), recount=False)
    assert "the rows of quiz.review are not those" in refused(archive, "--replace", "--no-input")


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        ("content.point", lambda rows: rows.clear(), "is as it was"),
        ("quiz.card", lambda rows: rows.append({**rows[0], "id": 999}), "is as it was"),
        ("quiz.learner", lambda rows: rows[0].pop("day_start"), "do not have the columns"),
        ("quiz.learner", lambda rows: rows[0].update(created_at="soon"), "cannot be read"),
    ],
)
def test_a_restore_that_fails_leaves_everything_as_it_was(
    archive: Path, table: str, change: Callable[[list[dict[str, Any]]], object], reason: str
) -> None:
    forge(archive, table, change)
    LearnerFactory()
    assert reason in refused(archive, "--replace", "--no-input")


def test_a_card_that_is_not_its_answers_is_told_and_fails(emptied: Path) -> None:
    forge(emptied, "quiz.card", lambda rows: rows[0].update(lapses=7))
    out = StringIO()
    with pytest.raises(CommandError, match="check_progress --repair") as error:
        call_command("restore", emptied, stdout=out)
    assert error.value.returncode == 1 and "lapses is 7, its reviews say 0" in out.getvalue()


@pytest.fixture
def next_version(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to have the next version of the program: one migration more, with rows and a column of its own."""
    folder, last = tmp_path / "later_quiz", max((ROOT / "quiz" / "migrations").glob("0*.py"))
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    for path in (ROOT / "quiz" / "migrations").glob("0*.py"):
        (folder / path.name).symlink_to(path.resolve())
    (folder / "9999_later.py").write_text(
        "from django.db import migrations, models\n"
        "def more(apps, editor):\n"
        "    apps.get_model('quiz', 'Learner').objects.update(new_per_day=models.F('new_per_day') + 1)\n"
        "class Migration(migrations.Migration):\n"
        f"    dependencies = [('quiz', '{last.stem}')]\n"
        "    operations = [\n"
        "        migrations.RunPython(more, migrations.RunPython.noop),\n"
        "        migrations.AddField('learner', 'nickname', models.CharField(max_length=9, null=True)),\n"
        "    ]\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    def install() -> None:
        settings.MIGRATION_MODULES = {"quiz": "later_quiz"}

    yield install
    executor = MigrationExecutor(connection)
    executor.migrate([("quiz", last.stem)])


def test_a_backup_of_an_older_version_is_brought_forward(
    archive: Path, installation: Learner, next_version: Callable[[], None]
) -> None:
    before = everything()
    next_version()
    assert run("restore", archive, "--replace", "--no-input")["differences"] == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM quiz_learner WHERE nickname IS NULL")
        assert cursor.fetchone() == (2,)
    grown = [{**row, "new_per_day": row["new_per_day"] + 1} for row in before["quiz.learner"]]
    after = everything()
    assert after["quiz.learner"] == grown
    assert {**after, "quiz.learner": 0} == {**before, "quiz.learner": 0}


def test_a_backup_of_a_newer_version_is_refused(
    installation: Learner, next_version: Callable[[], None], settings: Any, tmp_path: Path
) -> None:
    next_version()
    call_command("migrate", verbosity=0)
    path = tmp_path / "newer.zip"
    run("backup", path)
    modules, settings.MIGRATION_MODULES = settings.MIGRATION_MODULES, {}
    assert "made by a newer version of Rehearse (0.1.0, it has migration 9999_later of quiz)" in refused(path)
    settings.MIGRATION_MODULES = modules


def test_a_file_that_is_there_is_kept_unless_told_otherwise(archive: Path) -> None:
    before = archive.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        run("backup", archive)
    assert archive.read_bytes() == before
    LearnerFactory()
    run("backup", archive, "--force")
    assert archive.read_bytes() != before


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_database_that_does_not_answer_is_said_in_a_sentence(archive: Path, command: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "x",
        "DATABASE_URL": "postgres://somebody@127.0.0.1:1/none",
    }
    line = [sys.executable, "manage.py", command, str(archive)] + ["--force"] * (command == "backup")
    before = archive.read_bytes()
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and done.stderr.startswith("CommandError: The database cannot be read: ")
    assert len(done.stderr.splitlines()) == 1 and archive.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Cannot write .*nowhere/rehearse\.zip: No such file"):
        run("backup", tmp_path / "nowhere" / "rehearse.zip")


def test_what_is_written_meanwhile_is_not_half_in_the_backup(installation: Learner, tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("two connections to a database in memory wait for each other")
    before = everything()

    def come_in(line: str) -> None:
        if line.startswith("content.guide:"):
            other = Thread(target=lambda: (LearnerFactory(user=UserFactory()), connection.close()))
            other.start()
            other.join()

    now = datetime.fromisoformat("2026-03-02T10:00:00+00:00")
    manifest = backup.write(tmp_path / "rehearse.zip", now=now, force=False, say=come_in)
    assert Learner.objects.count() == 3
    assert {table.model: table.rows for table in manifest.tables} == {m: len(rows) for m, rows in before.items()}
