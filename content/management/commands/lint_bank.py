import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from content.drafts import QuestionKind, Rejection, UnreadableSource
from content.formats import paths, recognise
from content.generators.bank_lint import BankReport, Flaw, lint


class Command(BaseCommand):
    help = "Hold every question of a bank's files against the rules for fair questions, and against bots."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.SHIPPED_BANK, metavar="PATH")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--coverage", action="store_true", help="list what each topic has of each kind, or why not")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = recognise.read(paths.collect(options["path"]))
        except UnreadableSource as error:
            raise CommandError(_unread("The bank cannot be read.", error.problems)) from None
        if draft.rejected:
            raise CommandError(_unread("Some of the bank cannot be read: mend it first.", draft.rejected))
        report = lint(draft)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report)))
        else:
            self.stdout.write(coverage(report) if options["coverage"] else as_text(report))
        if report.errors:
            raise CommandError(f"{len(report.errors)} errors: mend them before the bank is loaded.")


def _unread(what: str, items: Iterable[Rejection]) -> str:
    return "\n".join([what, *(f"{item.place.file}:{item.place.line}: {item.reason}" for item in items)])


def as_json(report: BankReport) -> dict[str, Any]:
    """The report in numbers; a bot's score and chance are shares from 0 to 1."""
    return {
        "topics": report.topics,
        "points": report.points,
        "questions": len(report.questions),
        "authored": sum(question.authored for question in report.questions),
        "by_kind": report.by_kind,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "accepted": len(report.accepted),
        "bots": {
            name: {"score": round(result.score, 4), "chance": round(result.chance, 4)}
            for name, result in report.bots.items()
        },
    }


def as_text(report: BankReport) -> str:
    """The report for a reader at a terminal: flaws first, numbers last."""
    lines = [_line("error", flaw) for flaw in report.errors]
    lines += [_line("warning", flaw) for flaw in report.warnings]
    lines += [f"accepted without need: {one.question}, rule {one.rule}: take it out" for one in report.unused]
    numbers = as_json(report)
    bots = numbers.pop("bots")
    lines += [f"{name}: {value}" for name, value in numbers.items() if not isinstance(value, dict)]
    lines += [f"{kind}: {count}" for kind, count in numbers["by_kind"].items()]
    lines += [f"bot {name}: {bot['score']:.1%}, chance {bot['chance']:.1%}" for name, bot in bots.items()]
    return "\n".join(lines)


def _line(severity: str, flaw: Flaw) -> str:
    where, problem = flaw
    option = f", option {problem.option + 1}" if problem.option is not None else ""
    return f"{severity} {problem.rule}: {where or 'the bank'}{option}: {problem.message}"


def coverage(report: BankReport) -> str:
    """Each topic with the number of its questions of each kind; where there is none, why."""
    counts: dict[str, dict[QuestionKind, int]] = defaultdict(lambda: dict.fromkeys(QuestionKind, 0))
    for question in report.questions:
        counts[question.topic][question.kind] += 1
    reasons = {(missing.topic, missing.kind): missing.reason for missing in report.not_generated}
    lines = []
    for topic, kinds in counts.items():
        lines.append(topic)
        for kind, count in kinds.items():
            reason = reasons.get((topic, kind), "all of them are kept back as drafts")
            lines.append(f"  {kind.value}: {count or reason}")
    return "\n".join(lines)
