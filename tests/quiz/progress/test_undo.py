"""Taking an answer back brings the memory back, and costs no number twice."""

from datetime import datetime, timedelta

import pytest

from content.models import Guide
from quiz.models import Learner, Review
from quiz.progress.due import Scope, new_points
from quiz.progress.undo import LaterAnswerStands, undo
from quiz.scheduler.memory import Grade
from tests.quiz.answers import card_of, give, graded
from tests.quiz.banks import question

MINUTE = timedelta(minutes=1)


def test_undo_restores_the_earlier_memory_exactly(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    memories = []
    for day, grade in enumerate([Grade.EASY, Grade.GOOD, Grade.AGAIN, Grade.HARD]):
        give(learner, asked, graded(grade), at=now + timedelta(days=8 * day))
        memories.append(card_of(learner, asked).memory)
    for earlier in (2, 1, 0):
        last = Review.objects.standing().order_by("sequence").last()
        assert last is not None
        undo(review=last, now=now + timedelta(days=40))
        assert card_of(learner, asked).memory == memories[earlier]


def test_an_undone_review_stays_and_its_number_is_not_given_again(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    review = give(learner, asked, graded(Grade.GOOD), at=now).review
    undo(review=review, now=now + MINUTE)
    assert card_of(learner, asked).sequence == 1
    again = give(learner, asked, graded(Grade.EASY), at=now + 2 * MINUTE).review
    assert [r.sequence for r in Review.objects.order_by("sequence")] == [0, 1]
    assert again.sequence == 1 and card_of(learner, asked).sequence == 2
    assert Review.objects.get(pk=review.pk).undone_at == now + MINUTE


def test_undoing_twice_is_undoing_once(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    give(learner, asked, graded(Grade.EASY), at=now)
    kept = card_of(learner, asked).memory
    review = give(learner, asked, graded(Grade.GOOD), at=now + timedelta(days=8)).review
    undo(review=review, now=now + timedelta(days=9))
    undo(review=review, now=now + timedelta(days=10))
    assert card_of(learner, asked).memory == kept
    assert Review.objects.get(pk=review.pk).undone_at == now + timedelta(days=9)


def test_an_answer_under_a_later_one_stands_until_that_is_undone(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    first = give(learner, asked, graded(Grade.EASY), at=now).review
    second = give(learner, asked, graded(Grade.GOOD), at=now + timedelta(days=8)).review
    before = card_of(learner, asked).memory
    with pytest.raises(LaterAnswerStands, match="undo the later answer first"):
        undo(review=first, now=now + timedelta(days=9))
    assert card_of(learner, asked).memory == before
    assert Review.objects.standing().count() == 2
    undo(review=second, now=now + timedelta(days=9))
    undo(review=first, now=now + timedelta(days=9))
    assert Review.objects.standing().count() == 0


def test_a_point_is_new_again_once_its_only_answer_is_undone(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    scope = Scope(bank)

    def is_new() -> bool:
        return new_points(learner, scope, kinds={"recall"}, now=now).filter(pk=asked.point_id).exists()

    assert is_new()
    review = give(learner, asked, graded(Grade.GOOD), at=now).review
    assert not is_new()
    undo(review=review, now=now + MINUTE)
    assert is_new()


def test_undo_leaves_marks_and_other_cards_alone(
    bank: Guide, learner: Learner, stranger: Learner, now: datetime
) -> None:
    asked = question("http", "summary", "recall")
    review = give(learner, asked, graded(Grade.GOOD), at=now).review
    give(stranger, asked, graded(Grade.EASY), at=now)
    card = card_of(learner, asked)
    card.starred = card.suspended = True
    card.save()
    theirs = card_of(stranger, asked).memory
    undo(review=review, now=now + MINUTE)
    card.refresh_from_db()
    assert (card.starred, card.suspended) == (True, True)
    assert card_of(stranger, asked).memory == theirs
