"""An answer that no page of ours asked for is refused, and nothing is written."""

import random
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from content.models import Guide, Question
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.practice.presentations import Presentation, sign
from tests.factories import (
    LearnerFactory,
    PracticeSessionFactory,
    QuestionFactory,
    SessionItemFactory,
    UserFactory,
)
from tests.quiz.answers import THINKING, present
from tests.quiz.banks import point, question
from tests.quiz.pages.altered import GOOD_REPLIES, MAKERS, Desk
from tests.quiz.pages.browser import client_of, page
from tests.quiz.pages.test_kinds import QUESTIONS

TIMES = 81
"""How often each of the 25 makers is asked: 2025 altered answers in all."""


@pytest.fixture
def asked(bank: Guide) -> dict[str, Question]:
    """A question of each kind."""
    return {
        "single-choice": question("http", "mistake", variant="first"),
        "true-false": question("http", "claim", "true-false"),
        "recall": question("caching", "summary", "recall"),
        "spoken": question("caching", "tip", "spoken"),
        **{
            kind: QuestionFactory(kind=kind, point__topic=point("http", "claim").topic, **fields)
            for kind, fields in QUESTIONS.items()
        },
    }


@pytest.fixture
def desk(bank: Guide, asked: dict[str, Question], now: datetime, clock: Any) -> Desk:
    learner, other = LearnerFactory(user=UserFactory()), LearnerFactory()
    run, shown = run_of(learner, asked, now)
    _, elsewhere = run_of(learner, asked, now)
    others_run, others = run_of(other, asked, now)
    greeting = replace(shown["single-choice"], learner=uuid4(), stranger=True, item=None, nonce=uuid4())
    return Desk(
        rng=random.Random(20260302),
        now=now,
        learner=client_of(learner),
        stranger=Client(),
        run=run,
        shown=shown,
        greeting=greeting,
        elsewhere=elsewhere["single-choice"],
        others=others["single-choice"],
        others_run=others_run,
    )


def run_of(learner: Learner, asked: dict[str, Question], now: datetime) -> tuple[int, dict[str, Presentation]]:
    """A run of these questions, and what it has shown its learner by kind."""
    session = PracticeSessionFactory(learner=learner, guide=asked["recall"].point.topic.guide)
    shown = {}
    for position, (kind, row) in enumerate(asked.items(), start=1):
        item = SessionItemFactory(session=session, position=position, question=row)
        shown[kind] = present(learner, row, at=now - THINKING, item=item.pk)
    return session.pk, shown


def rows() -> list[list[Any]]:
    """All that an answer may write."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Learner, PracticeSession, SessionItem, Card, Review)
    ]


def test_two_thousand_altered_answers_are_refused_and_write_nothing(desk: Desk) -> None:
    assert len(MAKERS) * TIMES >= 2000
    before = rows()
    for maker in MAKERS:
        for _ in range(TIMES):
            who, url, form = maker(desk)
            status = who.post(url, form).status_code
            assert 400 <= status < 500, (maker.__name__, status, url, form)
        assert rows() == before, maker.__name__


def test_as_they_were_shown_the_same_presentations_count(desk: Desk) -> None:
    """What is altered above counts when it is not."""
    for kind, shown in desk.shown.items():
        told = desk.learner.post(page("answer", desk.run), GOOD_REPLIES[kind] | {"presentation": sign(shown)})
        assert told.status_code == 200, kind
    first = GOOD_REPLIES["single-choice"] | {"presentation": sign(desk.greeting)}
    assert desk.stranger.post(page("first"), first).status_code == 200
    assert Review.objects.graded().count() == len(desk.shown) + 1
