"""Rules for the question itself: it says what it asks, in few words, and asks for what is so."""

import re
from collections.abc import Iterator

from content.drafts import QuestionDraft
from content.generators.masking import content_words
from content.generators.rules.problem import Part, Problem, error, warning

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`")
_NEGATIVE = re.compile(
    r"\bwhich\b(?:\s+[\w-]+){0,4}?\s+(?:is|are|does|do|would|should|can|will)(?:\s+not\b|n['’]t\b)|\bexcept\b",
    re.IGNORECASE,
)
_STRESSED_NEGATIVE = re.compile(r"\b(?:NOT|EXCEPT|N['’]T)\b|\*\*(?:not|except)\*\*")
_NEGATIVE_OPTION = re.compile(r"\b(?:not|no|never|cannot|without|\w+n['’]t)\b", re.IGNORECASE)
_UNFOCUSED = re.compile(
    r"\bwhich (?:of the following )?(?:statements?|sentences?) (?:is|are) (?:true|correct)\b", re.IGNORECASE
)
_MOST_WORDS = 80


def negation(question: QuestionDraft) -> Iterator[Problem]:
    """Rules 14 and 15. Only the lead-in counts: a quoted definition may say “not”."""
    lead_in = _QUOTED.sub(" ", question.stem)
    if not _NEGATIVE.search(lead_in):
        return
    if _STRESSED_NEGATIVE.search(lead_in):
        message = "It asks for what is not so, which is easily misread: ask for what is so, if you can"
        yield warning(14, message, Part.STEM)
    else:
        message = "It asks for what is not so: ask for what is so, or write NOT in capitals"
        yield error(14, message, Part.STEM)
    for at, option in enumerate(question.options):
        if _NEGATIVE_OPTION.search(option.text):
            message = "A “no” or “not” here answers a question that asks for what is not so: ask for what is so"
            yield error(15, message, Part.TEXT, at)


def focus(question: QuestionDraft) -> Iterator[Problem]:
    """Rules 19 and 20: it can be answered, in the mind, before the options are read."""
    if _UNFOCUSED.search(_QUOTED.sub(" ", question.stem)) or (
        len(content_words(question.stem)) < 3 and not question.code
    ):
        yield warning(19, "It does not say what is asked for: ask about one thing, and name it", Part.STEM)
    if len(question.stem.split()) > _MOST_WORDS:
        yield warning(20, f"It is longer than {_MOST_WORDS} words: say it shorter", Part.STEM)
