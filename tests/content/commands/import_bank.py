"""The import command, run on a file: what it prints and how it ends."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

PLAIN_GUIDE = Path(__file__).parents[2] / "data" / "banks" / "plain-guide.md"
KEYS = {
    *("guide", "format", "sections", "topics", "points", "questions"),
    *("plan", "not_generated", "rejected", "applied", "refusal"),
    *("reason", "outline", "items", "question_changes", "held_back"),
}


def run(*arguments):
    """What the command prints and its exit code."""
    out = StringIO()
    try:
        call_command("import_bank", *map(str, arguments), stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def run_json(*arguments):
    printed, code = run(*arguments, "--json")
    return json.loads(printed), code


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path
