"""A guest joins an account: nothing that was learnt is lost, and a card stays the replay of its reviews."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Guide
from quiz.accounts.joining import join, merge
from quiz.models import Card, JoinedGuest, Learner, Review, User
from quiz.progress.check import check
from quiz.progress.marks import star
from quiz.progress.undo import undo
from quiz.scheduler.memory import Grade
from tests.factories import LearnerFactory, PracticeSessionFactory, UserFactory
from tests.quiz.answers import card_of, give, graded
from tests.quiz.banks import question

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = "Europe/Berlin"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory()


@pytest.fixture
def own(user: User) -> Learner:
    """The account's learner, made elsewhere."""
    return LearnerFactory(user=user)


def recall(name: str = "mistake"):
    return question("http", name, kind="recall")


def sequences(learner: Learner) -> list[int]:
    return list(learner.reviews.order_by("sequence").values_list("sequence", flat=True))


def test_the_first_guest_of_an_account_becomes_its_learner_as_they_are(
    learner: Learner, user: User, bank: Guide, now: datetime
) -> None:
    give(learner, recall(), graded(Grade.GOOD), at=now)
    before = Card.objects.values().get()

    joined = join(learner, user=user, zone=ZONE, now=now)

    assert (joined.pk, joined.user) == (learner.pk, user)
    assert Card.objects.values().get() == before
    assert not JoinedGuest.objects.exists()


def test_an_account_that_signs_in_where_nobody_practised_gets_a_learner_in_the_browsers_zone(
    user: User, now: datetime
) -> None:
    assert join(None, user=user, zone="Asia/Kathmandu", now=now).time_zone == "Asia/Kathmandu"
    assert join(None, user=user, zone=ZONE, now=now).time_zone == "Asia/Kathmandu"
    assert Learner.objects.count() == 1


def test_what_only_the_guest_met_moves_over_unchanged(
    learner: Learner, user: User, own: Learner, bank: Guide, now: datetime
) -> None:
    give(learner, recall(), graded(Grade.GOOD), at=now)
    session = PracticeSessionFactory(learner=learner)
    before = {**Card.objects.values().get(), "learner_id": own.pk}

    assert join(learner, user=user, zone=ZONE, now=now) == own

    assert Card.objects.values().get() == before
    assert [review.card.learner for review in own.reviews.all()] == [own]
    session.refresh_from_db()
    assert session.learner == own
    assert not Learner.objects.filter(pk=learner.pk).exists()
    assert JoinedGuest.objects.get().learner == own


def test_two_histories_of_a_point_become_one_in_the_order_of_time(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    give(own, recall(), graded(Grade.GOOD), at=now)
    give(learner, recall(), graded(Grade.AGAIN), at=now + DAY)
    give(own, recall(), graded(Grade.HARD), at=now + 2 * DAY)
    give(learner, recall(), graded(Grade.GOOD), at=now + 3 * DAY)

    merge(learner, into=own, now=now + 3 * DAY)

    grades = list(own.reviews.order_by("sequence").values_list("grade", flat=True))
    assert grades == [Grade.GOOD, Grade.AGAIN, Grade.HARD, Grade.GOOD]
    alone = LearnerFactory()
    for days, grade in enumerate(grades):
        give(alone, recall(), graded(grade), at=now + days * DAY)
    merged, straight = card_of(own, recall()).memory, card_of(alone, recall()).memory
    assert (merged.stability, merged.difficulty, merged.lapses) == pytest.approx(
        (straight.stability, straight.difficulty, straight.lapses)
    )
    assert check(repair=False).differences == []


def test_a_clock_that_went_back_does_not_change_the_order_within_a_history(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    give(own, recall(), graded(Grade.EASY), at=now)
    give(learner, recall(), graded(Grade.GOOD), at=now + HOUR)
    give(learner, recall(), graded(Grade.AGAIN), at=now - HOUR)

    merge(learner, into=own, now=now + HOUR)

    assert list(own.reviews.order_by("sequence").values_list("grade", flat=True)) == [
        Grade.EASY,
        Grade.GOOD,
        Grade.AGAIN,
    ]
    assert check(repair=False).differences == []


def test_an_answer_taken_back_stays_taken_back(learner: Learner, own: Learner, bank: Guide, now: datetime) -> None:
    give(own, recall(), graded(Grade.GOOD), at=now)
    undo(review=give(learner, recall(), graded(Grade.AGAIN), at=now + HOUR).review, now=now + HOUR)
    before = card_of(own, recall()).memory

    merge(learner, into=own, now=now + DAY)

    assert card_of(own, recall()).memory == before
    assert own.reviews.count() == 2 and own.reviews.standing().count() == 1


def test_of_the_marks_suspended_and_starred_win_and_the_later_bury_holds(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    point = recall().point
    star(learner, point=point, starred=True)
    star(own, point=point, starred=False)
    own.cards.update(suspended=True, buried_until=now + HOUR)
    learner.cards.update(buried_until=now + DAY)

    merge(learner, into=own, now=now)

    card = own.cards.get()
    assert (card.starred, card.suspended, card.buried_until) == (True, True, now + DAY)


def test_joining_takes_no_more_queries_for_twelve_points_than_for_two(bank: Guide, now: datetime) -> None:
    slugs = [
        (topic, slug) for slug in ("summary", "claim", "mistake") for topic in ("http", "caching", "sql", "queues")
    ]

    def cost(points: list[tuple[str, str]]) -> int:
        guest, own = LearnerFactory(), LearnerFactory(user=UserFactory())
        for number, (topic, slug) in enumerate(points):
            asked = question(topic, slug, kind="recall")
            for who in (guest, own) if number % 2 else (guest,):
                give(who, asked, graded(Grade.GOOD), at=now)
        with CaptureQueriesContext(connection) as captured:
            merge(guest, into=own, now=now)
        assert own.cards.count() == len(points) and own.reviews.count() == len(points) * 3 // 2
        return len(captured)

    assert cost(slugs) == cost(slugs[:2])
    assert check(repair=False).differences == []


def test_numbers_only_grow(learner: Learner, own: Learner, bank: Guide, now: datetime) -> None:
    for number in range(3):
        give(learner, recall(), graded(Grade.GOOD), at=now + number * DAY)
    give(own, recall(), graded(Grade.GOOD), at=now)

    merge(learner, into=own, now=now + 3 * DAY)

    assert sequences(own) == [4, 5, 6, 7]
    assert card_of(own, recall()).sequence == 8


def test_joining_once_more_changes_nothing(
    learner: Learner, user: User, own: Learner, bank: Guide, now: datetime
) -> None:
    give(learner, recall(), graded(Grade.GOOD), at=now)
    join(learner, user=user, zone=ZONE, now=now)
    before = list(Review.objects.values())

    assert join(learner, user=user, zone=ZONE, now=now) == own
    assert join(own, user=user, zone=ZONE, now=now) == own
    assert list(Review.objects.values()) == before


def test_the_learner_of_another_account_is_never_taken(user: User, own: Learner, bank: Guide, now: datetime) -> None:
    other = LearnerFactory(user=UserFactory())
    give(other, recall(), graded(Grade.GOOD), at=now)

    assert join(other, user=user, zone=ZONE, now=now) == own
    assert other.reviews.count() == 1 and not own.reviews.exists()


def test_a_guest_who_joined_a_guest_who_joined_is_still_known(own: Learner, learner: Learner, now: datetime) -> None:
    first = LearnerFactory()
    merge(first, into=learner, now=now)
    merge(learner, into=own, now=now)
    assert set(JoinedGuest.objects.values_list("guest", "learner")) == {(first.pk, own.pk), (learner.pk, own.pk)}
