"""Rules for options by themselves and among each other: how many, which are right, what they say twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from content.drafts import Option, QuestionDraft, QuestionKind
from content.generators.masking import content_words, words
from content.generators.phrasing import cue, one_line
from content.generators.rules.problem import Part, Problem, error, warning

_ALL_OR_NONE = re.compile(
    r"\b(?:all|none|both|neither|any) of (?:the above|these|those|them|the others)\b"
    r"|^\W*(?:both|neither) [a-d] (?:and|nor) [a-d]\W*$|^\W*[a-d] and [a-d]\W*$",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(
    r"^(?:(?:do not|don['’]t|avoid)\s+)?(?:use|using|implement|apply|choose|overuse|prefer|rely)\s+"
    r"(?:for|in|with|when|to|as)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(?:[-–—]|to|and)\s*(\d+(?:\.\d+)?)(?![\w]|\.\d)")
_CODE = re.compile(r"[`{}\[\];=<>$]|\w\(")
_LEAST_WORDS = 3
_MOST_WORDS = 30
_NEARLY_THE_SAME = 0.8


def marks(question: QuestionDraft) -> Iterator[Problem]:
    """Rule 1: one option is right; of several that may be chosen two or more, but not all."""
    right = [at for at, option in enumerate(question.options) if option.is_key]
    if question.kind is QuestionKind.MULTIPLE_CHOICE:
        if not 2 <= len(right) < len(question.options):
            yield error(1, f"{_options(len(right))} marked as right: mark at least two, and not all of them")
    elif not right:
        yield error(1, "No option marked as right: mark exactly one")
    for at in right[1:] if question.kind is not QuestionKind.MULTIPLE_CHOICE else ():
        yield error(1, f"{_options(len(right))} marked as right: mark exactly one", Part.MARK, at)


def reasons(question: QuestionDraft) -> Iterator[Problem]:
    """Rule 24: every option has a reason."""
    for at, option in enumerate(question.options):
        if not option.why.strip():
            message = "Its reason is missing: say why it is right or wrong, as it is shown after the answer"
            yield error(24, message, Part.REASON, at)


def count(question: QuestionDraft) -> Iterator[Problem]:
    """Rule 2: three to five options; true or false has two."""
    found = len(question.options)
    if question.kind is QuestionKind.TRUE_FALSE:
        if found != 2:
            yield error(2, f"A true-or-false question has two options, not {found}: leave “True” and “False”")
    elif not 3 <= found <= 5:
        yield error(2, f"There {'is' if found == 1 else 'are'} {_options(found).lower()}: give three to five")


def repetition(options: Sequence[Option]) -> Iterator[Problem]:
    """Rules 3, 4, 5 and 18: no option says what another says."""
    for (_, one), (at, other) in combinations(enumerate(options), 2):
        if _folded(one.text) == _folded(other.text):
            yield error(3, "This option stands here twice: reword or remove one of them", Part.TEXT, at)
        elif _similarity(one.text, other.text) >= _NEARLY_THE_SAME:
            message = f"It says nearly the same as “{cue(one.text, 6)}”: make plain where they differ"
            yield warning(4, message, Part.TEXT, at)
        elif _contains(other.text, one.text):
            message = (
                f"It contains the option “{cue(one.text, 6)}”: if it is right, so is the other; reword one of them"
            )
            yield warning(5, message, Part.TEXT, at)
        elif _contains(one.text, other.text):
            message = f"The option “{cue(one.text, 6)}” contains it: if that is right, so is this; reword one of them"
            yield warning(5, message, Part.TEXT, at)
        elif _ranges_meet(one.text, other.text):
            message = f"Its range of numbers meets that of “{cue(one.text, 6)}”: choose ranges that exclude each other"
            yield warning(5, message, Part.TEXT, at)
    if (
        len(options) > 1
        and len({tuple(words(option.text)[:3]) for option in options}) == 1
        and len(words(options[0].text)) > 3
    ):
        yield warning(18, "All options begin with the same words: move these into the question")


def wording(options: Sequence[Option]) -> Iterator[Problem]:
    """Rules 6, 20 and 21: an option names the thing itself, in a sentence that can be read at once."""
    for at, option in enumerate(options):
        if _ALL_OR_NONE.search(option.text):
            message = "It points at the other options, which are shown in any order: name the thing itself"
            yield error(6, message, Part.TEXT, at)
        if len(option.text.split()) > _MOST_WORDS:
            yield warning(20, f"It is longer than {_MOST_WORDS} words: say it shorter", Part.TEXT, at)
        if _SUBJECTLESS.match(option.text):
            yield error(21, "It does not say what is used, or for what: name it", Part.TEXT, at)


def _options(number: int) -> str:
    return f"{number or 'No'} option{'' if number == 1 else 's'}"


def _folded(text: str) -> str:
    """What two options must not share; in code every letter and its case counts."""
    return one_line(text) if _CODE.search(text) else one_line(text).casefold()


def _similarity(one: str, other: str) -> float:
    """Jaccard index of the content words of prose: in code and in names a single sign may be all the difference."""
    first, second = set(content_words(one)), set(content_words(other))
    if _CODE.search(one + other) or min(len(first), len(second)) < _LEAST_WORDS:
        return 0
    return len(first & second) / len(first | second)


def _contains(longer: str, shorter: str) -> bool:
    """Whether the words of one stand in the other, in a row."""
    pattern = rf"(?<![\w/.-]){re.escape(one_line(shorter).rstrip('.').casefold())}(?![\w/-]|\.\w)"
    return re.search(pattern, one_line(longer).casefold()) is not None


def _ranges_meet(one: str, other: str) -> bool:
    first, second = _RANGE.findall(one), _RANGE.findall(other)
    if len(first) != 1 or len(second) != 1:
        return False
    (low, high), (from_, to) = (map(float, found[0]) for found in (first, second))
    return low <= high and from_ <= to and low < to and from_ < high
