"""Changes that an import brought and an edit kept out: what waits for an editor's decision, and what becomes of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from content.generators import lint
from content.models import Guide, Point, Question, Section, Topic
from content.models.base import State

from . import edits, facts, fields, questions, retirement
from .edits import Row
from .merge import units
from .outline import save_values, value_of

WHOLE = "kind"
"""The name of a change that makes a point one of another kind: all its fields are decided at once."""


class NotWaiting(Exception):
    """What was to be decided is not, or no longer, what waits; the message says so."""


class CannotStand(Exception):
    """A published question cannot have the incoming value; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One change that waits, as it stands and as it came in: a field, those of a point that are true only together,
    or all of a point of another kind. It is named after the first of them."""

    name: str
    mine: Mapping[str, Any]
    incoming: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """What an editor saw when they decided."""
        return hashlib.sha256(json.dumps([self.mine, self.incoming], sort_keys=True).encode()).hexdigest()[:16]


def rows_with_changes(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of guides, sections, topics, points or questions that have a change waiting."""
    return rows.exclude(pending={})


def waiting(row: Row) -> list[Waiting]:
    """The changes that wait at a row as it is stored, in the order of its fields."""
    if not row.pending:
        return []
    row = _fetched(row)
    current = _current(row)
    if isinstance(row, Point) and WHOLE in row.pending:
        return [Waiting(name=WHOLE, mine=current, incoming=row.pending)]
    as_one = current.keys() - fields.APART if isinstance(row, Point) else set()
    return [_waiting(row, unit, current) for unit in units(current, as_one) if not row.pending.keys().isdisjoint(unit)]


def _waiting(row: Row, unit: Sequence[str], current: Mapping[str, Any]) -> Waiting:
    """What waits of fields that are decided on together, and in which others of them the import differs."""
    incoming = {name: row.pending.get(name, row.snapshot.get(name, current[name])) for name in unit}
    names = [name for name in unit if name in row.pending or incoming[name] != current[name]]
    return Waiting(
        name=names[0],
        mine={name: current[name] for name in names},
        incoming={name: incoming[name] for name in names},
    )


@transaction.atomic
def take(row: Row, name: str, *, seen: str, now: datetime) -> Waiting:
    """Let the incoming value stand, with all that follows from an edit. Returns what was decided.

    `seen` is the digest of the change as the editor saw it. Raises NotWaiting where it is another by now, and
    CannotStand where a published question would then have a flaw that keeps it from learners.
    """
    row, change = _decided(row, name, seen)
    match row:
        case Point():
            _write_point(row, change.incoming, now=now)
        case Question():
            _write_question(row, change.incoming, now=now)
        case _:
            _write_outline(row, change.incoming, now=now)
    return change


@transaction.atomic
def keep(row: Row, name: str, *, seen: str) -> Waiting:
    """Let what stands here stand, and the incoming value go. Returns what was decided.

    The same value does not wait again: an import asks only about what differs from its last one. Raises NotWaiting.
    """
    row, change = _decided(row, name, seen)
    row.save(update_fields=["pending"])
    return change


def drop_met(row: Row) -> None:
    """After an edit: an incoming value that the editor has written themselves waits no more."""
    if row.pending and WHOLE not in row.pending:
        row.pending = {
            name: value
            for change in waiting(row)
            if any(row.pending.get(name, mine) != mine for name, mine in change.mine.items())
            for name, value in change.incoming.items()
        }
        row.save(update_fields=["pending"])


def _decided(row: Row, name: str, seen: str) -> tuple[Any, Waiting]:
    """The row as it is under lock, with the change taken from what waits there, and the change."""
    edits.lock(row)
    row = _fetched(row)
    change = next((change for change in waiting(row) if change.name == name), None)
    if change is None or change.digest != seen:
        raise NotWaiting("That has changed since you opened the page. Nothing was done: look at it again as it is now.")
    row.pending = {key: value for key, value in row.pending.items() if key not in change.incoming}
    return row, change


def _fetched(row: Row) -> Any:
    match row:
        case Point():
            return Point.objects.select_related("topic__guide").with_bodies().get(pk=row.pk)
        case Question():
            return Question.objects.prefetch_related("options", "criteria").get(pk=row.pk)
        case _:
            return type(row).objects.get(pk=row.pk)


def _current(row: Row) -> dict[str, Any]:
    match row:
        case Point():
            return fields.of_point(row)
        case Question():
            return fields.of_question(row)
        case _:
            return {name: value_of(row, name) for name in row.snapshot}


def _write_point(point: Point, incoming: Mapping[str, Any], *, now: datetime) -> None:
    before = fields.of_point(point)
    values = {**before, **incoming}
    old = point.body
    point.kind = values["kind"]
    if before["kind"] != point.kind:
        old.delete()
    point.retired_at = retirement.retired_at(point, state=values["state"], now=now)
    fields.write_point(point, values)
    edits.points_saved(point.topic.guide, before={point.pk: before}, now=now)


def _write_question(question: Question, incoming: Mapping[str, Any], *, now: datetime) -> None:
    current = fields.of_question(question)
    questions.save_values(question, {**current, **incoming}, current=current, now=now)
    if errors := _errors(_fetched(question)):
        raise CannotStand(f"So it cannot be published: {errors} Save it as a draft first, or mend it below.")


def _errors(question: Question) -> str:
    """What lint finds in a published question that keeps it from learners, in sentences."""
    if question.state != State.PUBLISHED:
        return ""
    draft = fields.question_draft(question)
    topic = next(topic for topic in facts.topics(question.point.topic.guide) if topic.slug == draft.topic)
    return lint.errors(draft, topic)


def _write_outline(row: Guide | Section | Topic, incoming: Mapping[str, Any], *, now: datetime) -> None:
    before = edits.texts(row.points.all()) if isinstance(row, Topic) else {}
    save_values(row, incoming)
    if isinstance(row, Topic):
        edits.points_saved(row.guide, before=before, now=now)
