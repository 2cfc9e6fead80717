"""A guest's learner joins an account: it becomes the account's, or its history is merged into the account's."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from quiz.models import Card, JoinedGuest, Learner, PracticeSession, Review, User
from quiz.models.card import REPLAYED_COLUMNS
from quiz.progress.replay import rebuild

MERGED = [*REPLAYED_COLUMNS, "suspended", "starred", "buried_until"]
"""The columns of a card that a merge sets."""
BATCH = 200


def join(guest: Learner | None, *, user: User, zone: str, now: datetime) -> Learner:
    """Make a guest's progress the user's, once, and return the user's learner; it is made where there is none.

    `zone` is the IANA zone of a learner that has to be made. A guest that belongs to an account, has joined one, or
    is None changes nothing. Call it again, or from several places at once: the first one joins.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        own = Learner.objects.filter(user=user).first()
        if own is not None:
            if guest is not None:
                merge(guest, into=own, now=now)
            return own
        if guest is not None and Learner.objects.filter(pk=guest.pk, user=None).update(user=user):
            return Learner.objects.get(pk=guest.pk)
        return Learner.objects.create(user=user, time_zone=zone, created_at=now)


def merge(guest: Learner, *, into: Learner, now: datetime) -> None:
    """Merge a guest's cards, reviews and sessions into another learner, and remove the guest.

    On a point that both have answered, the reviews are renumbered by time and the card is their replay; a learner's
    settings stay their own. A guest that is gone, or belongs to an account, changes nothing.
    """
    with transaction.atomic():
        cards = _locked_cards(guest, into)
        if cards is None:
            return
        mine = {card.point_id: card for card in cards if card.learner_id == into.pk}
        theirs = [card for card in cards if card.learner_id == guest.pk and card.point_id in mine]
        _merge_cards([(card, mine[card.point_id]) for card in theirs])
        guest.cards.update(learner=into)
        Review.objects.filter(learner=guest).update(learner=into)
        PracticeSession.objects.filter(learner=guest).update(learner=into)
        JoinedGuest.objects.filter(learner=guest).update(learner=into)
        JoinedGuest.objects.create(guest=guest.pk, learner=into, joined_at=now)
        Learner.objects.filter(pk=guest.pk).delete()


def _locked_cards(guest: Learner, into: Learner) -> list[Card] | None:
    """The locked cards of both learners, who are locked too; None where the guest is no guest (any more).

    An answer locks its card, and at its end needs its learner's row. So cards are locked before learners here, and
    once more if an answer has made a card in between.
    """
    both = [guest.pk, into.pk]
    while True:
        savepoint = transaction.savepoint()
        cards = list(Card.objects.select_for_update().filter(learner__in=both).order_by("pk"))
        learners = {row.pk: row for row in Learner.objects.select_for_update().filter(pk__in=both).order_by("pk")}
        if guest.pk not in learners or learners[guest.pk].user_id is not None or guest.pk == into.pk:
            return None
        if set(Card.objects.filter(learner__in=both).values_list("pk", flat=True)) == {card.pk for card in cards}:
            transaction.savepoint_commit(savepoint)
            return cards
        transaction.savepoint_rollback(savepoint)


def _merge_cards(pairs: Sequence[tuple[Card, Card]]) -> None:
    """Merge the first card of each pair into the second, and remove it: few queries, since others wait meanwhile."""
    histories: dict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.filter(card__in=[card.pk for pair in pairs for card in pair]).order_by("sequence"):
        histories[review.card_id].append(review)
    renumbered: list[Review] = []
    for card, into in pairs:
        reviews = _in_order_of_time(histories[into.pk], histories[card.pk])
        # Numbers that were shown with a question and not answered yet stay unused: such an answer is out of date now.
        first = max(into.sequence, card.sequence) + 1
        for number, review in enumerate(reviews, start=first):
            review.card, review.sequence = into, number
        renumbered += reviews
        into.suspended = into.suspended or card.suspended
        into.starred = into.starred or card.starred
        into.buried_until = max(filter(None, (into.buried_until, card.buried_until)), default=None)
        if reviews:
            into.sequence = first + len(reviews)
        rebuild(into, reviews)
    Review.objects.bulk_update(renumbered, ["card", "sequence"], batch_size=BATCH)
    Card.objects.bulk_update([into for _, into in pairs], MERGED, batch_size=BATCH)
    Card.objects.filter(pk__in=[card.pk for card, _ in pairs]).delete()


def _in_order_of_time(*histories: Iterable[Review]) -> list[Review]:
    """The reviews of all histories by time; those of one stay in their order."""
    return [review for _, review in heapq.merge(*map(_by_time, histories), key=lambda pair: pair[0])]


def _by_time(reviews: Iterable[Review]) -> Iterator[tuple[datetime, Review]]:
    """One history with the times by which it is merged: never earlier than the review before, whatever the clock."""
    latest = None
    for review in reviews:
        latest = review.answered_at if latest is None else max(latest, review.answered_at)
        yield latest, review
