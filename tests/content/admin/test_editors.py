"""The group “editors” does every job of the bank and sees nothing of learners."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from content.models import Point, Question, Topic
from quiz.models import User
from tests import factories
from tests.content.admin.filled import another, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(editors: Group) -> Client:
    user = factories.UserFactory(is_staff=True)
    user.groups.add(editors)
    client = Client()
    client.force_login(user)
    return client


def test_editors_hold_rights_of_the_bank_alone(editors):
    held = editors.permissions.values_list("content_type__app_label", "codename")
    assert {app for app, _ in held} == {"content"}
    names = {name for _, name in held}
    assert {name for name in names if name.endswith("questionversion")} == {"view_questionversion"}
    deleted = {name.removeprefix("delete_") for name in names if name.startswith("delete_")}
    assert deleted == {"link", "distractor", "criterion", "questionoption", "questioncriterion", "bankimport"}


def test_no_page_of_learners_or_accounts_opens_for_an_editor(editor):
    review = factories.ReviewFactory(card__learner__user=factories.UserFactory())
    factories.PracticeSessionFactory(learner=review.learner)
    registered = [model for model in admin.site._registry if model._meta.app_label != "content"]
    assert User in registered
    for model in registered:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        urls = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        pages = ("change", "delete", "history")
        urls += [reverse(f"{name}_{page}", args=[row.pk]) for row in model.objects.all()[:1] for page in pages]
        for url in urls:
            assert editor.get(url).status_code == 403, url


def test_an_editors_first_page_lists_the_bank_and_says_what_to_do(editor):
    page = editor.get(reverse("admin:index"))
    assert [app["app_label"] for app in page.context["app_list"]] == ["content"]
    for job in ("Mend a question", "Add a pitfall to a topic", "Import a guide"):
        assert f">{job}</a>" in page.text
    assert reverse("admin:content_question_changelist") in page.text


def test_an_editor_mends_the_key_of_a_question(editor):
    question = factories.QuestionFactory(
        kind="single-choice",
        stem="Which status says that a row was made?",
        options=[("204 No Content", True), ("201 Created", False), ("302 Found", False)],
    )
    url = reverse("admin:content_question_change", args=[question.pk])
    form = filled(editor.get(url), options__0__is_key=None, options__1__is_key="on")
    assert editor.post(url, form).status_code == 302
    current = question.versions.get(is_current=True)
    assert [option["is_key"] for option in current.options] == [False, True, False]


def test_an_editor_removes_an_option(editor):
    question = factories.QuestionFactory(
        kind="single-choice",
        stem="Which status says that a row was made?",
        options=[("201 Created", True), ("204 No Content", False), ("302 Found", False), ("500 Error", False)],
    )
    url = reverse("admin:content_question_change", args=[question.pk])
    assert editor.post(url, filled(editor.get(url), options__3__DELETE="on")).status_code == 302
    assert question.options.count() == 3


def test_an_editor_adds_a_pitfall_with_its_question(editor):
    topic = factories.TopicFactory()
    url = reverse("admin:content_topic_change", args=[topic.pk])
    row = {"body_mistake": "counting on each server", "body_fix": "Count in one store.", "level": 1}
    assert editor.post(url, another(editor.get(url), "pitfall", **row, state="published")).status_code == 302
    assert Question.objects.get(point__topic=topic, kind="recall").versions.count() == 1


def test_an_editor_adds_points_questions_and_topics(editor):
    section = factories.SectionFactory()
    url = reverse("admin:content_topic_add")
    form = filled(editor.get(url), name="Caching", slug="caching", section=section.pk)
    assert editor.post(url, form).status_code == 302
    topic = Topic.objects.get(slug="caching")

    url = f"{reverse('admin:content_point_add')}?kind=term&topic={topic.pk}"
    form = filled(editor.get(url), body_term="TTL", body_definition="how long an entry may be used")
    assert editor.post(url, form).status_code == 302
    point = Point.objects.get(topic=topic)

    url = f"{reverse('admin:content_question_add')}?kind=recall"
    form = filled(editor.get(url), point=point.pk, stem="What ends a cache entry?", answer="Its TTL.")
    assert editor.post(url, form).status_code == 302
    assert Question.objects.filter(authored=True, point=point).count() == 1


def test_an_editor_opens_the_import_page(editor):
    assert editor.get(reverse("admin:content_bankimport_add")).status_code == 200
    assert editor.get(reverse("admin:content_bankimport_changelist")).status_code == 200


def test_an_editor_decides_on_what_waits_and_reads_the_history(editor):
    point = factories.PointFactory(kind="term", body__term="old", pending={"term": "new"})
    page = editor.get(reverse("admin:content_point_change", args=[point.pk]))
    (panel,) = page.context["panels"]
    url = reverse("admin:content_point_decide", args=[point.pk])
    answer = editor.post(url, {"name": "term", "seen": panel.digest, "decision": "take"}, follow=True)
    assert "Term: the import’s stands now." in answer.text
    assert editor.get(reverse("admin:content_point_history", args=[point.pk])).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_group_goes_with_its_migration_and_comes_back_with_the_same_rights():
    call_command("migrate", "content", "0002", verbosity=0)
    assert not Group.objects.filter(name="editors").exists()
    call_command("migrate", verbosity=0)
    call_command("migrate", "content", "0002", verbosity=0)
    call_command("migrate", verbosity=0)
    rights = Group.objects.get(name="editors").permissions
    models = set(rights.values_list("content_type__model", flat=True))
    assert models <= {model._meta.model_name for model in apps.get_app_config("content").get_models()}
    assert rights.filter(codename="change_question").count() == 1
