import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.progress.check import Check, check


class Command(BaseCommand):
    help = "Prove that every card is the replay of its reviews; exits 1 where one is not and was not repaired."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="store what the replay says where a card differs")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(repair=options["repair"])
        self.stdout.write(_json(found) if options["json"] else _text(found))
        if found.differences and not options["repair"]:
            raise CommandError("Cards differ from their reviews. Put them right with --repair.", returncode=1)


def _json(found: Check) -> str:
    return json.dumps({"cards": found.cards, "reviews": found.reviews, "differences": len(found.differences)})


def _text(found: Check) -> str:
    lines = [f"{found.cards} cards, {found.reviews} reviews, {len(found.differences)} differences"]
    lines += [f"  card {d.card}: {d.column} is {d.stored}, its reviews say {d.replayed}" for d in found.differences]
    return "\n".join(lines)
