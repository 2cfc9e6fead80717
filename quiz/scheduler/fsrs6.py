"""FSRS-6 by the `fsrs` package: how an answer changes a memory, and how much of it is left on a later day.

The package gives stability, difficulty and the steps. Everything about days is ours, since the package counts 24-hour
spans, fuzzes without a seed and does not keep grades apart: it is handed the midnight of the study day as the time of
an answer, and its day intervals are not used.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import cast

import fsrs

from quiz.scheduler.intervals import day_intervals
from quiz.scheduler.memory import NEW_MEMORY, Circumstances, Grade, Memory, State
from quiz.scheduler.study_days import starts_at

ALGORITHM = "fsrs-6"
DEFAULT_WEIGHTS = "default-6"

Weights = tuple[float, ...]

# Written out, because a version name must mean the same numbers whichever release of the package is installed.
WEIGHTS: Mapping[str, Weights] = {
    DEFAULT_WEIGHTS: (
        *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194),
        *(0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
        *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
    ),
}
"""FSRS-6 weights by version name. An entry never changes, since reviews are replayed by its name."""

LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)


class UnknownWeights(LookupError):
    """A weights version that has no entry."""


class WeightsOutOfRange(ValueError):
    """Weights that are not 21 numbers within the bounds of FSRS-6."""


def answer(
    memory: Memory, grade: Grade, circumstances: Circumstances, *, weights: Mapping[str, Weights] = WEIGHTS
) -> Memory:
    """The memory after one answer.

    The time passed is the difference of study days; a study day before the last one counts as the last. A step is due
    its minutes after the answer, a day interval at the start of its study day in the learner's zone. Raises
    UnknownWeights, WeightsOutOfRange, UnknownZone or DayStartOutOfRange.
    """
    return _outcomes(memory, circumstances, weights, highest=grade)[grade]


def preview(
    memory: Memory, circumstances: Circumstances, *, weights: Mapping[str, Weights] = WEIGHTS
) -> dict[Grade, Memory]:
    """The memory after each grade that an answer may get: what `answer` would return. Raises what `answer` does."""
    return _outcomes(memory, circumstances, weights, highest=Grade.EASY)


def replay(reviews: Iterable[tuple[Grade, Circumstances]], *, weights: Mapping[str, Weights] = WEIGHTS) -> Memory:
    """The memory after a card's reviews, given in sequence order; new without any. Raises what `answer` does."""
    memory = NEW_MEMORY
    for grade, circumstances in reviews:
        memory = answer(memory, grade, circumstances, weights=weights)
    return memory


def recall(
    memory: Memory,
    on: date,
    *,
    weights_version: str = DEFAULT_WEIGHTS,
    weights: Mapping[str, Weights] = WEIGHTS,
) -> float:
    """The chance, from 0 to 1, that the point is recalled on a study day; 0 for a new one, 1 on the day of its answer.

    The power forgetting curve of FSRS-6, R(t) = (1 + factor * t / stability) ** -w20 with the factor that makes
    R(stability) = 0.9 (open-spaced-repetition/fsrs4anki wiki, "The Algorithm", section FSRS-6). A day before the last
    answer counts as its day. Raises UnknownWeights.
    """
    exponent, factor = _curve(_weights(weights_version, weights))
    if memory.stability is None or memory.studied_on is None:
        return 0.0
    elapsed = max((on - memory.studied_on).days, 0)
    return float((1 + factor * elapsed / memory.stability) ** exponent)


def exact_interval(stability: float, *, desired_retention: float, weights: Weights) -> float:
    """After how many days, unrounded, recall has sunk to the desired retention: the curve of `recall` solved for t."""
    exponent, factor = _curve(weights)
    return float(stability / factor * (desired_retention ** (1 / exponent) - 1))


def _outcomes(
    memory: Memory, circumstances: Circumstances, weights: Mapping[str, Weights], *, highest: Grade
) -> dict[Grade, Memory]:
    """The memory after each grade up to `highest`; a grade's interval depends on those below it, not above."""
    chosen = _weights(circumstances.weights_version, weights)
    day = circumstances.study_day if memory.studied_on is None else max(memory.studied_on, circumstances.study_day)
    cards = {grade: _reviewed(memory, grade, day, _scheduler(chosen)) for grade in Grade if grade <= highest}
    in_review = [grade for grade, card in cards.items() if card.state is fsrs.State.Review]
    days = day_intervals(
        [
            exact_interval(
                cast(float, cards[grade].stability),
                desired_retention=circumstances.desired_retention,
                weights=chosen,
            )
            for grade in in_review
        ],
        last=memory.scheduled_days,
        fuzz=None if circumstances.fuzz_seed is None else _fraction(circumstances.fuzz_seed),
    )
    intervals = dict(zip(in_review, days, strict=True))
    return {
        grade: _remembered(memory, card, day, circumstances, scheduled_days=intervals.get(grade, 0))
        for grade, card in cards.items()
    }


def _reviewed(memory: Memory, grade: Grade, day: date, scheduler: fsrs.Scheduler) -> fsrs.Card:
    """The package's card after the grade. A step's length is the time from the day's midnight to the card's due."""
    card = fsrs.Card(
        card_id=0,  # Without an id the package sleeps for a millisecond to make one.
        state=fsrs.State.Learning if memory.state is State.NEW else fsrs.State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_midnight(day),
        last_review=None if memory.studied_on is None else _midnight(memory.studied_on),
    )
    reviewed, _ = scheduler.review_card(card, fsrs.Rating(grade), _midnight(day))
    return reviewed


def _remembered(
    before: Memory, card: fsrs.Card, day: date, circumstances: Circumstances, *, scheduled_days: int
) -> Memory:
    state = State(card.state)
    if state is State.REVIEW:
        due = starts_at(
            day + timedelta(days=scheduled_days), zone=circumstances.zone, day_start=circumstances.day_start
        )
    else:
        due = circumstances.answered_at.astimezone(UTC) + (card.due - _midnight(day))
    forgotten = before.state is State.REVIEW and state is State.RELEARNING
    return Memory(
        state=state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        scheduled_days=scheduled_days,
        due=due,
        lapses=before.lapses + forgotten,
        studied_on=day,
    )


def _fraction(seed: int) -> float:
    """The number, from 0 up to but not 1, that a fuzz seed always stands for."""
    return Random(seed).random()  # noqa: S311 - fuzz is no secret


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _weights(version: str, weights: Mapping[str, Weights]) -> Weights:
    try:
        return weights[version]
    except KeyError:
        known = ", ".join(sorted(weights))
        raise UnknownWeights(f"There are no weights {version!r}; there are: {known}.") from None


def _curve(weights: Weights) -> tuple[float, float]:
    """The exponent and the factor of the forgetting curve."""
    exponent = -weights[20]
    return exponent, 0.9 ** (1 / exponent) - 1


@lru_cache(maxsize=64)
def _scheduler(weights: Weights) -> fsrs.Scheduler:
    try:
        return fsrs.Scheduler(
            parameters=weights,
            learning_steps=LEARNING_STEPS,
            relearning_steps=RELEARNING_STEPS,
            enable_fuzzing=False,
        )
    except ValueError as error:
        raise WeightsOutOfRange(str(error)) from error
