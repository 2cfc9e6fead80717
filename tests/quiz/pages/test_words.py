"""Times and counts as a page says them."""

from datetime import UTC, datetime, timedelta

import pytest

from quiz.models import Learner
from quiz.pages import words

NIGHT = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)
"""Half past three in Berlin, half an hour before the study day ends."""


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (timedelta(0), "now"),
        (timedelta(seconds=1), "within the hour"),
        (timedelta(minutes=59, seconds=59), "within the hour"),
        (timedelta(hours=1), "later today"),
        (timedelta(hours=16, minutes=59), "later today"),
        (timedelta(hours=17), "tomorrow"),
        (timedelta(days=8), "Tue 10 Mar"),
    ],
)
def test_it_says_roughly_when_something_comes_back(now: datetime, after: timedelta, said: str) -> None:
    learner = Learner(time_zone="Europe/Berlin")
    assert words.part_of_time(now + after, learner=learner, now=now) == said


def test_the_next_study_day_is_tomorrow_however_near() -> None:
    learner = Learner(time_zone="Europe/Berlin")
    assert words.part_of_time(NIGHT + timedelta(minutes=29), learner=learner, now=NIGHT) == "within the hour"
    assert words.part_of_time(NIGHT + timedelta(minutes=30), learner=learner, now=NIGHT) == "tomorrow"


def test_a_step_of_minutes_over_the_end_of_the_study_day_is_told_in_minutes_and_a_day_in_days() -> None:
    learner = Learner(time_zone="Europe/Berlin")
    step, day = NIGHT + timedelta(minutes=35), NIGHT + timedelta(minutes=30)
    assert words.returns(step, answered_at=NIGHT, learner=learner) == "It comes back in 35 minutes."
    assert words.span(NIGHT, step, learner) == "35 min"
    assert words.returns(day, answered_at=NIGHT, learner=learner) == "It comes back tomorrow."
    assert words.span(NIGHT, day, learner) == "1 d"
