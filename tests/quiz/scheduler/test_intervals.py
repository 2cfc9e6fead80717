"""Whole-day intervals: Anki's ranges, its rules about the last interval, and grades a day apart."""

from random import Random

import pytest

from quiz.scheduler.intervals import MAXIMUM_INTERVAL, day_intervals, fuzz_delta, round_half_up

ALMOST_ONE = 1 - 2**-53


def spread(days: float, *, last: int = 0) -> set[int]:
    """Every interval that fuzz can make of one exact interval."""
    return {day_intervals([days], last=last, fuzz=f)[0] for f in [n / 1000 for n in range(1000)] + [ALMOST_ONE]}


@pytest.mark.parametrize(
    ("days", "delta"),
    [(2.49, 0), (2.5, 1), (7, 1.675), (10, 1.975), (20, 2.975), (100, 6.975), (36500, 1826.975)],
)
def test_fuzz_is_a_day_and_a_share_of_each_band(days: float, delta: float) -> None:
    assert fuzz_delta(days) == pytest.approx(delta)


@pytest.mark.parametrize(
    ("days", "lowest", "highest"),
    [(2.4, 2, 2), (2.5, 2, 4), (3, 2, 4), (7, 5, 9), (10, 8, 12), (20, 17, 23), (100, 93, 107)],
)
def test_fuzz_reaches_the_whole_of_its_range_and_nothing_outside(days: float, lowest: int, highest: int) -> None:
    assert spread(days) == set(range(lowest, highest + 1))


def test_fuzz_favours_no_day_of_its_range() -> None:
    random = Random(20260301)
    drawn = [day_intervals([10], last=0, fuzz=random.random())[0] for _ in range(10_000)]
    assert all(1_850 < drawn.count(day) < 2_150 for day in range(8, 13))


def test_halves_are_rounded_up() -> None:
    assert [round_half_up(days) for days in (0.5, 1.5, 2.5, 2.4999, 3.5)] == [1, 2, 3, 2, 4]
    assert day_intervals([12.5], last=0, fuzz=None) == [13]


def test_an_interval_is_at_least_a_day() -> None:
    assert day_intervals([0.01, 0.02, 0.03], last=0, fuzz=None) == [1, 2, 3]


def test_a_grown_interval_is_longer_than_the_last_whatever_the_fuzz() -> None:
    assert spread(10.6, last=10) == {11, 12, 13}
    assert spread(100, last=99) == set(range(100, 108))


def test_an_interval_whose_fuzz_reaches_the_last_does_not_fall_below_it() -> None:
    # 26.4 may be fuzzed by 3.295 days, so 30 is within reach and 31 is not.
    assert day_intervals([26.4], last=30, fuzz=None) == [30]
    assert day_intervals([26.4], last=31, fuzz=None) == [26]
    assert min(spread(26.4, last=30)) == 30


def test_an_interval_far_below_the_last_is_free_to_shrink() -> None:
    assert day_intervals([10, 11, 12], last=90, fuzz=None) == [10, 11, 12]


def test_grades_are_a_day_apart_even_where_their_exact_intervals_are_equal() -> None:
    assert day_intervals([5.2, 5.2, 5.2], last=0, fuzz=None) == [5, 6, 7]
    assert day_intervals([9.9, 10.2, 10.4], last=0, fuzz=None) == [10, 11, 12]


def test_nothing_exceeds_the_longest_interval() -> None:
    assert day_intervals([36_499, 40_000, 90_000], last=36_000, fuzz=None) == [36_499, 36_500, 36_500]
    assert day_intervals([40_000], last=MAXIMUM_INTERVAL, fuzz=ALMOST_ONE) == [MAXIMUM_INTERVAL]
    assert max(spread(36_400)) == MAXIMUM_INTERVAL


@pytest.mark.parametrize("fuzzed", [True, False])
def test_grades_stay_a_day_apart_for_random_intervals(fuzzed: bool) -> None:
    random = Random(6)
    for _ in range(5_000):
        exact = sorted(random.uniform(0.01, 10 ** random.uniform(0, 4)) for _ in range(3))
        last = random.randrange(400)
        hard, good, easy = day_intervals(exact, last=last, fuzz=random.random() if fuzzed else None)
        assert 1 <= hard < good < easy
        for days, chosen in zip(exact, (hard, good, easy), strict=True):
            assert chosen > last or round_half_up(days) <= last
