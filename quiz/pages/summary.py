"""What the summary of a finished run is given."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from quiz.models import Learner, Review
from quiz.models.session import Mode
from quiz.practice import selection
from quiz.practice.runs import Item, Run
from quiz.progress.due import Scope
from quiz.scheduler.memory import Grade

from . import words
from .showing import verdict


def summary_context(run: Run, *, learner: Learner, now: datetime) -> dict[str, Any]:
    """What a finished run came to: score, what moved, what returns when, and how to go on."""
    reviews = _reviews(run)
    before = _due_before(reviews.values())
    rows = [
        _places(run, item) | _outcome(item, reviews.get(item.review_id), before, learner, now) for item in run.items
    ]
    verdicts = Counter(row["verdict"] for row in rows)
    counted = len(rows) - verdicts["skipped"] - verdicts["not-counted"]
    started = min((review.shown_at for review in reviews.values()), default=now)
    ended = max((review.answered_at for review in reviews.values()), default=now)
    return {
        "headline": _headline(verdicts["right"], counted, not_counted=verdicts["not-counted"]),
        "skipped": verdicts["skipped"],
        "minutes": max(1, round((ended - started).total_seconds() / 60)),
        "rows": rows,
        "returning": _returning(reviews.values(), learner, now),
        **_offers(run, learner, now),
    }


def _headline(right: int, counted: int, *, not_counted: int) -> str:
    if counted:
        return f"{right} of {counted} right"
    return "Nothing counted" if not_counted else "Nothing answered"


def _reviews(run: Run) -> dict[int | None, Review]:
    """The run's standing reviews by their id, each with the version that was answered."""
    reviews = Review.objects.filter(pk__in=[item.review_id for item in run.items if item.review_id is not None])
    return {review.pk: review for review in reviews.select_related("version")}


def _offers(run: Run, learner: Learner, now: datetime) -> dict[str, Any]:
    """How many of the missed points can be gone over now, and how many questions as much again would be, in words."""
    session = run.session
    scope, mode = Scope.of(session), Mode(session.mode)
    missed = [item.point.pk for item in run.items if item.grade == Grade.AGAIN]
    more = len(selection.pick(learner, scope, mode=mode, length=run.total, now=now))
    return {
        "missed": len(selection.pick_missed(learner, scope, mode=mode, points=missed, now=now)),
        "more": words.spelled(more) if more else "",
    }


def _returning(reviews: Iterable[Review], learner: Learner, now: datetime) -> list[dict[str, Any]]:
    """How many points return when, the soonest first."""
    dues = sorted(review.due for review in reviews if review.due is not None)
    counts = Counter(words.part_of_time(due, learner=learner, now=now) for due in dues)
    return [{"when": when, "count": count} for when, count in counts.items()]


def _due_before(reviews: Iterable[Review]) -> dict[int, tuple[datetime, datetime]]:
    """For each card the answer and due time that stood before the run's own answers to it."""
    earliest: dict[int, int] = {}
    for review in reviews:
        earliest[review.card_id] = min(review.sequence, earliest.get(review.card_id, review.sequence))
    found: dict[int, tuple[datetime, datetime]] = {}
    for card, sequence, answered, due in (
        Review.objects.filter(card__in=earliest)
        .graded()
        .order_by("sequence")
        .values_list("card", "sequence", "answered_at", "due")
    ):
        if sequence < earliest[card] and due is not None:
            found[card] = (answered, due)
    return found


def _places(run: Run, item: Item) -> dict[str, str]:
    """Where a row leads: to its topic, unless it was skipped and asks for that, and to the feedback on its answer."""
    topic = item.point.topic
    is_secret = item.question.asks_topic and item.review_id is None
    return {
        "topic": "" if is_secret else topic.name,
        "topic_url": reverse("guide:topic", args=[run.session.guide.slug, topic.slug]),
        "answer_url": reverse("practice:answered", args=[run.session.pk, item.pk]),
    }


def _outcome(
    item: Item,
    review: Review | None,
    before: Mapping[int, tuple[datetime, datetime]],
    learner: Learner,
    now: datetime,
) -> dict[str, Any]:
    if review is None:
        return {"verdict": "skipped", "stem": item.question.stem}
    outcome = {
        "verdict": "not-counted" if review.grade is None else verdict(review.score, review.certainty),
        "stem": review.version.stem,
    }
    if review.due is not None:
        previous = before.get(review.card_id)
        outcome["before"] = words.span(*previous, learner) if previous else "new"
        outcome["after"] = words.span(review.answered_at, review.due, learner)
        outcome["returns"] = words.when(review.due, learner=learner, now=now)
    return outcome
