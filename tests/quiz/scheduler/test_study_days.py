"""The study day: one for every instant, whatever the clocks of a zone do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quiz.scheduler.study_days import (
    DayStartOutOfRange,
    NaiveDatetime,
    UnknownZone,
    ends_at,
    starts_at,
    study_day,
)

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Nuuk",  # sets its clocks back at midnight
    "America/Scoresbysund",  # changed its offset for good in 2024
    "Asia/Kathmandu",
    "Africa/Casablanca",  # changes four times in some years
    "Australia/Lord_Howe",  # changes by half an hour
    "Antarctica/Troll",  # changes by two hours
    "Asia/Beirut",
    "Pacific/Apia",
]
DAY_STARTS = [0, 1, 2, 3, 4, 23]


def local(zone: str, *clock: int, fold: int = 0) -> datetime:
    return datetime(*clock, tzinfo=ZoneInfo(zone), fold=fold)  # type: ignore[misc, arg-type]


def clock_changes(zone: str) -> list[datetime]:
    """The quarter-hours of 2024 to 2027, in UTC, at which the zone's offset differs from a quarter before."""
    quarter = timedelta(minutes=15)
    found, day = [], datetime(2024, 1, 1, tzinfo=UTC)
    while day.year < 2028:
        if day.astimezone(ZoneInfo(zone)).utcoffset() != (day + 96 * quarter).astimezone(ZoneInfo(zone)).utcoffset():
            for n in range(1, 97):
                at, before = (day + m * quarter for m in (n, n - 1))
                if at.astimezone(ZoneInfo(zone)).utcoffset() != before.astimezone(ZoneInfo(zone)).utcoffset():
                    found.append(at)
        day += 96 * quarter
    return found


def test_a_study_day_lasts_from_four_to_four_so_that_a_night_belongs_to_its_evening() -> None:
    def day(*clock: int) -> date:
        return study_day(local("Europe/Berlin", *clock), zone="Europe/Berlin", day_start=4)

    assert day(2026, 3, 10, 23) == date(2026, 3, 10)
    assert day(2026, 3, 11, 3, 59) == date(2026, 3, 10)
    assert day(2026, 3, 11, 4) == date(2026, 3, 11)
    assert day(2026, 3, 11, 7) == date(2026, 3, 11)


def test_the_day_is_the_learners_whichever_zone_the_instant_is_given_in() -> None:
    at = datetime(2026, 7, 1, 20, 30, tzinfo=UTC)
    assert study_day(at, zone="Asia/Tokyo", day_start=4) == date(2026, 7, 2)
    assert study_day(at.astimezone(ZoneInfo("America/Lima")), zone="Asia/Tokyo", day_start=4) == date(2026, 7, 2)
    assert study_day(at, zone="America/Lima", day_start=4) == date(2026, 7, 1)


@pytest.mark.parametrize("zone", ZONES)
def test_every_instant_of_four_years_lies_in_exactly_one_study_day(zone: str) -> None:
    for day_start in (1, 4):
        at, previous = datetime(2024, 1, 1, tzinfo=UTC), date.min
        while at.year < 2028:
            day = study_day(at, zone=zone, day_start=day_start)
            assert starts_at(day, zone=zone, day_start=day_start) <= at < ends_at(day, zone=zone, day_start=day_start)
            assert day >= previous
            at, previous = at + timedelta(hours=5, minutes=7), day


@pytest.mark.parametrize("zone", ZONES)
def test_every_minute_around_a_change_of_clocks_lies_in_exactly_one_study_day(zone: str) -> None:
    for change in clock_changes(zone)[:4]:
        for day_start in DAY_STARTS:
            previous = date.min
            for minute in range(-300, 300):
                at = change + timedelta(minutes=minute)
                day = study_day(at, zone=zone, day_start=day_start)
                start, end = (f(day, zone=zone, day_start=day_start) for f in (starts_at, ends_at))
                assert start <= at < end
                assert day >= previous
                previous = day


def test_the_swept_zones_do_change_their_clocks() -> None:
    assert len(clock_changes("Europe/London")) == 8
    assert len(clock_changes("Australia/Lord_Howe")) == 8
    assert clock_changes("Asia/Kathmandu") == []


def test_a_day_start_that_clocks_skip_is_the_moment_they_jump() -> None:
    start = starts_at(date(2026, 3, 8), zone="America/New_York", day_start=2)
    assert start == datetime(2026, 3, 8, 7, tzinfo=UTC)
    # Troll jumps from 01:00 to 03:00, so 02:00 lies in the midst of what is skipped.
    assert starts_at(date(2026, 3, 29), zone="Antarctica/Troll", day_start=2) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_day_start_that_comes_twice_is_the_first_and_the_day_stays_begun() -> None:
    # Troll's clocks show 02:00 at midnight UTC, and go from 03:00 back to 01:00 an hour later.
    first = datetime(2026, 10, 25, tzinfo=UTC)
    assert starts_at(date(2026, 10, 25), zone="Antarctica/Troll", day_start=2) == first
    half_past_one_again = local("Antarctica/Troll", 2026, 10, 25, 1, 30, fold=1)
    assert half_past_one_again.astimezone(UTC) == first + timedelta(minutes=90)
    assert study_day(half_past_one_again, zone="Antarctica/Troll", day_start=2) == date(2026, 10, 25)


def test_days_of_a_change_are_23_and_25_hours_long_and_on_lord_howe_half_an_hour_off() -> None:
    def length(zone: str, *day: int) -> timedelta:
        start, end = (f(date(*day), zone=zone, day_start=0) for f in (starts_at, ends_at))
        return end - start

    assert length("Europe/London", 2026, 3, 29) == timedelta(hours=23)
    assert length("Europe/London", 2026, 10, 25) == timedelta(hours=25)
    assert length("Australia/Lord_Howe", 2026, 10, 4) == timedelta(hours=23, minutes=30)
    assert length("Australia/Lord_Howe", 2026, 4, 5) == timedelta(hours=24, minutes=30)


def test_the_date_samoa_left_out_is_the_four_hours_before_the_next_days_start() -> None:
    skipped = date(2011, 12, 30)
    start, end = (f(skipped, zone="Pacific/Apia", day_start=4) for f in (starts_at, ends_at))
    assert start == datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert end == local("Pacific/Apia", 2011, 12, 31, 4)
    assert end - start == timedelta(hours=4)
    assert study_day(start - timedelta(seconds=1), zone="Pacific/Apia", day_start=4) == date(2011, 12, 29)
    assert study_day(start, zone="Pacific/Apia", day_start=4) == skipped


def test_with_days_that_start_at_midnight_the_left_out_date_has_no_instant() -> None:
    jump = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert starts_at(date(2011, 12, 30), zone="Pacific/Apia", day_start=0) == jump
    assert ends_at(date(2011, 12, 30), zone="Pacific/Apia", day_start=0) == jump
    assert study_day(jump - timedelta(seconds=1), zone="Pacific/Apia", day_start=0) == date(2011, 12, 29)
    assert study_day(jump, zone="Pacific/Apia", day_start=0) == date(2011, 12, 31)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Europe", "../zoneinfo/UTC", "/etc/localtime"])
def test_an_unknown_zone_is_refused_by_name(zone: str) -> None:
    with pytest.raises(UnknownZone, match="IANA"):
        study_day(datetime(2026, 1, 1, tzinfo=UTC), zone=zone, day_start=4)


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveDatetime, match="2026-01-01T09:00:00"):
        study_day(datetime(2026, 1, 1, 9), zone="UTC", day_start=4)


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_no_day_has_is_refused(hour: int) -> None:
    with pytest.raises(DayStartOutOfRange, match=str(hour)):
        starts_at(date(2026, 1, 1), zone="UTC", day_start=hour)
