"""Nothing that is sent before the answer says which option is right."""

import os
import uuid
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from content.drafts import GuideDraft, QuestionDraft, Statement
from content.models import Question
from quiz.models import Learner, PracticeSession, SessionItem
from tests.factories import LearnerFactory
from tests.quiz.banks import import_guide, point, question, small_guide
from tests.quiz.pages.browser import client_of, field, page, shown_by, text_of, token_of

GUEST = uuid.UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def pinned(clock: Any, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clock, key and form tokens are the same each time."""
    settings.SECRET_KEY = "the same key for each of the two banks, long enough to serve"
    monkeypatch.setattr("django.template.context_processors.get_token", lambda request: "token")


def with_key(question: QuestionDraft, key: int, *, moved: bool = False) -> QuestionDraft:
    """The question with another of its options right; `moved` lists that one last, as an author may."""
    options = [replace(option, is_key=number == key) for number, option in enumerate(question.options)]
    if moved:
        options.append(options.pop(key))
    return replace(question, options=tuple(options))


def two_banks() -> tuple[GuideDraft, GuideDraft]:
    """The small guide, and one that differs from it only in which options are right and in which statements hold."""

    def turned(topic: Any) -> Any:
        points = tuple(
            replace(p, body=replace(p.body, is_true=not p.body.is_true)) if isinstance(p.body, Statement) else p
            for p in topic.points
        )
        questions = tuple(with_key(q, 1, moved=q.variant == "second") for q in topic.questions)
        return replace(topic, points=points, questions=questions)

    one = small_guide()
    return one, replace(one, topics=tuple(turned(topic) for topic in one.topics))


def pages_before_the_answer(now: datetime) -> list[bytes]:
    """Each choice question as a learner meets it, by script and without, and each as a stranger meets it."""
    learner = LearnerFactory(pk=GUEST)
    seen = []
    for row in Question.objects.filter(kind__in=["single-choice", "true-false"], asks_topic=False).order_by("pk"):
        session = PracticeSession.objects.create(
            learner=learner, guide=row.point.topic.guide, mode="choice", started_at=now
        )
        SessionItem.objects.create(session=session, position=1, question=row, point=row.point)
        browser = client_of(learner)
        for headers in ({}, {"HX-Request": "true"}):
            response = browser.get(page("question", session.pk), headers=headers)
            assert response.status_code == 200
            seen += [response.content, repr(sorted(response.headers.items())).encode()]
            unsure = browser.post(page("answer", session.pk), {"presentation": token_of(response)}, headers=headers)
            seen.append(unsure.content)
    Question.objects.exclude(pk=question("http", "mistake", variant="first").pk).update(state="draft")
    seen.append(Client().get("/").content)
    return seen


def test_two_banks_that_differ_only_in_what_is_right_serve_the_same_bytes(
    transactional_db: None, pinned: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    for draft in two_banks():
        # The same ids and the same nonces for both.
        call_command("flush", interactive=False, verbosity=0)
        numbers = count(1)
        monkeypatch.setattr(os, "urandom", lambda size, numbers=numbers: next(numbers).to_bytes(size, "big"))
        import_guide(draft, now=now)
        right = {
            q.pk: [option.text for option in q.options.all() if option.is_key]
            for q in Question.objects.filter(kind__in=["single-choice", "true-false"], asks_topic=False)
        }
        served.append((pages_before_the_answer(now), right))
    (one, one_right), (other, other_right) = served
    assert all(one_right[pk] != other_right[pk] for pk in one_right) and len(one_right) == 12
    assert len(one) == len(other) == 73
    assert one == other


def test_neither_reasons_nor_backs_nor_stored_places_stand_on_a_question_page(
    browser: Client, bank: Any, learner: Learner, now: datetime
) -> None:
    for row in Question.objects.all():
        session = PracticeSession.objects.create(learner=learner, guide=bank, mode="daily", started_at=now)
        SessionItem.objects.create(session=session, position=1, question=row, point=row.point)
        response = browser.get(page("question", session.pk))
        html, version = response.content.decode(), shown_by(response)[1]
        assert version.stem in text_of(response)
        assert not version.answer or version.answer not in text_of(response)
        assert not any(option["why"] in html for option in version.options if len(option["why"]) > 3)
        assert not any(criterion["text"] in html for criterion in version.criteria)
        assert str(row.pk) not in html and row.pk.hex not in html
        assert [f'value="{n}" required' in html for n in range(1, len(version.options) + 1)] == [True] * len(
            version.options
        )


def test_a_question_that_asks_for_the_topic_does_not_name_it(
    browser: Client, bank: Any, learner: Learner, now: datetime
) -> None:
    row = question("http", "summary")
    assert row.asks_topic
    session = PracticeSession.objects.create(learner=learner, guide=bank, mode="choice", started_at=now)
    SessionItem.objects.create(session=session, position=1, question=row, point=row.point)
    response = browser.get(page("question", session.pk))
    options = [option["text"] for option in shown_by(response)[1].options]
    text = text_of(response)
    assert "The web" not in text and "/guide/small/http/" not in response.content.decode()
    assert text.count("HTTP") == options.count("HTTP") == 1
    again = text_of(browser.post(page("answer", session.pk), {"presentation": field(response, "presentation")}))
    assert "The web" not in again


def test_an_ordinary_question_says_where_it_comes_from(
    browser: Client, bank: Any, learner: Learner, now: datetime
) -> None:
    session = PracticeSession.objects.create(learner=learner, guide=bank, mode="choice", started_at=now)
    row = question("http", "claim", "true-false")
    SessionItem.objects.create(session=session, position=1, question=row, point=point("http", "claim"))
    assert "The web · HTTP" in text_of(browser.get(page("question", session.pk)))
