"""Judge a reply by the version of the question that was shown. Pure: knows neither Django nor learners."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from content.drafts import QuestionKind

CHOICE_KINDS = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.TRUE_FALSE})
"""Kinds answered by one of several options."""
FREE_KINDS = frozenset({QuestionKind.RECALL, QuestionKind.SPOKEN})
"""Kinds answered freely, then compared with what the back says."""


class NotAnOption(ValueError):
    """The reply names an option or criterion that the version does not have."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reply is worth, from 0 to 1, and for a spoken answer how many criteria it missed."""

    score: float
    missed_musts: int = 0
    missed_others: int = 0


def judge_choice(keys: Sequence[bool], *, chosen: int | None) -> Judgement:
    """Judge one chosen option. `keys` says of each option, in the version's order, whether it is right.

    `chosen` is an index into it, or None where the learner does not know. Raises NotAnOption.
    """
    if chosen is None:
        return Judgement(0)
    if not 0 <= chosen < len(keys):
        raise NotAnOption(f"There is no option {chosen + 1}; the question has {len(keys)}.")
    return Judgement(1 if keys[chosen] else 0)


def judge_criteria(musts: Sequence[bool], *, met: Collection[int]) -> Judgement:
    """Judge a spoken answer. `musts` says of each criterion whether it must be met; `met` holds indexes into it.

    The score is the share of criteria met. Raises NotAnOption.
    """
    if any(not 0 <= number < len(musts) for number in met):
        raise NotAnOption(f"The question has {len(musts)} criteria.")
    missed = [must for number, must in enumerate(musts) if number not in met]
    return Judgement(1 - len(missed) / len(musts), sum(missed), len(missed) - sum(missed))
