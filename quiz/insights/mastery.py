"""How well each topic is known: the recall to expect at the end of the next study day, and how far to trust that.

Expected recall is success times memory. Success has the Beta posterior of the topic's answers: its prior mean is the
guide's average, its strength 2, and an answer's weight halves every 30 days. Memory is FSRS-6's recall, on average
over the points answered. A topic is unknown where the 80 % interval of success is wider than 0.4, and weak where even
the 90 % quantile of success, times memory, is below 0.7.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count

from content.models import Point, Topic
from content.models.base import State as PointState
from quiz.models import Learner, Review
from quiz.progress.due import Scope
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import State

from . import beta

PRIOR_STRENGTH = 2.0
PRIOR_MEAN = 0.5
"""The guide's average before the learner has answered anything."""
HALF_LIFE_DAYS = 30
OLDEST_EVIDENCE = timedelta(days=180)
"""Older answers would weigh less than a sixtieth."""
WEAK_BELOW = 0.7
TOO_WIDE = 0.4
STRONG_FROM = 0.8


class Standing(StrEnum):
    """What can be said of a topic."""

    NEW = "new"
    UNKNOWN = "unknown"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMastery:
    """A topic's standing, foreseen for the end of the next study day; all shares from 0 to 1.

    `expected` is the share of the points answered so far that will be recalled, and lies from `low` to `high` with a
    probability of 80 %. `mastery` is the same of all the topic's points, where one never answered counts as forgotten.
    """

    topic: Topic
    points: int
    answered: int
    mastery: float
    expected: float
    low: float
    high: float
    standing: Standing


@dataclass(slots=True)
class _Tally:
    """What is known of one topic's answers and memories."""

    points: int = 0
    met: int = 0
    recall: float = 0.0
    right: float = 0.0
    wrong: float = 0.0
    answers: int = 0


def topics(learner: Learner, scope: Scope, *, now: datetime) -> list[TopicMastery]:
    """The standing of every live topic in scope, in guide order. Four queries, whatever the size."""
    today = learner.study_day(now)
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    points = Point.objects.published().filter(scope.filter()).order_by()
    for topic, count in points.values_list("topic").annotate(Count("pk")):
        tallies[topic].points = count
    _add_memories(tallies, learner, scope, on=today + timedelta(days=1))
    _add_answers(tallies, learner, scope, today=today)
    right = sum(tally.right for tally in tallies.values())
    total = right + sum(tally.wrong for tally in tallies.values())
    average = (right + PRIOR_MEAN * PRIOR_STRENGTH) / (total + PRIOR_STRENGTH)
    rows = scope.guide.topics.select_related("section", "guide").in_order()
    return [_mastery(topic, tallies[topic.pk], average) for topic in rows if topic.pk in tallies]


def _add_memories(tallies: dict[int, _Tally], learner: Learner, scope: Scope, *, on: date) -> None:
    cards = learner.cards.filter(scope.filter()).exclude(state=State.NEW.value)
    for card in cards.filter(point__state=PointState.PUBLISHED):
        tallies[card.topic_id].met += 1
        tallies[card.topic_id].recall += fsrs6.recall(card.memory, on)


def _add_answers(tallies: dict[int, _Tally], learner: Learner, scope: Scope, *, today: date) -> None:
    """Count each point's first answer on each study day, the recent ones for more."""
    reviews = Review.objects.filter(learner=learner, study_day__gte=today - OLDEST_EVIDENCE).graded()
    rows = reviews.filter(scope.filter("card__")).order_by("card", "sequence")
    seen: set[tuple[int, date]] = set()
    for card, topic, day, score in rows.values_list("card", "card__topic", "study_day", "score"):
        if (card, day) in seen or topic not in tallies:
            continue
        seen.add((card, day))
        weight = 0.5 ** ((today - day).days / HALF_LIFE_DAYS)
        tallies[topic].answers += 1
        tallies[topic].right += weight * score
        tallies[topic].wrong += weight * (1 - score)


def _mastery(topic: Topic, tally: _Tally, average: float) -> TopicMastery:
    a = tally.right + average * PRIOR_STRENGTH
    b = tally.wrong + (1 - average) * PRIOR_STRENGTH
    low, high = beta.quantile(0.1, a, b), beta.quantile(0.9, a, b)
    success = a / (a + b)
    recall = tally.recall / tally.met if tally.met else 0.0
    return TopicMastery(
        topic=topic,
        points=tally.points,
        answered=tally.met,
        mastery=success * tally.recall / tally.points if tally.points else 0.0,
        expected=success * recall,
        low=low * recall,
        high=high * recall,
        standing=_standing(tally, low=low, high=high, recall=recall),
    )


def _standing(tally: _Tally, *, low: float, high: float, recall: float) -> Standing:
    if not tally.answers:
        return Standing.NEW
    if high - low > TOO_WIDE:
        return Standing.UNKNOWN
    if high * recall < WEAK_BELOW:
        return Standing.WEAK
    return Standing.STRONG if low * recall >= STRONG_FROM else Standing.FAIR


def overall(rows: Iterable[TopicMastery]) -> float:
    """The mastery of several topics together, each point counting once."""
    rows = list(rows)
    points = sum(row.points for row in rows)
    return sum(row.mastery * row.points for row in rows) / points if points else 0.0


def weakest(rows: Iterable[TopicMastery], *, count: int) -> list[TopicMastery]:
    """The weak topics that need work most, by what is lost in them."""
    weak = [row for row in rows if row.standing is Standing.WEAK]
    return sorted(weak, key=lambda row: row.points * (row.low - 1))[:count]
