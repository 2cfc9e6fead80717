"""A card is what its standing reviews make it, whatever happened on the way."""

import random
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from content.models import Guide
from quiz.models import Card, Learner, Review
from quiz.progress.replay import rebuild
from quiz.progress.undo import undo
from quiz.scheduler.memory import NEW_MEMORY, Grade, State
from tests.quiz.answers import THINKING, card_of, give, graded, present
from tests.quiz.banks import question


def memory_of(card: Card) -> tuple[object, ...]:
    return (card.memory, card.answered_at)


def replayed(card: Card) -> tuple[object, ...]:
    """The memory that the reviews alone give, apart from what the row says."""
    fresh = Card(pk=card.pk, point_id=card.point_id, learner_id=card.learner_id)
    rebuild(fresh, Review.objects.filter(card=card).order_by("sequence"))
    return memory_of(fresh)


@pytest.mark.parametrize("fuzz", [True, False])
def test_after_a_hundred_random_deeds_each_card_is_the_replay_of_its_reviews(
    bank: Guide, learner: Learner, now: datetime, settings, fuzz: bool
) -> None:
    settings.FSRS_FUZZ = fuzz
    rng = random.Random(20260302)
    questions = [question(topic, "summary", "recall") for topic in ("http", "caching", "sql")]
    clock, answers, guesses, undone = now, 0, 0, 0
    for _ in range(100):
        clock += timedelta(seconds=rng.choice([40, 700, 9_000, 90_000, 700_000]))
        asked = rng.choice(questions)
        deed = rng.random()
        standing = Review.objects.filter(card__point=asked.point_id).standing().order_by("sequence").last()
        if deed < 0.2 and standing is not None:
            undo(review=standing, now=clock)
            undone += 1
        elif deed < 0.3:
            shown = present(learner, asked, at=clock - timedelta(milliseconds=400))
            give(learner, asked, graded(rng.choice(list(Grade))), at=clock, presentation=shown)
            guesses += 1
        else:
            give(learner, asked, graded(rng.choice(list(Grade))), at=clock)
            answers += 1
        card = Card.objects.filter(point=asked.point_id).first()
        assert card is None or memory_of(card) == replayed(card)
    assert answers > 50 and guesses > 3 and undone > 5
    assert Review.objects.count() == answers + guesses
    for card in Card.objects.all():
        numbers = list(card.reviews.order_by("sequence").values_list("sequence", flat=True))
        assert numbers == list(range(len(numbers))) and card.sequence == len(numbers)
    assert any(card.lapses for card in Card.objects.all())


def test_the_stored_fuzz_seed_decides_the_interval_at_replay_whatever_the_setting_says_now(
    bank: Guide, learner: Learner, now: datetime, settings
) -> None:
    asked = question("http", "summary", "recall")
    for day in range(3):
        give(learner, asked, graded(Grade.EASY), at=now + timedelta(days=9 * day))
    card = card_of(learner, asked)
    settings.FSRS_FUZZ = False
    assert replayed(card) == memory_of(card)
    card.reviews.update(fuzz_seed=None)
    assert replayed(card) != memory_of(card)


def test_a_replay_reads_each_answers_own_zone_and_retention_not_the_learners_of_today(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    asked = question("http", "summary", "recall")
    give(learner, asked, graded(Grade.EASY), at=now)
    card = card_of(learner, asked)
    Learner.objects.filter(pk=learner.pk).update(time_zone="Pacific/Auckland", day_start=9, desired_retention=0.7)
    assert replayed(Card.objects.get(pk=card.pk)) == memory_of(card)


def test_a_rapid_guess_and_an_undone_answer_take_no_part_in_the_replay(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    asked = question("http", "summary", "recall")
    give(learner, asked, graded(Grade.GOOD), at=now)
    before = memory_of(card_of(learner, asked))
    second = give(learner, asked, graded(Grade.AGAIN), at=now + timedelta(minutes=10)).review
    shown = present(learner, asked, at=now + timedelta(hours=1))
    give(learner, asked, graded(Grade.AGAIN), at=shown.shown_at + timedelta(milliseconds=999), presentation=shown)
    Review.objects.filter(pk=second.pk).update(undone_at=now)
    card = card_of(learner, asked)
    rebuild(card, card.reviews.order_by("sequence"))
    assert memory_of(card) == before


def test_a_card_without_standing_graded_reviews_is_new(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "summary", "recall")
    review = give(learner, asked, graded(Grade.GOOD), at=now).review
    assert card_of(learner, asked).state == State.LEARNING
    undo(review=review, now=now + timedelta(minutes=1))
    assert memory_of(card_of(learner, asked)) == (NEW_MEMORY, None)


def test_a_number_is_used_once_and_a_nonce_is_used_once(bank: Guide, learner: Learner, now: datetime) -> None:
    asked, other = question("http", "summary", "recall"), question("sql", "summary", "recall")
    first = give(learner, asked, graded(Grade.GOOD), at=now).review
    twin = give(learner, other, graded(Grade.GOOD), at=now).review
    twin.pk, twin.nonce, twin._state.adding = None, first.nonce, True
    twin.sequence = 7
    with pytest.raises(IntegrityError, match="nonce"), transaction.atomic():
        twin.save()
    twin.nonce, twin.sequence = present(learner, other, at=now - THINKING).nonce, 0
    with pytest.raises(IntegrityError, match="sequence"), transaction.atomic():
        twin.save()
    assert Review.objects.count() == 2
