"""A run: begun, answered, skipped, left and come back to."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from content.models import Guide, Point, Question
from quiz.models import Learner, PracticeSession, SessionItem
from quiz.models.session import Mode
from quiz.practice import runs, sessions
from quiz.practice.replies import Reply
from quiz.practice.runs import NoSuchSession, Run
from quiz.practice.sessions import NothingToAsk
from quiz.progress.due import Scope
from quiz.progress.undo import LaterAnswerStands
from quiz.scheduler.memory import Grade
from tests.factories import CardFactory
from tests.quiz.answers import THINKING, card_of, give, graded, present
from tests.quiz.banks import question

MINUTE = timedelta(minutes=1)


@pytest.fixture
def begin(bank: Guide, learner: Learner, now: datetime) -> Callable[..., Run]:
    def begin(
        mode: Mode = Mode.FLASHCARDS, *, length: int = 3, at: datetime = now, first: Question | None = None
    ) -> Run:
        rng = random.Random(7)
        session = sessions.start(learner, Scope(bank), mode=mode, length=length, rng=rng, now=at, first=first)
        return runs.load(session.pk, learner=learner.pk, now=now)

    return begin


def reloaded(run: Run, *, at: datetime) -> Run:
    """The run as it stands at an instant."""
    return runs.load(run.session.pk, learner=run.session.learner_id, now=at)


def answer(run: Run, reply: Reply, *, at: datetime) -> Run:
    """Answer what the run waits at, and load it anew."""
    item = run.current
    assert item is not None
    learner = run.session.learner
    shown = present(learner, item.question, at=at - THINKING, item=item.pk)
    give(learner, item.question, reply, at=at, presentation=shown)
    return reloaded(run, at=at)


def test_a_run_waits_at_its_first_open_item_and_is_over_after_the_last(
    begin: Callable[..., Run], now: datetime
) -> None:
    run = begin()
    for position in (1, 2, 3):
        assert run.current is not None and run.current.position == position
        run = answer(run, graded(Grade.GOOD), at=now + position * MINUTE)
    assert run.current is None and run.last_done.position == 3
    assert [item.score for item in run.items] == [1, 1, 1]


def test_a_run_is_resumed_until_it_is_done(begin: Callable[..., Run], learner: Learner, now: datetime) -> None:
    week_ago = now - timedelta(days=7)
    assert sessions.resumable(learner, since=week_ago, now=now) is None
    run = begin(length=2)
    assert sessions.resumable(learner, since=week_ago, now=now).session == run.session
    assert sessions.resumable(learner, since=now + MINUTE, now=now) is None
    run = answer(run, graded(Grade.GOOD), at=now + MINUTE)
    assert sessions.resumable(learner, since=week_ago, now=now).session == run.session
    answer(run, graded(Grade.GOOD), at=now + 2 * MINUTE)
    assert sessions.resumable(learner, since=week_ago, now=now) is None


def test_only_the_latest_run_is_resumed(begin: Callable[..., Run], learner: Learner, now: datetime) -> None:
    older, newer = begin(length=1), begin(length=1, at=now + MINUTE)
    assert sessions.resumable(learner, since=now, now=now).session == newer.session
    answer(newer, graded(Grade.GOOD), at=now + 2 * MINUTE)
    assert older.current is not None and sessions.resumable(learner, since=now, now=now) is None


def test_a_skipped_item_is_passed_over_and_brought_back(begin: Callable[..., Run], now: datetime) -> None:
    run = begin()
    first = run.items[0]
    assert sessions.skip(run, first.pk, now=now + MINUTE)
    run = runs.load(run.session.pk, learner=run.session.learner_id, now=now)
    assert (run.current.position, run.last_done.pk) == (2, first.pk)
    assert not run.session.learner.cards.exists()
    assert sessions.take_back(run, first.pk, now=now + 2 * MINUTE)
    assert runs.load(run.session.pk, learner=run.session.learner_id, now=now).current.pk == first.pk


def test_skipping_an_answered_or_a_foreign_item_changes_nothing(begin: Callable[..., Run], now: datetime) -> None:
    run, other = answer(begin(), graded(Grade.GOOD), at=now + MINUTE), begin()
    assert not sessions.skip(run, run.items[0].pk, now=now)
    assert not sessions.skip(run, other.items[0].pk, now=now)
    assert not sessions.take_back(run, run.items[1].pk, now=now)
    assert not sessions.take_back(run, other.items[0].pk, now=now)
    assert not SessionItem.objects.filter(skipped_at__isnull=False).exists()


def test_taking_an_answer_back_asks_its_question_again(begin: Callable[..., Run], now: datetime) -> None:
    run = begin()
    asked = run.items[0]
    run = answer(run, graded(Grade.GOOD), at=now + MINUTE)
    sessions.take_back(run, asked.pk, now=now + 2 * MINUTE)
    run = runs.load(run.session.pk, learner=run.session.learner_id, now=now)
    assert run.current.pk == asked.pk and run.last_done is None
    assert (run.current.sequence, run.current.review_id) == (1, None)
    run = answer(run, graded(Grade.EASY), at=now + 3 * MINUTE)
    assert (run.items[0].grade, run.current.position) == (Grade.EASY, 2)


def test_an_answer_of_a_run_stands_under_a_later_one(begin: Callable[..., Run], now: datetime) -> None:
    run = begin()
    asked = run.items[0]
    run = answer(run, graded(Grade.GOOD), at=now + MINUTE)
    give(run.session.learner, asked.question, graded(Grade.GOOD), at=now + timedelta(days=1))
    with pytest.raises(LaterAnswerStands):
        sessions.take_back(run, asked.pk, now=now + timedelta(days=1))


@pytest.mark.parametrize("what", ["question", "point"])
def test_what_was_retired_meanwhile_is_passed_over(
    begin: Callable[..., Run], learner: Learner, now: datetime, what: str
) -> None:
    run = begin()
    for item in run.items[:2]:
        row = getattr(item, what)
        type(row).objects.filter(pk=row.pk).update(state="retired", retired_at=now)
    run = runs.load(run.session.pk, learner=learner.pk, now=now)
    assert [item.is_passed_over for item in run.items] == [True, True, False]
    assert run.current.position == 3
    run = answer(run, graded(Grade.GOOD), at=now + MINUTE)
    assert run.current is None and sessions.resumable(learner, since=now, now=now) is None


def test_a_point_answered_elsewhere_today_is_passed_over_until_its_learning_step(
    begin: Callable[..., Run], learner: Learner, now: datetime
) -> None:
    run = begin()
    give(learner, run.items[0].question, graded(Grade.EASY), at=now)
    give(learner, run.items[1].question, graded(Grade.AGAIN), at=now)
    assert [item.is_passed_over for item in reloaded(run, at=now).items] == [True, False, False]
    assert reloaded(run, at=now).current.position == 2
    assert reloaded(run, at=now + timedelta(days=1)).current.position == 1


def daily(learner: Learner, guide: Guide, *, at: datetime) -> Run:
    """A daily run without new points, as it stands when it begins."""
    learner.new_per_day = 0
    session = sessions.start(learner, Scope(guide), mode=Mode.DAILY, length=5, rng=random.Random(7), now=at)
    return runs.load(session.pk, learner=learner.pk, now=at)


def test_a_point_answered_today_whose_meaning_changed_since_is_asked_again_once(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    asked = question("http", "summary", "recall")
    give(learner, asked, graded(Grade.EASY), at=now)
    Point.objects.filter(pk=asked.point_id).update(changed_at=now + MINUTE)
    run = daily(learner, bank, at=now + 2 * MINUTE)
    assert run.current is not None and run.current.point == asked.point
    assert answer(run, graded(Grade.EASY), at=now + 3 * MINUTE).current is None
    with pytest.raises(NothingToAsk):
        daily(learner, bank, at=now + 4 * MINUTE)


def test_a_point_that_falls_due_is_asked_though_further_west_its_study_day_has_come_again(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    """In Auckland Tuesday 3 March begins on Monday at 15:00 UTC; in Los Angeles it is Monday morning then."""
    learner.time_zone = "America/Los_Angeles"
    learner.save()
    tuesday = now.replace(hour=15)
    known = CardFactory(
        learner=learner,
        point=question("http", "summary", "recall").point,
        scheduled_days=1,
        due=tuesday,
        studied_on=learner.study_day(tuesday),
    )
    run = daily(learner, bank, at=tuesday + timedelta(hours=1))
    assert run.current is not None and run.current.point == known.point


def test_an_answered_item_keeps_its_answer_when_its_question_is_retired(
    begin: Callable[..., Run], learner: Learner, now: datetime
) -> None:
    run = answer(begin(), graded(Grade.GOOD), at=now + MINUTE)
    Question.objects.filter(pk=run.items[0].question.pk).update(state="retired", retired_at=now)
    run = runs.load(run.session.pk, learner=learner.pk, now=now)
    assert (run.items[0].score, run.items[0].is_passed_over, run.current.position) == (1, True, 2)


def test_going_over_asks_what_was_missed_and_nothing_else(begin: Callable[..., Run], now: datetime) -> None:
    run = begin()
    for position, grade in enumerate([Grade.AGAIN, Grade.GOOD, Grade.AGAIN], start=1):
        run = answer(run, graded(grade), at=now + position * MINUTE)
    again = sessions.go_over(run, rng=random.Random(1), now=now + 4 * MINUTE)
    missed = [run.items[0].point.pk, run.items[2].point.pk]
    assert sorted(again.items.values_list("point", flat=True)) == sorted(missed)


def test_nothing_missed_is_nothing_to_go_over(begin: Callable[..., Run], now: datetime) -> None:
    run = answer(begin(length=1), graded(Grade.GOOD), at=now + MINUTE)
    before = PracticeSession.objects.count()
    with pytest.raises(NothingToAsk):
        sessions.go_over(run, rng=random.Random(1), now=now + 2 * MINUTE)
    assert PracticeSession.objects.count() == before


def test_more_is_as_long_a_run_of_the_same_mode_with_other_points(begin: Callable[..., Run], now: datetime) -> None:
    run = begin(length=3)
    for position in (1, 2, 3):
        run = answer(run, graded(Grade.EASY), at=now + position * MINUTE)
    more = sessions.more(run, rng=random.Random(1), now=now + 4 * MINUTE)
    assert (more.mode, more.items.count()) == (Mode.FLASHCARDS, 3)
    assert not set(more.items.values_list("point", flat=True)) & {item.point.pk for item in run.items}


def test_a_run_can_open_with_a_given_question_whose_point_is_then_not_asked_again(begin: Callable[..., Run]) -> None:
    first = question("queues", "mistake", variant="second")
    for length in (5, 16):
        run = begin(Mode.DAILY, length=length, first=first)
        assert run.items[0].question == first and run.total == length
        assert len({item.point.pk for item in run.items}) == length


def test_a_run_is_nobody_elses(begin: Callable[..., Run], stranger: Learner, now: datetime) -> None:
    run = begin()
    number, learner = run.session.pk, run.session.learner_id
    for pk, who in ((number, stranger.pk), (number, None), (number + 1, learner), (10**30, learner)):
        with pytest.raises(NoSuchSession):
            runs.load(pk, learner=who, now=now)


def test_a_run_knows_its_learners_stars_and_not_anothers(
    begin: Callable[..., Run], stranger: Learner, now: datetime
) -> None:
    run = begin()
    asked = run.items[0].question
    give(stranger, asked, graded(Grade.GOOD), at=now)
    theirs = card_of(stranger, asked)
    theirs.starred = True
    theirs.save()
    run = runs.load(run.session.pk, learner=run.session.learner_id, now=now)
    assert (run.items[0].starred, run.items[0].sequence, run.total) == (False, 0, 3)


def test_nothing_to_ask_starts_no_run(bank: Guide, learner: Learner, now: datetime) -> None:
    learner.new_per_day = 0
    with pytest.raises(NothingToAsk):
        sessions.start(learner, Scope(bank), mode=Mode.DAILY, length=10, rng=random.Random(1), now=now)
    assert not PracticeSession.objects.exists()
