"""Retirement: the hour of it, and what becomes of a row that an import or a point's facts no longer bring."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from content.models import Point, Question
from content.models.base import State

from .merge import was_edited

COLUMNS = ["state", "retired_at", "snapshot", "pending"]
"""What `retire` may change of a row."""


def retired_at(row: Point | Question, *, state: str, now: datetime) -> datetime | None:
    """When a row that is to have this state was retired: the hour that it has already, else now; None if it is not."""
    return (row.retired_at or now) if state == State.RETIRED else None


def is_missed(row: Point | Question) -> bool:
    """Whether it is news for this row to be brought no longer: it was brought last time, and is not retired here."""
    return row.state != State.RETIRED and row.snapshot.get("state", State.RETIRED) != State.RETIRED


def retire(row: Point | Question, *, current: Mapping[str, Any], now: datetime) -> None:
    """Retire a row that is missed; where its `current` fields were edited here it stays, and that waits as pending.

    Its snapshot says so either way: a later import may bring it back, and none asks for its retirement again.
    The row is not saved.
    """
    if was_edited(snapshot=row.snapshot, current=current):
        row.pending = {**row.pending, "state": State.RETIRED.value}
    else:
        row.state, row.retired_at = State.RETIRED, now
    row.snapshot = {**row.snapshot, "state": State.RETIRED.value}
