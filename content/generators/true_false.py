"""True or false: one question a statement, its reason with either option."""

from content.drafts import Option, QuestionDraft, QuestionKind, Statement, TopicDraft
from content.generators.phrasing import one_line


def true_or_false(topic: TopicDraft) -> list[QuestionDraft]:
    """The topic's statements as they stand, with the options "True" and "False"."""
    return [
        QuestionDraft(
            kind=QuestionKind.TRUE_FALSE,
            topic=topic.slug,
            point=point.slug,
            stem=one_line(point.body.text),
            options=(
                Option(text="True", is_key=point.body.is_true, why=point.body.why),
                Option(text="False", is_key=not point.body.is_true, why=point.body.why),
            ),
        )
        for point in topic.points
        if isinstance(point.body, Statement)
    ]
