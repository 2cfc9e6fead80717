"""Bots that know nothing and answer choice questions by their look alone: where one does well, the look tells.

The cues are those that test-wise people use (Millman, Bishop and Ebel 1965, "An Analysis of Test-Wiseness").
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from content.drafts import QuestionDraft, QuestionKind
from content.generators.masking import content_words
from content.generators.rules.company import Company
from content.generators.rules.cues import is_absolute, key_of

KINDS = (QuestionKind.SINGLE_CHOICE, QuestionKind.CODE_READING, QuestionKind.FIND_THE_FLAW)
"""Kinds with one right option among several."""
Bot = Callable[[QuestionDraft], Sequence[int]]
"""The options between which a bot cannot decide, by index."""


@dataclass(frozen=True, slots=True)
class Result:
    """The share of questions that a bot gets right, and the share that pure chance would; from 0 to 1."""

    score: float
    chance: float
    questions: int

    @property
    def limit(self) -> float:
        """What it may reach: five points above chance, or two standard errors where that is more."""
        error = sqrt(self.chance * (1 - self.chance) / self.questions) if self.questions else 0
        return self.chance + max(0.05, 2 * error)


def answer(questions: Sequence[QuestionDraft], guide: Company) -> dict[str, Result]:
    """What each bot gets right of the questions that have one right option; a tie counts by its chance."""
    asked = [question for question in questions if question.kind in KINDS and key_of(question.options) is not None]
    chance = sum(1 / len(question.options) for question in asked) / len(asked) if asked else 0
    results = {}
    for name, bot in _bots(asked, guide).items():
        right = sum(_share(question, bot(question)) for question in asked)
        results[name] = Result(right / len(asked) if asked else 0, chance, len(asked))
    return results


def _bots(asked: Sequence[QuestionDraft], guide: Company) -> Mapping[str, Bot]:
    positions = Counter(key_of(question.options) for question in asked)
    usual = positions.most_common(1)[0][0] if positions else 0

    def by_position(question: QuestionDraft) -> Sequence[int]:
        return [usual] if usual is not None and usual < len(question.options) else range(len(question.options))

    def by_elimination(question: QuestionDraft) -> Sequence[int]:
        kept = [at for at in range(len(question.options)) if not _is_ruled_out(question, at, guide)]
        return kept or range(len(question.options))

    return {
        "longest": lambda question: _most(question, len),
        "shortest": lambda question: _most(question, lambda text: -len(text)),
        "overlap": lambda question: _most(question, lambda text: _shared(question.stem, text)),
        "position": by_position,
        "elimination": by_elimination,
    }


def _share(question: QuestionDraft, chosen: Sequence[int]) -> float:
    return 1 / len(chosen) if key_of(question.options) in chosen else 0


def _most(question: QuestionDraft, measure: Callable[[str], float]) -> Sequence[int]:
    measured = [measure(option.text) for option in question.options]
    return [at for at, value in enumerate(measured) if value == max(measured)]


def _shared(stem: str, text: str) -> int:
    return len(set(content_words(stem)) & set(content_words(text)))


def _is_ruled_out(question: QuestionDraft, at: int, guide: Company) -> bool:
    """Whether an option speaks in absolutes, or names a topic that the question does not speak of."""
    text = question.options[at].text
    if is_absolute(text):
        return True
    if question.asks_topic:
        return False
    return any(
        spelled.search(text) and not spelled.search(question.stem)
        for slug, names in guide.names.items()
        if slug != question.topic
        for _, spelled in names
    )
