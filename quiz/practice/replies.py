"""What a learner gives in answer, and what it is worth by the version of the question that was shown."""

from dataclasses import dataclass
from typing import Any

from content.drafts import QuestionKind
from content.judging import (
    CHOICE_KINDS,
    JUDGED_KINDS,
    Judgement,
    NotAnOption,
    judge_blanks,
    judge_choice,
    judge_criteria,
    judge_flaw,
    judge_matches,
    judge_order,
    judge_selection,
    right_orders,
)
from content.models import QuestionVersion
from quiz.scheduler.grades import Certainty, choice_grade, criteria_grade
from quiz.scheduler.memory import Grade


class IncompleteReply(Exception):
    """The form came without what the question asks for; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the learner gave, by index into the version's own lists; what the question does not ask for is None.

    `option` is the one chosen, `options` are several, `line` is a line of the code from 1, `order` names the steps
    in their order, `matches` for each item the one whose counterpart was chosen, `blanks` what was filled in.
    """

    certainty: Certainty | None = None
    option: int | None = None
    options: frozenset[int] | None = None
    line: int | None = None
    order: tuple[int, ...] | None = None
    matches: tuple[int, ...] | None = None
    blanks: tuple[str, ...] | None = None
    grade: Grade | None = None
    criteria: frozenset[int] | None = None

    def as_json(self) -> dict[str, Any]:
        values = {
            "option": self.option,
            "options": None if self.options is None else sorted(self.options),
            "line": self.line,
            "order": self.order,
            "matches": self.matches,
            "blanks": self.blanks,
            "grade": None if self.grade is None else int(self.grade),
            "criteria": None if self.criteria is None else sorted(self.criteria),
        }
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Worth:
    """What a reply is worth from 0 to 1, and the grade it gives the memory."""

    score: float
    grade: Grade
    certainty: str = ""


def worth_of(version: QuestionVersion, reply: Reply) -> Worth:
    """Judge the reply by the version that was shown. Raises IncompleteReply."""
    try:
        if version.question.kind in JUDGED_KINDS:
            return _judged(version, reply)
        if is_spoken_by_criteria(version):
            return _by_criteria(version, reply)
    except NotAnOption as error:
        raise IncompleteReply(str(error)) from None
    if reply.grade is None:
        raise IncompleteReply("Grade your answer with one of the four buttons.")
    return Worth(0 if reply.grade is Grade.AGAIN else 1, reply.grade)


def _judged(version: QuestionVersion, reply: Reply) -> Worth:
    if reply.certainty is None:
        raise IncompleteReply("Say how sure you are: Sure, Not sure or I don’t know.")
    if reply.certainty is Certainty.DONT_KNOW:
        return Worth(0, choice_grade(0, reply.certainty), reply.certainty)
    score = _judgement(version, reply).score
    return Worth(score, choice_grade(score, reply.certainty), reply.certainty)


def _judgement(version: QuestionVersion, reply: Reply) -> Judgement:
    kind, keys = version.question.kind, [option["is_key"] for option in version.options]
    if kind in CHOICE_KINDS and reply.option is not None:
        return judge_choice(keys, chosen=reply.option)
    if kind == QuestionKind.MULTIPLE_CHOICE and reply.options:
        return judge_selection(keys, chosen=reply.options)
    if kind == QuestionKind.FIND_THE_FLAW and reply.option is not None and reply.line is not None:
        return judge_flaw(keys, chosen=reply.option, line=reply.line, flaw_line=version.flaw_line)
    if kind == QuestionKind.ORDERING and reply.order is not None:
        return judge_order(right_orders(len(keys), version.orders), order=reply.order)
    if kind == QuestionKind.MATCHING and reply.matches is not None:
        return judge_matches(len(keys), matches=reply.matches)
    if kind == QuestionKind.CLOZE and reply.blanks is not None and any(reply.blanks):
        return judge_blanks([option["text"] for option in version.options], blanks=reply.blanks)
    raise IncompleteReply(f"{MISSING.get(kind, 'Choose an option first')}, or press I don’t know.")


MISSING: dict[str, str] = {
    QuestionKind.MULTIPLE_CHOICE: "Choose all that apply first",
    QuestionKind.FIND_THE_FLAW: "Choose the line and the reason first",
    QuestionKind.ORDERING: "Give each step its place first",
    QuestionKind.MATCHING: "Match each item first",
    QuestionKind.CLOZE: "Fill in the blanks first",
}
"""What a reply without an answer is asked for."""


def _by_criteria(version: QuestionVersion, reply: Reply) -> Worth:
    """What the criteria make of a spoken answer; a grade that came as well is passed over."""
    if reply.criteria is None:
        raise IncompleteReply("Tick what you said, and press Grade my answer.")
    judgement = judge_criteria([criterion["must"] for criterion in version.criteria], met=reply.criteria)
    grade = criteria_grade(missed_musts=judgement.missed_musts, missed_others=judgement.missed_others)
    return Worth(judgement.score, grade)


def is_spoken_by_criteria(version: QuestionVersion) -> bool:
    """Whether the learner grades this question by its criteria rather than by the four grades."""
    return version.question.kind == QuestionKind.SPOKEN and bool(version.criteria)
