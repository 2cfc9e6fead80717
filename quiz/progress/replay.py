"""A card's memory is the replay of its standing graded reviews in sequence order."""

from collections.abc import Iterable
from dataclasses import fields

from quiz.models import Card, Review
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import Circumstances, Grade


def circumstances(review: Review) -> Circumstances:
    """What the scheduler needs to know of a stored review beside its grade."""
    return Circumstances(**{field.name: getattr(review, field.name) for field in fields(Circumstances)})


def rebuild(card: Card) -> None:
    """Set the card's memory from its reviews; the caller saves it."""
    replay(card, Review.objects.filter(card=card).graded().order_by("sequence"))


def replay(card: Card, reviews: Iterable[Review]) -> None:
    """Set the card's memory from its standing graded reviews, given in sequence order; the caller saves it."""
    answers = list(reviews)
    card.memory = fsrs6.replay((Grade(review.grade or 0), circumstances(review)) for review in answers)
    card.answered_at = answers[-1].answered_at if answers else None
