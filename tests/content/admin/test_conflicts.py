"""Two editors at once: the second to save is told what the first one changed, and nothing is lost."""

import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from content.models import Guide, Point, Question
from content.store import pending
from tests import factories
from tests.content.admin.filled import another, filled

pytestmark = pytest.mark.django_db


def page_of(row) -> str:
    return reverse(f"admin:content_{row._meta.model_name}_change", args=[row.pk])


def editor(name: str) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(email=f"{name}@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def anna(db) -> Client:
    return editor("anna")


@pytest.fixture
def ben(db) -> Client:
    return editor("ben")


def differences(page) -> dict[str, tuple[str, str | None]]:
    return {item.label: (item.theirs, item.mine) for item in page.context["differences"]}


def stands(row, **values) -> None:
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in values} == values


def test_the_second_of_two_saves_is_refused_with_who_changed_what_and_keeps_what_was_typed(anna, ben):
    point = factories.PointFactory(kind="pitfall", body__mistake="old", body__why="old why", body__fix="old fix")
    url = page_of(point)
    opened = ben.get(url)
    anna.post(url, filled(anna.get(url), body_mistake="Anna’s", body_fix="Anna’s fix"))

    refused = ben.post(url, filled(opened, body_mistake="Ben’s", body_why="Ben’s why"))

    assert refused.status_code == 200
    assert "Not saved yet: this page changed while you had it open" in refused.text
    entry = LogEntry.objects.get()
    assert (
        f'<strong>anna@example.org</strong> changed it on <time datetime="{entry.action_time:%Y-%m-%dT%H}'
        in refused.text
    )
    assert differences(refused) == {"Mistake": ("Anna’s", "Ben’s"), "Fix": ("Anna’s fix", None)}
    stands(point.pitfall, mistake="Anna’s", why="old why", fix="Anna’s fix")

    again = ben.post(url, filled(refused))
    assert again.status_code == 302
    stands(point.pitfall, mistake="Ben’s", why="Ben’s why", fix="Anna’s fix")


def test_saves_one_after_the_other_are_not_refused(anna, ben):
    point = factories.PointFactory(kind="term", body__accepted=["a", "b"], body__definition="one\n\n    two")
    url = page_of(point)
    for client in (anna, ben, anna):
        assert client.post(url, filled(client.get(url), body_term=f"{client}"[:90])).status_code == 302


def test_a_save_sent_twice_is_not_held_against_itself(anna):
    point = factories.PointFactory(kind="term")
    url = page_of(point)
    data = filled(anna.get(url), body_term="token bucket")
    assert [anna.post(url, data).status_code for _ in range(2)] == [302, 302]


def test_an_added_row_that_is_sent_twice_is_there_once(anna):
    topic = factories.TopicFactory()
    url = page_of(topic)
    data = another(anna.get(url), "pitfall", body_mistake="no limit", level=1, state="published")
    assert [anna.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert topic.points.count() == 1


@pytest.fixture
def choice() -> Question:
    return factories.QuestionFactory(
        kind="single-choice",
        stem="Which status says that a row was made?",
        options=[("201 Created", True), ("204 No Content", False), ("302 Found", False)],
    )


def test_options_that_one_removed_and_added_meet_those_that_the_other_edited(anna, ben, choice):
    url = page_of(choice)
    opened = ben.get(url)
    first = another(anna.get(url), "options", text="200 OK", why="No row need be made.")
    assert anna.post(url, first | {"options-1-DELETE": "on"}).status_code == 302

    refused = ben.post(url, filled(opened, options__2__why="It is elsewhere."))

    assert differences(refused)["Option 3 is new"] == ("200 OK · No row need be made.", None)
    assert differences(refused)["Option 2 was removed"] == ("", None)
    assert ben.post(url, filled(refused)).status_code == 302
    assert list(choice.options.values_list("text", "why")) == [
        ("201 Created", "It is so by definition."),
        ("302 Found", "It is elsewhere."),
        ("200 OK", "No row need be made."),
    ]


def test_text_typed_into_an_option_in_whose_place_another_stands_now_stays_in_the_form(anna, ben, choice):
    url = page_of(choice)
    opened = ben.get(url)
    row = {"options-2-DELETE": "on", "options-3-text": "200 OK", "options-3-why": "No."}
    assert anna.post(url, filled(anna.get(url)) | row | {"options-TOTAL_FORMS": "4"}).status_code == 302

    refused = ben.post(url, filled(opened, options__2__text="307 Temporary Redirect"))
    assert differences(refused)["Option 3: Text"] == ("200 OK", "307 Temporary Redirect")
    assert ben.post(url, filled(refused)).status_code == 302
    assert "307 Temporary Redirect" in choice.options.values_list("text", flat=True)


def test_what_was_typed_into_an_option_that_another_removed_comes_back_as_a_new_one(anna, ben, choice):
    row = {"text": "500 Internal Server Error", "why": "It went wrong."}
    factories.QuestionOptionFactory(question=choice, position=9, **row)
    url = page_of(choice)
    opened = ben.get(url)
    gone = filled(anna.get(url), options__1__DELETE="on")
    assert [anna.post(url, gone).status_code for _ in range(2)] == [302, 302]

    refused = ben.post(url, filled(opened, options__1__text="202 Accepted"))
    assert differences(refused)["Option 2 was removed"] == ("", "202 Accepted · It is so by definition.")
    assert ben.post(url, filled(refused)).status_code == 302
    assert "202 Accepted" in choice.options.values_list("text", flat=True)


def test_a_question_that_took_an_imports_wording_meanwhile_keeps_what_was_typed(anna, ben, choice, now):
    text = pending.fields.text_of(choice)
    choice.pending = {"text": {**text, "stem": "Which code is it?"}}
    choice.save()
    url = page_of(choice)
    opened = ben.get(url)
    (change,) = pending.waiting(choice)
    pending.take(choice, "text", seen=change.digest, now=now)

    refused = ben.post(url, filled(opened, options__0__why="RFC 9110 says so."))
    assert "An import or an edit elsewhere changed it." in refused.text
    assert differences(refused) == {"Stem": ("Which code is it?", None)}
    assert ben.post(url, filled(refused)).status_code == 302
    assert next(row.why for row in choice.options.all()) == "RFC 9110 says so."
    stands(choice, stem="Which code is it?")


def test_a_point_edited_on_its_own_page_holds_up_a_save_of_its_topic(anna, ben):
    point = factories.PointFactory(kind="pitfall", body__mistake="old")
    opened = ben.get(page_of(point.topic))
    anna.post(page_of(point), filled(anna.get(page_of(point)), body_mistake="Anna’s"))

    refused = ben.post(page_of(point.topic), filled(opened, name="Throttling"))

    assert differences(refused) == {"Pitfall 1: Mistake": ("Anna’s", None)}
    assert "anna@example.org" in refused.text
    assert ben.post(page_of(point.topic), filled(refused)).status_code == 302
    stands(point.pitfall, mistake="Anna’s")
    stands(point.topic, name="Throttling")


def test_a_form_that_does_not_say_what_it_was_opened_with_is_shown_again(anna):
    point = factories.PointFactory(kind="term", body__term="old")
    url = page_of(point)
    for opened in (None, "", "forged", "x:y:z"):
        refused = anna.post(url, filled(anna.get(url), body_term="new") | {"opened": opened or ""})
        assert differences(refused) == {"Term": ("old", "new")}
    assert anna.post(url, filled(refused)).status_code == 302
    stands(point.term, term="new")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    point = factories.PointFactory(kind="term", body__term="old")
    url = page_of(point)
    clients = [editor("anna"), editor("ben")]
    forms = [filled(client.get(url), body_term=name) for client, name in zip(clients, ["a", "b"], strict=True)]
    together = threading.Barrier(2)
    statuses = []

    def save(client: Client, form: dict[str, str]) -> None:
        together.wait()
        statuses.append(client.post(url, form).status_code)
        connections.close_all()

    threads = [threading.Thread(target=save, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 302]
    assert Point.objects.get().body.term in {"a", "b"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("action", ["publish", "retire"])
def test_questions_are_published_and_retired_after_an_import_that_is_under_way(anna, action):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    question = factories.QuestionFactory(state="draft")
    refused = []

    def act() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
            anna.post(
                reverse("admin:content_question_changelist"), {"action": action, "_selected_action": [question.pk]}
            )
        except OperationalError:
            refused.append(action)
        finally:
            connections.close_all()

    with transaction.atomic():
        Guide.objects.select_for_update().get()
        thread = threading.Thread(target=act)
        thread.start()
        thread.join()

    assert refused == [action], "it waits, here no longer than it may"
    stands(question, state="draft")
    assert not LogEntry.objects.exists()
