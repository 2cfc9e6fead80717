"""A practice session: start it, see where it stands, skip, come back to it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from content.models import Question, QuestionVersion
from content.models.base import State
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.models.session import Mode
from quiz.progress.due import Scope
from quiz.progress.undo import undo

from . import selection
from .answering import Outcome, Reply, StalePresentation, record
from .presentations import Presentation

SECONDS_PER_QUESTION = 30


class NothingToAsk(Exception):
    """No question is left for this mode now."""


class NoSuchSession(Exception):
    """The learner has no such practice session."""


@dataclass(frozen=True, slots=True)
class Run:
    """A session as it stands: its items in order, each with its standing answer as annotated by `load`."""

    session: PracticeSession
    items: list[Any]

    @property
    def current(self) -> Any | None:
        """The first item that waits for an answer; None when the run is over."""
        return next((item for item in self.items if not is_done(item)), None)

    @property
    def total(self) -> int:
        return len(self.items)

    def item(self, pk: int | None) -> Any | None:
        return next((item for item in self.items if item.pk == pk), None)

    def note(self, review: Review) -> None:
        """Take a review that was recorded after loading into account."""
        item = self.item(review.item_id)
        if item is not None and review.undone_at is None:
            item.review_id, item.score, item.grade = review.pk, review.score, review.grade
            item.certainty, item.answered_at = review.certainty, review.answered_at

    @property
    def last_done(self) -> Any | None:
        """The item that was answered or skipped last: what *Undo* takes back."""
        done = [item for item in self.items if item.review_id is not None or item.skipped_at is not None]
        return max(done, key=lambda item: item.answered_at or item.skipped_at, default=None)


def is_done(item: Any) -> bool:
    """Whether an item needs no answer (any more): answered, skipped, or its question retired meanwhile."""
    return item.review_id is not None or item.skipped_at is not None or item.is_gone


def start(
    learner: Learner,
    scope: Scope,
    *,
    mode: Mode,
    length: int,
    rng: random.Random,
    now: datetime,
    first: Question | None = None,
) -> PracticeSession:
    """Start a session and plan its items. `first` is asked before anything else. Raises NothingToAsk."""
    questions = selection.choose(learner, scope, mode=mode, length=length, rng=rng, now=now)
    if first is not None:
        others = [question for question in questions if question.point_id != first.point_id]
        questions = [first, *others][:length]
    return _store(learner, scope, questions, mode=mode, now=now)


def go_over(run: Run, *, rng: random.Random, now: datetime) -> PracticeSession:
    """Start a session over the points that a run's answers missed. Raises NothingToAsk."""
    session = run.session
    scope = Scope(session.guide)
    missed = [item.point_id for item in run.items if item.review_id is not None and item.score == 0]
    questions = selection.go_over(session.learner, scope, points=missed, rng=rng, now=now)
    return _store(session.learner, scope, questions, mode=Mode.DAILY, now=now)


def more(run: Run, *, rng: random.Random, now: datetime) -> PracticeSession:
    """Start another session like this one: the same mode, part of the guide and length. Raises NothingToAsk."""
    session = run.session
    scope = Scope(session.guide, session.section, session.topic)
    return start(session.learner, scope, mode=Mode(session.mode), length=run.total, rng=rng, now=now)


def _store(
    learner: Learner, scope: Scope, questions: Sequence[Question], *, mode: Mode, now: datetime
) -> PracticeSession:
    if not questions:
        raise NothingToAsk
    with transaction.atomic():
        session = PracticeSession.objects.create(
            learner=learner, guide=scope.guide, mode=mode, section=scope.section, topic=scope.topic, started_at=now
        )
        SessionItem.objects.bulk_create(
            SessionItem(session=session, position=position, question=question, point_id=question.point_id)
            for position, question in enumerate(questions, start=1)
        )
    return session


_NOT_SHOWN = [
    f"{path}__{name}"
    for path in ("session__guide", "question", "point", "point__topic", "point__topic__section")
    for name in ("snapshot", "pending")
]


def load(session: int, *, learner: UUID | None) -> Run:
    """A learner's session with its items, in one query. Raises NoSuchSession where it is not theirs.

    Each item carries its standing review's `review_id`, `score`, `grade`, `certainty` and `answered_at`, its card's
    `card_sequence` and `starred`, and `is_gone` where its question is asked no more.
    """
    items: list[Any] = list(
        SessionItem.objects.filter(session__pk=session, session__learner=learner)
        .annotate(
            standing=FilteredRelation("reviews", condition=Q(reviews__undone_at__isnull=True)),
            mine=FilteredRelation("point__cards", condition=Q(point__cards__learner=learner)),
        )
        .annotate(
            review_id=F("standing__pk"),
            score=F("standing__score"),
            grade=F("standing__grade"),
            certainty=F("standing__certainty"),
            answered_at=F("standing__answered_at"),
            card_sequence=F("mine__sequence"),
            starred=F("mine__starred"),
        )
        .select_related("session__learner", "session__guide", "question", "point__topic__section")
        .defer(*_NOT_SHOWN)
        .order_by("position")
    )
    if not items:
        raise NoSuchSession
    for item in items:
        item.is_gone = not item.question.state == item.point.state == State.PUBLISHED
    return Run(items[0].session, items)


def skip(run: Run, item: int, *, now: datetime) -> None:
    """Pass over an item of the run; its memory stays as it is. An answered item stays answered."""
    row = run.item(item)
    if row is not None and row.review_id is None:
        SessionItem.objects.filter(pk=item, skipped_at__isnull=True).update(skipped_at=now)


def take_back(run: Run, item: int, *, now: datetime) -> None:
    """Undo the answer to an item, or bring a skipped one back. Raises undo.LaterAnswerStands."""
    row = run.item(item)
    if row is None:
        return
    if row.review_id is not None:
        undo(review=Review.objects.get(pk=row.review_id), now=now)
    else:
        SessionItem.objects.filter(pk=item).update(skipped_at=None)


def answer_first(
    learner: Learner,
    *,
    version: QuestionVersion,
    presentation: Presentation,
    reply: Reply,
    length: int,
    rng: random.Random,
    now: datetime,
) -> tuple[Outcome, Run]:
    """Record the answer to a question shown outside a run, and start the daily run that it opens.

    A repeat finds the run and the outcome of the first time. Call it in a transaction; the learner is locked.
    Raises what `answering.record` does.
    """
    Learner.objects.select_for_update().get(pk=learner.pk)
    point = version.question.point
    card = Card.objects.filter(learner=learner, point=point).first()
    if card is None or card.sequence == presentation.sequence:
        scope = Scope(point.topic.guide)
        session = start(learner, scope, mode=Mode.DAILY, length=length, rng=rng, now=now, first=version.question)
        item = session.items.get(position=1)
        presentation = replace(presentation, item=item.pk)
    outcome = record(learner, version=version, presentation=presentation, reply=reply, now=now)
    if outcome.review.item is None:
        raise StalePresentation
    return outcome, load(outcome.review.item.session_id, learner=learner.pk)


def resumable(learner: Learner, *, since: datetime) -> PracticeSession | None:
    """The learner's latest session begun after `since` that still has something to ask."""
    answered = Review.objects.filter(item=OuterRef("pk")).standing()
    open_items = SessionItem.objects.filter(session=OuterRef("pk"), skipped_at__isnull=True).filter(
        ~Exists(answered), question__state=State.PUBLISHED, point__state=State.PUBLISHED
    )
    sessions = PracticeSession.objects.filter(learner=learner, started_at__gte=since, left_at__isnull=True)
    latest = sessions.order_by("-started_at", "-pk")[:1]
    return sessions.filter(pk__in=latest.values("pk")).filter(Exists(open_items)).first()
