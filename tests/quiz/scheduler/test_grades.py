"""Grades of answers that learners do not grade themselves."""

import pytest

from quiz.scheduler.grades import Certainty, NegativeCount, ScoreOutOfRange, choice_grade, criteria_grade
from quiz.scheduler.memory import Grade


@pytest.mark.parametrize(
    ("score", "certainty", "grade"),
    [
        (1.0, Certainty.SURE, Grade.GOOD),
        (1.0, Certainty.NOT_SURE, Grade.HARD),
        (1.0, Certainty.DONT_KNOW, Grade.AGAIN),
        (0.75, Certainty.SURE, Grade.HARD),
        (0.75, Certainty.NOT_SURE, Grade.HARD),
        (0.5, Certainty.SURE, Grade.HARD),
        (0.49, Certainty.SURE, Grade.AGAIN),
        (0.49, Certainty.NOT_SURE, Grade.AGAIN),
        (0.5, Certainty.DONT_KNOW, Grade.AGAIN),
        (0.0, Certainty.SURE, Grade.AGAIN),
        (0.0, Certainty.DONT_KNOW, Grade.AGAIN),
    ],
)
def test_a_choice_is_graded_by_its_score_and_certainty(score: float, certainty: Certainty, grade: Grade) -> None:
    assert choice_grade(score, certainty) is grade


@pytest.mark.parametrize("score", [-0.1, 1.1, 100, float("nan")])
def test_a_score_that_is_no_share_is_refused(score: float) -> None:
    with pytest.raises(ScoreOutOfRange, match="from 0 to 1"):
        choice_grade(score, Certainty.SURE)


def test_certainty_is_read_from_the_words_of_a_form() -> None:
    assert [Certainty(word) for word in ("sure", "not-sure", "dont-know")] == list(Certainty)


@pytest.mark.parametrize(
    ("missed_musts", "missed_others", "grade"),
    [(0, 0, Grade.GOOD), (0, 2, Grade.HARD), (1, 0, Grade.AGAIN), (1, 3, Grade.AGAIN)],
)
def test_a_spoken_answer_is_graded_by_what_it_missed(missed_musts: int, missed_others: int, grade: Grade) -> None:
    assert criteria_grade(missed_musts=missed_musts, missed_others=missed_others) is grade


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(NegativeCount, match="-1"):
        criteria_grade(missed_musts=0, missed_others=-1)
