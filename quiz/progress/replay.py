"""A card's memory is the replay of its standing graded reviews in sequence order."""

from collections.abc import Iterable
from dataclasses import fields

from quiz.models import Card, Review
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import Circumstances, Grade


def circumstances(review: Review) -> Circumstances:
    """What the scheduler needs to know of a stored review beside its grade."""
    return Circumstances(**{field.name: getattr(review, field.name) for field in fields(Circumstances)})


def rebuild(card: Card, reviews: Iterable[Review]) -> None:
    """Set the card's memory from its reviews, given in sequence order; the caller saves it.

    Those that were undone, and those without a grade, take no part.
    """
    answers = []
    card.answered_at = None
    for review in reviews:
        if review.undone_at is None and review.grade is not None:
            answers.append((Grade(review.grade), circumstances(review)))
            card.answered_at = review.answered_at
    card.memory = fsrs6.replay(answers)
