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

_REMEDIES = {
    QuestionKind.TRUE_FALSE: "no statements: add `statements`, each with `is_true` and `why`",
    QuestionKind.SPOKEN: "no interview tips: add `interview`",
    QuestionKind.MULTIPLE_CHOICE: "no question of several right options: add `mcqs` with `select_all: true`",
    QuestionKind.CLOZE: "no sentence with blanks: add `cloze`, or `accepted` names to a term",
    QuestionKind.CODE_READING: "no code whose result is asked: add `reading` to an example",
    QuestionKind.FIND_THE_FLAW: "no code with a flaw: add `bug`, with three reasons, to an example",
    QuestionKind.ORDERING: "no three steps to put in order: add `steps`",
    QuestionKind.MATCHING: "no three terms of one `group`, or comparison of three subjects, that can be told apart",
}


def reason(topic: TopicDraft, kind: QuestionKind) -> str:
    """What keeps the topic from having a question of the kind, given that it has none."""
    if kind is QuestionKind.RECALL:
        return "only prompts without a tip: add `tip` to them" if topic.points else "no points: add a `summary`"
    return _REMEDIES.get(kind) or _no_choice(topic)


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
