"""Rules against cues: what lets somebody find the right option who does not know the answer.

Thresholds were measured on public four-option questions, as the chance that the only option with a cue is right.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean

from content.drafts import Option, QuestionDraft, TopicDraft
from content.generators.masking import content_words, names_of
from content.generators.rules.problem import Part, Problem, error, warning

_ABSOLUTE = re.compile(
    r"(?<![\w-])(?:always|never|all|every|none|only|completely|impossible|guarantees?|must)(?![\w-])", re.IGNORECASE
)
_HEDGE = re.compile(r"\b(?:may|might|usually|often|sometimes|generally|typically|can)\b", re.IGNORECASE)
_SHORT = 25
_LONG = 40
_LEAST_SHARED = 3
_ARTICLE = re.compile(r"\b(an?)\s+_{2,}", re.IGNORECASE)
_VOWEL = re.compile(r"(?:[AEFHILMNORSX](?![a-z])|(?!u[ns]i|u[st]e|eu|one\b|once\b)[aeiou]|hour|honest|heir)", re.ASCII)
_FORMS = {
    "an -ing form": re.compile(r"(?!(?:thing|nothing|something|string|during|king|ring|ping)\b)[a-z]{2,}ing\b", re.I),
    "an article": re.compile(r"(?:an?|the)\b", re.I),
    "a command": re.compile(
        r"(?:use|avoid|add|keep|make|give|send|store|check|return|set|write|do not|don['’]t|never|always)\b", re.I
    ),
}


def lengths(options: Sequence[Option]) -> Iterator[Problem]:
    """Rules 7, 8 and 9: the right option is neither the longest nor the shortest by far; names are as they are."""
    sizes = [len(option.text) for option in options]
    others = [len(option.text) for option in options if not option.is_key]
    at = key_of(options)
    if at is not None and others and max(sizes) >= _SHORT:
        key, usual = sizes[at], mean(others)
        remedy = "shorten it, or say more in the others"
        if key > max(others) and key > 2 * usual:
            message = f"The right option is more than twice as long as the others, which gives it away: {remedy}"
            yield error(7, message, Part.TEXT, at)
        elif key > max(others) and key > 1.5 * usual:
            message = f"The right option is more than half as long again as the others, which hints at it: {remedy}"
            yield warning(7, message, Part.TEXT, at)
        elif key < min(others) and key < usual / 1.5:
            message = "The right option is much shorter than the others, which hints at it: say more in it"
            yield warning(8, message, Part.TEXT, at)
    if max(sizes) >= max(_SHORT, (2 if max(sizes) > _LONG else 3) * min(sizes)):
        yield warning(9, "The options differ greatly in length: bring the longest and the shortest closer together")


def extremes(options: Sequence[Option]) -> Iterator[Problem]:
    """Rules 10 and 11: absolutes in all the wrong options and not in the right one, a hedge in the right one alone."""
    at = key_of(options)
    if at is None:
        return
    others = [option.text for option in options if not option.is_key]
    if others and all(map(_ABSOLUTE.search, others)) and not _ABSOLUTE.search(options[at].text):
        message = "Only the wrong options say “always”, “never”, “only” or the like: soften them"
        yield warning(10, message)
    if (hedge := _HEDGE.search(options[at].text)) and not any(map(_HEDGE.search, others)):
        message = f"Only the right option says “{hedge[0]}” or the like: leave it out, or hedge the others too"
        yield warning(11, message, Part.TEXT, at)


def echoes(question: QuestionDraft, topic: TopicDraft) -> Iterator[Problem]:
    """Rule 12: a word of the question comes again in the right option alone; worse where it names the topic."""
    at = key_of(question.options)
    if at is None:
        return
    in_others = {word for option in question.options if not option.is_key for word in content_words(option.text)}
    echoed = set(content_words(question.stem)) & set(content_words(question.options[at].text)) - in_others
    spelled = ", ".join(f"“{word}”" for word in _spelled(question.options[at].text, echoed))
    if echoed & names_of(topic).single:
        message = f"Only the right option repeats the topic’s name ({spelled}): use another word, or use it in all"
        yield error(12, message, Part.TEXT, at)
    elif echoed:
        message = (
            f"Only the right option repeats a word of the question ({spelled}): use another word, or use it in all"
        )
        yield warning(12, message, Part.TEXT, at)


def grammar(question: QuestionDraft) -> Iterator[Problem]:
    """Rule 16: an article before the blank that some options do not fit, or a right option that begins otherwise.

    In a "which topic is this?" the blanks hide a name wherever it stands; options do not go there.
    """
    at = key_of(question.options)
    if at is None:
        return
    texts = [option.text.strip("`*_ ") for option in question.options]
    article = None if question.asks_topic else _ARTICLE.search(question.stem)
    if article and len({bool(_VOWEL.match(text)) for text in texts}) > 1:
        message = f"“{article[1]}” before the blank does not fit every option: write “a or an”, or move it into them"
        yield warning(16, message, Part.STEM)
    forms = [next((name for name, form in _FORMS.items() if form.match(text)), "") for text in texts]
    others = {form for number, form in enumerate(forms) if number != at}
    if forms[at] and len(others) == 1 and "" not in others and forms[at] not in others:
        message = f"It begins with {forms[at]}, all others with {others.pop()}: begin them alike"
        yield warning(16, message, Part.TEXT, at)


def convergence(options: Sequence[Option]) -> Iterator[Problem]:
    """Rule 23: the right option shares most words with the others, which were then varied from it."""
    at = key_of(options)
    if at is None:
        return
    said = [set(content_words(option.text)) for option in options]
    spread = Counter(word for found in said for word in found)
    shared = [sum(spread[word] > 1 for word in found) for found in said]
    if shared[at] >= _LEAST_SHARED and all(shared[at] > other for n, other in enumerate(shared) if n != at):
        message = "The wrong options look like variations of the right one, which gives it away: vary them otherwise"
        yield warning(23, message, Part.TEXT, at)


def is_absolute(text: str) -> bool:
    """Whether a text says “always”, “never”, “only” or the like."""
    return _ABSOLUTE.search(text) is not None


def key_of(options: Sequence[Option]) -> int | None:
    """The index of the right option, where it is one."""
    right = [at for at, option in enumerate(options) if option.is_key]
    return right[0] if len(right) == 1 else None


def _spelled(text: str, families: set[str]) -> list[str]:
    """The words of a text that belong to families, as they stand there."""
    return [word for word in dict.fromkeys(re.findall(r"[\w.+#’'-]+", text)) if families & set(content_words(word))]
