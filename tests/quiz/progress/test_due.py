"""What is asked next, in which order, and how much of it comes when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from content.models import Guide, Point, Section, Topic
from content.models.base import State as PointState
from quiz.models import Card, Learner
from quiz.progress import due, marks
from quiz.progress.due import Scope
from quiz.progress.undo import undo
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import Grade, State
from tests.factories import CardFactory
from tests.quiz.answers import card_of, give, graded, present
from tests.quiz.banks import point, question

KINDS = {"recall", "single-choice", "true-false", "spoken"}


@pytest.fixture
def scope(bank: Guide) -> Scope:
    return Scope(bank)


def card(learner: Learner, topic: str, slug: str, **fields: object) -> Card:
    return CardFactory(learner=learner, point=point(topic, slug), **fields)


def step(learner: Learner, topic: str, slug: str, *, due: datetime) -> Card:
    fields = {"state": State.LEARNING.value, "step": 1, "scheduled_days": 0, "studied_on": date(2026, 3, 2)}
    return card(learner, topic, slug, due=due, **fields)


def test_steps_come_first_by_time_then_reviews_by_lowest_recall(learner: Learner, scope: Scope, now: datetime) -> None:
    strong = card(learner, "http", "claim", stability=300.0)
    weak = card(learner, "sql", "claim", stability=0.5, due=now - timedelta(minutes=1))
    middling = card(learner, "sql", "summary", stability=3.0, due=now - timedelta(days=9))
    later = step(learner, "queues", "claim", due=now - timedelta(minutes=1))
    sooner = step(learner, "http", "summary", due=now - timedelta(minutes=5))
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == [sooner, later, weak, middling, strong]
    today = learner.study_day(now)
    recalls = [fsrs6.recall(row.memory, today) for row in (weak, middling, strong)]
    assert recalls == sorted(recalls)
    assert recalls[0] < 0.85 and recalls[2] > 0.99


def test_a_card_is_due_at_its_time_and_not_before(learner: Learner, scope: Scope, now: datetime) -> None:
    row = card(learner, "http", "claim", due=now)
    assert due.due_cards(learner, scope, kinds=KINDS, now=now - timedelta(microseconds=1)) == []
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == [row]


def test_another_learners_cards_are_not_mine(learner: Learner, stranger: Learner, scope: Scope, now: datetime) -> None:
    card(stranger, "http", "claim")
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == []
    assert due.next_due(learner, scope, now=now - timedelta(days=1)) is None


def test_a_point_whose_meaning_changed_since_its_answer_is_due_now(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    row = card(learner, "http", "claim", due=now + timedelta(days=20), answered_at=now - timedelta(days=2))
    changed = point("http", "claim")
    changed.changed_at = now - timedelta(days=3)
    changed.save()
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == []
    changed.changed_at = now - timedelta(days=1)
    changed.save()
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == [row]
    give(learner, question("http", "claim", "recall"), graded(Grade.GOOD), at=now)
    assert due.due_cards(learner, scope, kinds=KINDS, now=now + timedelta(hours=1)) == []


@pytest.mark.parametrize("why", ["retired", "a draft", "suspended", "buried"])
def test_what_is_out_of_practice_is_neither_due_nor_new_nor_coming(
    learner: Learner, scope: Scope, now: datetime, why: str
) -> None:
    met, unmet = card(learner, "http", "claim"), point("http", "mistake")
    marked = Card(learner=learner, point=unmet, topic=unmet.topic)
    if why in {"retired", "a draft"}:
        state = PointState.RETIRED if why == "retired" else PointState.DRAFT
        for row in (met.point, unmet):
            row.state, row.retired_at = state, now if why == "retired" else None
            row.save()
    for row in (met, marked):
        row.suspended = why == "suspended"
        row.buried_until = now + timedelta(hours=1) if why == "buried" else None
        row.save()
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == []
    assert unmet not in due.new_points(learner, scope, kinds=KINDS, now=now)
    assert sum(count for _, count in due.returning(learner, scope, now=now)) == 0
    if why == "buried":
        assert due.due_cards(learner, scope, kinds=KINDS, now=now + timedelta(hours=1)) == [met]
        assert unmet in due.new_points(learner, scope, kinds=KINDS, now=now + timedelta(hours=1))


def test_a_star_makes_no_point_known(learner: Learner, scope: Scope, now: datetime) -> None:
    starred = point("http", "claim")
    marks.star(learner, point=starred, starred=True)
    marks.star(learner, point=starred, starred=True)
    assert [(row.starred, row.state, row.sequence) for row in learner.cards.all()] == [(True, State.NEW, 0)]
    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == []
    assert starred in due.new_points(learner, scope, kinds=KINDS, now=now)


def test_new_points_come_by_level_then_in_the_guides_order(learner: Learner, scope: Scope, now: datetime) -> None:
    order = [row.natural_key()[1:] for row in due.new_points(learner, scope, kinds=KINDS, now=now)]
    topics = ["http", "caching", "sql", "queues"]
    assert order == [
        *((topic, "summary") for topic in topics),
        *((topic, slug) for topic in topics for slug in ("claim", "mistake")),
        *((topic, "tip") for topic in topics),
    ]


def test_the_order_of_sections_comes_before_that_of_topics(learner: Learner, scope: Scope, now: datetime) -> None:
    Section.objects.filter(slug="data").update(position=0)
    order = [row.topic.slug for row in due.new_points(learner, scope, kinds={"true-false"}, now=now)]
    assert order == ["sql", "queues", "http", "caching"]


def test_only_points_that_a_kind_can_ask_are_new_to_it(learner: Learner, scope: Scope, now: datetime) -> None:
    def found(kinds: set[str], where: Scope) -> set[str]:
        return {row.slug for row in due.new_points(learner, where, kinds=kinds, now=now)}

    assert found({"spoken"}, scope) == {"tip"}
    assert found({"single-choice"}, scope) == {"mistake", "summary"}
    topic = Topic.objects.get(slug="http")
    assert found({"single-choice"}, Scope(scope.guide, topic.section)) == {"mistake"}
    assert found({"single-choice"}, Scope(scope.guide, topic.section, topic)) == {"mistake"}


def test_only_cards_that_a_kind_can_ask_are_due_to_it(learner: Learner, scope: Scope, now: datetime) -> None:
    summary, tip = card(learner, "http", "summary"), card(learner, "http", "tip")
    near = step(learner, "sql", "tip", due=now + timedelta(minutes=5))
    later = card(learner, "queues", "summary", due=now + timedelta(days=5))
    part = Scope(scope.guide, Topic.objects.select_related("section").get(slug="http").section)
    assert due.due_cards(learner, scope, kinds={"spoken"}, now=now) == [tip]
    assert due.due_cards(learner, scope, kinds={"single-choice"}, now=now) == [summary]
    assert due.due_cards(learner, part, kinds={"single-choice"}, now=now) == []
    assert due.steps_ahead(learner, scope, kinds={"spoken"}, now=now) == [near]
    assert due.steps_ahead(learner, scope, kinds={"recall"}, now=now) == []
    assert due.reviews_ahead(learner, scope, kinds={"recall"}, now=now) == [later]
    assert due.reviews_ahead(learner, scope, kinds={"spoken"}, now=now) == []


def test_a_scope_is_the_guide_a_section_or_a_topic(learner: Learner, scope: Scope, now: datetime) -> None:
    rows = [card(learner, topic, "claim") for topic in ("http", "caching", "sql")]
    topic = Topic.objects.select_related("section").get(slug="http")
    assert len(due.due_cards(learner, scope, kinds=KINDS, now=now)) == 3
    assert due.due_cards(learner, Scope(scope.guide, topic.section), kinds=KINDS, now=now) == rows[:2]
    assert due.due_cards(learner, Scope(scope.guide, topic.section, topic), kinds=KINDS, now=now) == rows[:1]


def test_the_first_answer_to_a_point_introduces_it_and_one_on_a_later_day_is_a_repetition(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    first, second = question("http", "summary", "recall"), question("sql", "summary", "recall")
    today, tomorrow = learner.study_day(now), learner.study_day(now + timedelta(days=1))

    def counts(day: date) -> tuple[int, int]:
        return due.introduced_on(learner, day), due.answered_on(learner, day)

    give(learner, first, graded(Grade.AGAIN), at=now)
    give(learner, first, graded(Grade.GOOD), at=now + timedelta(minutes=1))
    opened = give(learner, second, graded(Grade.AGAIN), at=now + timedelta(minutes=11))
    assert counts(today) == (2, 0)
    undo(review=opened.review, now=now + timedelta(minutes=12))
    assert counts(today) == (1, 0)
    shown = present(learner, second, at=now)
    give(learner, second, graded(Grade.GOOD), at=now + timedelta(seconds=0.5), presentation=shown)
    assert counts(today) == (1, 0)
    give(learner, second, graded(Grade.GOOD), at=now + timedelta(days=1))
    give(learner, first, graded(Grade.AGAIN), at=now + timedelta(days=1))
    give(learner, first, graded(Grade.GOOD), at=now + timedelta(days=1, minutes=10))
    assert counts(today) == (1, 0) and counts(tomorrow) == (1, 1)


def test_what_returns_is_counted_by_the_learners_own_study_days(learner: Learner, scope: Scope, now: datetime) -> None:
    """In Berlin, an hour ahead of UTC, Tuesday 3 March begins at 03:00 UTC."""
    card(learner, "http", "summary", due=now - timedelta(days=30))
    card(learner, "http", "claim", due=datetime(2026, 3, 3, 2, 59, tzinfo=UTC))
    card(learner, "http", "mistake", due=datetime(2026, 3, 3, 3, 0, tzinfo=UTC))
    card(learner, "sql", "summary", due=datetime(2026, 3, 9, 2, 59, tzinfo=UTC))
    card(learner, "sql", "claim", due=datetime(2026, 3, 9, 3, 0, tzinfo=UTC))
    days = due.returning(learner, scope, now=now)
    assert days == [(date(2026, 3, 2) + timedelta(days=n), count) for n, count in enumerate([2, 1, 0, 0, 0, 0, 1])]
    learner.time_zone = "America/New_York"
    assert [count for _, count in due.returning(learner, scope, now=now)] == [3, 0, 0, 0, 0, 0, 2]


def test_the_next_due_time_is_the_first_that_is_not_here_yet(learner: Learner, scope: Scope, now: datetime) -> None:
    card(learner, "http", "summary", due=now)
    card(learner, "http", "claim", due=now + timedelta(days=4))
    card(learner, "sql", "claim", due=now + timedelta(days=3), suspended=True)
    assert due.next_due(learner, scope, now=now) == now + timedelta(days=4)
    assert due.next_due(learner, scope, now=now + timedelta(days=4)) is None


def test_a_learning_step_may_be_taken_twenty_minutes_early(learner: Learner, scope: Scope, now: datetime) -> None:
    near = step(learner, "http", "summary", due=now + timedelta(minutes=20))
    step(learner, "http", "claim", due=now + timedelta(minutes=21))
    card(learner, "sql", "claim", due=now + timedelta(minutes=5))
    assert due.steps_ahead(learner, scope, kinds=KINDS, now=now) == [near]


def test_reviews_ahead_leave_out_what_was_answered_today(learner: Learner, scope: Scope, now: datetime) -> None:
    later = now + timedelta(days=5)
    strong = card(learner, "http", "claim", due=later, stability=90.0)
    weak = card(learner, "sql", "claim", due=later, stability=2.0)
    card(learner, "sql", "summary", due=later, studied_on=learner.study_day(now))
    card(learner, "queues", "summary", due=now)
    assert due.reviews_ahead(learner, scope, kinds=KINDS, now=now) == [weak, strong]


def test_an_answer_makes_its_card_due_at_the_start_of_a_study_day(
    bank: Guide, learner: Learner, now: datetime, no_fuzz: None
) -> None:
    """Easy on a new point returns in 8 days: at 04:00 in Berlin, which is 03:00 UTC before the clocks change."""
    asked = question("http", "summary", "recall")
    give(learner, asked, graded(Grade.EASY), at=now)
    assert card_of(learner, asked).due == datetime(2026, 3, 10, 3, tzinfo=UTC)


def test_a_point_that_is_due_again_today_by_its_new_meaning_is_counted_today_and_nowhere_else(
    learner: Learner, scope: Scope, now: datetime
) -> None:
    today, hour = learner.study_day(now), timedelta(hours=1)
    met = {"studied_on": today, "answered_at": now - hour}
    known = card(learner, "http", "claim", due=now + timedelta(days=3), **met)
    step = card(learner, "sql", "claim", due=now + timedelta(minutes=5), state=State.RELEARNING.value, step=0, **met)
    coming = due.returning(learner, scope, now=now)
    assert [count for _, count in coming][:4] == [1, 0, 0, 1] and due.next_due(learner, scope, now=now) == step.due

    Point.objects.filter(pk__in=[known.point_id, step.point_id]).update(changed_at=now - hour / 2)

    assert due.due_cards(learner, scope, kinds=KINDS, now=now) == [step, known]
    assert [count for _, count in due.returning(learner, scope, now=now)] == [2, 0, 0, 0, 0, 0, 0]
    assert due.steps_ahead(learner, scope, kinds=KINDS, now=now) == []
    assert due.reviews_ahead(learner, scope, kinds=KINDS, now=now) == []
    assert due.next_due(learner, scope, now=now) is None
