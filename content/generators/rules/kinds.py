"""Rules for the kinds that ask for more than an option: their parts are there, differ, and fit each other."""

import re
from collections.abc import Iterator

from content.drafts import QuestionDraft, QuestionKind, is_order
from content.generators.phrasing import one_line
from content.generators.rules.problem import Part, Problem, error

BLANK = "____"
_LINE = re.compile(r"\bline \d+\b", re.IGNORECASE)
_FEWEST, _MOST = 3, 8


def parts(question: QuestionDraft) -> Iterator[Problem]:
    """What must be there for the question to be asked at all; rules 1 to 3 in the sense that each kind gives them."""
    match question.kind:
        case QuestionKind.CODE_READING if not question.code.strip():
            yield error(1, "There is no code to read: add it")
        case QuestionKind.FIND_THE_FLAW:
            yield from _flaw(question)
        case QuestionKind.ORDERING:
            yield from _order(question)
        case QuestionKind.MATCHING:
            yield from _pairs(question)
        case QuestionKind.CLOZE:
            yield from _blanks(question)


def _flaw(question: QuestionDraft) -> Iterator[Problem]:
    lines = question.code.splitlines()
    line = question.flaw_line or 0
    if not 1 <= line <= len(lines) or not lines[line - 1].strip():
        yield error(1, f"Line {line} of the code is not there or empty: give the line that has the flaw")
    for at, option in enumerate(question.options):
        if _LINE.search(option.text):
            yield error(6, "It names a line, which is asked for by itself: give the reason alone", Part.TEXT, at)


def _order(question: QuestionDraft) -> Iterator[Problem]:
    count = len(question.options)
    yield from _few(count, "steps")
    yield from _twice([option.text for option in question.options])
    for order in question.orders:
        if not is_order(order, count=count):
            yield error(1, no_order(order, count=count))


def no_order(order: str, *, count: int) -> str:
    """What is wrong with an order that is none of so many steps, and what to do."""
    return f"“{order}” is no order of {count} steps: name each once by its number, as in 2 1 3"


def _pairs(question: QuestionDraft) -> Iterator[Problem]:
    yield from _few(len(question.options), "pairs")
    yield from _twice([option.text for option in question.options])
    matches = [option.match for option in question.options]
    for at, match in enumerate(matches):
        if not match.strip():
            yield error(1, "What belongs with it is missing: add it", Part.TEXT, at)
        elif _folded(match) in map(_folded, matches[:at]):
            yield error(3, "The same belongs with another one too: leave one of them out", Part.TEXT, at)


def _blanks(question: QuestionDraft) -> Iterator[Problem]:
    blanks = question.stem.count(BLANK)
    if not blanks or blanks != len(question.options):
        given = len(question.options)
        message = f"The sentence has {blanks} blanks and {given} answers: write {BLANK} once for each of the answers"
        yield error(1, message)


def _few(count: int, noun: str) -> Iterator[Problem]:
    if not _FEWEST <= count <= _MOST:
        yield error(2, f"There are {count} {noun}: give three to eight")


def _twice(texts: list[str]) -> Iterator[Problem]:
    for at, text in enumerate(texts):
        if _folded(text) in map(_folded, texts[:at]):
            yield error(3, "This stands here twice: reword or remove one of them", Part.TEXT, at)


def _folded(text: str) -> str:
    return one_line(text).casefold()
