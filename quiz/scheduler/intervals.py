"""Whole-day intervals out of the exact ones that FSRS wishes for, by the rules of Anki's scheduler.

The rules are those of Anki 26.9 for FSRS cards: its source (ankitects/anki, rslib/src/scheduler/states, review and
fuzz) and, for an interval that does not grow, issue 4431 and pull request 4826.
"""

import math
from collections.abc import Iterable

MAXIMUM_INTERVAL = 36_500
"""The longest interval, in days."""

FUZZ_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
"""From day, to day, and the share of the days between them that is added to the fuzz."""


def day_intervals(exact: Iterable[float], *, last: int, fuzz: float | None) -> list[int]:
    """Whole days for the exact intervals of ascending grades, each at least a day longer than the one before.

    `exact` and `last`, the interval that was in force, are in days. `fuzz`, from 0 up to but not 1, chooses a day in
    the range around each interval; None takes the nearest. Nothing exceeds MAXIMUM_INTERVAL, where alone two may be
    equal.
    """
    chosen: list[int] = []
    for days in exact:
        longer_than_lower_grade = chosen[-1] + 1 if chosen else 1
        at_least = min(max(longer_than_lower_grade, _not_back(days, last=last)), MAXIMUM_INTERVAL)
        chosen.append(_whole_days(days, at_least=at_least, fuzz=fuzz))
    return chosen


def fuzz_delta(days: float) -> float:
    """How many days an interval may be moved either way: none below 2.5, then one and a share of each band."""
    if days < FUZZ_BANDS[0][0]:
        return 0.0
    return 1.0 + sum(share * max(min(days, end) - start, 0.0) for start, end, share in FUZZ_BANDS)


def round_half_up(days: float) -> int:
    """The nearest whole number; of two equally near, the larger, unlike Python's own rounding."""
    return math.floor(days + 0.5)


def _not_back(days: float, *, last: int) -> int:
    """The least interval that rounding and fuzz may not go below, seen from the last one; 0 where there is none."""
    if round_half_up(days) > last:
        return last + 1
    if round_half_up(days + fuzz_delta(days)) >= last:
        return last
    return 0


def _whole_days(days: float, *, at_least: int, fuzz: float | None) -> int:
    days = min(max(days, at_least), MAXIMUM_INTERVAL)
    if fuzz is None:
        return round_half_up(days)
    delta = fuzz_delta(days)
    lower = max(round_half_up(days - delta), at_least)
    upper = min(round_half_up(days + delta), MAXIMUM_INTERVAL)
    return lower + math.floor(fuzz * (1 + upper - lower))
