"""A flaw of a question: which rule it breaks, how bad that is, and to which part of the question it belongs."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Part(StrEnum):
    """What an editor changes to mend it."""

    QUESTION = "question"
    STEM = "stem"
    TEXT = "text"
    MARK = "mark"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw: an error keeps a question from learners, a warning is for the editor to weigh.

    `option` counts from 0 and is set where the part is an option's text, mark or reason. The message says what is
    wrong and, after a colon, what to do; it has no full stop, so that more can follow.
    """

    rule: int
    severity: Severity
    message: str
    part: Part = Part.QUESTION
    option: int | None = None


def error(rule: int, message: str, part: Part = Part.QUESTION, option: int | None = None) -> Problem:
    return Problem(rule, Severity.ERROR, message, part, option)


def warning(rule: int, message: str, part: Part = Part.QUESTION, option: int | None = None) -> Problem:
    return Problem(rule, Severity.WARNING, message, part, option)
