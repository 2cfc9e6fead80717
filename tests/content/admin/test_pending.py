"""An editor sees what an import left waiting, and decides."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from content.models import Guide, Point, Question, Section, Topic
from content.store import fields
from content.store.questions import regenerate
from tests import factories
from tests.content.admin.filled import filled

pytestmark = pytest.mark.django_db


def url_of(row, page="change") -> str:
    return reverse(f"admin:content_{row._meta.model_name}_{page}", args=[row.pk])


def decide(client, row, decision, **changes):
    """Press a button of the first change that waits on a row's page."""
    panel = client.get(url_of(row)).context["panels"][0]
    data = {"name": panel.name, "seen": panel.digest, "decision": decision, **changes}
    return client.post(url_of(row, "decide"), data, follow=True)


@pytest.fixture
def point() -> Point:
    pending = {"definition": "a store of permits"}
    return factories.PointFactory(
        kind="term", body__term="token bucket", body__definition="a pail that refills", pending=pending
    )


@pytest.fixture
def choice() -> Question:
    question = factories.QuestionFactory(
        kind="single-choice",
        stem="Which is made?",
        answer="",
        options=[("201", True), ("204", False), ("302", False)],
    )
    text = fields.text_of(question)
    options = [{**text["options"][0], "why": "RFC 9110 says so."}, *text["options"][1:]]
    question.pending = {"text": {**text, "stem": "Which status says made?", "options": options}}
    question.save()
    return question


def test_yours_and_the_imports_stand_beside_each_other(admin_client, point):
    page = admin_client.get(url_of(point))
    assert "1 change from an import waits for you" in page.text
    (panel,) = page.context["panels"]
    assert panel.title == "Definition"
    assert [line.text for line in panel.mine] == ["a pail that refills"]
    assert [line.text for line in panel.incoming] == ["a store of permits"]


def test_what_is_true_only_together_waits_under_the_names_of_its_fields(admin_client, point):
    point.pending = {"term": "leaky bucket", "definition": "a queue that drains", "accepted": ["meter"]}
    point.save()
    (panel,) = admin_client.get(url_of(point)).context["panels"]
    assert panel.title == "Term, definition and accepted"
    assert [(line.label, line.text) for line in panel.incoming] == [
        ("Term", "leaky bucket"),
        ("Definition", "a queue that drains"),
        ("Accepted", "meter"),
    ]


def test_a_question_waits_as_one_with_its_options_and_reasons(admin_client, choice):
    (panel,) = admin_client.get(url_of(choice)).context["panels"]
    assert panel.title == "The question with its options and reasons"
    incoming = [(line.label, line.text, line.differs) for line in panel.incoming]
    assert incoming[:3] == [
        ("Question", "Which status says made?", True),
        ("Right option", "201", False),
        ("Reason", "RFC 9110 says so.", True),
    ]
    assert ("Wrong option", "204", False) in incoming


def test_the_imports_is_taken_into_the_questions_and_the_log_says_by_whom(admin_client, admin_user, point, now):
    regenerate(point.topic.guide, now=now)
    answer = decide(admin_client, point, "take")

    assert "Definition: the import’s stands now." in answer.text
    assert "From the import" not in answer.text
    flashcard = Question.objects.get(point=point, kind="recall")
    assert "a store of permits" in flashcard.versions.get(is_current=True).answer
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (admin_user, "Changed Definition.")


def test_a_questions_wording_is_taken_as_its_next_version(admin_client, choice):
    decide(admin_client, choice, "take")
    current = choice.versions.get(is_current=True)
    assert (current.number, current.stem, current.options[0]["why"]) == (
        2,
        "Which status says made?",
        "RFC 9110 says so.",
    )


def test_keeping_yours_clears_what_waits_and_the_log_has_what_was_declined(admin_client, point):
    answer = decide(admin_client, point, "keep")
    assert "Definition: yours stays." in answer.text
    point.refresh_from_db()
    assert (point.term.definition, point.pending) == ("a pail that refills", {})
    history = admin_client.get(url_of(point, "history")).text
    assert "Kept as it was: Definition" in history
    assert "a store of permits" in history


def test_what_has_changed_since_it_was_looked_at_is_not_taken(admin_client, point):
    answer = decide(admin_client, point, "take", seen="0" * 16)
    assert "That has changed since you opened the page. Nothing was done" in answer.text
    point.refresh_from_db()
    assert point.pending
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("factory", "pending", "titles"),
    [
        (factories.GuideFactory, {"title": "Backend"}, ["Title"]),
        (factories.SectionFactory, {"name": "Basics"}, ["Name"]),
        (
            factories.TopicFactory,
            {"links": [{"title": "RFC", "url": "https://x.org/"}], "level": 3},
            ["Links", "Level"],
        ),
        (factories.PointFactory, {"state": "retired", "ask": "What?"}, ["State", "Flashcard question"]),
        (factories.PointFactory, {"distractors": [{"text": "a", "why_wrong": "b"}]}, ["Distractors"]),
        (factories.PointFactory, {"kind": "term", "term": "T"}, ["The whole point, as one of another kind"]),
        (factories.QuestionFactory, {"state": "retired"}, ["State"]),
    ],
)
def test_every_page_of_the_bank_shows_what_waits_there(admin_client, factory, pending, titles):
    row = factory(pending=pending, snapshot=dict.fromkeys(pending))
    page = admin_client.get(url_of(row))
    shown = {panel.title for panel in page.context["panels"]}
    assert shown == set(titles)
    assert page.text.count("Take the import’s</button>") == len(shown)


def test_deciding_is_for_those_who_may_change_the_row_and_by_post_alone(client, admin_client, point):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.post(url_of(point, "decide"), {"decision": "take"}).status_code == 403
    assert admin_client.get(url_of(point, "decide")).status_code == 405
    assert admin_client.post(url_of(point, "decide"), {"decision": "burn"}).status_code == 400


def test_no_decision_without_the_token_of_the_page(admin_user, point):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    client.post(url_of(point, "decide"), {"name": "definition", "decision": "keep"})
    point.refresh_from_db()
    assert point.pending


@pytest.mark.parametrize("model", [Guide, Section, Topic, Point, Question], ids=lambda model: model.__name__)
def test_the_lists_mark_and_filter_what_waits(admin_client, model):
    factory = {
        Guide: factories.GuideFactory,
        Section: factories.SectionFactory,
        Topic: factories.TopicFactory,
        Point: factories.PointFactory,
        Question: factories.QuestionFactory,
    }[model]
    waits, _ = factory(pending={"level": 3}), factory()
    url = reverse(f"admin:content_{model._meta.model_name}_changelist")

    assert admin_client.get(url).text.count('field-waits">Change waiting') == 1
    page = admin_client.get(url, {"waiting": "yes"})
    assert [row.pk for row in page.context["cl"].result_list] == [waits.pk]


def test_the_desks_first_page_counts_what_waits_and_leads_there(admin_client, point, choice):
    page = admin_client.get(reverse("admin:index"))
    assert "Changes from imports wait for you:" in page.text
    links = re.findall(r'<a href="([^"]+waiting=yes)">([^<]+)</a>', page.text)
    assert [words for _, words in links] == ["1 point", "1 question"]
    assert admin_client.get(links[0][0]).context["cl"].result_count == 1


def test_the_desks_first_page_says_nothing_of_imports_when_nothing_waits(admin_client):
    factories.PointFactory()
    assert "Changes from imports" not in admin_client.get(reverse("admin:index")).text


def test_typing_the_imports_value_oneself_ends_the_waiting(admin_client, point):
    page = admin_client.get(url_of(point))
    admin_client.post(url_of(point), filled(page, body_definition="a store of permits"))
    point.refresh_from_db()
    assert point.pending == {}
