"""The learner's calendar day, which begins at an hour of their own clock instead of at midnight.

A study day begins at the first instant at which the learner's wall clock shows that date's `day_start` hour or a
later time, and lasts until the next study day begins. Read so, days follow one another without gap or overlap
whatever a zone's clocks do: where `day_start` is skipped, the day begins as the clocks jump; where it comes twice,
the first counts; a date that a zone leaves out altogether, as Samoa left out 30 December 2011, keeps only the hours
that the next date has before `day_start`.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ONE_DAY = timedelta(days=1)


class UnknownZone(ValueError):
    """A time zone name that the IANA database does not hold."""


class NaiveDatetime(ValueError):
    """A datetime without a time zone, which names no instant."""


class DayStartOutOfRange(ValueError):
    """An hour at which no day can begin: it must be a whole number from 0 to 23."""


def study_day(at: datetime, *, zone: str, day_start: int) -> date:
    """The study day to which an instant belongs.

    `at` is aware, in any zone; `zone` is the learner's IANA zone name; `day_start` the hour, 0 to 23, at which their
    day begins. Raises NaiveDatetime, UnknownZone or DayStartOutOfRange.
    """
    require_aware(at)
    _require_hour(day_start)
    wall_clock = at.astimezone(_zone(zone))
    day = (wall_clock.replace(tzinfo=None) - timedelta(hours=day_start)).date()
    # Clocks set back over day_start show the earlier date again, yet the new day has begun.
    while at >= starts_at(day + ONE_DAY, zone=zone, day_start=day_start):
        day += ONE_DAY
    return day


def starts_at(day: date, *, zone: str, day_start: int) -> datetime:
    """The first instant of a study day, in UTC. Takes and raises what `study_day` does."""
    _require_hour(day_start)
    return _first_instant(datetime.combine(day, time(day_start)), _zone(zone))


def ends_at(day: date, *, zone: str, day_start: int) -> datetime:
    """The instant at which a study day is over and the next begins, in UTC. Takes and raises what `study_day` does."""
    return starts_at(day + ONE_DAY, zone=zone, day_start=day_start)


def require_aware(at: datetime) -> None:
    """Raises NaiveDatetime unless the datetime names an instant."""
    if at.utcoffset() is None:
        raise NaiveDatetime(f"{at.isoformat()} has no time zone; give an aware datetime, for example in UTC.")


def _require_hour(day_start: int) -> None:
    if day_start not in range(24):
        raise DayStartOutOfRange(f"A day cannot start at hour {day_start}; give a whole hour from 0 to 23.")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    # A folder of the database, such as "Europe", is an OSError; a path that leaves it is a ValueError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(f"There is no time zone {name!r}; give an IANA name such as 'Europe/London'.") from None


def _first_instant(wall_clock: datetime, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the clocks of `zone` show `wall_clock` or later."""
    first = wall_clock.replace(tzinfo=zone).astimezone(UTC)
    if _shown(first, zone) == wall_clock:
        return first
    # PEP 495: of a time that clocks skip, fold=1 names an instant before the jump and fold=0 one after it.
    before = wall_clock.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = range(int((first - before).total_seconds()) + 1)
    jump = bisect_left(seconds, True, key=lambda s: _shown(before + timedelta(seconds=s), zone) >= wall_clock)
    return before + timedelta(seconds=jump)


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
