"""What lint finds stands beside its field; an error keeps a question from being published, a warning never does."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse

from content.admin import flaws
from content.models import Point, Question
from content.store import edits
from tests import factories
from tests.content.admin.filled import errors, filled

pytestmark = pytest.mark.django_db

SOUND = [("201 Created", True), ("202 Accepted", False), ("302 Found", False)]
STEM = "Which status says that a row was made?"
NEGATIVE = "Which status does not say that a row was made?"
LONG = "a token bucket that is refilled at a steady pace and lets short bursts through"


def page_of(question: Question) -> str:
    return reverse("admin:content_question_change", args=[question.pk])


def a_choice(**more) -> Question:
    return factories.QuestionFactory(**{"kind": "single-choice", "stem": STEM, "options": SOUND, **more})


def beside(page, field: str) -> list[str]:
    """The flaws below a field of a page, each with its severity."""
    (found,) = re.findall(rf'<ul class="flaws" id="id_{field}_flaws">(.*?)</ul>', page.text, re.DOTALL) or [""]
    return re.findall(r'<li class="(.*?)</li>', found)


def sent(client, question: Question, **changes):
    url = page_of(question)
    return client.post(url, filled(client.get(url), **changes), follow=True)


def test_a_sound_question_shows_no_flaw_and_saves_without_a_word_of_any(admin_client):
    question = a_choice()
    assert "flaws" not in admin_client.get(page_of(question)).text
    assert "Saved, with" not in sent(admin_client, question, options__0__text="201: created").text


@pytest.mark.parametrize(
    ("changes", "place", "expected"),
    [
        ({"stem": NEGATIVE}, "stem", "ask for what is so, or write NOT in capitals, or save it as a draft."),
        ({"options__0__text": LONG}, "text", "shorten it, or say more in the others, or save it as a draft."),
        ({"options__2__why": ""}, "why", "Its reason is missing"),
        ({"options__2__is_key": "on"}, "is_key", "2 options marked as right"),
        ({"options__2__text": "all of the above"}, "text", "name the thing itself, or save it as a draft."),
    ],
)
def test_an_error_refuses_publication_beside_its_field_and_nothing_is_saved(admin_client, changes, place, expected):
    question = a_choice()
    page = sent(admin_client, question, **changes)

    form = page.context["adminform"].form
    rows = [row.errors for row in page.context["inline_admin_formsets"][0].formset.forms]
    found = form.errors.get(place) or next(row[place] for row in rows if place in row)
    assert expected in str(found)
    question.refresh_from_db()
    assert (question.stem, question.versions.count()) == (STEM, 1)


def test_a_draft_with_errors_is_saved_and_says_which(admin_client):
    question = a_choice()
    page = sent(admin_client, question, state="draft", stem=NEGATIVE, options__2__why="")

    question.refresh_from_db()
    assert (question.state, question.stem) == ("draft", NEGATIVE)
    assert "Saved, with 2 errors: Question: It asks for what is not so" in page.text
    assert "Option 3: Its reason is missing" in page.text


def test_a_warning_never_refuses_and_is_told_after_saving_and_whenever_the_page_is_opened(admin_client):
    question = a_choice()
    page = sent(admin_client, question, options__0__text="usually 201 Created")
    assert "Saved, with 1 warning: Option 1: Only the right option says “usually” or the like" in page.text

    page = admin_client.get(page_of(question))
    (warning,) = beside(page, "options-0-text")
    assert warning.startswith('warning">Only the right option says “usually”')
    assert re.search('aria-describedby="[^"]*id_options-0-text_flaws"', page.text)
    assert beside(page, "options-1-text") == beside(page, "stem") == []


def test_the_errors_of_a_draft_stand_beside_its_fields_and_those_of_the_whole_above_its_options(admin_client):
    question = a_choice(state="draft", stem=NEGATIVE, options=SOUND[:2])
    page = admin_client.get(page_of(question))
    (error,) = beside(page, "stem")
    assert error.startswith('error">It asks for what is not so')
    assert page.context["flaws"] == [("error", "There are 2 options: give three to five.")]


def test_a_refused_page_still_shows_what_is_to_be_weighed(admin_client):
    question = a_choice()
    page = sent(admin_client, question, stem=NEGATIVE, options__0__text="usually 201 Created")
    assert "or save it as a draft." in errors(page)
    assert len(beside(page, "options-0-text")) == 1


def test_a_retired_question_is_saved_whatever_its_flaws(admin_client):
    question = a_choice()
    sent(admin_client, question, state="retired", stem=NEGATIVE)
    question.refresh_from_db()
    assert (question.state, question.stem) == ("retired", NEGATIVE)


def test_a_question_that_says_what_another_says_is_warned_of(admin_client):
    topic = factories.TopicFactory()
    for slug in ("made", "created"):
        a_choice(point=factories.PointFactory(topic=topic, slug=slug))
    page = admin_client.get(page_of(Question.objects.first()))
    (warning,) = beside(page, "stem")
    assert "Another question of this guide asks the same" in warning


def test_an_option_that_names_another_topic_of_the_guide_is_warned_of(admin_client):
    question = a_choice(options=[("the handler", True), ("the GraphQL schema", False), ("the cache", False)])
    factories.TopicFactory(guide=question.point.topic.guide, name="GraphQL")
    (warning,) = beside(admin_client.get(page_of(question)), "options-1-text")
    assert "It speaks of “GraphQL”, another topic" in warning


def test_the_list_publishes_what_is_sound_and_names_what_is_not(admin_client):
    sound, flawed = a_choice(state="draft"), a_choice(state="draft", stem=NEGATIVE)
    chosen = {"action": "publish", "_selected_action": [sound.pk, flawed.pk]}
    page = admin_client.post(reverse("admin:content_question_changelist"), chosen, follow=True)

    assert "1 question published." in page.text
    named = f'“<a href="{page_of(flawed)}">{NEGATIVE}</a>”: Question: It asks for what is not so'
    assert f"1 question not published: {named}" in page.text
    assert {q.pk: q.state for q in Question.objects.all()} == {sound.pk: "published", flawed.pk: "draft"}


def test_an_editor_who_may_only_look_is_told_the_flaws_and_offered_no_saving(client):
    user = factories.UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    question = a_choice(state="draft", stem=NEGATIVE)
    page = client.get(page_of(question))
    assert "Question: It asks for what is not so" in page.text
    assert 'name="_preview"' not in page.text


def test_saving_as_a_draft_leads_to_the_preview_even_with_errors(admin_client):
    question = a_choice()
    url = page_of(question)
    data = filled(admin_client.get(url), stem=NEGATIVE) | {"_preview": "1"}
    page = admin_client.post(url, data)
    assert page.url == reverse("preview", args=[question.pk])
    question.refresh_from_db()
    assert (question.state, question.versions.get(is_current=True).stem) == ("draft", NEGATIVE)
    assert f'href="{page.url}"' in admin_client.get(url).text


def test_a_questions_page_costs_the_same_in_a_larger_guide(admin_client, django_assert_max_num_queries):
    question = a_choice()
    with django_assert_max_num_queries(60) as few:
        admin_client.get(page_of(question))
    topic = question.point.topic
    for kind in ("term", "pitfall", "statement"):
        a_choice(point=factories.PointFactory(topic=topic, kind=kind))
        factories.QuestionFactory(point=factories.PointFactory(topic__guide=topic.guide, topic__section=topic.section))
    with django_assert_max_num_queries(len(few)):
        admin_client.get(page_of(question))


def test_questions_that_a_saved_point_cannot_have_are_named_with_the_reason(now):
    topic = factories.TopicFactory(name="Rate limiting")
    point = factories.PointFactory(
        topic=topic,
        kind="pitfall",
        body__mistake="counting the requests of every customer on each of the servers in a dictionary of its own",
    )
    for text in ("one count for all", "a count in Redis"):
        factories.DistractorFactory(point=point, text=text)
    edits.points_saved(topic.guide, before={}, now=now)
    question = Question.objects.get(point=point, variant="mistake")
    assert question.state == "draft"

    (message,) = told_of(point)
    assert message.startswith("1 question made from what you saved kept back as a draft: ")
    right = question.options.get(is_key=True).position
    assert f"{question.stem}</a>”: Option {right}: The right option is more than twice as long" in message
    assert told_of(factories.PointFactory(topic=topic)) == []


def told_of(*points: Point) -> list[str]:
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    flaws.tell_kept_back(request, points)
    return [str(message) for message in get_messages(request)]
