import pytest
from django.urls import reverse

from content.drafts import PointKind
from content.models import Point, Question
from content.store import fields
from content.store.questions import regenerate
from quiz.models import Card
from tests import factories
from tests.content.admin.filled import another, errors, filled

pytestmark = pytest.mark.django_db

NEW_POINTS = {
    PointKind.EXPLANATION: {"text": "A limit refuses requests beyond a rate."},
    PointKind.TERM: {"term": "token bucket", "definition": "a store of permits that refills", "accepted": "leaky pail"},
    PointKind.BEST_PRACTICE: {"text": "Say when to come back.", "why": "Clients wait instead of hammering."},
    PointKind.REAL_USE: {"text": "A bank limits sign-ins.", "source_url": "https://docs.example.org/limits"},
    PointKind.PITFALL: {"fix": "Count in one shared store."},
    PointKind.CODE_EXAMPLE: {"source": "    if over:\n        refuse()", "caption": "Refusing", "flaw_line": "2"},
    PointKind.STATEMENT: {"text": "429 means too many requests.", "is_true": "on", "why": "RFC 6585 says so."},
    PointKind.STEPS: {"prompt": "What does a limiter do first?", "items": "count\ncompare\nanswer"},
    PointKind.CONTRAST: {"facet": "burst", "prompt": "{cell}?", "subject": "Token bucket", "text": "lets bursts pass"},
    PointKind.INTERVIEW_TIP: {
        "tip": "Name the store.",
        "prompt": "Where do you count?",
        "follow_ups": "And if it fails?",
    },
}
IDS = {
    PointKind.TERM: "token-bucket",
    PointKind.PITFALL: "count-in-one-shared-store",
    PointKind.CODE_EXAMPLE: "refusing",
    PointKind.CONTRAST: "burst-token-bucket",
    PointKind.INTERVIEW_TIP: "where-do-you-count",
}


def page_of(point: Point) -> str:
    return reverse("admin:content_point_change", args=[point.pk])


@pytest.mark.parametrize("kind", PointKind)
def test_a_point_of_every_kind_is_added_and_asked_and_saving_it_again_changes_nothing(admin_client, kind):
    topic = factories.TopicFactory()
    add = f"{reverse('admin:content_point_add')}?kind={kind}&topic={topic.pk}"
    body = {f"body_{name}": value for name, value in NEW_POINTS[kind].items()}
    answer = admin_client.post(add, filled(admin_client.get(add), **body))
    assert answer.status_code == 302, errors(answer)

    point = Point.objects.with_bodies().get()
    assert (point.topic, point.kind, point.source, point.snapshot) == (topic, kind, "", {})
    assert point.slug == IDS.get(kind, point.slug)
    assert Question.objects.filter(point=point, kind="recall").exists()
    stored = fields.of_point(point)
    for name, value in NEW_POINTS[kind].items():
        said = "\n".join(stored[name]) if isinstance(stored[name], list) else stored[name]
        assert str(said) == {"on": "True"}.get(value, value)

    versions = {question.pk: question.versions.count() for question in Question.objects.all()}
    url = page_of(point)
    assert admin_client.post(url, filled(admin_client.get(url))).status_code == 302
    assert fields.of_point(Point.objects.with_bodies().get()) == stored
    assert {question.pk: question.versions.count() for question in Question.objects.all()} == versions


def test_a_new_point_asks_for_its_kind_first(admin_client):
    page = admin_client.get(reverse("admin:content_point_add") + "?topic=7")
    assert [label for _, label in page.context["links"]][:3] == ["Explanation", "Term", "Best practice"]
    assert "?topic=7&amp;kind=steps" in page.text


def test_a_new_definition_reaches_the_flashcard_and_makes_the_card_due_again(admin_client, now):
    point = factories.PointFactory(kind="term", body__term="429", body__definition="the caller sent too many requests")
    regenerate(point.topic.guide, now=now)
    card = factories.CardFactory(point=point, answered_at=now, due=factories.NOW.replace(year=2035))
    url = page_of(point)
    admin_client.post(url, filled(admin_client.get(url), body_definition="no server was free"))

    flashcard = Question.objects.get(point=point, kind="recall")
    assert flashcard.versions.get(is_current=True).number == 2
    assert flashcard.answer == "**429**: no server was free"
    point.refresh_from_db()
    assert list(Card.objects.due(point.changed_at)) == [card]


def test_the_order_of_steps_is_the_order_of_their_lines(admin_client):
    steps = factories.StepItemFactory(text="answer", position=1).steps
    factories.StepItemFactory(steps=steps, text="count", position=2)
    url = page_of(steps.point)
    admin_client.post(url, filled(admin_client.get(url), body_items="count\n\ncompare\nanswer"))
    assert [(item.position, item.text) for item in steps.items.all()] == [(1, "count"), (2, "compare"), (3, "answer")]

    answer = admin_client.post(url, filled(admin_client.get(url), body_items="count"))
    assert "Name at least two steps, one a line." in errors(answer)


@pytest.mark.parametrize(
    ("items", "orders", "said"),
    [
        ("count\ncompare\nanswer", "first then second", "“first then second” is no order of 3 steps"),
        ("count\ncompare\nanswer\nlog", "2 1 3", "“2 1 3” is no order of 4 steps"),
        ("count\ncompare\nanswer", "2 1 3\n1 1 2", "“1 1 2” is no order of 3 steps"),
    ],
    ids=["no numbers", "a step too few", "a step twice"],
)
def test_an_order_that_does_not_name_each_step_once_is_refused_beside_its_field(admin_client, items, orders, said):
    steps = factories.StepItemFactory(text="count", position=1, steps__orders=["2 1"]).steps
    factories.StepItemFactory(steps=steps, text="compare", position=2)
    url = page_of(steps.point)

    answer = admin_client.post(url, filled(admin_client.get(url), body_items=items, body_orders=orders))

    (error,) = answer.context["adminform"].form.errors["body_orders"]
    assert error == f"{said}: name each once by its number, as in 2 1 3."
    steps.refresh_from_db()
    assert (steps.items.count(), steps.orders) == (2, ["2 1"])


def test_criteria_come_with_a_new_interview_tip_and_reach_its_spoken_question(admin_client):
    add = f"{reverse('admin:content_point_add')}?kind=interview-tip&topic={factories.TopicFactory().pk}"
    data = another(admin_client.get(add), "criteria", text="names the store", must="on", cues="Redis")
    assert admin_client.post(add, data | {"body_prompt": "Where do you count?"}).status_code == 302

    point = Point.objects.get()
    spoken = Question.objects.get(point=point, kind="spoken")
    assert [(row.slug, row.must, row.cues) for row in spoken.criteria.all()] == [("names-the-store", True, ["Redis"])]

    url = page_of(point)
    admin_client.post(url, filled(admin_client.get(url), criteria__0__must=None))
    assert [row.must for row in spoken.criteria.all()] == [False]


def test_two_distractors_make_a_choice_question_of_a_pitfall(admin_client):
    point = factories.PointFactory(kind="pitfall", body__mistake="counting requests on each server alone")
    url = page_of(point)
    for text in ("counting requests in one shared store", "telling the caller when to come back"):
        row = {"text": text, "why_wrong": "That is what one should do."}
        assert admin_client.post(url, another(admin_client.get(url), "distractors", **row)).status_code == 302
    question = Question.objects.get(point=point, kind="single-choice")
    assert question.options.count() == 3


def test_a_flaw_outside_the_code_is_refused(admin_client):
    point = factories.PointFactory(kind="code-example", body__source="first\nsecond")
    url = page_of(point)
    answer = admin_client.post(url, filled(admin_client.get(url), body_flaw_line=3))
    assert "The code has 2 lines: count from 1." in errors(answer)


def test_an_id_that_the_topic_has_already_is_refused(admin_client):
    point = factories.PointFactory(slug="bucket")
    add = f"{reverse('admin:content_point_add')}?kind=explanation&topic={point.topic_id}"
    answer = admin_client.post(add, filled(admin_client.get(add), slug="bucket", body_text="A pail."))
    assert "Point with this Topic and Id already exists." in errors(answer)


def test_retired_points_take_their_questions_along_and_bring_them_back(admin_client, now):
    point = factories.PointFactory(kind="term")
    regenerate(point.topic.guide, now=now)
    url = reverse("admin:content_point_changelist")

    answer = admin_client.post(url, {"action": "retire", "_selected_action": [point.pk]}, follow=True)
    assert "1 point retired." in answer.text
    point.refresh_from_db()
    assert (point.state, point.retired_at is None) == ("retired", False)
    assert set(point.questions.values_list("state", flat=True)) == {"retired"}

    answer = admin_client.post(url, {"action": "publish", "_selected_action": [point.pk]}, follow=True)
    assert "1 point published." in answer.text
    point.refresh_from_db()
    assert (point.state, point.retired_at) == ("published", None)
    assert set(point.questions.values_list("state", flat=True)) == {"published"}


def test_a_card_outlives_its_points_retirement(admin_client):
    card = factories.CardFactory()
    url = page_of(card.point)
    admin_client.post(url, filled(admin_client.get(url), state="retired"))
    card.refresh_from_db()
    assert (card.point.state, card.sequence) == ("retired", 1)
    assert card.point.retired_at is not None
