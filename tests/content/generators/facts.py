"""Small topics for the tests of the generators."""

from collections.abc import Sequence
from typing import Any

from content.drafts import (
    Body,
    CodeExample,
    Contrast,
    Distractor,
    Explanation,
    Pitfall,
    PointDraft,
    QuestionDraft,
    QuestionKind,
    Term,
    TopicDraft,
)
from content.generators.generate import Generated, generate

GUIDE = "guide"


def point(slug: str, body: Body, **more: Any) -> PointDraft:
    return PointDraft(slug=slug, body=body, **more)


def topic(name: str, *points: PointDraft, slug: str = "", **more: Any) -> TopicDraft:
    more.setdefault("section", "section")
    return TopicDraft(slug=slug or name.lower().replace(" ", "-"), name=name, points=points, **more)


def made(*topics: TopicDraft) -> Generated:
    return generate(GUIDE, topics)


def only(
    generated: Generated, kind: QuestionKind, *, topic: str = "", point: str = "", variant: str = ""
) -> list[QuestionDraft]:
    """The questions of a kind and variant, of one topic and point where these are given."""
    return [
        question
        for question in generated.questions
        if question.kind is kind
        and question.variant == variant
        and topic in ("", question.topic)
        and point in ("", question.point)
    ]


def front_and_back(subject: TopicDraft, point: str) -> tuple[str, str]:
    """The stem and the answer of a point's only recall question."""
    (card,) = only(made(subject), QuestionKind.RECALL, topic=subject.slug, point=point)
    return card.stem, card.answer


def texts(question: QuestionDraft) -> set[str]:
    return {option.text for option in question.options}


def right(question: QuestionDraft) -> str:
    (key,) = (option.text for option in question.options if option.is_key)
    return key


def terms(group: str, definitions: dict[str, str]) -> list[PointDraft]:
    return [
        point(name.replace(" ", "-"), Term(term=name, definition=definition, group=group))
        for name, definition in definitions.items()
    ]


def cells(facet: str, ask: str, said: dict[str, str]) -> list[PointDraft]:
    return [
        point(f"{facet}-{name.lower()}", Contrast(facet=facet, prompt=ask, subject=name, text=text))
        for name, text in said.items()
    ]


def pitfall(slug: str, mistake: str, *sound: str) -> PointDraft:
    distractors = tuple(Distractor(text=text, why_wrong=f"{text} is sound") for text in sound)
    body = Pitfall(mistake=mistake, why="every row costs a trip", fix="fetch them together")
    return point(slug, body, distractors=distractors)


def code(slug: str, source: str, language: str = "javascript") -> PointDraft:
    return point(slug, CodeExample(source=source, language=language))


def plain_topics(said: dict[str, str], **more: Any) -> Sequence[TopicDraft]:
    """Topics that have nothing but an explanation each."""
    return [topic(name, point("summary", Explanation(text=text)), **more) for name, text in said.items()]
