"""The report of an import, done or foretold."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from content.drafts import NotGenerated, Rejection

from .items import Change, HeldBack, Item, OutlineItem, QuestionCounts


class Reason(StrEnum):
    """Why an import is refused; who asked for it says what can be done about it there."""

    UNREADABLE = "unreadable"
    REJECTED = "rejected items"
    EMPTY = "no points"
    RETIRES = "retires too much"
    NOT_AS_SHOWN = "not as shown"
    NO_GUIDE = "no guide"
    NO_ID = "no id"
    UNKNOWN_GUIDE = "unknown guide"
    OLD_ID = "old id"


class ImportRefused(Exception):
    """The import cannot be planned; the message says why, in a sentence or two."""

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason = reason
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do. `refusal` says in a sentence why it is not applied, `reason` in a word."""

    guide: str
    format: str
    sections: int
    topics: int
    points: int
    questions: int
    plan: dict[str, int]
    not_generated: tuple[NotGenerated, ...]
    rejected: tuple[Rejection, ...]
    applied: bool
    refusal: str = ""
    reason: Reason | None = None
    outline: tuple[OutlineItem, ...] = ()
    items: tuple[Item, ...] = ()
    question_changes: tuple[QuestionCounts, ...] = ()
    held_back: tuple[HeldBack, ...] = ()


def nothing_done(refusal: str, reason: Reason, problems: Iterable[Rejection] = ()) -> ImportReport:
    """The report of an import that came to no plan."""
    return ImportReport(
        guide="",
        format="",
        sections=0,
        topics=0,
        points=0,
        questions=0,
        plan={change.value: 0 for change in Change},
        not_generated=(),
        rejected=tuple(problems),
        applied=False,
        refusal=refusal,
        reason=reason,
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


def changes_nothing(said: Mapping[str, Any]) -> bool:
    """Whether by what a report says, `as_json`, the guide stands after the import as before it."""
    fates = {item["fate"] for item in (*said["outline"], *said["items"])}
    return fates <= {Change.UNCHANGED.value} and not said["question_changes"]


def digest(said: Mapping[str, Any]) -> str:
    """SHA-256 of what an import does by its report, `as_json`: equal for a plan and for the import as planned."""
    done = {name: value for name, value in said.items() if name not in ("applied", "refusal", "reason")}
    return sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()
