"""What the templates of a practice run are given."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.urls import reverse

from content.drafts import QuestionKind
from content.generators.phrasing import fenced
from content.judging import FREE_KINDS
from content.models import QuestionVersion, Topic
from content.models.base import State
from quiz.models import Card, Learner, Review
from quiz.practice import answering, presentations
from quiz.practice.answering import Outcome, Recorded
from quiz.practice.presentations import Presentation, PresentationRefused
from quiz.practice.replies import is_spoken_by_criteria
from quiz.practice.runs import Item, Run
from quiz.practice.sessions import SECONDS_PER_QUESTION
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade

from . import kinds, words

GRADE_NAMES = {Grade.AGAIN: "Again", Grade.HARD: "Hard", Grade.GOOD: "Good", Grade.EASY: "Easy"}
HEADLINES = {
    "right": "Right.",
    "partly": "Partly.",
    "wrong": "Not this one.",
    "dont-know": "Now you know.",
}
TOLD_IN_FULL = {QuestionKind.ORDERING, QuestionKind.FIND_THE_FLAW}
"""Kinds whose feedback is the point's own text already."""
_LABEL = re.compile(r"\*\*[^*\n]*:\*\*")
"""Names a part of a point's text and says nothing of its own: **Why:**."""
ALREADY_ANSWERED = "Already answered: this is what was recorded."
TOO_QUICK = "Too quick to count: less than a second after the question was shown. Nothing was moved."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question as it is put before the learner; section and topic are empty where they would give it away."""

    token: str
    kind: str
    stem: str
    code: str
    code_language: str
    section: str
    topic: str
    starred: bool = False
    form: str = ""
    options: Sequence[dict[str, Any]] = ()
    matches: Sequence[dict[str, Any]] = ()
    lines: Sequence[dict[str, Any]] = ()
    line: str = ""
    blanks: Sequence[dict[str, Any]] = ()

    @property
    def reply_template(self) -> str:
        """In which it is answered; for a kind that is answered freely there is none."""
        return f"practice/reply/_{self.form}.html"


def current_version(question: uuid.UUID) -> QuestionVersion:
    """The version of a question that is asked now."""
    return QuestionVersion.objects.current().select_related("question").get(question=question)


def answered_version(pk: int) -> QuestionVersion:
    """The version that was shown, with its question and point, and the point's own text as `point_text`.

    Raises PresentationRefused where it is not in the database, which may have been restored from before it was made.
    """
    backs = QuestionVersion.objects.current().filter(
        question__point=OuterRef("question__point"), question__kind=QuestionKind.RECALL, question__state=State.PUBLISHED
    )
    point_text = backs.order_by("question__variant").values("answer")[:1]
    versions = QuestionVersion.objects.select_related(
        "question__point__topic__section", "question__point__topic__guide"
    )
    try:
        return versions.annotate(point_text=Subquery(point_text)).get(pk=pk)
    except QuestionVersion.DoesNotExist:
        raise PresentationRefused("This question is not in the question bank any more.") from None


def shown(
    version: QuestionVersion,
    presentation: Presentation,
    *,
    topic: Topic,
    starred: bool = False,
    said: QueryDict | None = None,
) -> Shown:
    """The question for its page. Options carry the number under which they are shown, and nothing of the answer.

    `said` is an unfinished reply to it, which its form holds again.
    """
    secret = version.question.asks_topic
    return Shown(
        token=presentations.sign(presentation),
        kind=version.question.kind,
        stem=version.stem,
        code=version.code,
        code_language=version.code_language,
        section="" if secret else topic.section.name,
        topic="" if secret else topic.name,
        starred=starred,
        **kinds.asked(version, presentation.nonce, said=said or QueryDict()),
    )


def told(version: QuestionVersion, *, starred: bool) -> Shown:
    """The question above its feedback, where nothing is a secret any more."""
    topic = version.question.point.topic
    return Shown(
        token="",
        kind=version.question.kind,
        stem=version.stem,
        code=version.code,
        code_language=version.code_language,
        section=topic.section.name,
        topic=topic.name,
        starred=starred,
    )


def present(run: Run, item: Item, *, now: datetime, nonce: uuid.UUID) -> tuple[QuestionVersion, Presentation]:
    """Present a run's item to its learner."""
    version = current_version(item.question.pk)
    presentation = Presentation(
        version=version.pk,
        learner=run.session.learner_id,
        stranger=False,
        item=item.pk,
        sequence=item.sequence,
        nonce=nonce,
        shown_at=now,
    )
    return version, presentation


def verdict(score: float, certainty: str) -> str:
    """How an answer did, in the templates' word for it."""
    if certainty == Certainty.DONT_KNOW:
        return "dont-know"
    return "right" if score == 1 else "partly" if score > 0 else "wrong"


def run_context(run: Run | None, item: Item | None) -> dict[str, Any] | None:
    """Where a run stands, for the line and bar above a question; `item` is the one on the page."""
    if run is None:
        return None
    marks = []
    for entry in run.items:
        if item is not None and entry.pk == item.pk and entry.review_id is None:
            marks.append("now")
        elif entry.grade is not None:
            mark = verdict(entry.score, entry.certainty)
            marks.append("wrong" if mark == "dont-know" else mark)
        else:
            marks.append("skipped" if entry.is_done else "todo")
    left = sum(not entry.is_done for entry in run.items)
    last = run.last_done
    return {
        "session": run.session,
        "item": item,
        "position": item.position if item is not None else run.total,
        "total": run.total,
        "marks": marks,
        "minutes": -(-left * SECONDS_PER_QUESTION // 60),
        "mode": run.session.get_mode_display(),
        "undo": {"item": last.pk, "label": "Undo" if last.review_id else "Bring back"} if last else None,
    }


def grades(learner: Learner, *, card: Card | None, point: int, now: datetime) -> list[dict[str, Any]]:
    """The four grades, each saying when it brings the point back."""
    memories = answering.preview(learner, card=card, point=point, now=now)
    return [
        {"value": int(grade), "name": GRADE_NAMES[grade], "key": int(grade), "returns": words.until(memory, now)}
        for grade, memory in memories.items()
    ]


def outcome_context(outcome: Outcome, version: QuestionVersion, *, run: Run) -> dict[str, Any]:
    """What the feedback page of a run says of an answer; one given in another run cannot be undone from here."""
    review = outcome.review
    can_undo = review.undone_at is None and run.item(review.item_id) is not None
    did = verdict(review.score, review.certainty)
    topic = version.question.point.topic
    free = version.question.kind in FREE_KINDS
    note = ALREADY_ANSWERED if outcome.recorded is Recorded.BEFORE else ""
    if review.grade is None and not note:
        note = TOO_QUICK
    return {
        "verdict": "graded" if free and review.grade is None else did,
        "headline": _headline(review, did) if free else HEADLINES[did],
        "returns": words.returns(review.due, answered_at=review.answered_at, learner=run.session.learner),
        "note": note,
        **kinds.told(version, review),
        "criteria": _criterion_outcomes(version, review.reply),
        "answer": version.answer if free else "",
        "point": "" if free or version.question.kind in TOLD_IN_FULL else _untold(version),
        "topic_url": reverse("guide:topic", args=[topic.guide.slug, topic.slug]),
        "undo_item": review.item_id if can_undo else None,
    }


def _untold(version: QuestionVersion) -> str:
    """The point's own text without the code that is shown already; empty where the options and reasons say it all."""
    text = getattr(version, "point_text", "") or ""
    if version.code:
        text = text.replace(fenced(version.code, version.code_language), "").strip()
    told = [_words(" ".join(option.get(part, "") for part in ("text", "match", "why"))) for option in version.options]
    lines = [_words(line) for line in _LABEL.sub("", text).splitlines()]
    return text if any(not any(line in option for option in told) for line in lines) else ""


def _words(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


def _headline(review: Review, did: str) -> str:
    if review.grade is None:
        return "Not counted."
    if "criteria" in review.reply:
        return {"right": "All there.", "partly": "Partly there.", "wrong": "Not there yet."}[did]
    return f"{GRADE_NAMES[Grade(review.grade)]}."


def _criterion_outcomes(version: QuestionVersion, reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "criteria" not in reply:
        return []
    return [{**criterion, "met": index in reply["criteria"]} for index, criterion in enumerate(version.criteria)]


def criteria(version: QuestionVersion) -> list[dict[str, Any]]:
    """What a spoken answer is graded by, numbered for its form."""
    if not is_spoken_by_criteria(version):
        return []
    return [{"number": number, **criterion} for number, criterion in enumerate(version.criteria, start=1)]
