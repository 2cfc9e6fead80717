"""All questions of a guide from the facts of its topics. The same facts give the same questions, byte for byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from content.drafts import NotGenerated, QuestionDraft, QuestionKind, TopicDraft, question_id
from content.generators.cloze import cloze
from content.generators.distractors import ranked
from content.generators.flaws import flaws
from content.generators.lint import errors
from content.generators.matching import matching
from content.generators.ordering import ordering
from content.generators.reasons import reason
from content.generators.recall import flashcards
from content.generators.similar import similar_drafts
from content.generators.single_choice import contrast_questions, mistake_questions, term_questions
from content.generators.spoken import spoken
from content.generators.true_false import true_or_false
from content.generators.which_topic import which_topic

MIXED = (QuestionKind.SINGLE_CHOICE, QuestionKind.FIND_THE_FLAW)
CHECKED = (QuestionKind.SINGLE_CHOICE,)
"""Checked while their options were chosen."""


@dataclass(frozen=True, slots=True)
class Generated:
    """Questions in the topics' order, and for each topic the kinds that it gets no question of."""

    questions: tuple[QuestionDraft, ...]
    not_generated: tuple[NotGenerated, ...]


def generate(guide: str, topics: Sequence[TopicDraft]) -> Generated:
    """Make every question that the topics' facts allow; `guide` is the slug that question ids begin with.

    Authored questions come first and pass unchanged; one of theirs keeps a generated question of the same id away.
    Questions that an editor should look at first come with `published` False.
    """
    by_topic = which_topic(guide, topics)
    by_similarity = similar_drafts(guide, topics)
    questions: list[QuestionDraft] = []
    not_generated: list[NotGenerated] = []
    for topic in topics:
        made: dict[UUID, QuestionDraft] = {}
        for question in (
            *topic.questions,
            *_from_own_facts(guide, topic),
            # Where somebody wrote questions, none of them has to be of the kind that any summary answers.
            *(() if topic.questions else by_topic.get(topic.slug, ())),
            *by_similarity.get(topic.slug, ()),
        ):
            identity = question_id(guide, topic.slug, question.point, question.kind, question.variant)
            made.setdefault(identity, question if question.authored else _fit(_mixed(question, identity), topic))
        questions += made.values()
        kinds = {question.kind for question in made.values()}
        not_generated += [
            NotGenerated(topic=topic.slug, kind=kind, reason=reason(topic, kind))
            for kind in QuestionKind
            if kind not in kinds
        ]
    return Generated(tuple(questions), tuple(not_generated))


def _mixed(question: QuestionDraft, identity: UUID) -> QuestionDraft:
    """A generated choice with its options in an order of their own, so that their places tell nothing."""
    if question.kind not in MIXED:
        return question
    return replace(question, options=tuple(ranked(identity, question.options, lambda option: option.text)))


def _fit(question: QuestionDraft, topic: TopicDraft) -> QuestionDraft:
    """The question, left for an editor where it has an error."""
    if question.kind in CHECKED or not question.published or not errors(question, topic):
        return question
    return replace(question, published=False)


def _from_own_facts(guide: str, topic: TopicDraft) -> Iterator[QuestionDraft]:
    yield from flashcards(topic)
    yield from term_questions(guide, topic)
    yield from contrast_questions(guide, topic)
    yield from mistake_questions(guide, topic)
    yield from true_or_false(topic)
    yield from cloze(topic)
    yield from flaws(topic)
    yield from ordering(topic)
    yield from matching(guide, topic)
    yield from spoken(topic)
