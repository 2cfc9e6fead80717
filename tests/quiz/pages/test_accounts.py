"""Accounts in the browser: sign up, sign in, sign out, and what becomes of what was practised before and after."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Guide
from quiz.models import Card, Learner, Review, User
from quiz.progress.check import check
from tests.factories import LearnerFactory, UserFactory
from tests.quiz.pages.browser import answer, client_of, filled_in, page, start, text_of

PASSWORD = "a long enough sentence"
SIGN_UP, SIGN_IN, SIGN_OUT = (reverse(f"account_{name}") for name in ("signup", "login", "logout"))
ADDRESS = "ada@example.org"

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


def sign_up(client: Client, email: str = ADDRESS, password: str = PASSWORD) -> Any:
    return client.post(SIGN_UP, {"email": email, "password1": password, "time_zone": "Europe/Berlin"})


def sign_in(client: Client, email: str = ADDRESS, password: str = PASSWORD, **others: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password, **others})


def memories() -> list[tuple[Any, ...]]:
    return list(Card.objects.order_by("point").values_list("point", "due", "stability", "sequence"))


@pytest.fixture
def account(db: None) -> Learner:
    """Ada's account, made in another browser."""
    return LearnerFactory(user=UserFactory(email=ADDRESS, password=PASSWORD))


@pytest.fixture
def practised(client: Client, bank: Guide, clock: Any) -> int:
    """A guest's run in `client`, with two of its three questions answered."""
    run = start(client, length=3)
    for _ in range(2):
        answer(client, run, clock)
    return run


def test_signing_up_takes_the_guests_progress_along(client: Client, practised: int) -> None:
    before = memories()
    response = sign_up(client)
    assert (response.status_code, response.url) == (302, "/")

    learner = Learner.objects.get()
    assert learner.user.email == ADDRESS and learner.cards.count() == 2
    assert memories() == before
    assert client.get(page("question", practised)).status_code == 200


def test_signing_in_merges_the_guests_progress_into_the_accounts(
    client: Client, practised: int, account: Learner, clock: Any
) -> None:
    elsewhere = client_of(account)
    run = start(elsewhere, length=3)
    for _ in range(3):
        answer(elsewhere, run, clock)

    assert sign_in(client).status_code == 302

    assert Learner.objects.get() == account
    assert Review.objects.filter(learner=account).count() == 5
    assert check(repair=False).differences == []
    assert client.get(page("summary", run)).status_code == 200
    assert client.get(page("question", practised)).status_code == 200


def test_a_question_that_was_open_in_another_tab_counts_after_signing_in(
    client: Client, practised: int, account: Learner, clock: Any
) -> None:
    form = filled_in(client.get(page("question", practised)))
    sign_in(client)
    clock.shift(10)
    told = client.post(page("answer", practised), form)
    assert told.status_code == 200 and Review.objects.filter(learner=account).count() == 3


def test_a_strangers_open_question_counts_for_the_account_signed_in_since(
    client: Client, bank: Guide, account: Learner, clock: Any
) -> None:
    form = filled_in(client.get("/"))
    sign_in(client)
    clock.shift(10)
    assert client.post(page("first"), form).status_code == 200
    assert Review.objects.get().learner == account and Learner.objects.count() == 1


def test_an_answer_sent_again_after_signing_in_is_told_as_recorded(
    client: Client, practised: int, account: Learner, clock: Any
) -> None:
    form = filled_in(client.get(page("question", practised)))
    clock.shift(10)
    client.post(page("answer", practised), form)
    sign_in(client)
    again = client.post(page("answer", practised), form)
    assert "Already answered" in text_of(again) and Review.objects.count() == 3


def test_after_signing_out_nothing_personal_is_left_and_the_next_answer_is_a_new_guests(
    client: Client, practised: int, clock: Any
) -> None:
    sign_up(client)
    assert client.post(SIGN_OUT).status_code == 302

    for url in (page("question", practised), page("summary", practised)):
        assert client.get(url).status_code == 404
    assert "Your answer" not in text_of(client.get("/progress/"))
    home = client.get("/")
    assert "You are already practising" in text_of(home)
    clock.shift(10)
    client.post(page("first"), filled_in(home))
    guest = Learner.objects.get(user=None)
    assert guest.reviews.count() == 1 and Learner.objects.get(user__isnull=False).reviews.count() == 2


def test_an_answer_of_the_account_is_not_taken_from_a_browser_that_signed_out(
    client: Client, bank: Guide, account: Learner, clock: Any
) -> None:
    form = filled_in(client.get("/"))
    clock.shift(10)
    client.post(page("first"), form)
    sign_in(client)
    client.post(SIGN_OUT)
    assert client.post(page("first"), form).status_code == 400
    assert Review.objects.count() == 1 and Learner.objects.count() == 1


def test_no_page_of_a_learner_is_kept_by_the_browser(client: Client, practised: int, account: Learner) -> None:
    sign_in(client)
    guide = Guide.objects.get()
    urls = [
        "/",
        "/practice/",
        "/progress/",
        "/settings/",
        page("question", practised),
        guide.get_absolute_url(),
        reverse("guide:index"),
        reverse("guide:topic", args=[guide.slug, "http"]),
        reverse("account_email"),
        reverse("account_change_password"),
    ]
    for url in urls:
        assert "no-store" in client.get(url).headers["Cache-Control"], url


def test_another_browser_that_held_the_guest_does_not_reach_the_account(
    client: Client, bank: Guide, clock: Any
) -> None:
    other = Client()
    form = filled_in(client.get("/"))
    clock.shift(10)
    for browser in (client, other):
        assert browser.post(page("first"), form).status_code == 200
    sign_up(client)
    run = Review.objects.get().item.session_id
    assert client.get(page("question", run)).status_code == 200
    assert other.get(page("question", run)).status_code == 404
    assert other.post(reverse("settings"), {"new_per_day": 1}).status_code == 200
    assert Learner.objects.get().new_per_day != 1


def test_two_accounts_in_one_browser_keep_apart(client: Client, practised: int, account: Learner) -> None:
    sign_up(client, "grace@example.org")
    client.post(SIGN_OUT)
    sign_in(client)
    assert client.get(page("question", practised)).status_code == 404
    assert Learner.objects.get(user__email="grace@example.org").reviews.count() == 2
    assert not account.reviews.exists()


def test_the_pages_name_what_joins(client: Client, practised: int) -> None:
    assert "comes with you" in text_of(client.get(SIGN_UP))
    assert "is added to your account" in text_of(client.get(SIGN_IN))
    assert "comes with you" not in text_of(Client().get(SIGN_UP))


def test_an_account_without_a_learner_gets_one_with_its_first_answer(bank: Guide, clock: Any) -> None:
    user, browser = UserFactory(), Client()
    browser.force_login(user)
    form = filled_in(browser.get("/"))
    clock.shift(10)
    assert browser.post(page("first"), form).status_code == 200
    assert Learner.objects.get().user == user
    assert start(browser)


def test_an_address_has_one_account_however_it_is_typed(client: Client, account: Learner) -> None:
    response = sign_up(client, ADDRESS.upper())
    assert response.status_code == 200 and "already" in text_of(response)
    assert User.objects.count() == 1
    assert sign_in(client, ADDRESS.upper()).status_code == 302


@pytest.mark.parametrize("password", ["short", "12345678901", "password1"])
def test_a_weak_password_is_refused_with_the_reason_and_makes_nothing(
    client: Client, practised: int, password: str
) -> None:
    response = sign_up(client, password=password)
    assert response.status_code == 200 and b'role="alert"' in response.content
    assert not User.objects.exists() and Learner.objects.get().user is None


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client: Client, account: Learner, target: str) -> None:
    assert sign_in(client, next=target).url == "/"
    assert sign_in(Client(), next="/progress/").url == "/progress/"
