"""A practice session as it stands: its items in order, what was answered, what waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, F, FilteredRelation, Q

from content.models import Point, Question
from content.models.base import State as ContentState
from quiz.models import PracticeSession, Review, SessionItem
from quiz.models.card import is_due
from quiz.progress.due import LEARN_AHEAD
from quiz.scheduler.memory import State

LARGEST_ID = BigIntegerField.MAX_BIGINT
"""What a database can hold as an id; an address may name more."""


class NoSuchSession(Exception):
    """The learner has no such practice session."""


@dataclass(slots=True, kw_only=True)
class Item:
    """One place in a run, with its standing answer and its card's marks.

    `is_passed_over` says that nothing is to be asked here any more although nothing was answered: the question was
    retired, or the point was answered elsewhere today and is neither due again nor soon a learning step.
    """

    pk: int
    position: int
    question: Question
    point: Point
    skipped_at: datetime | None
    is_passed_over: bool
    sequence: int
    starred: bool
    review_id: int | None
    score: float
    grade: int | None
    certainty: str
    answered_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether it needs no answer (any more)."""
        return self.review_id is not None or self.skipped_at is not None or self.is_passed_over


@dataclass(frozen=True, slots=True)
class Run:
    """A session with its items in order."""

    session: PracticeSession
    items: list[Item]

    @property
    def current(self) -> Item | None:
        """The first item that waits for an answer; None when the run is over."""
        return next((item for item in self.items if not item.is_done), None)

    @property
    def total(self) -> int:
        return len(self.items)

    def item(self, pk: int | None) -> Item | None:
        """The run's item with this id, if it has one."""
        return next((item for item in self.items if item.pk == pk), None)

    def note(self, review: Review) -> None:
        """Take a review that was recorded after loading into account."""
        item = self.item(review.item_id)
        if item is not None and review.undone_at is None:
            item.review_id, item.score, item.grade = review.pk, review.score, review.grade
            item.certainty, item.answered_at = review.certainty, review.answered_at

    @property
    def last_done(self) -> Item | None:
        """The item that was answered or skipped last: what *Undo* takes back."""
        done = [(when, item) for item in self.items if (when := item.answered_at or item.skipped_at) is not None]
        return max(done, key=lambda pair: pair[0])[1] if done else None


_NOT_SHOWN = [
    f"{path}__{name}"
    for path in ("session__guide", "question", "point", "point__topic", "point__topic__section")
    for name in ("snapshot", "pending")
]


def load(session: int, *, learner: UUID | None, now: datetime) -> Run:
    """A learner's session as it stands now, in one query. Raises NoSuchSession where it is not theirs."""
    if session > LARGEST_ID:
        raise NoSuchSession
    rows: list[Any] = list(
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
            sequence=F("mine__sequence"),
            starred=F("mine__starred"),
            card_state=F("mine__state"),
            card_due=F("mine__due"),
            is_due=ExpressionWrapper(is_due(now, card="mine__", point="point__"), output_field=BooleanField()),
            studied_on=F("mine__studied_on"),
        )
        .select_related("session__learner", "session__guide", "question", "point__topic__section")
        .defer(*_NOT_SHOWN)
        .order_by("position")
    )
    if not rows:
        raise NoSuchSession
    return Run(rows[0].session, [_item(row, now=now) for row in rows])


def _item(row: Any, *, now: datetime) -> Item:
    is_asked = row.question.state == row.point.state == ContentState.PUBLISHED
    return Item(
        pk=row.pk,
        position=row.position,
        question=row.question,
        point=row.point,
        skipped_at=row.skipped_at,
        is_passed_over=not is_asked or _is_answered_elsewhere(row, now=now),
        sequence=row.sequence or 0,
        starred=bool(row.starred),
        review_id=row.review_id,
        score=row.score or 0.0,
        grade=row.grade,
        certainty=row.certainty or "",
        answered_at=row.answered_at,
    )


def _is_answered_elsewhere(row: Any, *, now: datetime) -> bool:
    """Whether an unanswered item's point was answered today, and is neither due again nor soon a learning step."""
    if row.review_id is not None or row.is_due or row.studied_on != row.session.learner.study_day(now):
        return False
    in_step = row.card_state in {State.LEARNING, State.RELEARNING}
    return not (in_step and row.card_due <= now + LEARN_AHEAD)
