"""Sign-ins that come together, with answers under way: no acknowledged answer is missing, and none counts twice."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from content.models import Guide
from quiz.accounts.joining import merge
from quiz.models import Learner, Review, SessionItem
from quiz.progress.check import check
from tests.factories import LearnerFactory, SessionItemFactory, UserFactory
from tests.quiz.banks import TOPICS, question
from tests.quiz.pages.browser import client_of, page, text_of
from tests.quiz.practice.test_at_once import (
    answered_as,
    at_once,
    on_postgresql,
    send,
    served,  # noqa: F401
    shown_to,
    waits_for_locks,
)
from tests.quiz.practice.web import Browser, Server, thought_over

SIGN_IN = reverse("account_login")
ADDRESS, PASSWORD = "ada@example.org", "a long enough sentence"
SIXTEEN = 16
# More than five attempts at one password at a time are taken for guesses until the first came through (a form again);
# one that waits more than a second for its turn to be counted is refused (429).
SIGNED_IN_OR_REFUSED = {302, 200, 429}

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


@pytest.fixture
def account(db: None) -> Learner:
    return LearnerFactory(user=UserFactory(email=ADDRESS, password=PASSWORD))


@pytest.fixture
def items(learner: Learner, bank: Guide) -> list[SessionItem]:
    """A run of the guest's through every topic."""
    first = SessionItemFactory(session__learner=learner, question=question(TOPICS[0][0], "mistake", variant="first"))
    rest = [question(topic[0], "mistake", variant="first") for topic in TOPICS[1:]]
    more = [SessionItemFactory(session=first.session, question=each, position=n) for n, each in enumerate(rest, 2)]
    return [first, *more]


@on_postgresql
@pytest.mark.parametrize("has_cards", [True, False], ids=["an account with cards", "an account without"])
def test_sixteen_sign_ins_and_the_answers_under_way_lose_and_double_nothing(
    account: Learner, learner: Learner, items: list[SessionItem], has_cards: bool
) -> None:
    if has_cards:
        for item in items:
            mine = SessionItemFactory(session__learner=account, question=item.question)
            client_of(account).post(page("answer", mine.session_id), answered_as(shown_to(account, mine)))
    before = Review.objects.count()
    guest = client_of(learner)
    sign_ins = [(guest, SIGN_IN, {"login": ADDRESS, "password": PASSWORD})] * SIXTEEN
    answers = [(guest, page("answer", item.session_id), answered_as(shown_to(learner, item))) for item in items]
    told = at_once([*sign_ins[:8], *answers * 2, *sign_ins[8:]])

    signed_in = [response for response in told[:8] + told[-8:] if response.status_code == 302]
    refused = [response for response in told[:8] + told[-8:] if response.status_code != 302]
    assert signed_in and all("Too many" in text_of(response) for response in refused)
    assert {response.status_code for response in refused} <= SIGNED_IN_OR_REFUSED
    answered = told[8:-8]
    assert {response.status_code for response in answered} <= {200, 302, 404}
    acknowledged = {position % len(items) for position, response in enumerate(answered) if response.status_code == 200}
    reviews = Review.objects.filter(item__in=items)
    assert {item.pk for position, item in enumerate(items) if position in acknowledged} <= set(
        reviews.values_list("item", flat=True)
    )
    assert reviews.count() == len(set(reviews.values_list("item", flat=True)))
    assert Review.objects.count() == before + reviews.count()
    assert set(Review.objects.values_list("learner", flat=True)) <= {account.pk}
    assert check(repair=False).differences == []


@on_postgresql
def test_two_guests_that_sign_in_at_once_to_an_account_without_a_learner_both_join(bank: Guide) -> None:
    UserFactory(email=ADDRESS, password=PASSWORD)
    guests = [LearnerFactory(), LearnerFactory()]
    for guest in guests:
        item = SessionItemFactory(session__learner=guest, question=question("http", "mistake", variant="first"))
        client_of(guest).post(page("answer", item.session_id), answered_as(shown_to(guest, item)))
    told = at_once([(client_of(guest), SIGN_IN, {"login": ADDRESS, "password": PASSWORD}) for guest in guests])

    assert [response.status_code for response in told] == [302, 302]
    assert Learner.objects.get().reviews.count() == 2
    assert check(repair=False).differences == []


@on_postgresql
def test_an_undo_that_waits_while_its_card_is_merged_takes_the_answer_back(
    account: Learner, learner: Learner, items: list[SessionItem]
) -> None:
    item, guest = items[0], client_of(learner)
    mine = SessionItemFactory(session__learner=account, question=item.question)
    for who, asked in ((account, mine), (learner, item)):
        client_of(who).post(page("answer", asked.session_id), answered_as(shown_to(who, asked)))
    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        merge(learner, into=account, now=timezone.now())
        undone = threads.submit(send, (guest, page("undo", item.session_id), {"item": item.pk}))
        while not undone.done() and not waits_for_locks():
            pass

    assert undone.result().status_code == 302
    assert list(account.reviews.standing().values_list("item", flat=True)) == [mine.pk]
    assert check(repair=False).differences == []


def test_on_an_sqlite_file_sixteen_sign_ins_and_answers_at_once_lose_and_double_nothing(
    served: Server,  # noqa: F811
) -> None:
    signed_up = Browser(served.port)
    signed_up.get("/account/signup/")
    assert signed_up.post("/account/signup/", email=ADDRESS, password1=PASSWORD).status == 302
    guest = Browser(served.port)
    run = guest.start(1)
    token, shown = thought_over(guest.get(run).token)
    together = Barrier(SIXTEEN * 2)

    def send(number: int) -> Any:
        browser = Browser(served.port, guest.session)
        together.wait()
        if number % 2:
            return browser.answer(f"{run}answer/", token)
        return browser.post("/account/login/", login=ADDRESS, password=PASSWORD)

    with ThreadPoolExecutor(SIXTEEN * 2) as threads:
        told = list(threads.map(send, range(SIXTEEN * 2)))

    assert 302 in {page.status for page in told[::2]} and {page.status for page in told[::2]} <= SIGNED_IN_OR_REFUSED
    assert {page.status for page in told[1::2]} <= {200, 302, 404}
    assert "locked" not in served.log
    found = json.loads(served.manage("check_progress", "--json"))
    assert found["differences"] == 0 and found["reviews"] <= 1
    with closing(sqlite3.connect(served.folder / "rehearse.sqlite3")) as database:
        recorded = [nonce for (nonce,) in database.execute("SELECT nonce FROM quiz_review")]
        (learners,) = database.execute("SELECT count(*) FROM quiz_learner").fetchone()
    assert learners == 1
    assert recorded == [shown.nonce.hex] or 200 not in {page.status for page in told[1::2]}
