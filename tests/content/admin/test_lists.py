"""Every page of the desk opens, costs the same whatever it shows, offers no deletion and obeys the site's policy."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content import models as content
from quiz import models as quiz
from tests import factories

pytestmark = pytest.mark.django_db

BANK = [content.Guide, content.Section, content.Topic, content.Point, content.Question]
READ_ONLY = [quiz.Learner, quiz.Card, quiz.Review, quiz.PracticeSession]
PAGES = [*BANK, *READ_ONLY, quiz.User]
MOST_QUERIES = 20


def one_of_each() -> None:
    for kind in content.points.BODY_MODELS:
        factories.QuestionFactory(point=factories.PointFactory(kind=kind.value))
    factories.QuestionFactory(kind="single-choice")
    review = factories.ReviewFactory(card__learner__user=factories.UserFactory())
    factories.SessionItemFactory(session__learner=review.learner)
    pitfall = factories.PointFactory(kind="pitfall")
    factories.DistractorFactory(point=pitfall)
    factories.CriterionFactory()
    factories.LinkFactory()


def url_of(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_a_list_costs_the_same_for_more_rows(admin_client, model):
    one_of_each()
    url = url_of(model, "changelist")
    queries(admin_client, url)
    few = queries(admin_client, url)
    one_of_each()
    one_of_each()
    assert queries(admin_client, url) == few <= MOST_QUERIES


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_page_opens_without_script_or_style_of_its_own(admin_client, model):
    one_of_each()
    urls = [url_of(model, "changelist"), *(url_of(model, "change", row.pk) for row in model.objects.all())]
    if model not in READ_ONLY:
        urls.append(url_of(model, "add"))
    for url in urls:
        page = admin_client.get(url)
        assert page.status_code == 200
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.text), url
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page.text)), url


def test_a_topics_page_costs_the_same_for_more_points(admin_client):
    topic = factories.TopicFactory()

    def more() -> int:
        for kind in content.points.BODY_MODELS:
            factories.PointFactory.create_batch(2, topic=topic, kind=kind.value)
        return queries(admin_client, url_of(content.Topic, "change", topic.pk))

    more()
    assert more() == more() <= MOST_QUERIES


def test_a_points_page_costs_the_same_for_more_questions_and_criteria(admin_client):
    tip = factories.InterviewTipFactory()
    url = url_of(content.Point, "change", tip.point.pk)
    queries(admin_client, url)
    few = queries(admin_client, url)
    factories.CriterionFactory.create_batch(3, interview_tip=tip)
    for variant in "abc":
        factories.QuestionFactory(point=tip.point, variant=variant)
    assert queries(admin_client, url) == few <= MOST_QUERIES


@pytest.mark.parametrize("model", BANK, ids=lambda model: model.__name__)
def test_nothing_of_the_bank_is_deleted_and_the_page_says_what_to_do_instead(admin_client, model):
    one_of_each()
    row = model.objects.first()
    page = admin_client.get(url_of(model, "change", row.pk))
    assert "deletelink" not in page.text
    assert "Nothing a learner has answered is deleted. Retire " in page.text
    assert "delete_selected" not in admin_client.get(url_of(model, "changelist")).text
    assert admin_client.post(url_of(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_what_learners_did_is_only_looked_at(admin_client, model):
    one_of_each()
    row = model.objects.first()
    assert admin_client.post(url_of(model, "change", row.pk), {}).status_code == 403
    assert admin_client.post(url_of(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert admin_client.get(url_of(model, "add")).status_code == 403


@pytest.mark.parametrize(
    "model", [model for model in BANK if model is not content.Section], ids=lambda model: model.__name__
)
def test_view_on_site_leads_to_a_page_of_the_guide(admin_client, model):
    one_of_each()
    row = model.objects.filter(**{"point__state": "published"} if model is content.Question else {}).first()
    (link,) = re.findall(
        r'<a href="([^"]+)" class="viewsitelink"', admin_client.get(url_of(model, "change", row.pk)).text
    )
    answer = admin_client.get(link, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"].startswith("/guide/")


@pytest.mark.parametrize(
    ("model", "words", "found"),
    [
        (content.Topic, "throttling", 1),
        (content.Point, "leaky", 1),
        (content.Question, "bucket runs dry", 1),
        (content.Question, "nothing of the kind", 0),
    ],
)
def test_search_finds_what_is_written(admin_client, model, words, found):
    topic = factories.TopicFactory(name="Throttling")
    point = factories.PointFactory(topic=topic, kind="term", body__term="leaky bucket")
    factories.QuestionFactory(point=point, kind="single-choice", options=[("the bucket runs dry", True), ("no", False)])
    one_of_each()
    page = admin_client.get(url_of(model, "changelist"), {"q": words})
    assert page.context["cl"].result_count == found


def test_points_are_offered_by_a_search_of_constant_cost(admin_client):
    url = reverse("admin:autocomplete")
    query = {"app_label": "content", "model_name": "question", "field_name": "point", "term": "bucket"}
    points = factories.PointFactory.create_batch(2, kind="term", body__term="leaky bucket")
    with CaptureQueriesContext(connection) as few:
        answer = admin_client.get(url, query)
    assert [row["text"] for row in answer.json()["results"]] == [str(point) for point in points]
    factories.PointFactory.create_batch(9, kind="term", body__term="leaky bucket")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(url, query)
    assert len(many) == len(few)


def test_the_desk_is_for_editors(client):
    client.force_login(factories.UserFactory())
    assert client.get(url_of(content.Point, "changelist")).status_code == 302


def test_the_kinds_of_a_new_point_are_for_those_who_may_add_one(client):
    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get(url_of(content.Point, "add")).status_code == 403


def test_the_desk_bears_the_sites_name_and_leads_back_to_it(admin_client):
    page = admin_client.get(reverse("admin:index"))
    assert "· Rehearse</title>" in page.text
    assert '<a href="/">View site</a>' in page.text
    assert set(PAGES) <= set(admin.site._registry)
