"""Learners, accounts and cards as the database keeps them."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from quiz.models import Card, Learner, Review, SessionItem, User
from quiz.models.learner import validate_time_zone
from quiz.scheduler.memory import NEW_MEMORY, Memory, State
from tests.factories import (
    CardFactory,
    LearnerFactory,
    PracticeSessionFactory,
    ReviewFactory,
    SessionItemFactory,
    UserFactory,
)


def test_a_study_day_follows_the_learners_zone_and_hour(learner: Learner) -> None:
    """04:00 in Berlin is 03:00 UTC in winter."""
    at = datetime.fromisoformat("2026-03-02T02:59:59+00:00")
    assert learner.study_day(at) == date(2026, 3, 1)
    assert learner.study_day(at + timedelta(seconds=1)) == date(2026, 3, 2)
    learner.day_start = 0
    assert learner.study_day(at) == date(2026, 3, 2)
    learner.time_zone = "America/Lima"
    assert learner.study_day(at) == date(2026, 3, 1)


@pytest.mark.parametrize("name", ["", "Europe", "europe/berlin ", "Mars/Olympus", "../UTC", "UTC\x00"])
def test_what_is_no_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(ValidationError, match="choose one such as Europe/Berlin"):
        validate_time_zone(name)


def test_a_known_zone_is_taken() -> None:
    for name in ("UTC", "Asia/Tokyo", "America/Argentina/Buenos_Aires"):
        validate_time_zone(name)


def test_a_user_signs_in_by_e_mail_in_any_spelling_of_its_case(db: None) -> None:
    user = User.objects.create_user("Ada@Example.org", "difference engine no. 2")
    assert user.email == "ada@example.org" and not user.is_staff
    assert authenticate(username="ADA@example.ORG", password="difference engine no. 2") == user
    assert authenticate(username="ada@example.org", password="another") is None
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_a_superuser_may_do_everything_in_the_desk(db: None) -> None:
    user = User.objects.create_superuser("boss@example.org", "x")
    assert user.is_staff and user.is_superuser


def test_a_learner_is_called_by_account_or_as_a_guest(db: None) -> None:
    guest = LearnerFactory()
    assert str(guest) == f"Guest {str(guest.pk)[:8]}"
    assert str(LearnerFactory(user=UserFactory(email="ada@example.org"))) == "ada@example.org"


def test_a_cards_memory_is_read_as_it_was_written(db: None, now: datetime) -> None:
    card = CardFactory()
    assert Card().memory == NEW_MEMORY
    memory = Memory(
        state=State.RELEARNING,
        step=0,
        stability=1.23456789012345,
        difficulty=7.5,
        scheduled_days=0,
        due=now,
        lapses=3,
        studied_on=date(2026, 3, 2),
    )
    card.memory = memory
    card.save()
    assert Card.objects.get(pk=card.pk).memory == memory


def refused(row: models.Model, **changes: object) -> bool:
    """Whether the database itself refuses the row with these changes."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**changes)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_no_code_should_write(db: None, now: datetime) -> None:
    card, other = CardFactory(), CardFactory()
    assert refused(card, state=State.NEW.value)
    assert refused(card, due=None)
    assert refused(card, learner=other.learner, point=other.point)
    review = ReviewFactory(card=card)
    assert refused(review, score=1.01) and refused(review, score=-0.01)
    assert refused(review, grade=0) and refused(review, grade=5)
    assert not refused(review, grade=None)
    learner = card.learner
    assert refused(learner, day_start=24)
    assert refused(learner, desired_retention=0.69) and refused(learner, desired_retention=0.98)
    item = SessionItemFactory()
    twin = SessionItemFactory(session=item.session, position=2)
    assert refused(twin, position=1) and refused(twin, position=0)
    assert (Card.objects.count(), Review.objects.count(), SessionItem.objects.count()) == (2, 1, 2)


def test_what_a_review_refers_to_cannot_be_deleted(db: None) -> None:
    review = ReviewFactory()
    for row in (review.version, review.version.question, review.card.point):
        with pytest.raises(models.ProtectedError):
            row.delete()
    assert Review.objects.count() == 1


def test_deleting_a_learner_deletes_what_is_theirs_and_nothing_of_anothers(db: None) -> None:
    kept = ReviewFactory()
    gone = ReviewFactory()
    PracticeSessionFactory(learner=gone.learner)
    gone.learner.delete()
    assert list(Review.objects.all()) == [kept] and list(Card.objects.all()) == [kept.card]
    assert list(Learner.objects.all()) == [kept.learner]


def test_a_run_that_goes_leaves_its_reviews(db: None) -> None:
    item = SessionItemFactory()
    review = ReviewFactory(item=item)
    item.session.delete()
    review.refresh_from_db()
    assert review.item is None
