"""What can be said of a topic after which answers."""

from datetime import datetime, timedelta

import pytest

from content.models import Guide, Section, Topic
from quiz.insights import beta, mastery
from quiz.insights.mastery import Standing, TopicMastery
from quiz.models import Learner
from quiz.progress.due import Scope
from quiz.progress.undo import undo
from quiz.scheduler import fsrs6
from quiz.scheduler.memory import Grade
from tests.factories import PointFactory
from tests.quiz.answers import card_of, give, graded, present
from tests.quiz.banks import point, question

DAY = timedelta(days=1)
POINTS = ["summary", "claim", "mistake"]


def of(learner: Learner, guide: Guide, topic: str, *, at: datetime) -> TopicMastery:
    rows = mastery.topics(learner, Scope(guide), now=at)
    return next(row for row in rows if row.topic.slug == topic)


def answer(learner: Learner, topic: str, slug: str, grade: Grade, *, at: datetime) -> None:
    give(learner, question(topic, slug, "recall"), graded(grade), at=at)


def answer_all(learner: Learner, topic: str, grade: Grade, *, days: int, until: datetime) -> None:
    """Each flashcard of a topic once on each of the days up to an instant."""
    for ago in reversed(range(days)):
        for slug in POINTS:
            answer(learner, topic, slug, grade, at=until - ago * DAY)


def test_a_topic_without_an_answer_is_new(bank: Guide, learner: Learner, now: datetime) -> None:
    rows = mastery.topics(learner, Scope(bank), now=now)
    assert [row.topic.slug for row in rows] == ["http", "caching", "sql", "queues"]
    assert {(row.standing, row.mastery, row.answered, row.points) for row in rows} == {(Standing.NEW, 0.0, 0, 4)}


def test_a_few_answers_say_too_little(bank: Guide, learner: Learner, now: datetime) -> None:
    answer(learner, "http", "claim", Grade.GOOD, at=now)
    answer(learner, "sql", "claim", Grade.AGAIN, at=now)
    assert of(learner, bank, "http", at=now).standing is Standing.UNKNOWN
    assert of(learner, bank, "sql", at=now).standing is Standing.UNKNOWN
    assert of(learner, bank, "queues", at=now).standing is Standing.NEW


def test_many_wrong_answers_make_a_topic_weak(bank: Guide, learner: Learner, now: datetime) -> None:
    answer_all(learner, "http", Grade.AGAIN, days=3, until=now)
    row = of(learner, bank, "http", at=now)
    assert row.standing is Standing.WEAK
    assert row.answered == 3 and row.high < 0.3


def test_all_right_lately_makes_a_topic_strong_while_it_is_remembered(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    answer_all(learner, "http", Grade.GOOD, days=3, until=now)
    row = of(learner, bank, "http", at=now)
    assert row.standing is Standing.STRONG
    assert row.low > 0.9
    fading = of(learner, bank, "http", at=now + 20 * DAY)
    assert fading.standing is Standing.FAIR
    assert 0.7 < fading.low < 0.8


def test_forgetting_alone_makes_a_fair_topic_weak_and_in_the_end_unknown(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    answer_all(learner, "http", Grade.AGAIN, days=2, until=now - 4 * DAY)
    answer_all(learner, "http", Grade.GOOD, days=4, until=now)
    fair = of(learner, bank, "http", at=now)
    assert fair.standing is Standing.FAIR
    weak = of(learner, bank, "http", at=now + 30 * DAY)
    assert weak.standing is Standing.WEAK
    assert weak.answered == fair.answered and weak.mastery < 0.8 * fair.mastery
    assert of(learner, bank, "http", at=now + 150 * DAY).standing is Standing.UNKNOWN


def test_only_the_first_answer_to_a_point_on_a_day_is_evidence(bank: Guide, learner: Learner, now: datetime) -> None:
    answer(learner, "http", "claim", Grade.AGAIN, at=now)
    for minutes in (2, 15, 40):
        answer(learner, "http", "claim", Grade.GOOD, at=now + timedelta(minutes=minutes))
    row = of(learner, bank, "http", at=now + timedelta(hours=1))
    recall = fsrs6.recall(card_of(learner, question("http", "claim", "recall")).memory, learner.study_day(now) + DAY)
    # One wrong answer: the guide's average is (0 + 1) / (1 + 2), the topic's (0 + 2/3) / (1 + 2).
    assert row.expected == pytest.approx(2 / 9 * recall)
    answer(learner, "http", "claim", Grade.GOOD, at=now + DAY)
    assert of(learner, bank, "http", at=now + DAY).expected > 0.4


def test_recall_is_taken_at_the_end_of_the_next_study_day(bank: Guide, learner: Learner, now: datetime) -> None:
    answer(learner, "http", "claim", Grade.HARD, at=now)
    memory = card_of(learner, question("http", "claim", "recall")).memory
    tomorrow = fsrs6.recall(memory, learner.study_day(now) + DAY)
    assert tomorrow < 0.93 < fsrs6.recall(memory, learner.study_day(now)) == 1
    # One right answer: the guide's average is (1 + 1) / (1 + 2), the topic's (1 + 4/3) / (1 + 2).
    row = of(learner, bank, "http", at=now)
    assert row.expected == pytest.approx(7 / 9 * tomorrow)
    assert row.mastery == pytest.approx(7 / 9 * tomorrow / 4)


def test_expected_recall_lies_in_its_range_four_times_in_five(bank: Guide, learner: Learner, now: datetime) -> None:
    answer(learner, "http", "claim", Grade.HARD, at=now)
    tomorrow = fsrs6.recall(card_of(learner, question("http", "claim", "recall")).memory, learner.study_day(now) + DAY)
    row = of(learner, bank, "http", at=now)
    # Success has the posterior Beta(7/3, 2/3); a share of it is recalled.
    assert beta.cumulative(row.low / tomorrow, 7 / 3, 2 / 3) == pytest.approx(0.1)
    assert beta.cumulative(row.high / tomorrow, 7 / 3, 2 / 3) == pytest.approx(0.9)


def test_an_answer_weighs_half_after_thirty_days(bank: Guide, learner: Learner, now: datetime) -> None:
    answer(learner, "http", "claim", Grade.GOOD, at=now - 30 * DAY)
    memory = card_of(learner, question("http", "claim", "recall")).memory
    recall = fsrs6.recall(memory, learner.study_day(now) + DAY)
    # Half a right answer: (0.5 + 1) / (0.5 + 2) = 0.6, then (0.5 + 1.2) / (0.5 + 2) = 0.68.
    assert of(learner, bank, "http", at=now).expected == pytest.approx(0.68 * recall)


def test_undone_answers_and_rapid_guesses_are_no_evidence(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "claim", "recall")
    undo(review=give(learner, asked, graded(Grade.GOOD), at=now).review, now=now)
    shown = present(learner, asked, at=now)
    give(learner, asked, graded(Grade.GOOD), at=now + timedelta(seconds=0.9), presentation=shown)
    row = of(learner, bank, "http", at=now)
    assert (row.standing, row.expected, row.answered) == (Standing.NEW, 0, 0)


def test_anothers_answers_and_retired_points_do_not_count(
    bank: Guide, learner: Learner, stranger: Learner, now: datetime
) -> None:
    answer_all(stranger, "http", Grade.AGAIN, days=3, until=now)
    assert of(learner, bank, "http", at=now).standing is Standing.NEW
    gone = point("http", "summary")
    gone.state, gone.retired_at = "retired", now
    gone.save()
    row = of(stranger, bank, "http", at=now)
    assert (row.points, row.answered) == (3, 2)


def test_a_topic_whose_points_are_all_retired_is_not_listed(bank: Guide, learner: Learner, now: datetime) -> None:
    Topic.objects.get(slug="sql").points.retire(now=now)
    assert [row.topic.slug for row in mastery.topics(learner, Scope(bank), now=now)] == ["http", "caching", "queues"]


def test_overall_mastery_counts_each_point_once(bank: Guide, learner: Learner, now: datetime) -> None:
    assert mastery.overall([]) == 0
    answer_all(learner, "http", Grade.GOOD, days=2, until=now)
    for _ in range(12):
        PointFactory(topic=Topic.objects.get(slug="sql"))
    rows = mastery.topics(learner, Scope(bank), now=now)
    http = next(row for row in rows if row.topic.slug == "http")
    assert mastery.overall(rows) == pytest.approx(http.mastery * 4 / 28)


def test_the_weakest_are_weak_topics_by_what_is_lost(bank: Guide, learner: Learner, now: datetime) -> None:
    answer_all(learner, "http", Grade.AGAIN, days=3, until=now)
    answer_all(learner, "sql", Grade.AGAIN, days=3, until=now)
    answer(learner, "caching", "claim", Grade.GOOD, at=now)
    for _ in range(5):
        PointFactory(topic=Topic.objects.get(slug="sql"))
    rows = mastery.topics(learner, Scope(bank), now=now)
    assert [row.topic.slug for row in mastery.weakest(rows, count=3)] == ["sql", "http"]
    assert [row.topic.slug for row in mastery.weakest(rows, count=1)] == ["sql"]
    section = Section.objects.get(slug="web")
    assert [row.topic.slug for row in mastery.topics(learner, Scope(bank, section), now=now)] == ["http", "caching"]
