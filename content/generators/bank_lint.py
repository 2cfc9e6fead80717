"""Lint of a whole bank: every question by its rules, what was accepted by name, and the rules for all together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from content.drafts import Accepted, GuideDraft, NotGenerated, QuestionDraft, QuestionKind
from content.generators import bots
from content.generators.generate import generate
from content.generators.lint import problems
from content.generators.rules.company import Company
from content.generators.rules.cues import key_of
from content.generators.rules.problem import Problem, Severity, error

UNEVEN = 0.01
"""Below this probability the positions of the right options are no accident."""
Flaw = tuple[str, Problem]
"""A question's address within the guide, empty for the bank as a whole, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class BankReport:
    """What a bank holds and what is wrong with it."""

    topics: int
    points: int
    questions: tuple[QuestionDraft, ...]
    not_generated: tuple[NotGenerated, ...]
    errors: tuple[Flaw, ...]
    warnings: tuple[Flaw, ...]
    accepted: tuple[Flaw, ...]
    unused: tuple[Accepted, ...]
    bots: Mapping[str, bots.Result]

    @property
    def by_kind(self) -> dict[str, int]:
        counts = Counter(question.kind for question in self.questions)
        return {kind.value: counts[kind] for kind in QuestionKind}


def lint(draft: GuideDraft) -> BankReport:
    """Make the guide's questions and hold them against every rule. Questions kept back as drafts are passed over."""
    made = generate(draft.slug, draft.topics)
    asked = [question for question in made.questions if question.published]
    guide = Company(draft.topics, asked)
    results = bots.answer(asked, guide)
    found: list[Flaw] = [
        (address(question), problem)
        for question in asked
        for problem in problems(question, guide.topics[question.topic], guide)
    ]
    found += [("", problem) for problem in [*_positions(asked), *_told_by_look(results)]]
    by_name = {(f"{topic.slug}/{one.question}", one.rule): one for topic in draft.topics for one in topic.accepted}
    accepted = [flaw for flaw in found if (flaw[0], flaw[1].rule) in by_name and _is_warning(flaw)]
    used = {(where, problem.rule) for where, problem in accepted}
    return BankReport(
        topics=len(draft.topics),
        points=sum(len(topic.points) for topic in draft.topics),
        questions=tuple(asked),
        not_generated=made.not_generated,
        errors=tuple(flaw for flaw in found if not _is_warning(flaw)),
        warnings=tuple(flaw for flaw in found if _is_warning(flaw) and flaw not in accepted),
        accepted=tuple(accepted),
        unused=tuple(one for name, one in by_name.items() if name not in used),
        bots=results,
    )


def address(question: QuestionDraft) -> str:
    """The question's address within its guide, as `accepted` names it after the topic: topic/point/kind/variant."""
    parts = [question.topic, question.point, question.kind.value, question.variant]
    return "/".join(part for part in parts if part)


def _is_warning(flaw: Flaw) -> bool:
    return flaw[1].severity is Severity.WARNING


def _positions(asked: Sequence[QuestionDraft]) -> list[Problem]:
    """Rule 26: over questions of three options, the right one stands in each place about equally often.

    Pearson's chi-squared test with two degrees of freedom, for which p is exp(-x/2).
    """
    three = [question for question in asked if question.kind in bots.KINDS and len(question.options) == 3]
    places = Counter(key_of(question.options) for question in three)
    if not three:
        return []
    usual = len(three) / 3
    deviation = sum((places[place] - usual) ** 2 / usual for place in range(3))
    if exp(-deviation / 2) >= UNEVEN:
        return []
    counts = ", ".join(str(places[place]) for place in range(3))
    return [error(26, f"The right option stands first, second and third {counts} times: vary its place")]


def _told_by_look(results: Mapping[str, bots.Result]) -> list[Problem]:
    """Rule 27: no bot is better than its limit."""
    return [
        error(27, f"A bot that goes by {name} gets {result.score:.1%} right, and may get {result.limit:.1%}")
        for name, result in results.items()
        if result.score > result.limit
    ]
