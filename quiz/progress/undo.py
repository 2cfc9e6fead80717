"""Take an answer back, today or later: the review stays, marked, and the card is what the others make it."""

from datetime import datetime

from django.db import transaction

from quiz.models import Card, Review

from .replay import rebuild


class LaterAnswerStands(Exception):
    """The card was answered again since; the later answer has to be undone first."""


def undo(*, review: Review, now: datetime) -> None:
    """Undo one answer. Undoing it again changes nothing. Raises LaterAnswerStands."""
    with transaction.atomic():
        card = _locked_card(review)
        review = Review.objects.get(pk=review.pk)
        if review.undone_at is not None:
            return
        if Review.objects.filter(card=card, sequence__gt=review.sequence).standing().exists():
            raise LaterAnswerStands("This point was answered again since; undo the later answer first.")
        review.undone_at = now
        review.save(update_fields=["undone_at"])
        rebuild(card, card.reviews.order_by("sequence"))
        card.save()


def _locked_card(review: Review) -> Card:
    """The card that has the review, locked: a merge may move the review to another while this waits for the lock."""
    while True:
        pk = Review.objects.values_list("card", flat=True).get(pk=review.pk)
        card = Card.objects.select_for_update().filter(pk=pk).first()
        if card is not None:
            return card
