"""Which grade an answer gets that the learner does not grade themselves."""

from enum import StrEnum

from quiz.scheduler.memory import Grade

PARTLY_KNOWN = 0.5
"""The least score, of 1, that shows some knowledge."""


class Certainty(StrEnum):
    """How sure the learner says they are of the answer they give."""

    SURE = "sure"
    NOT_SURE = "not-sure"
    DONT_KNOW = "dont-know"


class ScoreOutOfRange(ValueError):
    """A score that is not from 0 to 1."""


class NegativeCount(ValueError):
    """A count of missed criteria below zero."""


def choice_grade(score: float, certainty: Certainty) -> Grade:
    """The grade of a judged answer: `score` is 1 where all of it is right, 0 where nothing is.

    Who does not know gets Again, whatever a guess would have scored. All right gets Good when sure and Hard when not;
    at least half right gets Hard; less gets Again. Raises ScoreOutOfRange.
    """
    if not 0 <= score <= 1:
        raise ScoreOutOfRange(f"Score {score} is not from 0 to 1; divide it by the most that can be reached.")
    if certainty is Certainty.DONT_KNOW or score < PARTLY_KNOWN:
        return Grade.AGAIN
    return Grade.GOOD if score == 1 and certainty is Certainty.SURE else Grade.HARD


def criteria_grade(*, missed_musts: int, missed_others: int) -> Grade:
    """The grade of a spoken answer by how many criteria it missed, of those it must meet and of the others.

    A missed must gets Again; all musts met but another missed gets Hard; nothing missed gets Good. Raises
    NegativeCount.
    """
    if missed_musts < 0 or missed_others < 0:
        raise NegativeCount(f"Missed criteria cannot be {missed_musts} and {missed_others}; count from 0.")
    if missed_musts:
        return Grade.AGAIN
    return Grade.HARD if missed_others else Grade.GOOD
