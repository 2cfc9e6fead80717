"""A practice session: start it, skip, take back, come back to it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from content.models import Question, QuestionVersion
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.models.session import Mode
from quiz.progress.due import Scope
from quiz.progress.undo import undo
from quiz.scheduler.memory import Grade

from . import selection
from .answering import Outcome, Recorded, StalePresentation, record
from .presentations import Presentation
from .replies import Reply
from .runs import Run, load

SECONDS_PER_QUESTION = 30


class NothingToAsk(Exception):
    """No question is left for this mode now."""


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
    """Start a session of the same kind over the points that a run's answers missed. Raises NothingToAsk."""
    session = run.session
    scope, mode = Scope.of(session), Mode(session.mode)
    missed = [item.point.pk for item in run.items if item.grade == Grade.AGAIN]
    questions = selection.go_over(session.learner, scope, mode=mode, points=missed, rng=rng, now=now)
    return _store(session.learner, scope, questions, mode=mode, now=now)


def more(run: Run, *, rng: random.Random, now: datetime) -> PracticeSession:
    """Start another session like this one: the same mode, part of the guide and length. Raises NothingToAsk."""
    session = run.session
    return start(session.learner, Scope.of(session), mode=Mode(session.mode), length=run.total, rng=rng, now=now)


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


def skip(run: Run, item: int, *, now: datetime) -> bool:
    """Pass over an item of the run; its memory stays as it is. Returns whether it waited: an answered item does not."""
    row = run.item(item)
    if row is None or row.review_id is not None:
        return False
    return bool(SessionItem.objects.filter(pk=item, skipped_at__isnull=True).update(skipped_at=now))


def take_back(run: Run, item: int, *, now: datetime) -> bool:
    """Undo the answer to an item, or bring a skipped one back, so that it waits again. Raises LaterAnswerStands.

    Returns whether there was anything to take back.
    """
    row = run.item(item)
    if row is None or (row.review_id is None and row.skipped_at is None):
        return False
    with transaction.atomic():
        if row.review_id is not None:
            undo(review=Review.objects.get(pk=row.review_id), now=now)
        SessionItem.objects.filter(pk=item).update(skipped_at=None)
    return True


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

    A repeat finds the run and the outcome of the first time. Call it in a transaction. Raises what
    `answering.record` does.
    """
    point = version.question.point
    card = Card.objects.filter(learner=learner, point=point).first()
    session = None
    if card is None or card.sequence == presentation.sequence:
        scope = Scope(point.topic.guide)
        session = start(learner, scope, mode=Mode.DAILY, length=length, rng=rng, now=now, first=version.question)
        item = session.items.get(position=1)
        presentation = replace(presentation, item=item.pk)
    outcome = record(learner, version=version, presentation=presentation, reply=reply, now=now)
    if outcome.review.item is None:
        raise StalePresentation
    if session is not None and outcome.recorded is not Recorded.NOW:
        # Another answer to this point came in between: it stands, and this one opens nothing.
        session.delete()
    return outcome, load(outcome.review.item.session_id, learner=learner.pk, now=now)


def resumable(learner: Learner, *, since: datetime, now: datetime) -> Run | None:
    """The learner's latest run, if it began after `since` and still waits for an answer."""
    sessions = PracticeSession.objects.filter(learner=learner, started_at__gte=since)
    latest = sessions.order_by("-started_at", "-pk").values_list("pk", flat=True).first()
    if latest is None:
        return None
    run = load(latest, learner=learner.pk, now=now)
    return run if run.current is not None else None
