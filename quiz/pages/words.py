"""Times and counts in words, as the pages say them."""

from datetime import date, datetime, timedelta

from quiz.models import Learner
from quiz.scheduler.memory import Memory, State

HOUR = timedelta(hours=1)


def number(value: float) -> str:
    """A number without needless decimals: 5.5, 10."""
    return f"{value:.1f}".removesuffix(".0")


_SPELLED = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def spelled(count: int) -> str:
    """A small count as a word, a larger one in figures: two, 14."""
    return _SPELLED[count] if count < len(_SPELLED) else str(count)


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 question, 3 questions."""
    return f"{count} {noun if count == 1 else noun + 's'}"


def interval(seconds: float) -> str:
    """A learning step's length for a button: 1 min, 5.5 min, 2 h."""
    minutes = seconds / 60
    return f"{number(minutes)} min" if minutes < 60 else f"{number(minutes / 60)} h"


def days(count: int) -> str:
    """A day interval for a button: 8 d, 3 mo, 1.5 y."""
    if count < 60:
        return f"{count} d"
    return f"{number(count / 30.4)} mo" if count < 365 else f"{number(count / 365)} y"


def until(memory: Memory, now: datetime) -> str:
    """How long until a memory comes back, short: 10 min, 8 d."""
    if memory.due is None:
        return ""
    if memory.state is State.REVIEW:
        return days(memory.scheduled_days)
    return interval((memory.due - now).total_seconds())


def span(start: datetime, due: datetime, learner: Learner) -> str:
    """The time from an answer to its due time, short: minutes within a study day and for a step, else days."""
    passed = (learner.study_day(due) - learner.study_day(start)).days
    in_minutes = passed == 0 or _is_step(start, due, learner)
    return interval((due - start).total_seconds()) if in_minutes else days(passed)


def _is_step(start: datetime, due: datetime, learner: Learner) -> bool:
    """Whether a learning step of minutes lies between, which may go over a day's end; a day interval ends on it."""
    return due - start < HOUR and learner.study_day(due) == learner.study_day(due - datetime.resolution)


def day(on: date, today: date) -> str:
    """A study day as one says it today: today, tomorrow, Tue 24 Nov, 3 Feb 2027."""
    ahead = (on - today).days
    if ahead <= 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    if ahead < 90:
        return f"{on:%a} {on.day} {on:%b}"
    return f"{on.day} {on:%b %Y}"


def when(due: datetime, *, learner: Learner, now: datetime) -> str:
    """When something comes back: now, in 10 minutes, later today, tomorrow, Tue 24 Nov."""
    if due <= now:
        return "now"
    today = learner.study_day(now)
    if (on := learner.study_day(due)) > today:
        return day(on, today)
    return _in_minutes(due - now) if due - now < HOUR else "later today"


def _in_minutes(time: timedelta) -> str:
    return f"in {counted(-(-time // timedelta(minutes=1)), 'minute')}"


def part_of_time(due: datetime, *, learner: Learner, now: datetime) -> str:
    """When something comes back, roughly: now, within the hour, later today, tomorrow, Tue 24 Nov."""
    if now < due < now + HOUR and learner.study_day(due) == learner.study_day(now):
        return "within the hour"
    return when(due, learner=learner, now=now)


def returns(due: datetime | None, *, answered_at: datetime, learner: Learner) -> str:
    """The sentence that says when an answer's point comes back, as seen when it was answered."""
    if due is None:
        return ""
    if _is_step(answered_at, due, learner):
        return f"It comes back {_in_minutes(due - answered_at)}."
    ahead = (learner.study_day(due) - learner.study_day(answered_at)).days
    if ahead == 0:
        return f"It comes back {when(due, learner=learner, now=answered_at)}."
    if ahead == 1:
        return "It comes back tomorrow."
    return f"It comes back in {ahead} days."
