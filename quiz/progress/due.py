"""What a learner is to be asked next: what is due, what is new, and how much of it comes when."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from content.models import Guide, Point, Question, Section, Topic
from quiz.models import Card, Learner, PracticeSession, Review
from quiz.scheduler import fsrs6, study_days
from quiz.scheduler.memory import State

LEARN_AHEAD = timedelta(minutes=20)
"""A learning step may be taken this much early, when nothing else is due (Anki's default)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of a guide is asked: all of it, one section, or one topic."""

    guide: Guide
    section: Section | None = None
    topic: Topic | None = None

    @classmethod
    def of(cls, session: PracticeSession) -> Self:
        """What a practice session asks."""
        return cls(session.guide, session.section, session.topic)

    def filter(self, prefix: str = "") -> Q:
        """Points in scope; `prefix` leads from the filtered model to the topic's own fields, as in "point__"."""
        if self.topic is not None:
            return Q(**{f"{prefix}topic": self.topic})
        if self.section is not None:
            return Q(**{f"{prefix}topic__section": self.section})
        return Q(**{f"{prefix}topic__guide": self.guide})

    def questions(self, kinds: Collection[str]) -> QuerySet[Question]:
        """Questions of the kinds that may be asked of points in scope; in a part of the guide none for the topic."""
        questions = Question.objects.published().filter(kind__in=kinds)
        whole = self.section is None and self.topic is None
        return questions if whole else questions.filter(asks_topic=False)

    def askable(self, kinds: Collection[str], *, point: str) -> Exists:
        """Whether a point in scope can be asked in one of the kinds; `point` names it on the filtered model."""
        return Exists(self.questions(kinds).filter(point=OuterRef(point)))


def due_cards(learner: Learner, scope: Scope, *, kinds: Collection[str], now: datetime) -> list[Card]:
    """Cards to ask now in one of the kinds: learning steps by time, then reviews by lowest recall."""
    cards = learner.cards.filter(scope.filter()).due(now).filter(scope.askable(kinds, point="point"))
    today = learner.study_day(now)
    return sorted(cards, key=lambda card: _urgency(card, today))


def steps_ahead(learner: Learner, scope: Scope, *, kinds: Collection[str], now: datetime) -> list[Card]:
    """Learning steps that fall due within LEARN_AHEAD and can be asked in one of the kinds, by time."""
    soon = Q(due__lte=now + LEARN_AHEAD, state__in=[State.LEARNING.value, State.RELEARNING.value])
    cards = learner.cards.filter(scope.filter()).ahead(now).filter(scope.askable(kinds, point="point"))
    return list(cards.filter(soon).order_by("due"))


def reviews_ahead(learner: Learner, scope: Scope, *, kinds: Collection[str], now: datetime) -> list[Card]:
    """Cards in review that are not due yet and were not answered today, by lowest recall."""
    today = learner.study_day(now)
    cards = learner.cards.filter(scope.filter()).ahead(now).filter(scope.askable(kinds, point="point"))
    cards = cards.filter(state=State.REVIEW.value).exclude(studied_on=today)
    return sorted(cards, key=lambda card: _urgency(card, today))


def _urgency(card: Card, today: date) -> tuple[bool, float, int]:
    if card.state != State.REVIEW:
        return (False, card.due.timestamp() if card.due else 0.0, card.pk)
    return (True, fsrs6.recall(card.memory, today), card.pk)


def new_points(learner: Learner, scope: Scope, *, kinds: Collection[str], now: datetime) -> QuerySet[Point]:
    """Published points not answered yet that can be asked in one of the kinds, by level and guide order."""
    mine = Card.objects.filter(learner=learner, point=OuterRef("pk"))
    passed_over = mine.filter(Q(state__gt=State.NEW.value) | Q(suspended=True) | Q(buried_until__gt=now))
    return (
        Point.objects.published()
        .filter(scope.filter())
        .filter(scope.askable(kinds, point="pk"), ~Exists(passed_over))
        .order_by("level", "topic__section__position", "topic__position", "position", "pk")
    )


def introduced_on(learner: Learner, study_day: date) -> int:
    """How many points the learner met for the first time on a study day."""
    graded = Review.objects.filter(learner=learner).graded()
    earlier = graded.filter(card=OuterRef("card"), sequence__lt=OuterRef("sequence"))
    return graded.on(study_day).filter(~Exists(earlier)).count()


def answered_on(learner: Learner, study_day: date) -> int:
    """How many points that the learner had met before they answered on a study day, however often."""
    graded = Review.objects.filter(learner=learner).graded()
    earlier = graded.filter(card=OuterRef("card"), study_day__lt=study_day)
    return graded.on(study_day).filter(Exists(earlier)).values("card").distinct().count()


def returning(learner: Learner, scope: Scope, *, now: datetime, days: int = 7) -> list[tuple[date, int]]:
    """How many cards fall due on each of the next study days, today first; today counts what is due already too."""
    today = learner.study_day(now)
    horizon = study_days.ends_at(today + timedelta(days=days - 1), zone=learner.time_zone, day_start=learner.day_start)
    cards = learner.cards.filter(scope.filter())
    dues = cards.ahead(now).filter(due__lt=horizon).values_list("due", flat=True)
    counts = Counter(learner.study_day(due) for due in dues if due)
    counts[today] += cards.due(now).count()
    return [(day, counts[day]) for day in (today + timedelta(days=n) for n in range(days))]


def next_due(learner: Learner, scope: Scope, *, now: datetime) -> datetime | None:
    """When the next card falls due that is not due yet, in UTC; None where none will."""
    later = learner.cards.filter(scope.filter()).ahead(now)
    return later.order_by("due").values_list("due", flat=True).first()
