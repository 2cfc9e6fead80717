import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from content.drafts import UnreadableSource
from content.formats import paths, recognise
from content.store.apply import import_draft
from content.store.report import ImportRefused, ImportReport, Reason, as_json, nothing_done

REMEDIES = {
    Reason.REJECTED: "Mend them, or leave them out with --skip-rejected.",
    Reason.RETIRES: "If that is meant, say so with --retire.",
    Reason.NO_GUIDE: "Say which one with --guide SLUG.",
    Reason.UNKNOWN_GUIDE: "Import that guide first, or name another.",
}


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
            report = nothing_done("The source cannot be read.", Reason.UNREADABLE, error.problems)
        except ImportRefused as error:
            report = nothing_done(str(error), error.reason)
        if report.reason in REMEDIES:
            report = replace(report, refusal=f"{report.refusal} {REMEDIES[report.reason]}")
        self.stdout.write(json.dumps(as_json(report)) if options["json"] else as_text(path, report))
        return not report.refusal


def as_text(path: Path, report: ImportReport) -> str:
    """The report for a reader at a terminal."""
    lines = [f"{path}: " + ("imported" if report.applied else "refused" if report.refusal else "would be imported")]
    if report.guide:
        lines.append(
            f"  {report.sections} sections, {report.topics} topics, {report.points} points, "
            f"{report.questions} questions in “{report.guide}”"
        )
        fates = ", ".join(f"{count} {fate}" for fate, count in report.plan.items() if count)
        lines.append(f"  points: {fates or 'none'}")
    lines += [f"  {item.place.file}:{item.place.line}: {item.reason}" for item in report.rejected]
    lines += [f"  {item.file}:{item.line}: comes in as a draft. {item.reason}" for item in report.held_back]
    if report.refusal:
        lines.append(f"  {report.refusal}")
    return "\n".join(lines)
