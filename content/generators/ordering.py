"""Ordering: the steps of a point, to be put in their order."""

from content.drafts import Option, QuestionDraft, QuestionKind, Steps, TopicDraft
from content.generators.phrasing import one_line

FEWEST, MOST = 3, 8


def ordering(topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each point of steps that has a number of them worth ordering."""
    return [
        QuestionDraft(
            kind=QuestionKind.ORDERING,
            topic=topic.slug,
            point=point.slug,
            stem=one_line(point.body.prompt),
            options=tuple(Option(text=one_line(item), is_key=True) for item in point.body.items),
            orders=point.body.orders,
        )
        for point in topic.points
        if isinstance(point.body, Steps) and FEWEST <= len(point.body.items) <= MOST
    ]
