"""Record an answer exactly once: lock the card, insert the review, move the card, in one transaction."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from content.drafts import QuestionKind
from content.judging import CHOICE_KINDS, Judgement, NotAnOption, judge_choice, judge_criteria
from content.models import QuestionVersion
from quiz.models import Card, Learner, Review
from quiz.scheduler import fsrs6
from quiz.scheduler.grades import Certainty, choice_grade, criteria_grade
from quiz.scheduler.memory import Circumstances, Grade, Memory

from .presentations import Presentation

RAPID = timedelta(seconds=1)
"""An answer given sooner than this after the question was shown is a guess that moves no memory."""


class IncompleteReply(Exception):
    """The form came without what the question asks for; the message says what to do."""


class StalePresentation(Exception):
    """The card has moved on without this presentation; the question has to be shown anew."""


class Recorded(StrEnum):
    """What became of an answer."""

    NOW = "now"
    BEFORE = "before"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the learner gave: an option or criteria by index into the version's lists, or their own grade."""

    certainty: Certainty | None = None
    option: int | None = None
    grade: Grade | None = None
    criteria: frozenset[int] | None = None

    def as_json(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if self.option is not None:
            values["option"] = self.option
        if self.grade is not None:
            values["grade"] = int(self.grade)
        if self.criteria is not None:
            values["criteria"] = sorted(self.criteria)
        return values


@dataclass(frozen=True, slots=True)
class Outcome:
    """The review that answers a presentation, and whether it was made now."""

    recorded: Recorded
    review: Review


@dataclass(frozen=True, slots=True)
class _Worth:
    score: float
    grade: Grade
    certainty: str = ""


def record(
    learner: Learner,
    *,
    version: QuestionVersion,
    presentation: Presentation,
    reply: Reply,
    now: datetime,
) -> Outcome:
    """Record the reply to a presentation, or find what was recorded for it before.

    Raises IncompleteReply where the reply is not one to this kind of question, and StalePresentation where the
    card's sequence number is not the presentation's and no review has that number, or where the presentation has
    counted for another learner.
    """
    worth = _worth(version, reply)
    for _ in range(2):
        try:
            return _record(learner, version=version, presentation=presentation, reply=reply, worth=worth, now=now)
        except IntegrityError:
            # Another request made the card between our look and our insert; now it is there to be locked.
            continue
    # The nonce is what the table refuses: this presentation has counted for somebody else.
    raise StalePresentation


def _record(
    learner: Learner,
    *,
    version: QuestionVersion,
    presentation: Presentation,
    reply: Reply,
    worth: _Worth,
    now: datetime,
) -> Outcome:
    point = version.question.point
    with transaction.atomic():
        card = Card.objects.select_for_update().filter(learner=learner, point=point).first()
        if card is None:
            card = Card(learner=learner, point=point, topic_id=point.topic_id)
        if presentation.sequence != card.sequence:
            return _found(card, presentation)
        graded = now - presentation.shown_at >= RAPID
        circumstances = circumstances_of(learner, point.pk, card.sequence, now=now)
        if graded:
            card.memory = fsrs6.answer(card.memory, worth.grade, circumstances)
            card.answered_at = now
        card.sequence += 1
        card.save()
        review = Review.objects.create(
            learner=learner,
            card=card,
            sequence=presentation.sequence,
            nonce=presentation.nonce,
            version=version,
            item_id=presentation.item,
            reply=reply.as_json(),
            score=worth.score,
            certainty=worth.certainty,
            shown_at=presentation.shown_at,
            grade=worth.grade if graded else None,
            **asdict(circumstances),
            algorithm=fsrs6.ALGORITHM,
            due=card.due if graded else None,
        )
    return Outcome(Recorded.NOW, review)


def _found(card: Card, presentation: Presentation) -> Outcome:
    """The review that answers this presentation, else the one that already has its number."""
    taken = Q(nonce=presentation.nonce) | Q(sequence=presentation.sequence)
    reviews = {review.nonce: review for review in Review.objects.filter(taken, card_id=card.pk)}
    review = reviews.get(presentation.nonce) or next(iter(reviews.values()), None)
    if review is None:
        raise StalePresentation
    return Outcome(Recorded.BEFORE if review.undone_at is None else Recorded.UNDONE, review)


def circumstances_of(learner: Learner, point: int, sequence: int, *, now: datetime) -> Circumstances:
    """The circumstances under which an answer given now would be scheduled: the same for its preview and itself."""
    return Circumstances(
        answered_at=now,
        study_day=learner.study_day(now),
        zone=learner.time_zone,
        day_start=learner.day_start,
        desired_retention=learner.desired_retention,
        weights_version=fsrs6.DEFAULT_WEIGHTS,
        fuzz_seed=_fuzz_seed(learner.pk, point, sequence) if settings.FSRS_FUZZ else None,
    )


def _fuzz_seed(learner: UUID, point: int, sequence: int) -> int:
    digest = hashlib.sha256(f"{learner.hex}/{point}/{sequence}".encode()).digest()
    return int.from_bytes(digest[:7])


def preview(learner: Learner, *, card: Card | None, point: int, now: datetime) -> dict[Grade, Memory]:
    """What each grade would make of the learner's memory of a point."""
    card = card or Card()
    return fsrs6.preview(card.memory, circumstances_of(learner, point, card.sequence, now=now))


def _worth(version: QuestionVersion, reply: Reply) -> _Worth:
    """Judge the reply by the version that was shown."""
    try:
        if version.question.kind in CHOICE_KINDS:
            return _choice_worth(version, reply)
        if version.criteria and reply.criteria is not None:
            return _criteria_worth(judge_criteria([c["must"] for c in version.criteria], met=reply.criteria))
    except NotAnOption as error:
        raise IncompleteReply(str(error)) from None
    if reply.grade is None:
        raise IncompleteReply("Grade your answer with one of the four buttons.")
    return _Worth(0 if reply.grade is Grade.AGAIN else 1, reply.grade)


def _choice_worth(version: QuestionVersion, reply: Reply) -> _Worth:
    if reply.certainty is None:
        raise IncompleteReply("Say how sure you are: Sure, Not sure or I don’t know.")
    unknown = reply.certainty is Certainty.DONT_KNOW
    if reply.option is None and not unknown:
        raise IncompleteReply("Choose an option first, or press I don’t know.")
    judgement = judge_choice([o["is_key"] for o in version.options], chosen=None if unknown else reply.option)
    return _Worth(judgement.score, choice_grade(judgement.score, reply.certainty), reply.certainty)


def _criteria_worth(judgement: Judgement) -> _Worth:
    grade = criteria_grade(missed_musts=judgement.missed_musts, missed_others=judgement.missed_others)
    return _Worth(judgement.score, grade)


def is_spoken_by_criteria(version: QuestionVersion) -> bool:
    """Whether the learner grades this question by its criteria rather than by the four grades."""
    return version.question.kind == QuestionKind.SPOKEN and bool(version.criteria)
