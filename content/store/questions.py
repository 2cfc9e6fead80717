"""Questions of a guide: make them from the bank's facts, keep the ids of those that are there, and freeze versions."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, prefetch_related_objects

from content.drafts import NotGenerated, QuestionDraft, question_id
from content.generators import generate
from content.models import Guide, Point, Question, QuestionCriterion, QuestionOption, QuestionVersion
from content.models.base import State

from . import facts, fields, retirement
from .merge import merge

Key = tuple[int, str, str]


def regenerate(guide: Guide, *, now: datetime) -> tuple[NotGenerated, ...]:
    """Make the guide's questions from its published points; retire generated ones that no longer follow from them.

    Authored questions are left as they are. Editors' changes stay (see `merge`). Returns what could not be made.
    """
    generated = generate.generate(guide.slug, facts.topics(guide))
    live = Point.objects.of_guide(guide).published()
    points = {(topic, slug): pk for topic, slug, pk in live.values_list("topic__slug", "slug", "pk")}
    wanted = {
        (points[draft.topic, draft.point], draft.kind.value, draft.variant): draft
        for draft in generated.questions
        if not draft.authored
    }
    others = write(guide, wanted, now=now)
    retire([question for question in others if not question.authored], now=now)
    return generated.not_generated


def write(guide: Guide, wanted: dict[Key, QuestionDraft], *, now: datetime) -> list[Question]:
    """Bring the stored questions to what is wanted: add, merge and version them; unchanged ones cost no write.

    Returns the stored ones that are not wanted.
    """
    stored = {
        (question.point_id, question.kind, question.variant): question
        for question in Question.objects.of_guide(guide).prefetch_related("options", "criteria")
    }
    new: list[tuple[Question, dict[str, Any]]] = []
    points = {pk: slugs for pk, *slugs in Point.objects.of_guide(guide).values_list("pk", "topic__slug", "slug")}
    for key, draft in wanted.items():
        incoming = fields.of_question_draft(draft)
        if key in stored:
            _merge(stored[key], incoming, now=now)
        else:
            topic, point = points[key[0]]
            identity = question_id(guide.slug, topic, point, draft.kind, draft.variant)
            new.append((_new_question(identity, key, incoming), incoming["text"]))
    _insert(new, now=now)
    return [question for key, question in stored.items() if key not in wanted]


def _new_question(identity: Any, key: Key, incoming: dict[str, Any]) -> Question:
    point, kind, variant = key
    text = {name: incoming["text"][name] for name in fields.TEXT_FIELDS}
    return Question(
        id=identity,
        point_id=point,
        kind=kind,
        variant=variant,
        state=incoming["state"],
        authored=incoming["authored"],
        asks_topic=incoming["asks_topic"],
        snapshot=incoming,
        **text,
    )


def _insert(new: Sequence[tuple[Question, dict[str, Any]]], *, now: datetime) -> None:
    Question.objects.bulk_create([question for question, _ in new], batch_size=500)
    rows = [row for question, text in new for row in fields.question_rows(question, text)]
    QuestionOption.objects.bulk_create([r for r in rows if isinstance(r, QuestionOption)], batch_size=500)
    QuestionCriterion.objects.bulk_create([r for r in rows if isinstance(r, QuestionCriterion)], batch_size=500)
    QuestionVersion.objects.bulk_create(
        [QuestionVersion(question=question, number=1, created_at=now, **text) for question, text in new],
        batch_size=500,
    )


def _merge(question: Question, incoming: dict[str, Any], *, now: datetime) -> None:
    current = fields.of_question(question)
    merged = merge(snapshot=question.snapshot, current=current, incoming=incoming, pending=question.pending)
    if "text" in merged.pending and (current["state"], incoming["state"]) == (State.PUBLISHED, State.DRAFT):
        # It is the incoming text that is not fit for learners, and it waits; the editor's stays before them.
        merged.values["state"] = current["state"]
    if merged.values == current and merged.pending == question.pending and question.snapshot == incoming:
        return
    question.snapshot = incoming
    question.pending = merged.pending
    save_values(question, merged.values, current=current, now=now)


def save_values(question: Question, values: dict[str, Any], *, current: dict[str, Any], now: datetime) -> None:
    """Save a question's values, in the form of `fields.of_question`; another text than the current is a new version."""
    for name in ("state", "authored", "asks_topic"):
        setattr(question, name, values[name])
    question.retired_at = retirement.retired_at(question, state=question.state, now=now)
    text = values["text"]
    for name in fields.TEXT_FIELDS:
        setattr(question, name, text[name])
    question.save()
    if text != current["text"]:
        question.options.all().delete()
        question.criteria.all().delete()
        for row in fields.question_rows(question, text):
            row.save()
        save_version(question, text=text, now=now)


def retire(questions: Iterable[Question], *, now: datetime) -> None:
    """Retire those of these questions that are missed, so that an import may bring them back (see `retirement`)."""
    gone = [question for question in questions if retirement.is_missed(question)]
    prefetch_related_objects(gone, "options", "criteria")
    for question in gone:
        retirement.retire(question, current=fields.of_question(question), now=now)
    Question.objects.bulk_update(gone, retirement.COLUMNS, batch_size=200)


@transaction.atomic
def save_version(question: Question, *, now: datetime, text: dict[str, Any] | None = None) -> QuestionVersion | None:
    """Freeze the question's text as its next version, unless the current one says the same. Returns the new one."""
    # Two saves of one question number their versions one after the other.
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if text is None:
        text = fields.text_of(locked)
    versions = QuestionVersion.objects.filter(question=question)
    current = versions.current().first()
    if current is not None and _same(current, text):
        return None
    versions.current().update(is_current=False)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return QuestionVersion.objects.create(question=question, number=number, created_at=now, **text)


def _same(version: QuestionVersion, text: dict[str, Any]) -> bool:
    frozen = {name: getattr(version, name) for name in text}
    return json.dumps(frozen, sort_keys=True) == json.dumps(text, sort_keys=True)
