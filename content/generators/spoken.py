"""Spoken questions: what an interviewer asks, a model answer, and the criteria to judge one's own by."""

from content.drafts import Explanation, InterviewTip, QuestionDraft, QuestionKind, TopicDraft
from content.generators.phrasing import bullets, one_line, summary

_NO_ANSWER = "No model answer has been written yet."


def spoken(topic: TopicDraft) -> list[QuestionDraft]:
    """One question for each interview tip that has a prompt or a tip; a tip without a prompt is asked as it stands."""
    return [
        QuestionDraft(
            kind=QuestionKind.SPOKEN,
            topic=topic.slug,
            point=point.slug,
            stem=one_line(point.body.prompt or point.body.tip),
            answer=_answer(topic, point.body),
            criteria=point.body.criteria,
        )
        for point in topic.points
        if isinstance(point.body, InterviewTip) and (point.body.prompt or point.body.tip)
    ]


def _answer(topic: TopicDraft, tip: InterviewTip) -> str:
    explained = summary(topic)
    if tip.model_answer.strip():
        parts = [tip.model_answer]
    else:
        parts = [tip.tip, explained.body.text if explained and isinstance(explained.body, Explanation) else ""]
    answer = "\n\n".join(part.strip() for part in parts if part.strip()) or _NO_ANSWER
    return f"{answer}\n\n**Then they may ask:**\n\n{bullets(tip.follow_ups)}" if tip.follow_ups else answer
