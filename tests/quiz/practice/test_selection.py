"""Which points a run asks, and in which of their wordings."""

import random
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import Guide, Point, Question, Topic
from quiz.models import Card, Learner
from quiz.models.session import Mode
from quiz.practice import selection
from quiz.practice.replies import Reply
from quiz.progress.due import Scope
from quiz.progress.undo import undo
from quiz.scheduler.memory import Grade
from tests.factories import CardFactory, QuestionFactory
from tests.quiz.answers import chosen, give, graded, present
from tests.quiz.banks import point, question

CHOICE = {"single-choice", "true-false"}


@pytest.fixture
def scope(bank: Guide) -> Scope:
    return Scope(bank)


def within(guide: Guide, slug: str) -> Scope:
    topic = Topic.objects.select_related("section").get(slug=slug)
    return Scope(guide, topic.section, topic)


def choose(
    learner: Learner, scope: Scope, now: datetime, mode: Mode = Mode.DAILY, *, length: int = 10, seed: int = 1
) -> list[Question]:
    return selection.choose(learner, scope, mode=mode, length=length, rng=random.Random(seed), now=now)


def points_of(questions: list[Question]) -> list[tuple[str, str]]:
    return [question.point.natural_key()[1:] for question in questions]


def card(learner: Learner, topic: str, slug: str, **fields: object) -> Card:
    return CardFactory(learner=learner, point=point(topic, slug), **fields)


def wrong_claim(topic: str) -> Reply:
    return chosen(question(topic, "claim", "true-false"), right=False)


def test_what_is_due_comes_first_then_what_is_new(learner: Learner, scope: Scope, now: datetime) -> None:
    card(learner, "queues", "tip")
    card(learner, "sql", "claim", stability=0.4)
    asked = points_of(choose(learner, scope, now, length=4))
    assert asked == [("sql", "claim"), ("queues", "tip"), ("http", "summary"), ("caching", "summary")]


def test_a_run_is_no_longer_than_asked_for_and_asks_no_point_twice(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    for length in (1, 5, 16, 50):
        asked = points_of(choose(learner, scope, now, length=length))
        assert len(asked) == len(set(asked)) == min(length, 16)


def test_choosing_takes_as_many_queries_for_a_hundred_due_points_as_for_six(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            asked = choose(learner, scope, now, length=5)
        assert len(asked) == 5
        with CaptureQueriesContext(connection) as counted:
            selection.today(learner, scope, now=now)
        return len(captured), len(counted)

    for slug in ("summary", "claim", "mistake"):
        for topic in ("http", "sql"):
            card(learner, topic, slug)
    small = cost()
    topic = Topic.objects.get(slug="http")
    for _ in range(94):
        CardFactory(learner=learner, point=QuestionFactory(point__topic=topic).point)
    assert cost() == small == (5, 4)


@pytest.mark.parametrize(
    ("mode", "choice_only", "kinds", "count"),
    [
        (Mode.DAILY, False, {"single-choice", "true-false", "recall", "spoken"}, 16),
        (Mode.DAILY, True, CHOICE, 12),
        (Mode.CHOICE, False, CHOICE, 12),
        (Mode.FLASHCARDS, False, {"recall"}, 12),
        (Mode.FLASHCARDS, True, {"recall"}, 12),
    ],
)
def test_a_mode_asks_only_its_kinds(
    *, learner: Learner, scope: Scope, now: datetime, mode: Mode, choice_only: bool, kinds: set[str], count: int
) -> None:
    learner.choice_only = choice_only
    for topic in ("http", "caching"):
        for slug in ("summary", "claim", "mistake", "tip"):
            card(learner, topic, slug, stability=30.0)
    asked = choose(learner, scope, now, mode, length=50)
    assert {row.kind for row in asked} <= kinds
    assert len(asked) == count


@pytest.mark.parametrize(("stability", "kinds"), [(7.0, CHOICE), (7.01, {"recall"}), (200.0, {"recall"})])
def test_past_seven_days_of_stability_a_recall_form_is_asked(
    learner: Learner, scope: Scope, now: datetime, stability: float, kinds: set[str]
) -> None:
    learner.new_per_day = 0
    for topic in ("http", "sql"):
        card(learner, topic, "claim", stability=stability)
        card(learner, topic, "mistake", stability=stability)
    asked = choose(learner, scope, now)
    assert len(asked) == 4 and {row.kind for row in asked} <= kinds


def test_who_practises_choice_only_is_asked_by_options_however_strong_the_memory(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.choice_only, learner.new_per_day = True, 0
    card(learner, "http", "mistake", stability=90.0)
    card(learner, "http", "tip", stability=90.0)
    assert [row.kind for row in choose(learner, scope, now)] == ["single-choice"]


def test_the_same_wording_is_not_asked_twice_running_where_there_is_another(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    learner.new_per_day = 0
    first, second = (question("http", "mistake", variant=variant) for variant in ("first", "second"))
    give(learner, first, chosen(first, right=False), at=now - timedelta(days=1))
    give(learner, question("http", "claim", "true-false"), wrong_claim("http"), at=now - timedelta(days=1))
    for seed in range(12):
        assert {row.point.slug: row.kind for row in choose(learner, scope, now, seed=seed)}["claim"] == "recall"
        assert second in choose(learner, scope, now, seed=seed)
    give(learner, second, chosen(second, right=False), at=now)
    for seed in range(12):
        assert first in choose(learner, scope, now + timedelta(hours=1), seed=seed)


@pytest.mark.parametrize("how", ["too quickly", "and undone"])
def test_the_same_wording_is_not_asked_twice_running_though_its_answer_did_not_count(
    learner: Learner, scope: Scope, now: datetime, how: str
) -> None:
    first, second = (question("http", "mistake", variant=variant) for variant in ("first", "second"))
    shown = present(learner, first, at=now)
    at = now + timedelta(seconds=0.5 if how == "too quickly" else 10)
    review = give(learner, first, chosen(first, right=True), at=at, presentation=shown).review
    if how == "and undone":
        undo(review=review, now=at)
    for seed in range(12):
        asked = choose(learner, scope, now + timedelta(hours=1), Mode.CHOICE, length=20, seed=seed)
        assert [row for row in asked if row.point_id == first.point_id] == [second]


def test_a_points_only_wording_is_asked_again(learner: Learner, scope: Scope, now: datetime) -> None:
    learner.choice_only, learner.new_per_day = True, 0
    give(learner, question("http", "claim", "true-false"), wrong_claim("http"), at=now - timedelta(days=1))
    assert [row.kind for row in choose(learner, scope, now)] == ["true-false"]


def test_a_question_that_asks_for_the_topic_is_never_asked_in_a_run_of_it(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    summary = question("http", "summary")
    assert summary.asks_topic
    section = Scope(scope.guide, within(scope.guide, "http").section)
    for where in (within(scope.guide, "http"), section):
        for mode in (Mode.TOPIC, Mode.CHOICE, Mode.DAILY):
            for seed in range(6):
                assert not any(row.asks_topic for row in choose(learner, where, now, mode, seed=seed))
    assert summary in choose(learner, scope, now, Mode.CHOICE)


def test_a_drill_goes_ahead_of_time_weakest_first_and_leaves_out_what_was_answered_today(
    learner: Learner, bank: Guide, now: datetime
) -> None:
    later = now + timedelta(days=9)
    card(learner, "http", "summary", due=later, stability=50.0)
    card(learner, "http", "claim", due=later, stability=1.5)
    card(learner, "http", "mistake", due=later, studied_on=learner.study_day(now))
    card(learner, "http", "tip", due=now - timedelta(days=1), stability=80.0)
    drill = points_of(choose(learner, within(bank, "http"), now, Mode.DRILL))
    assert [slug for _, slug in drill] == ["tip", "claim", "summary"]
    assert points_of(choose(learner, within(bank, "http"), now, Mode.TOPIC)) == drill
    assert [slug for _, slug in points_of(choose(learner, within(bank, "http"), now))] == ["tip"]


def test_a_learning_step_is_asked_early_only_when_nothing_else_is_left(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    give(learner, question("http", "summary", "recall"), graded(Grade.GOOD), at=now)
    learner.new_per_day = 2
    assert points_of(choose(learner, scope, now)) == [("caching", "summary")]
    learner.new_per_day = 1
    assert points_of(choose(learner, scope, now)) == [("http", "summary")]


def test_going_over_asks_the_missed_points_whose_step_is_near(learner: Learner, scope: Scope, now: datetime) -> None:
    for topic in ("http", "sql"):
        give(learner, question(topic, "summary", "recall"), graded(Grade.AGAIN), at=now)
    wanted = [point("http", "summary").pk, point("queues", "summary").pk]
    asked = selection.go_over(learner, scope, mode=Mode.DAILY, points=wanted, rng=random.Random(1), now=now)
    assert points_of(asked) == [("http", "summary")]


def test_a_stranger_is_greeted_with_a_choice_question_for_the_topic_only_where_there_is_no_other(bank: Guide) -> None:
    points = Topic.objects.get(slug="http").points.all()
    greeted = {selection.first_question(points, rng=random.Random(seed)) for seed in range(8)}
    assert greeted == {question("http", "mistake", variant=variant) for variant in ("first", "second")}
    assert selection.first_question(points.filter(slug="summary"), rng=random.Random(1)) == question("http", "summary")
    assert selection.first_question(points.filter(slug="tip"), rng=random.Random(1)) is None


def test_a_stranger_is_greeted_at_the_lowest_level(bank: Guide) -> None:
    Point.objects.filter(slug="mistake").exclude(topic__slug="sql").update(level=3)
    for seed in range(8):
        greeting = selection.first_question(Point.objects.all(), rng=random.Random(seed))
        assert greeting is not None and greeting.point == point("sql", "mistake")
