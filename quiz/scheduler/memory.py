"""What is remembered of one point, and what one answer brings to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from quiz.scheduler.study_days import require_aware


class Grade(IntEnum):
    """How well an answer was known; the numbers are FSRS ratings."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class State(IntEnum):
    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class RetentionOutOfRange(ValueError):
    """A desired retention that is not a share between 0 and 1, both excluded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A learner's memory of one point after their last answer to it.

    `step` counts learning or relearning steps from 0 and is None outside them. `stability` is in days and
    `difficulty` from 1 to 10; both are None while new. `scheduled_days` is the day interval now in force: at least 1
    in review, and 0 while new or in a step, so that a lapse forgets the interval before it. `due` is aware, in UTC,
    and None while new. `lapses` counts the times it was forgotten in review. `studied_on` is the study day of the
    last answer.
    """

    state: State
    step: int | None
    stability: float | None
    difficulty: float | None
    scheduled_days: int
    due: datetime | None
    lapses: int
    studied_on: date | None


NEW_MEMORY = Memory(
    state=State.NEW,
    step=None,
    stability=None,
    difficulty=None,
    scheduled_days=0,
    due=None,
    lapses=0,
    studied_on=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a replay needs to know of an answer beside its grade.

    `answered_at` is aware; `study_day` is the learner's day it falls in; `zone` (IANA name) and `day_start` (hour,
    0 to 23) say where their days begin; `desired_retention` is between 0 and 1; `weights_version` names an entry of
    `fsrs6.WEIGHTS`; `fuzz_seed` is None where intervals are not fuzzed. Raises NaiveDatetime or RetentionOutOfRange.
    """

    answered_at: datetime
    study_day: date
    zone: str
    day_start: int
    desired_retention: float
    weights_version: str
    fuzz_seed: int | None

    def __post_init__(self) -> None:
        require_aware(self.answered_at)
        if not 0 < self.desired_retention < 1:
            raise RetentionOutOfRange(
                f"Desired retention {self.desired_retention} is not between 0 and 1; give a share such as 0.9."
            )
