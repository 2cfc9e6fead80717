"""Hold every card against the replay of its reviews, and put right what differs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from quiz.models import Card
from quiz.models.card import REPLAYED_COLUMNS

from .replay import rebuild

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a card that is not what its reviews make it."""

    card: int
    column: str
    stored: object
    replayed: object


@dataclass(frozen=True, slots=True)
class Check:
    """How many cards and reviews were looked at, and what differed."""

    cards: int
    reviews: int
    differences: list[Difference]


def check(*, repair: bool) -> Check:
    """Compare every card with its replay; with `repair` the replay's values are stored."""
    cards = reviews = 0
    differences: list[Difference] = []
    for card in _cards():
        cards += 1
        reviews += len(card.reviews.all())
        if _compare(card):
            differences += _look_again(card.pk, repair=repair)
    return Check(cards, reviews, differences)


def _cards() -> Iterator[Card]:
    return Card.objects.order_by("pk").prefetch_related("reviews").iterator(chunk_size=CHUNK)


def _compare(card: Card) -> list[Difference]:
    """How the stored card differs from its replay, which it holds afterwards."""
    stored = {column: getattr(card, column) for column in REPLAYED_COLUMNS}
    reviews = sorted(card.reviews.all(), key=lambda review: review.sequence)
    if reviews:
        card.sequence = reviews[-1].sequence + 1
    rebuild(card, reviews)
    return [
        Difference(card.pk, column, stored[column], getattr(card, column))
        for column in REPLAYED_COLUMNS
        if stored[column] != getattr(card, column)
    ]


def _look_again(pk: int, *, repair: bool) -> list[Difference]:
    """Compare a card under lock, since an answer may have come between reading it and its reviews; repair it."""
    with transaction.atomic():
        card = Card.objects.select_for_update().get(pk=pk)
        found = _compare(card)
        if found and repair:
            card.save(update_fields=REPLAYED_COLUMNS)
    return found
