import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from quiz.archive import backup, restore
from quiz.archive.manifest import ArchiveError
from quiz.archive.schema import count_rows, unreadable
from quiz.progress.check import check

IN_USE = {"quiz.learner", "quiz.user", "content.point"}
"""A database with rows of these is somebody's."""


class Command(BaseCommand):
    help = "Put back what `backup` wrote, and prove every card by its answers; exits 1 where one differs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--replace", action="store_true", help="replace what the database holds")
        parser.add_argument("--no-input", action="store_true", help="replace without asking")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            with restore.opened(path) as (archive, manifest):
                saved = self._clear_the_way(path, timezone.now(), options)
                restore.put_back(archive, manifest, say=self._say)
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(unreadable(error)) from None
        found = check(repair=False)
        tables = {table.model: table.rows for table in manifest.tables}
        proof = {"cards": found.cards, "reviews": found.reviews, "differences": len(found.differences)}
        if options["json"]:
            replaced = str(saved) if saved else None
            self.stdout.write(json.dumps({"path": str(path), "replaced": replaced, "tables": tables, **proof}))
        else:
            self.stdout.write(_lines(tables))
            self.stdout.write(", ".join(f"{count} {name}" for name, count in proof.items()))
            for d in found.differences:
                self.stdout.write(f"  card {d.card}: {d.column} is {d.stored}, its reviews say {d.replayed}")
        if found.differences:
            raise CommandError(
                "Cards differ from their reviews. Put them right with `manage.py check_progress --repair`.",
                returncode=1,
            )

    def _clear_the_way(self, path: Path, now: datetime, options: dict[str, Any]) -> Path | None:
        """See that nothing is lost unasked. Returns where what the database holds was saved, if it holds anything."""
        held = {model: rows for model, rows in count_rows().items() if rows}
        if not IN_USE & held.keys():
            return None
        if not options["replace"]:
            what = ", ".join(f"{held[model]} of {model}" for model in sorted(IN_USE & held.keys()))
            raise CommandError(f"The database is in use ({what}): restore into an empty one, or add --replace.")
        self.stderr.write(f"This is in the database and will be replaced:\n{_lines(held)}", str)
        if not options["no_input"]:
            self.stderr.write("Replace it? [y/N] ", str, ending="")
            self.stderr.flush()
            if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
                raise CommandError("Nothing was changed.")
        saved = path.with_name(f"{path.stem}-before-restore-{now:%Y%m%dT%H%M%SZ}.zip")
        backup.write(saved, now=now, force=False, say=self._say)
        self.stderr.write(f"Saved as {saved}", str)
        return saved

    def _say(self, line: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(line, str)


def _lines(tables: dict[str, int]) -> str:
    return "\n".join(f"  {model}: {rows}" for model, rows in tables.items() if rows)
