"""Chooses wrong options so that the same facts always give the same options, and new facts disturb few of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from typing import Generic, TypeVar
from uuid import UUID

from content.drafts import Option, QuestionDraft, TopicDraft
from content.generators.lint import problems
from content.generators.rules.problem import Severity

T = TypeVar("T")

_TRIED = 6


def ranked(question: UUID, candidates: Iterable[T], address: Callable[[T], str]) -> list[T]:
    """The candidates in an order of their own for each question.

    Rendezvous hashing (Thaler and Ravishankar 1998): by SHA-256 of question id and candidate address, so that a
    new candidate displaces at most one of those chosen before.
    """
    return sorted(candidates, key=lambda candidate: _digest(f"{question}|{address(candidate)}"))


class Ring(Generic[T]):
    """Candidates on a circle by the hash of their address: a window of it stands for all where they are many.

    Consistent hashing (Karger and others 1997): a new candidate changes only the windows around its own place.
    """

    def __init__(self, candidates: Iterable[T], address: Callable[[T], str]) -> None:
        placed = sorted(
            ((_digest(address(candidate)), candidate) for candidate in candidates), key=lambda pair: pair[0]
        )
        self._places = [place for place, _ in placed]
        self._candidates = [candidate for _, candidate in placed]

    def window(self, question: UUID, size: int) -> Sequence[T]:
        """At most `size` candidates, beginning at the question's own place on the circle."""
        if len(self._candidates) <= size:
            return self._candidates
        start = bisect_left(self._places, _digest(str(question)))
        return [self._candidates[(start + step) % len(self._candidates)] for step in range(size)]


def with_options(
    question: QuestionDraft, topic: TopicDraft, key: Option, wrong: Sequence[Option], count: int = 2
) -> QuestionDraft | None:
    """The question with its key and the first `count` wrong options, in rank order, that lint has no error with.

    None where the wrong options do not suffice. Where every choice has an error, the first is taken and the
    question is left for an editor.
    """
    first = None
    for chosen in combinations(wrong[:_TRIED], count):
        candidate = replace(question, options=(key, *chosen))
        if all(problem.severity is not Severity.ERROR for problem in problems(candidate, topic)):
            return candidate
        first = first or replace(candidate, published=False)
    return first


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()
