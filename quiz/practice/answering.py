"""Record an answer exactly once: lock the card, insert the review, move the card, in one transaction."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from content.models import QuestionVersion
from quiz.models import Card, Learner, Review
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import Circumstances, Grade, Memory

from .presentations import Presentation
from .replies import Reply, Worth, worth_of

RAPID = timedelta(seconds=1)
"""An answer given sooner than this after the question was shown is a guess that moves no memory."""


class StalePresentation(Exception):
    """The card has moved on without this presentation; the question has to be shown anew."""


class Recorded(StrEnum):
    """What became of an answer."""

    NOW = "now"
    BEFORE = "before"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The review that answers a presentation, and whether it was made now."""

    recorded: Recorded
    review: Review


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
    card's sequence number is not the presentation's and no review has taken that number since, or where the
    presentation has counted for another learner.
    """
    worth = worth_of(version, reply)
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
    worth: Worth,
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
    """The review that answers this presentation, else the one that has taken its number since.

    A review that was there before the question was shown has not: its number is one of the account's, which a guest
    or a stranger, to whom the question was shown, had no answers of. Raises StalePresentation.
    """
    taken = Q(sequence=presentation.sequence)
    if presentation.learner != card.learner_id:
        taken &= Q(answered_at__gt=presentation.shown_at)
    taken |= Q(nonce=presentation.nonce)
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
