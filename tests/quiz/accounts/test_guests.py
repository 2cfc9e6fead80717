"""Whoever comes back keeps what they have learnt: a session lasts from the last visit, not from the first."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from content.models import Guide
from quiz.models import Learner
from tests.factories import LearnerFactory, UserFactory
from tests.quiz.pages.browser import client_of, filled_in, page, start

LENGTH = timedelta(seconds=settings.SESSION_COOKIE_AGE)
DAY = timedelta(days=1)
FORMS: dict[str, Callable[[], Learner]] = {
    "a guest": LearnerFactory,
    "an account": lambda: LearnerFactory(user=UserFactory()),
}


def cookie_ends(response) -> timedelta:
    """How long the browser is told to keep the session; nothing where the response says nothing of it."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return timedelta(seconds=int(cookie["max-age"])) if cookie else timedelta()


@pytest.mark.parametrize("who", FORMS)
def test_a_session_lasts_its_full_length_from_the_last_day_of_practice(bank: Guide, now: datetime, who: str) -> None:
    with time_machine.travel(now, tick=False) as clock:
        browser = client_of(FORMS[who]())
        run = start(browser)
        for _ in range(3):
            clock.shift(LENGTH - DAY)
            asked = browser.get(page("question", run))
            assert asked.status_code == 200 and cookie_ends(asked) == LENGTH
            assert Session.objects.get().expire_date == datetime.now(now.tzinfo) + LENGTH
        clock.shift(10)
        assert browser.post(page("answer", run), filled_in(asked)).status_code == 200
        clock.shift(LENGTH)
        assert browser.get(page("question", run)).status_code == 404


@pytest.mark.parametrize("who", FORMS)
@pytest.mark.parametrize("url", ["/", reverse("practice:menu"), reverse("progress")])
def test_a_session_is_written_by_the_first_page_of_a_day_alone(bank: Guide, now: datetime, who: str, url: str) -> None:
    with time_machine.travel(now, tick=False) as clock:
        browser = client_of(FORMS[who]())
        assert cookie_ends(browser.get(url)) == LENGTH
        clock.shift(3600)
        assert cookie_ends(browser.get(url)) == timedelta()
        assert Session.objects.get().expire_date == now + LENGTH
        clock.shift(DAY)
        assert cookie_ends(browser.get(url)) == LENGTH


def test_a_stranger_who_only_looks_gets_no_session(bank: Guide, client: Client) -> None:
    for url in ("/", reverse("practice:menu"), reverse("progress")):
        assert cookie_ends(client.get(url)) == timedelta()
    assert not Session.objects.exists()
