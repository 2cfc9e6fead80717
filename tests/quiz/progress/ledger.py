"""A plain account of answers, kept beside the database: which were acknowledged, which undone, and whose they are."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from quiz.models import Card, Review
from quiz.practice.presentations import Presentation
from quiz.progress.check import check


@dataclass(frozen=True)
class Told:
    """An answer that was acknowledged: its presentation, the id of its review, and the point that it was about."""

    presentation: Presentation
    review: int
    point: int


class Ledger:
    """`told` has every acknowledged answer by its nonce, `undone` the nonces of those that were taken back, and
    `next_number` the number that the next answer of a learner to a point will have."""

    def __init__(self) -> None:
        self.told: dict[UUID, Told] = {}
        self.undone: set[UUID] = set()
        self.next_number: dict[tuple[UUID, int], int] = defaultdict(int)
        self._merged_into: dict[UUID, UUID] = {}

    def owner(self, learner: UUID) -> UUID:
        """Whose the progress of a learner is now."""
        while learner in self._merged_into:
            learner = self._merged_into[learner]
        return learner

    def take(self, review: Review, shown: Presentation, *, point: int) -> None:
        """An answer was acknowledged as the next one to its point."""
        learner = self.owner(shown.learner)
        assert review.nonce == shown.nonce and shown.nonce not in self.told
        assert review.sequence == shown.sequence == self.next_number[learner, point]
        self.next_number[learner, point] += 1
        self.told[shown.nonce] = Told(shown, review.pk, point)

    def merge(self, guest: UUID, learner: UUID, *, before: dict[int, list[int]]) -> None:
        """A guest's answers, `before` by point, became a learner's: their numbers are new, and grow as they did."""
        self._merged_into[guest] = learner
        after = reviews_of(learner)
        for point, reviews in before.items():
            assert [pk for pk in after[point] if pk in reviews] == reviews
        for card in Card.objects.filter(learner=learner):
            assert card.sequence >= self.next_number[learner, card.point_id]
            self.next_number[learner, card.point_id] = card.sequence

    def hold_against_the_database(self) -> None:
        """Each acknowledged answer is one review and there is no other; no number came twice; cards are replays."""
        reviews = {review.nonce: review for review in Review.objects.select_related("card")}
        assert Review.objects.count() == len(reviews) == len(self.told)
        numbers: dict[int, list[int]] = defaultdict(list)
        for nonce, told in self.told.items():
            review = reviews[nonce]
            assert (review.pk, review.version_id) == (told.review, told.presentation.version)
            assert (review.card.point_id, review.learner_id) == (told.point, self.owner(told.presentation.learner))
            assert review.learner_id == review.card.learner_id
            assert (review.undone_at is not None) == (nonce in self.undone)
            numbers[review.card_id].append(review.sequence)
        for card in Card.objects.all():
            used = sorted(numbers[card.pk])
            assert len(set(used)) == len(used)
            assert card.sequence == (used[-1] + 1 if used else 0) == self.next_number[card.learner_id, card.point_id]
        result = check(repair=False)
        assert result.differences == []
        assert (result.cards, result.reviews) == (Card.objects.count(), len(self.told))


def reviews_of(learner: UUID) -> dict[int, list[int]]:
    """The ids of a learner's reviews of each point, in the order of their numbers."""
    found: dict[int, list[int]] = defaultdict(list)
    for point, pk in Review.objects.filter(learner=learner).order_by("sequence").values_list("card__point", "pk"):
        found[point].append(pk)
    return found
