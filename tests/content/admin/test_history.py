"""The history of a page says who changed what, from what, to what."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from content.admin import history
from content.models import Point, Question
from tests import factories
from tests.content.admin.filled import another, filled

pytestmark = pytest.mark.django_db


def url_of(row, page="change") -> str:
    return reverse(f"admin:content_{row._meta.model_name}_{page}", args=[row.pk])


def lines(client, row) -> list[tuple[str, str, str]]:
    entries = client.get(url_of(row, "history")).context["entries"]
    return [(change.what, change.before, change.after) for _, changes in entries for change in changes]


def edit(client, row, **changes) -> None:
    answer = client.post(url_of(row), filled(client.get(url_of(row)), **changes))
    assert answer.status_code == 302


def test_an_edit_is_kept_with_who_made_it_and_with_what_was_there_before(admin_client, admin_user):
    point = factories.PointFactory(kind="pitfall", body__mistake="twice", body__why="it costs")
    edit(admin_client, point, body_why="it costs twice", level=2)
    assert lines(admin_client, point) == [
        ("Why it hurts", "it costs", "it costs twice"),
        ("Level", "Beginner", "Intermediate"),
    ]
    assert f"<h2>{admin_user} <small><time" in admin_client.get(url_of(point, "history")).text


@pytest.fixture
def choice() -> Question:
    return factories.QuestionFactory(kind="single-choice", options=[("201", True), ("204", False), ("302", False)])


def test_options_are_named_by_their_number(admin_client, choice):
    edit(admin_client, choice, options__1__why="It has no body.", options__0__text="201 Created")
    assert lines(admin_client, choice) == [
        ("option 1: text", "201", "201 Created"),
        ("option 2: reason", "It is so by definition.", "It has no body."),
    ]


def test_another_key_shows_as_both_options_changed(admin_client, choice):
    edit(admin_client, choice, options__0__is_key=None, options__1__is_key="on")
    assert lines(admin_client, choice) == [("option 1: right", "yes", "no"), ("option 2: right", "no", "yes")]


def test_rows_that_came_and_went_are_kept_with_their_text(admin_client, choice):
    data = another(admin_client.get(url_of(choice)), "options", text="200", why="No row need be made.")
    admin_client.post(url_of(choice), data | {"options-2-DELETE": "on"})
    assert lines(admin_client, choice) == [
        ("Deleted option 3: text", "302", ""),
        ("Deleted option 3: right", "no", ""),
        ("Deleted option 3: reason", "It is so by definition.", ""),
        ("Added option 4: text", "", "200"),
        ("Added option 4: right", "", "no"),
        ("Added option 4: reason", "", "No row need be made."),
    ]


def test_what_is_edited_on_a_topics_page_stands_in_the_points_history_too(admin_client):
    point = factories.PointFactory(kind="pitfall", body__mistake="twice")
    edit(admin_client, point.topic, pitfall__0__body_mistake="thrice", name="Retries")
    assert lines(admin_client, point) == [("Mistake", "twice", "thrice")]
    assert ("Name", f"{point.topic}", "Retries") in lines(admin_client, point.topic)
    assert ("pitfall 1: mistake", "twice", "thrice") in lines(admin_client, point.topic)

    page = admin_client.get(url_of(point.topic))
    admin_client.post(url_of(point.topic), another(page, "pitfall", body_fix="Once.", level=1, state="published"))
    added = Point.objects.get(pitfall__fix="Once.")
    assert LogEntry.objects.get(object_id=added.pk, content_type__model="point").is_addition()


def test_saving_without_a_change_says_so(admin_client, choice):
    edit(admin_client, choice)
    page = admin_client.get(url_of(choice, "history"))
    assert "No fields changed." in page.text
    assert lines(admin_client, choice) == []


def test_what_is_published_or_retired_from_the_list_is_kept_for_those_it_changed(admin_client):
    published, draft = factories.PointFactory(), factories.PointFactory(state="draft")
    rows = {"action": "publish", "_selected_action": [published.pk, draft.pk]}
    admin_client.post(reverse("admin:content_point_changelist"), rows)
    assert lines(admin_client, published) == []
    assert lines(admin_client, draft) == [("State", "Draft", "Published")]


def test_a_long_text_is_cut_to_where_it_changed_and_whole_on_demand(admin_client):
    long = "A limit refuses requests beyond a rate. " * 12
    point = factories.PointFactory(kind="explanation", body__text=f"{long}It answers 503. {long}".strip())
    edit(admin_client, point, body_text=f"{long}It answers 429. {long}".strip())

    page = admin_client.get(url_of(point, "history"))
    summary = re.search(r"<summary>(.*?)</summary>", page.text, re.S)[1]
    assert "It answers 503." in summary
    assert "It answers 429." in summary
    assert len(summary) < 400
    assert f'<p class="text">{long}It answers 429.' in page.text


def test_entries_of_another_making_are_shown_as_they_are(admin_client, admin_user):
    point = factories.PointFactory()
    for message in ("By a script.", '[{"changed": {"fields": ["Level"]}}]', "[not JSON"):
        LogEntry.objects.log_actions(admin_user.pk, [point], 2, message)
    page = admin_client.get(url_of(point, "history"))
    assert "By a script." in page.text
    assert "Changed Level." in page.text
    assert "[not JSON" in page.text


def test_a_page_that_nobody_changed_says_so(admin_client):
    page = admin_client.get(url_of(factories.PointFactory(), "history"))
    assert "Nobody has changed this on the desk yet." in page.text


def test_text_is_shown_as_text(admin_client):
    point = factories.PointFactory(kind="explanation", body__text="plain")
    edit(admin_client, point, body_text="<script>alert(1)</script>")
    assert "<script>alert" not in admin_client.get(url_of(point, "history")).text


@pytest.mark.parametrize(
    ("text", "beside", "expected"),
    [
        ("short", "other", "short"),
        ("a" * 100, "b", f"{'a' * 90} …"),
        (f"{'word ' * 40}end", f"{'word ' * 40}End", "… word word word word word word end"),
    ],
)
def test_an_excerpt_begins_shortly_before_the_difference(text, beside, expected):
    assert history.excerpt(text, beside=beside) == expected
