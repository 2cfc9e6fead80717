"""Load the bank that ships with the program, when its files or what makes questions of them have changed since."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from content.drafts import Files, Rejection, UnreadableSource
from content.formats import paths, recognise
from content.models import BankLoad

from .apply import import_draft
from .report import ImportRefused, ImportReport

CONTENT = Path(__file__).parents[1]
ROOMS = ("formats", "generators", "store")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to: None for `report` where nothing had changed; `refusal` says why the old bank stays."""

    report: ImportReport | None = None
    refusal: str = ""


def load_shipped(path: Path, *, now: datetime) -> Loaded:
    """Import the bank at `path` into its own guide if its files differ from those last loaded or refused.

    Another release of the program, which may make other questions of the same files, loads them anew. A bank that
    cannot be read or applied changes nothing; the refusal names what is wrong.
    """
    report, fingerprint = None, ""
    try:
        files = paths.collect(path)
        fingerprint = _fingerprint({**files, **_program()})
        last = BankLoad.objects.filter(name=path.name).first()
        if last is not None and last.fingerprint == fingerprint:
            return Loaded(refusal=last.refusal)
        report = import_draft(recognise.read(files), now=now)
        refusal = _lines(report.refusal, report.rejected)
    except UnreadableSource as error:
        refusal = _lines("The bank cannot be read.", error.problems)
    except ImportRefused as error:
        refusal = str(error)
    BankLoad.objects.update_or_create(
        name=path.name, defaults={"fingerprint": fingerprint, "loaded_at": now, "refusal": refusal}
    )
    return Loaded(report, refusal)


def _lines(refusal: str, rejected: Sequence[Rejection]) -> str:
    return "\n".join([refusal, *(f"{item.place.file}:{item.place.line}: {item.reason}" for item in rejected)]).strip()


def _program() -> Files:
    """The sources that read a bank, make its questions and store them."""
    found = [CONTENT / "drafts.py", *(source for room in ROOMS for source in (CONTENT / room).rglob("*.py"))]
    return {f"content/{source.relative_to(CONTENT).as_posix()}": source.read_bytes() for source in found}


def _fingerprint(files: Files) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
