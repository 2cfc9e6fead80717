"""Which request gets which answer: whose page it is, which method it takes, what is not there."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from content.models import Guide
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from tests.quiz.banks import SLUG
from tests.quiz.pages.browser import answer, client_of, filled_in, page, start, text_of, token_of

SHARED = {
    "home": "/",
    "menu": page("menu"),
    "index": reverse("guide:index"),
    "outline": reverse("guide:outline", args=[SLUG]),
    "topic": reverse("guide:topic", args=[SLUG, "http"]),
    "progress": reverse("progress"),
    "settings": reverse("settings"),
    "healthz": reverse("healthz"),
}
OF_A_RUN = {"question": "get", "summary": "get"} | dict.fromkeys(("answer", "skip", "star", "undo", "again"), "post")


@pytest.fixture
def run(browser: Client, bank: Guide, clock: Any) -> int:
    """A run of three choice questions of which the first is answered."""
    run = start(browser, length=3)
    answer(browser, run, clock)
    return run


def urls_of(run: int) -> dict[str, tuple[str, str]]:
    item = SessionItem.objects.get(session=run, position=1).pk
    urls = {name: (method, page(name, run)) for name, method in OF_A_RUN.items()}
    return urls | {"reveal": ("get", page("reveal", run)), "answered": ("get", page("answered", run, item))}


def send(client: Client, method: str, url: str, **data: Any) -> HttpResponse:
    return client.post(url, data) if method == "post" else client.get(url, data)


@pytest.mark.parametrize("who", ["stranger", "learner"])
@pytest.mark.parametrize("name", SHARED)
def test_every_page_serves_strangers_and_learners(
    client: Client, browser: Client, run: int, name: str, who: str
) -> None:
    response = (client if who == "stranger" else browser).get(SHARED[name], follow=True)
    assert response.status_code == 200
    assert name == "healthz" or b"<h1" in response.content


@pytest.mark.parametrize("name", SHARED)
def test_a_page_that_only_shows_takes_no_post(browser: Client, bank: Guide, name: str) -> None:
    assert browser.head(SHARED[name]).status_code in {200, 302}
    if name != "settings":
        assert browser.post(SHARED[name]).status_code == 405
    assert browser.delete(SHARED[name]).status_code == 405


def test_a_page_that_shows_takes_no_post(browser: Client, run: int) -> None:
    for method, url in urls_of(run).values():
        if method == "get":
            assert browser.post(url).status_code == 405, url


def test_a_page_that_writes_writes_nothing_when_it_is_only_opened(browser: Client, run: int) -> None:
    """A tab that is opened again asks for the address of the form it had sent."""
    item = SessionItem.objects.get(session=run, position=2).pk
    for method, url in urls_of(run).values():
        if method == "post":
            response = browser.get(url, {"item": item, "starred": "on", "option": 1, "certainty": "sure"})
            onwards = page("summary" if url == page("again", run) else "question", run)
            assert (response.status_code, response.url) == (302, onwards), url
            assert browser.delete(url).status_code == 405
    assert (browser.get(page("first")).url, browser.get(page("start")).url) == ("/", page("menu"))
    assert browser.get(reverse("guide:choose", args=[SLUG])).url == SHARED["outline"]
    assert PracticeSession.objects.count() == 1
    assert Review.objects.standing().count() == 1 and not Card.objects.filter(starred=True).exists()
    assert not SessionItem.objects.filter(skipped_at__isnull=False).exists()


@pytest.mark.parametrize("who", ["a stranger", "another learner"])
def test_anothers_run_is_as_if_it_were_not_there(
    browser: Client, run: int, stranger: Learner, clock: Any, who: str
) -> None:
    other = Client() if who == "a stranger" else client_of(stranger)
    form = filled_in(browser.get(page("question", run)))
    clock.shift(10)
    item = SessionItem.objects.get(session=run, position=2).pk
    for method, url in urls_of(run).values():
        response = send(other, method, url, **form, item=item, starred="on", what="more")
        assert response.status_code == 404 and "There is no such page" in text_of(response), url
    assert (Review.objects.count(), Card.objects.filter(starred=True).count()) == (1, 0)
    assert not SessionItem.objects.filter(skipped_at__isnull=False).exists()
    assert PracticeSession.objects.count() == 1


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**30])
def test_a_run_that_is_not_there_is_not_found(browser: Client, run: int, number: int) -> None:
    for name, method in OF_A_RUN.items():
        url = page(name, run).replace(f"/{run}/", f"/{number}/")
        assert send(browser, method, url).status_code == 404, url
    assert browser.get(page("answered", run, number)).status_code == 404


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "999999", "9" * 40, "9" * 5000, "²"])
def test_an_item_of_no_run_is_harmless(browser: Client, run: int, number: str) -> None:
    for name in ("skip", "undo"):
        assert browser.post(page(name, run), {"item": number}).status_code == 302
    assert browser.post(page("star", run), {"item": number, "starred": "on"}).status_code == 404
    assert Review.objects.standing().count() == 1 and not Card.objects.filter(starred=True).exists()


def test_an_item_of_another_run_is_not_reached_through_this_one(browser: Client, run: int, stranger: Learner) -> None:
    theirs = SessionItem.objects.get(session=start(client_of(stranger)), position=1)
    for name in ("skip", "undo", "star"):
        browser.post(page(name, run), {"item": theirs.pk, "starred": "on"})
    assert browser.get(page("answered", run, theirs.pk)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.skipped_at is None and not stranger.cards.exists()


@pytest.mark.parametrize(
    "url",
    ["/nothing/", "/guide/nothing/", f"/guide/{SLUG}/nothing/", "/practice/x/", "/practice/1/nothing/", "/guide/a b/"],
)
def test_what_is_not_there_is_not_found(browser: Client, bank: Guide, url: str) -> None:
    response = browser.get(url)
    assert response.status_code == 404 and "There is no such page" in text_of(response)


@pytest.mark.parametrize(
    "form",
    [
        *({"mode": "nothing"}, {"mode": "missed"}, {"length": 0}, {"length": 51}, {"length": "x"}),
        *({"scope": scope} for scope in ("topic:x", "guide:1", "topic:²", f"topic:{10**30}", f"section:{'9' * 5000}")),
    ],
)
@pytest.mark.parametrize("who", ["a stranger", "a learner"])
def test_a_start_that_makes_no_sense_leads_back_to_the_menu_and_leaves_nothing(
    client: Client, browser: Client, bank: Guide, form: dict[str, Any], who: str
) -> None:
    before = Learner.objects.count()
    response = (client if who == "a stranger" else browser).post(page("start"), {"mode": "daily"} | form)
    assert (response.status_code, response.url) == (302, page("menu"))
    assert not PracticeSession.objects.exists() and Learner.objects.count() == before


@pytest.mark.parametrize("what", ["", "nothing"])
def test_going_on_with_nothing_in_particular_leads_back_to_the_summary(browser: Client, run: int, what: str) -> None:
    response = browser.post(page("again", run), {"what": what})
    assert (response.status_code, response.url) == (302, page("summary", run))
    assert PracticeSession.objects.count() == 1


@pytest.mark.parametrize("scope", ["topic:999999", "section:999999", f"topic:{'9' * 18}"])
def test_a_part_that_is_not_in_the_guide_counts_as_the_whole(browser: Client, bank: Guide, scope: str) -> None:
    start(browser, "flashcards", scope=scope)
    session = PracticeSession.objects.get()
    assert (session.section, session.topic, session.items.count()) == (None, None, 10)


def test_a_reveal_without_a_presentation_that_counts_leads_back_to_the_question(browser: Client, run: int) -> None:
    answered = SessionItem.objects.get(session=run, position=1)
    token = token_of(browser.get(page("question", run)))
    for wrong in ("", "x", token[:-1]):
        response = browser.get(page("reveal", run), {"presentation": wrong})
        assert (response.status_code, response.url) == (302, page("question", run))
    assert browser.get(page("answered", run, answered.pk)).status_code == 200


def test_the_policy_goes_with_every_page_and_no_page_needs_an_exception_from_it(
    browser: Client, client: Client, run: int
) -> None:
    item = SessionItem.objects.get(session=run, position=1).pk
    urls = [*SHARED.values(), page("question", run), page("answered", run, item), "/nothing/", "/guide/a b/"]
    responses = [who.get(url, follow=True) for who in (browser, client) for url in urls]
    responses += [browser.post(page("answer", run), {"presentation": "x"}), browser.post("/")]
    for response in responses:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        html = response.content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert not re.search(r"""<(script|link|img)[^>]+(src|href)=["']?(https?:)?//""", html)


def test_personal_pages_are_never_kept_by_a_cache(browser: Client, run: int, clock: Any) -> None:
    item = SessionItem.objects.get(session=run, position=1).pk
    responses = [browser.get(url) for name, url in SHARED.items() if name != "healthz"]
    responses += [browser.get(page("question", run)), browser.get(page("answered", run, item))]
    responses += [answer(browser, run, clock), browser.post(page("skip", run), {"item": item})]
    for response in responses:
        assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", ")), response.request[
            "PATH_INFO"
        ]


def test_health_is_the_databases(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").content) == (200, b"ok\n")

    def away() -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


def test_only_session_and_csrf_cookies_are_set_and_neither_reaches_a_script(browser: Client, run: int) -> None:
    assert set(browser.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    browser.get(page("menu"))
    csrf = browser.cookies[settings.CSRF_COOKIE_NAME]
    assert csrf["httponly"] is True and csrf["samesite"] == "Lax"
