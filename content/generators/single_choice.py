"""Choice questions whose options exclude one another: terms of a group, cells of a comparison, authored distractors."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from content.drafts import (
    Contrast,
    Option,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    Term,
    TopicDraft,
    question_id,
)
from content.generators.distractors import ranked, with_options
from content.generators.masking import Names, content_words, family, mask, words
from content.generators.phrasing import lead, one_line, sentence, subject
from content.generators.recall import filled
from content.generators.siblings import facets, groups

KIND = QuestionKind.SINGLE_CHOICE

T = TypeVar("T")

_LEAST_SIBLINGS = 3
_LEAST_WORDS = 2


def term_questions(guide: str, topic: TopicDraft) -> list[QuestionDraft]:
    """ "Which of these is …?" for each term that shares a group with at least two others."""
    questions = []
    for siblings in groups(topic).values():
        if len(siblings) < _LEAST_SIBLINGS:
            continue
        for point, term in siblings:
            description = _masked(term.definition, (term.term, *term.accepted))
            if len(content_words(description)) < _LEAST_WORDS:
                continue
            others = [
                Option(text=other.term, why=_defined(other))
                for _, other in _in_rank(guide, topic, point, "term", siblings)
                if not _same_term(term, other) and not _speaks_of(term.definition, other.term)
            ]
            question = QuestionDraft(
                kind=KIND,
                topic=topic.slug,
                point=point.slug,
                variant="term",
                stem=f"{lead(topic)}: which of these does this describe? “{description.rstrip('.')}”",
            )
            unnamed = f"Which of these does this describe? “{description.rstrip('.')}”"
            key = Option(text=term.term, is_key=True, why=_defined(term))
            questions += _made(question, unnamed, topic, (key, others))
    return questions


def contrast_questions(guide: str, topic: TopicDraft) -> list[QuestionDraft]:
    """The question of each cell of a comparison, with its subjects as options, where at least three differ."""
    questions = []
    for cells in facets(topic).values():
        for point, cell in cells:
            same = [other for _, other in cells if _folded(other.text) == _folded(cell.text)]
            others = [
                Option(text=other.subject, why=_cell(other))
                for _, other in _in_rank(guide, topic, point, "cell", cells)
                if _folded(other.subject) != _folded(cell.subject) and not _speaks_of(cell.text, other.subject)
            ]
            if len(same) > 1 or _speaks_of(cell.text, cell.subject):
                continue
            question = QuestionDraft(
                kind=KIND, topic=topic.slug, point=point.slug, variant="cell", stem=one_line(filled(cell))
            )
            key = Option(text=cell.subject, is_key=True, why=_cell(cell))
            questions += _made(question, question.stem, topic, (key, others))
    return questions


def mistake_questions(guide: str, topic: TopicDraft) -> list[QuestionDraft]:
    """ "Which of these is a mistake?" for each pitfall with its mistake and at least two authored distractors."""
    mistakes = {_folded(point.body.mistake) for point in topic.points if isinstance(point.body, Pitfall)}
    questions = []
    for point in topic.points:
        if not isinstance(point.body, Pitfall) or not point.body.mistake:
            continue
        identity = question_id(guide, topic.slug, point.slug, KIND, "mistake")
        sound = [distractor for distractor in point.distractors if _folded(distractor.text) not in mistakes]
        others = [
            Option(text=one_line(distractor.text), why=sentence(one_line(distractor.why_wrong)))
            for distractor in ranked(identity, sound, lambda distractor: distractor.text)
        ]
        question = QuestionDraft(
            kind=KIND,
            topic=topic.slug,
            point=point.slug,
            variant="mistake",
            stem=f"Which of these is a mistake typical of {subject(topic)}?",
        )
        pitfall = point.body
        fix = f"Instead: {one_line(pitfall.fix)}" if pitfall.fix else ""
        why = " ".join(part for part in (sentence(one_line(pitfall.why)), sentence(fix)) if part)
        key = Option(text=one_line(pitfall.mistake), is_key=True, why=why)
        count = min(3, max(2, len(others)))
        questions += _made(question, "Which of these is a mistake?", topic, (key, others), count)
    return questions


def _made(
    question: QuestionDraft, unnamed: str, topic: TopicDraft, options: tuple[Option, Sequence[Option]], count: int = 2
) -> list[QuestionDraft]:
    """The question with options, its topic named if that gives nothing away; empty where too few options fit."""
    key, others = options
    named = with_options(question, topic, key, others, count)
    if named is None or named.published:
        return [named] if named else []
    return [with_options(replace(question, stem=unnamed), topic, key, others, count) or named]


def _in_rank(
    guide: str, topic: TopicDraft, point: PointDraft, variant: str, siblings: Sequence[tuple[PointDraft, T]]
) -> list[tuple[PointDraft, T]]:
    identity = question_id(guide, topic.slug, point.slug, KIND, variant)
    return ranked(identity, siblings, lambda sibling: f"{topic.slug}/{sibling[0].slug}")


def _folded(text: str) -> str:
    return one_line(text).casefold().rstrip(".")


def _masked(text: str, names: Sequence[str]) -> str:
    spelled = frozenset(word.casefold() for name in names for word in name.split() if len(word) > 2)
    return mask(one_line(text), Names(spelled, frozenset(family(word) for word in spelled)))


def _speaks_of(text: str, name: str) -> bool:
    named = words(name)
    said = words(text)
    return any(said[at : at + len(named)] == named for at in range(len(said) - len(named) + 1)) if named else False


def _same_term(one: Term, other: Term) -> bool:
    first, second = ({_folded(name) for name in (term.term, *term.accepted)} for term in (one, other))
    return bool(first & second) or _folded(one.definition) == _folded(other.definition)


def _defined(term: Term) -> str:
    return sentence(one_line(term.definition))


def _cell(cell: Contrast) -> str:
    return sentence(one_line(cell.text))
