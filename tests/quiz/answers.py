"""Answering as a learner does: a question is presented, and ten seconds later its presentation comes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from content.models import Question, QuestionVersion
from quiz.models import Card, Learner
from quiz.practice.answering import Outcome, record
from quiz.practice.presentations import Presentation
from quiz.practice.replies import Reply
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade

THINKING = timedelta(seconds=10)


def version_of(question: Question) -> QuestionVersion:
    """The version that is asked now, with its question and point."""
    return QuestionVersion.objects.current().select_related("question__point").get(question=question)


def present(learner: Learner, question: Question, *, at: datetime, **changes: Any) -> Presentation:
    """The question as it is shown to the learner at an instant; `changes` replace fields."""
    card = Card.objects.filter(learner=learner, point=question.point_id).first()
    shown = Presentation(
        version=version_of(question).pk,
        learner=learner.pk,
        stranger=False,
        item=None,
        sequence=card.sequence if card else 0,
        nonce=uuid4(),
        shown_at=at,
    )
    return replace(shown, **changes)


def give(
    learner: Learner,
    question: Question,
    reply: Reply,
    *,
    at: datetime,
    presentation: Presentation | None = None,
) -> Outcome:
    """Answer a question at an instant; without a presentation it was shown ten seconds earlier."""
    presentation = presentation or present(learner, question, at=at - THINKING)
    version = QuestionVersion.objects.select_related("question__point").get(pk=presentation.version)
    return record(learner, version=version, presentation=presentation, reply=reply, now=at)


def graded(grade: Grade | int) -> Reply:
    """A flashcard's answer, graded by the learner."""
    return Reply(grade=Grade(grade))


def chosen(question: Question, *, right: bool, certainty: Certainty = Certainty.SURE) -> Reply:
    """The right option of a choice question, or a wrong one."""
    options = version_of(question).options
    return Reply(option=next(n for n, option in enumerate(options) if option["is_key"] is right), certainty=certainty)


UNKNOWN = Reply(certainty=Certainty.DONT_KNOW)


def card_of(learner: Learner, question: Question) -> Card:
    return Card.objects.get(learner=learner, point=question.point_id)
