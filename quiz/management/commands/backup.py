import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from quiz.archive import backup
from quiz.archive.manifest import ArchiveError
from quiz.archive.schema import unreadable


class Command(BaseCommand):
    help = "Write everything in the database to one file, which `restore` puts back, here or on another database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--force", action="store_true", help="replace the file at PATH")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, path: Path, force: bool, **options: Any) -> None:
        try:
            manifest = backup.write(path, now=timezone.now(), force=force, say=self._say)
        except ArchiveError as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(unreadable(error)) from None
        size = path.stat().st_size
        if options["json"]:
            self.stdout.write(json.dumps({"path": str(path), "bytes": size, **manifest.model_dump(mode="json")}))
        else:
            self.stdout.write(f"{path}: {manifest.rows} rows of {len(manifest.tables)} tables, {size} bytes")

    def _say(self, line: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(line, str)
