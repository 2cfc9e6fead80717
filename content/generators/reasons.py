"""Why a topic gets no question of a kind, in words that tell an editor what to add."""

from content.drafts import (
    Contrast,
    Explanation,
    Pitfall,
    QuestionKind,
    Term,
    TopicDraft,
)
from content.generators.phrasing import joined

_NOT_YET = {
    QuestionKind.MULTIPLE_CHOICE: "select-all-that-apply",
    QuestionKind.CLOZE: "cloze",
    QuestionKind.CODE_READING: "code-reading",
    QuestionKind.FIND_THE_FLAW: "find-the-flaw",
    QuestionKind.ORDERING: "ordering",
    QuestionKind.MATCHING: "matching",
}


def reason(topic: TopicDraft, kind: QuestionKind) -> str:
    """What keeps the topic from having a question of the kind, given that it has none."""
    if kind in _NOT_YET:
        return f"Rehearse does not make {_NOT_YET[kind]} questions yet"
    match kind:
        case QuestionKind.RECALL if topic.points:
            return "only prompts without a tip: add `tip` to them, or a `summary`"
        case QuestionKind.RECALL:
            return "no points: add a `summary`"
        case QuestionKind.TRUE_FALSE:
            return "no statements: add `statements`, each with `is_true` and `why`"
        case QuestionKind.SPOKEN:
            return "no interview tips: add `interview`"
    return _no_choice(topic)


def _no_choice(topic: TopicDraft) -> str:
    bodies = [point.body for point in topic.points]
    found = []
    if any(isinstance(body, Term) for body in bodies):
        found.append("no three terms of one `group` that differ")
    if any(isinstance(body, Contrast) for body in bodies):
        found.append("no comparison of three subjects that differ")
    if any(isinstance(body, Pitfall) for body in bodies):
        found.append("no pitfall with a `mistake` and two `distractors`")
    if any(isinstance(body, Explanation) for body in bodies):
        found.append("no explanation, real use or code that tells it from two other topics")
    remedy = "add `mcqs`, three `terms` of one group, or `distractors` to a pitfall"
    return f"{joined(found)}: {remedy}" if found else f"nothing to choose from: {remedy}"
