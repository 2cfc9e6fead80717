"""Flaws of a question that a program can see, by the published rules for writing choice questions.

Rule numbers are those of the project's rule table. Sources: Haladyna, Downing and Rodriguez (2002), "A Review of
Multiple-Choice Item-Writing Guidelines"; the NBME item-writing guide; thresholds measured on public questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import mean

from content.drafts import Option, QuestionDraft, QuestionKind, Term, TopicDraft
from content.generators.masking import content_words, names_of, words
from content.generators.phrasing import one_line

_CHOICES = (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`")
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|every|none|only|completely|impossible|guarantees?|must)\b", re.IGNORECASE
)
_HEDGE = re.compile(r"\b(?:may|might|usually|often|sometimes|generally|typically|can)\b", re.IGNORECASE)
_ALL_OR_NONE = re.compile(
    r"\b(?:all|none|both|neither|any) of (?:the above|these|those|them|the others)\b"
    r"|^\W*(?:both|neither) [a-d] (?:and|nor) [a-d]\W*$|^\W*[a-d] and [a-d]\W*$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\bwhich\b(?:\s+[\w-]+){0,4}?\s+(?:is|are|does|do|would|should|can|will)(?:\s+not\b|n['’]t\b)|\bexcept\b",
    re.IGNORECASE,
)
_STRESSED_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|N['’]T)\b|\*\*(?:not|except)\*\*")
_NEGATIVE_OPTION = re.compile(r"\b(?:not|no|never|cannot|without|\w+n['’]t)\b", re.IGNORECASE)
_SUBJECTLESS = re.compile(
    r"^(?:(?:do not|don['’]t|avoid)\s+)?(?:use|using|implement|apply|choose|overuse|prefer|rely)\s+"
    r"(?:for|in|with|when|to|as)\b",
    re.IGNORECASE,
)
_UNFOCUSED = re.compile(
    r"\bwhich (?:of the following )?(?:statements?|sentences?) (?:is|are) (?:true|correct)\b", re.IGNORECASE
)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw: an error keeps a generated question from learners, a warning is for the editor to weigh."""

    rule: int
    severity: Severity
    message: str


def problems(question: QuestionDraft, topic: TopicDraft) -> list[Problem]:
    """Every flaw found in one question of the topic, errors first, then by rule.

    Only questions with options are examined; the bank-wide rules and those that need answers are not checked here.
    """
    if not question.options:
        return [_error(1, "no options")] if question.kind in _CHOICES else []
    found = [*_keys(question), *_reasons(question)]
    if question.kind in _CHOICES:
        found += [*_option_set(question), *_lengths(question.options), *_wording(question, topic)]
    return sorted(found, key=lambda problem: (problem.severity is not Severity.ERROR, problem.rule))


def _keys(question: QuestionDraft) -> Iterator[Problem]:
    keys = sum(option.is_key for option in question.options)
    if question.kind is QuestionKind.MULTIPLE_CHOICE:
        if not 2 <= keys < len(question.options):
            yield _error(1, f"{keys} options are marked as right: mark at least two and not all of them")
    elif keys != 1:
        yield _error(1, f"{keys} options are marked as right: mark exactly one")


def _reasons(question: QuestionDraft) -> Iterator[Problem]:
    for option in question.options:
        if not option.why.strip():
            yield _error(24, f"“{option.text}” has no reason: say why it is right or wrong")


def _option_set(question: QuestionDraft) -> Iterator[Problem]:
    options = question.options
    if not 3 <= len(options) <= 5:
        yield _error(2, f"{len(options)} options: give three to five")
    if len({one_line(option.text).casefold() for option in options}) < len(options):
        yield _error(3, "two options are the same")
    for option in options:
        if _ALL_OR_NONE.search(option.text):
            yield _error(6, f"“{option.text}”: name the thing itself instead of pointing at other options")
        if _SUBJECTLESS.match(option.text):
            yield _error(21, f"“{option.text}” does not say what it speaks of")
        if len(option.text.split()) > 30:
            yield _warning(20, f"“{option.text[:40]}…” is longer than 30 words")
    for one, other in combinations(options, 2):
        first, second = set(content_words(one.text)), set(content_words(other.text))
        if first and second and len(first & second) / len(first | second) >= 0.8:
            yield _warning(4, f"“{one.text}” and “{other.text}” say nearly the same")
        elif one.text.casefold() in other.text.casefold() or other.text.casefold() in one.text.casefold():
            yield _warning(5, f"“{one.text}” and “{other.text}”: one contains the other")
    if len({tuple(words(option.text)[:3]) for option in options}) == 1 and len(words(options[0].text)) > 3:
        yield _warning(18, "all options begin alike: move the beginning into the question")


def _lengths(options: Sequence[Option]) -> Iterator[Problem]:
    lengths = [len(option.text) for option in options]
    keys = [len(option.text) for option in options if option.is_key]
    others = [len(option.text) for option in options if not option.is_key]
    if len(keys) == 1 and others and max(lengths) >= 25:
        key, usual = keys[0], mean(others)
        if key > max(others) and key > 2 * usual:
            yield _error(7, "the right option is more than twice as long as the others")
        elif key > max(others) and key > 1.5 * usual:
            yield _warning(7, "the right option is more than one and a half times as long as the others")
        elif key < min(others) and key < usual / 1.5:
            yield _warning(8, "the right option is much shorter than the others")
    if max(lengths) >= (2 if max(lengths) > 40 else 3) * min(lengths):
        yield _warning(9, "the options differ greatly in length")


def _wording(question: QuestionDraft, topic: TopicDraft) -> Iterator[Problem]:
    lead_in = _QUOTED.sub(" ", question.stem)
    keys = [option for option in question.options if option.is_key]
    others = [option for option in question.options if not option.is_key]
    if _NEGATIVE.search(lead_in):
        if not _STRESSED_NEGATIVE.search(lead_in):
            yield _error(14, "the question asks for what is not so: put it the other way, or write NOT in capitals")
        else:
            yield _warning(14, "the question asks for what is not so: put it the other way")
        if any(_NEGATIVE_OPTION.search(option.text) for option in question.options):
            yield _error(15, "a negative option answers a negative question")
    if len(question.stem.split()) > 80:
        yield _warning(20, "the question is longer than 80 words")
    if _UNFOCUSED.search(lead_in) or (len(content_words(question.stem)) < 3 and not question.code):
        yield _warning(19, "the question does not say what is asked for")
    if len(keys) != 1 or not others:
        return
    key = keys[0]
    if all(_ABSOLUTE.search(option.text) for option in others) and not _ABSOLUTE.search(key.text):
        yield _warning(10, "only the wrong options speak in absolutes")
    if _HEDGE.search(key.text) and not any(_HEDGE.search(option.text) for option in others):
        yield _warning(11, "only the right option hedges")
    yield from _echoes(question, topic, key, others)
    yield from _also_right(question, topic, key, others)


def _echoes(question: QuestionDraft, topic: TopicDraft, key: Option, others: Sequence[Option]) -> Iterator[Problem]:
    in_others = {word for option in others for word in content_words(option.text)}
    echoed = set(content_words(question.stem)) & set(content_words(key.text)) - in_others
    if named := echoed & names_of(topic).single:
        yield _error(12, f"only the right option repeats the topic's name: {', '.join(sorted(named))}")
    elif echoed:
        yield _warning(12, f"only the right option repeats a word of the question: {', '.join(sorted(echoed))}")


def _also_right(question: QuestionDraft, topic: TopicDraft, key: Option, others: Sequence[Option]) -> Iterator[Problem]:
    body = next((point.body for point in topic.points if point.slug == question.point), None)
    if not isinstance(body, Term):
        return
    names = {one_line(name).casefold() for name in (body.term, *body.accepted)}
    if one_line(key.text).casefold() not in names:
        return
    for option in others:
        if one_line(option.text).casefold() in names:
            yield _error(22, f"“{option.text}” is another accepted name of the right answer")


def _error(rule: int, message: str) -> Problem:
    return Problem(rule, Severity.ERROR, message)


def _warning(rule: int, message: str) -> Problem:
    return Problem(rule, Severity.WARNING, message)
