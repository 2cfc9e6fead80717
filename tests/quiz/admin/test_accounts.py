import pytest
from django.urls import reverse

from quiz.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "seven green bottles"


def added(client, email: str, again: str = PASSWORD):
    return client.post(reverse("admin:quiz_user_add"), {"email": email, "password1": PASSWORD, "password2": again})


def test_a_user_is_added_by_address_and_two_passwords_and_can_sign_in(admin_client, client):
    assert added(admin_client, "Ada@Example.org").status_code == 302
    user = User.objects.get(email="ada@example.org")
    assert (user.is_staff, user.is_active) == (False, True)
    assert client.login(username="ada@example.org", password=PASSWORD)


@pytest.mark.parametrize(
    ("email", "again", "expected"),
    [
        ("ADA@example.org", PASSWORD, "User with this E-mail address already exists."),
        ("bob@example.org", "eight green bottles", "The two password fields didn’t match."),
    ],
)
def test_an_address_counts_once_and_passwords_have_to_agree(admin_client, email, again, expected):
    factories.UserFactory(email="ada@example.org")
    assert expected in str(added(admin_client, email, again).context["adminform"].form.errors)
    assert User.objects.filter(is_staff=False).count() == 1


def test_a_user_becomes_an_editor_and_keeps_the_password(admin_client, client):
    user = factories.UserFactory(email="ada@example.org", password=PASSWORD)
    url = reverse("admin:quiz_user_change", args=[user.pk])
    assert admin_client.post(url, {"email": user.email, "is_active": "on", "is_staff": "on"}).status_code == 302
    user.refresh_from_db()
    assert user.is_staff
    assert client.login(username="ada@example.org", password=PASSWORD)


def test_an_account_with_answers_is_not_deleted(admin_client):
    learner = factories.LearnerFactory(user=factories.UserFactory())
    url = reverse("admin:quiz_user_delete", args=[learner.user_id])
    assert admin_client.post(url, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=learner.user_id).exists()
