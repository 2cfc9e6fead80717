"""Compares our schedule with one that Anki computed, case by case.

A reference holds FSRS-6 `weights`, a `desired_retention` and `cases`, computed without fuzz and with study days that
begin at 00:00 UTC. A case gives `reviews` as [study day, grade] pairs and the rounded `stability` and `difficulty`
they lead to; then, for a card in review with exactly these two numbers and `current_interval` scheduled days, last
answered on the last of those days and now on `answered_on_day`, what each grade leads to: stability, difficulty, and
`seconds` until due for again or `days` for hard, good and easy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from typing import Any, cast

from quiz.scheduler.fsrs6 import Weights, WeightsOutOfRange, preview, replay
from quiz.scheduler.intervals import MAXIMUM_INTERVAL
from quiz.scheduler.memory import Circumstances, Grade, Memory, RetentionOutOfRange, State

MOST_DIFFERENCES = 10
VERSION = "reference"
DAY_ZERO = date(2024, 1, 1)

STABILITY_DECIMALS = 4
DIFFICULTY_DECIMALS = 3
RELATIVE_TOLERANCE = 1e-5
"""Anki computes in single precision."""


class MalformedReference(ValueError):
    """A reference that lacks something or holds something impossible; the message names the place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not Anki's: `case` counts from 1, `what` is its address in the case."""

    case: int
    what: str
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many cases there are, how many agree in every value, and the first differences of the others."""

    cases: int
    agree: int
    first_differences: tuple[Difference, ...]


def compare(reference: object) -> Comparison:
    """Computes every case of a reference (parsed JSON) and compares it with what the reference says.

    Days and seconds agree when equal; stability and difficulty when within half a unit of the reference's last
    decimal and RELATIVE_TOLERANCE. Raises MalformedReference.
    """
    weights = tuple(
        _number(weight, f"weights[{i}]") for i, weight in enumerate(_list(_get(reference, "weights"), "weights"))
    )
    retention = _number(_get(reference, "desired_retention"), "desired_retention")
    cases = _list(_get(reference, "cases"), "cases")
    agree = 0
    first: list[Difference] = []
    for number, case in enumerate(cases, start=1):
        try:
            differences = list(_differences(case, number, weights, retention))
        except (WeightsOutOfRange, RetentionOutOfRange) as error:
            raise MalformedReference(str(error)) from error
        agree += not differences
        first += differences[: MOST_DIFFERENCES - len(first)]
    return Comparison(cases=len(cases), agree=agree, first_differences=tuple(first))


def _differences(case: object, number: int, weights: Weights, retention: float) -> Iterator[Difference]:
    where = f"case {number}"
    by_version = {VERSION: weights}
    reviews = [_review(pair, f"{where}: reviews[{i}]") for i, pair in enumerate(_list(_get(case, "reviews", where)))]
    if not reviews:
        raise MalformedReference(f"{where}: reviews is empty; give at least one [day, grade] pair.")
    stability = _number(_get(case, "stability", where), f"{where}: stability", least=0.001)
    difficulty = _number(_get(case, "difficulty", where), f"{where}: difficulty", least=1, most=10)
    last_day = max(day for day, _ in reviews)

    replayed = replay(((grade, _on(day, retention)) for day, grade in reviews), weights=by_version)
    yield from _memory_differences(number, "", replayed, stability, difficulty)

    shown = Memory(
        state=State.REVIEW,
        step=None,
        stability=stability,
        difficulty=difficulty,
        scheduled_days=_whole(_get(case, "current_interval", where), f"{where}: current_interval"),
        due=None,
        lapses=0,
        studied_on=_date(last_day),
    )
    answered_on = _whole(_get(case, "answered_on_day", where), f"{where}: answered_on_day", least=last_day)
    circumstances = _on(answered_on, retention)
    for grade, ours in preview(shown, circumstances, weights=by_version).items():
        name = grade.name.lower()
        place = f"{where}: {name}"
        theirs = _get(case, name, where)
        yield from _memory_differences(
            number,
            f"{name}.",
            ours,
            _number(_get(theirs, "stability", place), f"{place}.stability"),
            _number(_get(theirs, "difficulty", place), f"{place}.difficulty"),
        )
        unit = "seconds" if grade is Grade.AGAIN else "days"
        length = ours.scheduled_days if unit == "days" else _seconds_until_due(ours, circumstances)
        expected = _number(_get(theirs, unit, place), f"{place}.{unit}")
        if length != expected:
            yield Difference(number, f"{name}.{unit}", length, expected)


def _memory_differences(
    case: int, prefix: str, ours: Memory, stability: float, difficulty: float
) -> Iterator[Difference]:
    for what, mine, theirs, decimals in (
        ("stability", cast(float, ours.stability), stability, STABILITY_DECIMALS),
        ("difficulty", cast(float, ours.difficulty), difficulty, DIFFICULTY_DECIMALS),
    ):
        if abs(mine - theirs) > 0.5 * 10**-decimals + RELATIVE_TOLERANCE * abs(theirs):
            yield Difference(case, prefix + what, mine, theirs)


def _seconds_until_due(memory: Memory, circumstances: Circumstances) -> float:
    return (cast(datetime, memory.due) - circumstances.answered_at).total_seconds()


def _on(day: int, retention: float) -> Circumstances:
    return Circumstances(
        answered_at=datetime.combine(_date(day), time(12), tzinfo=UTC),
        study_day=_date(day),
        zone="UTC",
        day_start=0,
        desired_retention=retention,
        weights_version=VERSION,
        fuzz_seed=None,
    )


def _date(day: int) -> date:
    return DAY_ZERO + timedelta(days=day)


def _review(pair: object, where: str) -> tuple[int, Grade]:
    if not isinstance(pair, list) or len(pair) != 2:
        raise MalformedReference(f"{where} should be a [day, grade] pair.")
    return _whole(pair[0], f"{where} day"), Grade(_whole(pair[1], f"{where} grade", least=1, most=4))


def _get(record: object, key: str, where: str = "the file") -> Any:
    if not isinstance(record, dict):
        raise MalformedReference(f"{where} should be an object with {key!r}.")
    if key not in record:
        raise MalformedReference(f"{where} lacks {key!r}.")
    return record[key]


def _list(value: object, where: str = "reviews") -> list[Any]:
    if not isinstance(value, list):
        raise MalformedReference(f"{where} should be a list.")
    return value


def _number(value: object, where: str, *, least: float = 0, most: float = 1e9) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise MalformedReference(f"{where} should be a number.")
    if not least <= value <= most:
        raise MalformedReference(f"{where} is {value}, but should be from {least} to {most}.")
    return value


def _whole(value: object, where: str, *, least: int = 0, most: int = MAXIMUM_INTERVAL) -> int:
    number = _number(value, where, least=least, most=most)
    if not isinstance(number, int):
        raise MalformedReference(f"{where} should be a whole number.")
    return number
