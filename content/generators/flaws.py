"""Find the flaw: code with one, of which the line and the reason are asked."""

from content.drafts import CodeExample, Option, QuestionDraft, QuestionKind, TopicDraft, introduced
from content.generators.phrasing import one_line

FEWEST = 2
"""Reasons beside the right one, so that it cannot be told by elimination."""


def flaws(topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each code example whose flaw has a line, a reason and other reasons to choose from."""
    return [
        QuestionDraft(
            kind=QuestionKind.FIND_THE_FLAW,
            topic=topic.slug,
            point=point.slug,
            stem=introduced(one_line(point.body.flaw_prompt), caption=point.body.caption, language=point.body.language),
            code=point.body.source,
            code_language=point.body.language,
            flaw_line=point.body.flaw_line,
            options=(
                Option(text=one_line(point.body.flaw_answer), is_key=True, why=point.body.flaw_why),
                *(Option(text=one_line(other.text), why=other.why_wrong) for other in point.distractors),
            ),
        )
        for point in topic.points
        if isinstance(point.body, CodeExample)
        and point.body.flaw_line is not None
        and point.body.flaw_answer
        and len(point.distractors) >= FEWEST
    ]
