import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from content.drafts import Rejection, UnreadableSource
from content.formats import paths, recognise
from content.store.apply import ImportReport, import_draft
from content.store.plan import Change, ImportRefused


class Command(BaseCommand):
    help = "Import guides and banks: Markdown guide tables, YAML or JSON banks (a file or a folder)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--guide", default="", metavar="SLUG", help="the guide of a file that names none")
        parser.add_argument("--into", default="", metavar="SLUG", help="enrich the topics of this guide instead")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--skip-rejected", action="store_true", help="leave out the items that cannot be read")
        parser.add_argument(
            "--retire", action="store_true", help="retire even more than a third of the source's points"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object a path")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refused = [path for path in options["paths"] if not self._import(path, options)]
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"The database cannot take it: {reason}. If it is new, run `make serve` or `manage.py migrate` first."
            ) from None
        if refused:
            raise CommandError(f"Not imported: {', '.join(map(str, refused))}", returncode=1)

    def _import(self, path: Path, options: dict[str, Any]) -> bool:
        """Import one path and print what became of it. Returns whether it was applied, or would be."""
        try:
            report = import_draft(
                recognise.read(paths.collect(path)),
                now=timezone.now(),
                guide=options["guide"],
                into=options["into"],
                dry_run=options["dry_run"],
                skip_rejected=options["skip_rejected"],
                retire=options["retire"],
            )
        except UnreadableSource as error:
            report = _nothing(error.problems, "The source cannot be read.")
        except ImportRefused as error:
            report = _nothing((), str(error))
        self.stdout.write(json.dumps(as_json(report)) if options["json"] else as_text(path, report))
        return not report.refusal


def _nothing(problems: tuple[Rejection, ...], refusal: str) -> ImportReport:
    return ImportReport(
        guide="",
        format="",
        sections=0,
        topics=0,
        points=0,
        questions=0,
        plan={change.value: 0 for change in Change},
        not_generated=(),
        rejected=problems,
        applied=False,
        refusal=refusal,
    )


def as_json(report: ImportReport) -> dict[str, Any]:
    """The report as one object of plain values."""
    return {
        **asdict(report),
        "rejected": [
            {"file": item.place.file, "line": item.place.line, "reason": item.reason} for item in report.rejected
        ],
        "not_generated": [
            {"topic": item.topic, "kind": item.kind.value, "reason": item.reason} for item in report.not_generated
        ],
    }


def as_text(path: Path, report: ImportReport) -> str:
    """The report for a reader at a terminal."""
    lines = [f"{path}: " + ("imported" if report.applied else "refused" if report.refusal else "would be imported")]
    if report.guide:
        lines.append(
            f"  {report.sections} sections, {report.topics} topics, {report.points} points, "
            f"{report.questions} questions in “{report.guide}”"
        )
        lines.append("  points: " + ", ".join(f"{count} {fate}" for fate, count in report.plan.items() if count))
    lines += [f"  {item.place.file}:{item.place.line}: {item.reason}" for item in report.rejected]
    if report.refusal:
        lines.append(f"  {report.refusal}")
    return "\n".join(lines)
