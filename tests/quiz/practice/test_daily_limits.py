"""How many points a mixed run asks in a day."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from content.models import Guide, Point
from quiz.models import Learner
from quiz.models.session import Mode
from quiz.practice import selection
from quiz.progress.due import Scope
from quiz.progress.undo import undo
from quiz.scheduler.memory import Grade
from tests.quiz.answers import give, graded
from tests.quiz.banks import point, question
from tests.quiz.practice.test_selection import card, choose, points_of, within


@pytest.fixture
def scope(bank: Guide) -> Scope:
    return Scope(bank)


def test_new_points_stop_at_the_daily_limit(learner: Learner, scope: Scope, now: datetime) -> None:
    learner.new_per_day = 3
    assert len(choose(learner, scope, now)) == 3
    reviews = [
        give(learner, question(topic, "summary", "recall"), graded(Grade.EASY), at=now).review
        for topic in ("http", "caching")
    ]
    assert points_of(choose(learner, scope, now)) == [("sql", "summary")]
    give(learner, question("sql", "summary", "recall"), graded(Grade.EASY), at=now)
    assert choose(learner, scope, now) == []
    undo(review=reviews[0], now=now)
    assert points_of(choose(learner, scope, now)) == [("http", "summary")]
    assert len(choose(learner, scope, now + timedelta(days=1))) == 3


def test_only_the_mixed_run_is_held_to_the_limit_of_new_points(learner: Learner, scope: Scope, now: datetime) -> None:
    learner.new_per_day = 0
    assert choose(learner, scope, now) == []
    assert len(choose(learner, scope, now, Mode.FLASHCARDS, length=7)) == 7
    assert len(choose(learner, within(scope.guide, "http"), now, Mode.TOPIC, length=7)) == 4


def test_reviews_stop_at_the_daily_limit(learner: Learner, scope: Scope, now: datetime) -> None:
    learner.reviews_per_day, learner.new_per_day = 2, 0
    for slug in ("summary", "claim", "mistake"):
        give(learner, question("http", slug, "recall"), graded(Grade.GOOD), at=now - timedelta(days=3))
    assert len(choose(learner, scope, now)) == 2
    give(learner, question("http", "claim", "recall"), graded(Grade.GOOD), at=now)
    assert len(choose(learner, scope, now)) == 1


def test_the_limit_of_reviews_is_spent_on_points_that_can_be_asked(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    """Three tips come first, and none of them has a question with options."""
    learner.choice_only, learner.reviews_per_day, learner.new_per_day = True, 2, 0
    for topic in ("http", "caching", "sql"):
        card(learner, topic, "tip", stability=0.3)
        card(learner, topic, "claim", stability=30.0)
    asked = points_of(choose(learner, scope, now))
    assert len(asked) == 2 and {slug for _, slug in asked} == {"claim"}


def test_a_learning_step_begun_today_is_taken_though_the_limit_of_reviews_is_reached(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.reviews_per_day, learner.new_per_day = 1, 1
    for ago, slug in ((30, "claim"), (20, "mistake")):
        give(learner, question("sql", slug, "recall"), graded(Grade.EASY), at=now - timedelta(days=ago))
    give(learner, question("http", "summary", "recall"), graded(Grade.AGAIN), at=now)
    later = now + timedelta(minutes=5)
    assert points_of(choose(learner, scope, later)) == [("http", "summary"), ("sql", "claim")]
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=later)
    assert points_of(choose(learner, scope, later)) == [("http", "summary")]


def test_a_forgotten_point_is_one_of_the_days_reviews_however_many_steps_it_takes(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.reviews_per_day, learner.new_per_day = 2, 0
    slugs = ["summary", "claim", "mistake"]
    for slug in slugs:
        give(learner, question("sql", slug, "recall"), graded(Grade.EASY), at=now - timedelta(days=30))
    give(learner, question("sql", "summary", "recall"), graded(Grade.AGAIN), at=now)
    give(learner, question("sql", "summary", "recall"), graded(Grade.GOOD), at=now + timedelta(minutes=10))
    later = now + timedelta(minutes=11)
    assert selection.today(learner, scope, now=later) == selection.Today(
        due=1, new=0, due_held_back=1, new_held_back=13
    )


def test_a_point_answered_today_that_is_due_again_costs_no_other_review(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.reviews_per_day, learner.new_per_day = 2, 0
    for slug in ("claim", "mistake"):
        give(learner, question("sql", slug, "recall"), graded(Grade.EASY), at=now - timedelta(days=30))
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=now)
    Point.objects.filter(pk=point("sql", "claim").pk).update(changed_at=now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    assert sorted(points_of(choose(learner, scope, later))) == [("sql", "claim"), ("sql", "mistake")]


def test_today_counts_what_mixed_runs_will_ask_and_what_the_limits_hold_back(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.reviews_per_day, learner.new_per_day = 2, 3
    for topic in ("http", "caching", "sql"):
        card(learner, topic, "claim")
        card(learner, topic, "tip")
    count = partial(selection.Today, due=2, new=3)
    assert selection.today(learner, scope, now=now) == count(due_held_back=4, new_held_back=7)
    assert len(choose(learner, scope, now, length=50)) == 5
    learner.choice_only = True
    assert selection.today(learner, scope, now=now) == count(due_held_back=1, new_held_back=6)
    assert len(choose(learner, scope, now, length=50)) == 5
