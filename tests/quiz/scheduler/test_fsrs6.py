"""How an answer changes a memory: steps, study days, lapses, due times, preview, replay and recall."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import fsrs.scheduler
import pytest

from quiz.scheduler.fsrs6 import (
    WEIGHTS,
    UnknownWeights,
    WeightsOutOfRange,
    answer,
    exact_interval,
    preview,
    recall,
    replay,
)
from quiz.scheduler.intervals import fuzz_delta, round_half_up
from quiz.scheduler.memory import NEW_MEMORY, Circumstances, Grade, Memory, RetentionOutOfRange, State
from quiz.scheduler.study_days import NaiveDatetime, UnknownZone, starts_at, study_day

AGAIN, HARD, GOOD, EASY = Grade
DEFAULT = WEIGHTS["default-6"]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def at(
    when: datetime, *, zone: str = "UTC", day_start: int = 4, seed: int | None = None, retention: float = 0.9
) -> Circumstances:
    return Circumstances(
        answered_at=when,
        study_day=study_day(when, zone=zone, day_start=day_start),
        zone=zone,
        day_start=day_start,
        desired_retention=retention,
        weights_version="default-6",
        fuzz_seed=seed,
    )


def days_later(days: float, **others: int | None) -> Circumstances:
    return at(NOON + timedelta(days=days), **others)  # type: ignore[arg-type]


def in_review(*, stability: float, difficulty: float = 5.0, last: int, studied_on: date = TODAY) -> Memory:
    return Memory(
        state=State.REVIEW,
        step=None,
        stability=stability,
        difficulty=difficulty,
        scheduled_days=last,
        due=starts_at(studied_on + timedelta(days=last), zone="UTC", day_start=4),
        lapses=0,
        studied_on=studied_on,
    )


def random_history(random: Random, *, length: int) -> list[tuple[Grade, Circumstances]]:
    zone = random.choice(["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll"])
    when, reviews = NOON, []
    for _ in range(length):
        seed = random.choice([None, random.getrandbits(31)])
        circumstances = at(when, zone=zone, seed=seed, retention=random.choice([0.8, 0.9, 0.95]))
        reviews.append((random.choice(list(Grade)), circumstances))
        when += timedelta(minutes=random.choice([0, 3, 45, 700, 2_000, 20_000, 90_000]))
    return reviews


def test_a_new_point_returns_in_1_minute_5_and_a_half_10_minutes_or_8_days() -> None:
    new = preview(NEW_MEMORY, at(NOON))
    assert [new[grade].due for grade in (AGAIN, HARD, GOOD)] == [
        NOON + timedelta(seconds=seconds) for seconds in (60, 330, 600)
    ]
    assert [(new[grade].state, new[grade].step) for grade in (AGAIN, HARD, GOOD)] == [
        (State.LEARNING, 0),
        (State.LEARNING, 0),
        (State.LEARNING, 1),
    ]
    assert (new[EASY].state, new[EASY].step, new[EASY].scheduled_days) == (State.REVIEW, None, 8)
    assert new[EASY].due == datetime(2026, 3, 18, 4, tzinfo=UTC)


def test_a_first_answer_sets_stability_and_difficulty_by_its_grade() -> None:
    new = preview(NEW_MEMORY, at(NOON))
    assert [new[grade].stability for grade in Grade] == [0.212, 1.2931, 2.3065, 8.2956]
    assert [round(new[grade].difficulty or 0, 4) for grade in Grade] == [6.4133, 5.1122, 2.1181, 1.0]


def test_good_twice_leaves_learning_for_a_day_interval() -> None:
    learnt = replay([(GOOD, at(NOON)), (GOOD, at(NOON + timedelta(minutes=10)))])
    assert (learnt.state, learnt.step, learnt.scheduled_days) == (State.REVIEW, None, 2)
    assert learnt.due == datetime(2026, 3, 12, 4, tzinfo=UTC)


def test_forgetting_in_review_counts_a_lapse_and_returns_in_10_minutes() -> None:
    forgotten = answer(in_review(stability=20, last=20), AGAIN, days_later(20))
    assert (forgotten.state, forgotten.step, forgotten.lapses) == (State.RELEARNING, 0, 1)
    assert forgotten.due == NOON + timedelta(days=20, minutes=10)
    assert forgotten.scheduled_days == 0


def test_forgetting_again_while_relearning_is_the_same_lapse() -> None:
    history = [(AGAIN, days_later(20)), (AGAIN, days_later(20.01)), (HARD, days_later(20.02))]
    memory = in_review(stability=20, last=20)
    for grade, circumstances in history:
        memory = answer(memory, grade, circumstances)
    assert (memory.state, memory.lapses) == (State.RELEARNING, 1)
    assert memory.due == NOON + timedelta(days=20.02, minutes=15)


def test_after_a_lapse_the_interval_before_it_no_longer_holds() -> None:
    forgotten = answer(in_review(stability=20, last=20), AGAIN, days_later(20))
    relearnt = answer(forgotten, GOOD, days_later(20.01))
    assert (relearnt.state, relearnt.lapses) == (State.REVIEW, 1)
    assert relearnt.scheduled_days == 2


def test_time_passed_is_counted_in_study_days_and_not_in_hours() -> None:
    zone = "America/New_York"
    evening = at(datetime(2026, 3, 10, 23, tzinfo=ZoneInfo(zone)), zone=zone)
    morning = at(datetime(2026, 3, 11, 7, tzinfo=ZoneInfo(zone)), zone=zone)
    next_evening = at(datetime(2026, 3, 11, 23, 30, tzinfo=ZoneInfo(zone)), zone=zone)
    learnt = answer(NEW_MEMORY, EASY, evening)
    after_eight_hours = answer(learnt, GOOD, morning)
    after_a_day = answer(learnt, GOOD, next_evening)
    assert after_eight_hours == after_a_day
    assert after_eight_hours.stability == pytest.approx(13.4851, abs=1e-4)


def test_an_answer_of_the_same_study_day_uses_the_short_term_formula() -> None:
    zone = "America/New_York"
    learnt = answer(NEW_MEMORY, EASY, at(datetime(2026, 3, 10, 7, tzinfo=ZoneInfo(zone)), zone=zone))
    past_midnight = at(datetime(2026, 3, 11, 3, 59, tzinfo=ZoneInfo(zone)), zone=zone)
    assert answer(learnt, GOOD, past_midnight).stability == learnt.stability


def test_a_study_day_before_the_last_counts_as_the_last() -> None:
    memory = in_review(stability=20, last=20, studied_on=date(2026, 3, 11))
    earlier, same = days_later(0), replace(days_later(0), study_day=date(2026, 3, 11))
    assert preview(memory, earlier) == preview(memory, same)
    assert answer(memory, GOOD, earlier).studied_on == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("UTC", datetime(2026, 3, 18, 4, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 3, 17, 19, tzinfo=UTC)),
        # Clocks go forward on 8 March 2026: the day starts at 04:00 of summer time.
        ("America/New_York", datetime(2026, 3, 12, 8, tzinfo=UTC)),
    ],
)
def test_a_day_interval_is_due_as_its_study_day_starts_for_the_learner(zone: str, due: datetime) -> None:
    when = datetime(2026, 3, 4, 12, tzinfo=UTC) if zone == "America/New_York" else NOON
    assert answer(NEW_MEMORY, EASY, at(when, zone=zone)).due == due


def test_a_higher_desired_retention_brings_it_back_sooner() -> None:
    by_retention = [answer(NEW_MEMORY, EASY, at(NOON, retention=r)).scheduled_days for r in (0.8, 0.9, 0.95)]
    assert by_retention == [28, 8, 3]


def test_recall_at_the_exact_interval_is_the_desired_retention() -> None:
    for retention in (0.75, 0.9, 0.97):
        days = exact_interval(1_000, desired_retention=retention, weights=DEFAULT)
        assert recall(in_review(stability=1_000, last=1), TODAY + timedelta(days=round(days))) == pytest.approx(
            retention, abs=5e-4
        )
    assert exact_interval(12.5, desired_retention=0.9, weights=DEFAULT) == pytest.approx(12.5)


def test_recall_is_nothing_for_a_new_point_all_on_its_day_and_then_falls() -> None:
    memory = in_review(stability=10, last=10)
    week = [recall(memory, TODAY + timedelta(days=days)) for days in range(-1, 40)]
    assert recall(NEW_MEMORY, TODAY) == 0.0
    assert week[:2] == [1.0, 1.0]
    assert week[11] == pytest.approx(0.9)
    assert week[1:] == sorted(set(week[1:]), reverse=True)


def test_recall_is_the_packages_own_curve() -> None:
    card = fsrs.Card(card_id=0, stability=3.7, last_review=NOON, due=NOON)
    for days in (0, 1, 9, 400):
        theirs = fsrs.Scheduler().get_card_retrievability(card, NOON + timedelta(days=days))
        assert recall(in_review(stability=3.7, last=4), TODAY + timedelta(days=days)) == pytest.approx(theirs)


def test_our_default_weights_are_the_packages() -> None:
    assert fsrs.scheduler.DEFAULT_PARAMETERS == DEFAULT


def test_preview_equals_answer_with_the_same_seed() -> None:
    random = Random(1)
    for _ in range(200):
        *past, (_, circumstances) = random_history(random, length=random.randrange(1, 8))
        memory = replay(past)
        assert preview(memory, circumstances) == {g: answer(memory, g, circumstances) for g in Grade}


def test_seeds_fuzz_within_the_range_and_no_seed_does_not() -> None:
    memory = in_review(stability=30, last=30)
    plain = answer(memory, EASY, days_later(30))
    exact = exact_interval(plain.stability or 0, desired_retention=0.9, weights=DEFAULT)
    fuzzed = [answer(memory, EASY, days_later(30, seed=seed)) for seed in range(500)]
    assert plain.scheduled_days == round_half_up(exact) == 133
    lowest, highest = (round_half_up(exact + sign * fuzz_delta(exact)) for sign in (-1, 1))
    assert {f.scheduled_days for f in fuzzed} == set(range(lowest, highest + 1))
    assert {(f.stability, f.difficulty) for f in fuzzed} == {(plain.stability, plain.difficulty)}


def test_a_seed_gives_the_same_interval_every_time() -> None:
    memory = in_review(stability=30, last=30)
    first, second = (answer(memory, GOOD, days_later(30, seed=77)) for _ in range(2))
    assert first == second


def test_replay_equals_step_by_step_bit_for_bit() -> None:
    random = Random(2)
    for _ in range(200):
        reviews = random_history(random, length=12)
        memory = NEW_MEMORY
        for n, (grade, circumstances) in enumerate(reviews, start=1):
            memory = answer(memory, grade, circumstances)
            assert replay(reviews[:n]) == memory


def test_replaying_nothing_is_a_new_memory() -> None:
    assert replay([]) == NEW_MEMORY


def test_higher_grades_return_later_and_day_intervals_differ_by_a_day() -> None:
    random = Random(3)
    compared = 0
    for _ in range(500):
        *past, (_, circumstances) = random_history(random, length=random.randrange(1, 9))
        ahead = preview(replay(past), circumstances)
        dues = [memory.due for memory in ahead.values()]
        assert all(a is not None and b is not None and a <= b for a, b in pairwise(dues))
        in_days = [memory.scheduled_days for memory in ahead.values() if memory.state is State.REVIEW]
        assert all(a < b for a, b in pairwise(in_days))
        compared += len(in_days) > 1
    assert compared > 200


def test_a_memory_in_a_step_has_no_day_interval_and_one_in_review_no_step() -> None:
    random = Random(4)
    for _ in range(300):
        memory = replay(random_history(random, length=random.randrange(1, 9)))
        assert (memory.state is State.REVIEW) == (memory.step is None) == (memory.scheduled_days >= 1)
        assert memory.due is not None and memory.due.utcoffset() == timedelta()


def test_an_unknown_weights_version_is_refused_with_those_there_are() -> None:
    unknown = replace(at(NOON), weights_version="default-7")
    with pytest.raises(UnknownWeights, match=r"default-7.*default-6"):
        answer(NEW_MEMORY, GOOD, unknown)
    with pytest.raises(UnknownWeights, match="default-7"):
        preview(NEW_MEMORY, unknown)
    with pytest.raises(UnknownWeights, match="default-7"):
        replay([(GOOD, unknown)])
    with pytest.raises(UnknownWeights, match="default-7"):
        recall(NEW_MEMORY, TODAY, weights_version="default-7")


def test_weights_out_of_their_bounds_are_refused() -> None:
    for bad in ((1.0,) * 20, (*DEFAULT[:20], 5.0)):
        with pytest.raises(WeightsOutOfRange, match="parameters"):
            answer(NEW_MEMORY, GOOD, at(NOON), weights={"default-6": bad})


def test_circumstances_refuse_a_naive_datetime_and_an_impossible_retention() -> None:
    with pytest.raises(NaiveDatetime, match="no time zone"):
        replace(at(NOON), answered_at=NOON.replace(tzinfo=None))
    for retention in (0.0, 1.0, 90.0, float("nan")):
        with pytest.raises(RetentionOutOfRange, match="between 0 and 1"):
            replace(at(NOON), desired_retention=retention)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone, match="Mars/Olympus"):
        answer(NEW_MEMORY, EASY, replace(at(NOON), zone="Mars/Olympus"))
