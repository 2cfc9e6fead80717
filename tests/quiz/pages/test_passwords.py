"""What guards an account: limits on guessing, one door for all, forgotten and changed passwords, mail or none."""

import re
from typing import Any

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from quiz.models import Learner
from tests.factories import LearnerFactory, UserFactory
from tests.quiz.pages.browser import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_attempts_yet")]
"""Mail goes out once everything is stored, so what a test stores has to be."""

PASSWORD, NEW = "a long enough sentence", "another long sentence"
ADDRESS = "ada@example.org"
SIGN_IN, RESET, CHANGE, EMAIL = (
    reverse(f"account_{name}") for name in ("login", "reset_password", "change_password", "email")
)


@pytest.fixture
def account() -> Learner:
    return LearnerFactory(user=UserFactory(email=ADDRESS, password=PASSWORD))


@pytest.fixture
def with_mail(settings: Any) -> None:
    """A site that has a mail server."""
    settings.MAIL_SERVER = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"


def sign_in(client: Client, password: str = PASSWORD, email: str = ADDRESS, **headers: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, headers=headers)


def link_in_mail() -> str:
    assert len(mail.outbox) == 1
    return re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))[1]


def test_the_sixth_guess_at_a_password_is_refused_even_when_it_is_right(account: Learner) -> None:
    for _ in range(5):
        assert "not correct" in text_of(sign_in(Client(), "wrong"))
    response = sign_in(Client())
    assert response.status_code == 200 and "Too many failed" in text_of(response)
    assert "sessionid" not in response.cookies


def test_the_limit_holds_for_all_processes_together(account: Learner) -> None:
    assert site.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    sign_in(Client(), "wrong")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone()[0] > 0


def test_a_forged_address_does_not_widen_the_limit(account: Learner) -> None:
    for number in range(10):
        sign_in(Client(), "wrong", f"{number}@example.org", **{"X-Forwarded-For": f"10.0.0.{number}"})
    response = sign_in(Client(), **{"X-Forwarded-For": "10.0.1.1"})
    assert "Too many failed" in text_of(response)


def test_an_unknown_address_and_a_wrong_password_are_told_alike(account: Learner) -> None:
    wrong, unknown = sign_in(Client(), "wrong"), sign_in(Client(), "wrong", "nobody@example.org")
    strip = re.compile(r'(csrfmiddlewaretoken" value="\w+)|(ada|nobody)')
    assert strip.sub("", text_of(wrong)) == strip.sub("", text_of(unknown))
    assert strip.sub("", wrong.content.decode()) == strip.sub("", unknown.content.decode())


def test_the_desk_has_no_door_of_its_own(client: Client) -> None:
    editor = UserFactory(email="editor@example.org", password=PASSWORD, is_staff=True, is_superuser=True)
    response = client.post("/admin/login/", {"username": editor.email, "password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0].startswith(SIGN_IN)
    door = client.get("/admin/", follow=True)
    assert door.redirect_chain[-1][0].startswith(SIGN_IN)
    client.post(door.redirect_chain[-1][0], {"login": editor.email, "password": PASSWORD, "next": "/admin/"})
    assert client.get("/admin/").status_code == 200


def test_a_learner_who_knocks_at_the_desk_is_told_whose_it_is(client: Client, account: Learner) -> None:
    sign_in(client)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403 and "not yours to open" in text_of(response)


def test_a_closed_account_cannot_sign_in_and_is_signed_out(client: Client, account: Learner) -> None:
    sign_in(client)
    account.user.is_active = False
    account.user.save()
    assert "Sign in" in text_of(client.get("/settings/"))
    sign_in(client)
    assert "Sign in" in text_of(client.get("/settings/"))


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(
    client: Client, account: Learner, with_mail: None
) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    assert client.post(RESET, {"email": ADDRESS}, follow=True).status_code == 200
    link = link_in_mail()
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    assert ADDRESS in text_of(client.get("/settings/"))
    assert ADDRESS not in text_of(elsewhere.get("/settings/"))
    assert "no longer works" in text_of(Client().get(link, follow=True))
    assert sign_in(Client(), NEW).status_code == 302 and sign_in(Client()).status_code == 200


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(account: Learner, with_mail: None) -> None:
    known = text_of(Client().post(RESET, {"email": ADDRESS}, follow=True))
    mail.outbox.clear()
    unknown = text_of(Client().post(RESET, {"email": "nobody@example.org"}, follow=True))
    assert known == unknown and mail.outbox == []


def test_the_link_in_a_mail_leads_to_this_site_whatever_the_request_says(account: Learner, with_mail: None) -> None:
    assert Client().post(RESET, {"email": ADDRESS}, headers={"Host": "evil.example"}).status_code == 400
    assert mail.outbox == []


def test_without_a_mail_server_the_pages_say_where_the_message_goes(client: Client, account: Learner) -> None:
    assert "sends no mail" in text_of(client.get(reverse("account_signup")))
    assert "var/mail/" in text_of(client.get(RESET))
    assert "var/mail/" in text_of(client.post(RESET, {"email": ADDRESS}, follow=True))
    assert client.get(link_in_mail(), follow=True).status_code == 200


def test_a_changed_password_signs_out_the_other_browsers_only(client: Client, account: Learner) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert ADDRESS in text_of(client.get("/settings/"))
    assert ADDRESS not in text_of(elsewhere.get("/settings/"))


def test_signing_up_sends_a_link_that_confirms_the_address_and_waits_for_nothing(
    client: Client, with_mail: None
) -> None:
    client.post(reverse("account_signup"), {"email": ADDRESS, "password1": PASSWORD})
    assert ADDRESS in text_of(client.get("/settings/"))
    link = link_in_mail()
    assert "is to be confirmed" in text_of(client.get(link))
    assert "is confirmed" in text_of(client.post(link, follow=True))


def test_a_new_address_takes_over_when_it_is_confirmed(client: Client, account: Learner, with_mail: None) -> None:
    sign_in(client)
    page = client.post(EMAIL, {"email": "ada@example.com", "action_add": ""}, follow=True)
    assert "not confirmed yet" in text_of(page)
    client.post(link_in_mail())
    account.user.refresh_from_db()
    assert account.user.email == "ada@example.com"
    assert sign_in(Client(), email="ada@example.com").status_code == 302
    assert sign_in(Client()).status_code == 200


@pytest.mark.parametrize("mailing", [True, False], ids=["with a mail server", "without"])
def test_until_a_new_address_is_confirmed_the_old_one_signs_in_even_if_it_never_was(
    settings: Any, mailing: bool
) -> None:
    settings.MAIL_SERVER = "smtp://mail.example" if mailing else None
    browsers = [Client(), Client()]
    for number, browser in enumerate(browsers):
        browser.post(reverse("account_signup"), {"email": f"new-{number}@example.org", "password1": PASSWORD})
        page = browser.post(EMAIL, {"email": f"newer-{number}@example.org", "action_add": ""}, follow=True)
        assert page.status_code == 200 and f"You sign in with new-{number}@example.org" in text_of(page)
    for number in range(2):
        assert sign_in(Client(), email=f"new-{number}@example.org").status_code == 302


@pytest.mark.parametrize("address", [ADDRESS, "nobody@example.org"])
def test_a_mail_server_that_does_not_answer_keeps_nobody_out_and_tells_nothing(
    settings: Any, account: Learner, address: str
) -> None:
    settings.MAIL_SERVER = "smtp://127.0.0.1:9"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert Client().post(RESET, {"email": address}).status_code == 302
    signed_up = Client().post(reverse("account_signup"), {"email": "eve@example.org", "password1": PASSWORD})
    assert signed_up.status_code == 302


def test_too_many_sign_ups_meet_a_page_that_says_what_to_do(client: Client) -> None:
    url = reverse("account_signup")
    responses = [client.post(url, {"email": "x", "password1": "y"}) for _ in range(25)]
    assert responses[-1].status_code == 429 and "Too many attempts" in text_of(responses[-1])


def test_a_full_cache_does_not_forget_a_limit(account: Learner) -> None:
    for _ in range(5):
        sign_in(Client(), "wrong")
    for number in range(400):
        cache.set(f"another-limit-{number}", [1], 300)
    assert "Too many failed" in text_of(sign_in(Client()))


def test_an_address_too_long_to_be_stored_is_refused(client: Client) -> None:
    page = client.post(reverse("account_signup"), {"email": f"a@{'b.' * 140}example.org", "password1": PASSWORD})
    assert page.status_code == 200 and b'role="alert"' in page.content


def test_an_address_that_an_admin_changed_is_the_only_one_that_signs_in(client: Client, account: Learner) -> None:
    sign_in(client)
    admin = Client()
    admin.force_login(UserFactory(is_staff=True, is_superuser=True))
    url = reverse("admin:quiz_user_change", args=[account.user.pk])
    admin.post(url, {"email": "new@example.org", "is_active": "on"})
    account.user.refresh_from_db()
    assert account.user.email == "new@example.org"
    assert sign_in(Client(), email="new@example.org").status_code == 302
    assert sign_in(Client()).status_code == 200


@pytest.mark.parametrize(
    "name", ["signup", "login", "reset_password", "reset_password_done", "inactive", "email_verification_sent"]
)
def test_every_page_before_signing_in_has_a_heading(client: Client, name: str) -> None:
    response = client.get(reverse(f"account_{name}"))
    assert response.status_code == 200 and response.content.count(b"<h1>") == 1


@pytest.mark.parametrize(
    ("name", "way_on"),
    [("inactive", "home"), ("email_verification_sent", "home"), ("reset_password_done", "account_login")],
)
def test_a_page_with_nothing_to_do_leads_on(client: Client, name: str, way_on: str) -> None:
    html = client.get(reverse(f"account_{name}")).content.decode()
    assert f'<a class="button" href="{reverse(way_on)}">' in html
