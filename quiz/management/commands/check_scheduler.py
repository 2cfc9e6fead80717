"""`manage.py check_scheduler FILE`: does the scheduler compute what Anki computes?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.scheduler.reference import MalformedReference, compare


class Command(BaseCommand):
    help = "Compare the scheduler with a reference of review histories that Anki computed; exit with 1 if it differs."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="JSON with weights, desired_retention and cases")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            comparison = compare(json.loads(Path(file).read_bytes()))
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}. Give the path of a reference file.") from error
        except MalformedReference as error:
            raise CommandError(f"{file} is not a reference: {error} Mend it there and try again.") from error
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{file} is not JSON: {error}. Give the path of a JSON reference file.") from error
        self.stdout.write(json.dumps(asdict(comparison)))
        if comparison.agree < comparison.cases:
            raise CommandError(f"{comparison.cases - comparison.agree} of {comparison.cases} cases differ from Anki.")
