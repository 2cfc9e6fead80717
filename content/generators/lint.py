"""Flaws of a question that a program can see, by the published rules for writing choice questions.

Rule numbers are those of the project's rule table. Sources: Haladyna, Downing and Rodriguez (2002), "A Review of
Multiple-Choice Item-Writing Guidelines"; the NBME item-writing guide; thresholds measured on public questions.
"""

from collections.abc import Iterator

from content.drafts import QuestionDraft, QuestionKind, TopicDraft
from content.generators.rules import company, cues, kinds, options, stem
from content.generators.rules.company import Company
from content.generators.rules.problem import Problem, Severity

_CHOICES = (
    QuestionKind.SINGLE_CHOICE,
    QuestionKind.MULTIPLE_CHOICE,
    QuestionKind.CODE_READING,
    QuestionKind.FIND_THE_FLAW,
)


def problems(question: QuestionDraft, topic: TopicDraft, guide: Company | None = None) -> list[Problem]:
    """Every flaw found in one question of the topic, errors first, then by rule.

    `guide` is the company that the question keeps; without it the rules that need other topics and questions are not
    applied. Rules for the bank as a whole and those that need answers are not checked here.
    """
    found = list(_flaws(question, topic))
    if guide is not None:
        found += _flaws_in_company(question, topic, guide)
    return sorted(found, key=lambda problem: (problem.severity is not Severity.ERROR, problem.rule))


def errors(question: QuestionDraft, topic: TopicDraft) -> str:
    """What keeps a question of the topic from learners, in sentences; empty where nothing does."""
    found = [problem.message for problem in problems(question, topic) if problem.severity is Severity.ERROR]
    return " ".join(f"{message}." for message in found)


def _flaws(question: QuestionDraft, topic: TopicDraft) -> Iterator[Problem]:
    yield from kinds.parts(question)
    if question.kind in (*_CHOICES, QuestionKind.TRUE_FALSE):
        yield from options.marks(question)
        yield from options.count(question)
        yield from options.reasons(question)
        yield from options.repetition(question.options)
    if question.kind in _CHOICES:
        yield from stem.negation(question)
        yield from stem.focus(question)
    if question.kind in _CHOICES and question.options:
        yield from options.wording(question.options)
        yield from cues.lengths(question.options)
        yield from cues.extremes(question.options)
        yield from cues.echoes(question, topic)
        yield from cues.grammar(question)
        yield from cues.convergence(question.options)
        yield from company.accepted(question, topic)


def _flaws_in_company(question: QuestionDraft, topic: TopicDraft, guide: Company) -> Iterator[Problem]:
    yield from company.repetition(question, guide)
    if question.kind in _CHOICES:
        yield from company.other_topics(question, topic, guide)
        yield from company.mixture(question, guide)
        yield from company.also_true(question, topic, guide)
