"""A form from a page that has grown old is shown again, ready to send; nothing is lost and nothing counts twice."""

import re
from html import unescape
from typing import Any

from django.test import Client

from content.models import Guide
from quiz.models import Learner, PracticeSession, Review
from tests.quiz.pages.browser import client_of, filled_in, page, start, text_of


def form_on(response: Any) -> dict[str, str]:
    """The hidden fields of a page's form."""
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: unescape(value) for name, value in pairs}


def strict(client: Client) -> Client:
    """The same browser, with the check that the test client leaves out by default."""
    checking = Client(enforce_csrf_checks=True)
    checking.cookies = client.cookies
    return checking


def test_an_answer_with_a_stale_token_is_offered_again_and_then_counts(
    bank: Guide, learner: Learner, clock: Any
) -> None:
    plain = client_of(learner)
    run = start(plain)
    browser = strict(plain)
    form = filled_in(browser.get(page("question", run)), certainty="not-sure")
    clock.shift(10)
    stale = browser.post(page("answer", run), form | {"csrfmiddlewaretoken": "a" * 64})
    assert stale.status_code == 403 and "Nothing was recorded yet" in text_of(stale)
    assert not Review.objects.exists()
    again = form_on(stale)
    assert {name: again[name] for name in form} == {name: str(value) for name, value in form.items()}
    assert f'action="{page("answer", run)}"' in stale.content.decode()
    told = browser.post(page("answer", run), again)
    assert told.status_code == 200 and "Right." in text_of(told)
    assert [review.certainty for review in Review.objects.all()] == ["not-sure"]


def test_a_first_answer_without_a_token_is_offered_again_too(bank: Guide, clock: Any) -> None:
    form = filled_in(Client().get("/"))
    clock.shift(10)
    browser = Client(enforce_csrf_checks=True)
    stale = browser.post(page("first"), form)
    assert stale.status_code == 403 and not Learner.objects.exists()
    assert "Right." in text_of(browser.post(page("first"), form_on(stale)))
    assert Review.objects.count() == 1


def test_what_was_sent_cannot_write_into_the_page(bank: Guide) -> None:
    browser = Client(enforce_csrf_checks=True)
    evil = '"><script src="//evil.example"></script>'
    stale = browser.post(page("first") + "?next=" + evil, {"presentation": evil, evil: "1"})
    assert stale.status_code == 403
    assert '<script src="//evil' not in stale.content.decode()
    assert form_on(stale)["presentation"] == evil and evil not in form_on(stale)


def test_an_answer_that_another_site_sends_is_refused_and_not_offered_again(
    bank: Guide, learner: Learner, clock: Any
) -> None:
    plain = client_of(learner)
    run = start(plain)
    browser = strict(plain)
    question = browser.get(page("question", run))
    form = filled_in(question) | form_on(question)
    clock.shift(10)
    foreign = browser.post(page("answer", run), form, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403 and "presentation" not in form_on(foreign)
    assert not Review.objects.exists()


def test_only_answers_are_offered_again(bank: Guide, learner: Learner, clock: Any) -> None:
    browser = strict(client_of(learner))
    for url in (page("start"), "/settings/", f"/guide/{bank.slug}/choose/"):
        refused = browser.post(url, {"mode": "daily", "new_per_day": 1, "option": 1})
        assert refused.status_code == 403 and form_on(refused) == {}, url
        assert "Open the page anew" in text_of(refused)
    assert not PracticeSession.objects.exists()
