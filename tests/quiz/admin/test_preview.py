"""The preview shows a question by the pages that learners see, to editors alone, and nothing comes of it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from content.models import Question
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.practice import presentations
from tests import factories

pytestmark = pytest.mark.django_db

OPTIONS = [("a row was made", True), ("a row was found", False), ("a row went away", False)]


@pytest.fixture
def editor(client):
    """The browser of an editor who may look at questions."""
    user = factories.UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    return client


@pytest.fixture
def choice() -> Question:
    return factories.QuestionFactory(kind="single-choice", stem="What does 201 say?", options=OPTIONS)


@pytest.fixture
def spoken() -> Question:
    question = factories.QuestionFactory(kind="spoken", stem="Why limit?", answer="Abuse and cost.", version=False)
    factories.QuestionCriterionFactory(question=question, text="names abuse", must=True, position=1)
    factories.QuestionCriterionFactory(question=question, text="names cost", position=2)
    factories.QuestionVersionFactory(
        question=question,
        criteria=[
            {"slug": "abuse", "text": "names abuse", "must": True, "cues": ["flood"]},
            {"slug": "cost", "text": "names cost", "must": False, "cues": []},
        ],
    )
    return question


def shown(client, question: Question, **query):
    answer = client.get(reverse("preview", args=[question.pk]), query)
    assert answer.status_code == 200
    return answer


def part(page) -> str:
    """What the learner's page shows; the links to the states stand before it."""
    return page.text.partition('<div id="practice">')[2]


def test_asked_it_shows_the_options_and_neither_the_right_one_nor_a_reason(editor, choice):
    page = shown(editor, choice)
    assert all(text in part(page) for text, _ in OPTIONS)
    assert "practice/_question.html" in [template.name for template in page.templates]
    assert "It is so by definition." not in page.text
    assert not re.search(r'class="option (right|wrong)', page.text)


def test_each_option_has_a_state_that_tells_how_it_was(editor, choice):
    page = shown(editor, choice)
    verdicts = []
    for label, url, _ in page.context["states"][1:4]:
        answered = editor.get(reverse("preview", args=[choice.pk]) + url)
        chosen = next(option for option in answered.context["outcome"]["options"] if option["chosen"])
        assert f"Option {chosen['number']}, {'right' if chosen['is_key'] else 'wrong'}" == label
        assert part(answered).count("It is so by definition.") == 1, "the reason that all three options share"
        verdicts.append(answered.context["outcome"]["headline"])
        assert verdicts[-1] in part(answered)
    assert sorted(verdicts) == ["Not this one.", "Not this one.", "Right."]


def test_options_keep_their_places_from_state_to_state(editor, choice):
    asked = shown(editor, choice).context["shown"].options
    told = shown(editor, choice, state="answered", answer="2").context["outcome"]["options"]
    assert [option["text"] for option in asked] == [option["text"] for option in told]


def test_not_knowing_is_a_state_too(editor, choice):
    page = shown(editor, choice, state="answered", answer="0")
    assert "Now you know." in part(page)
    assert "Your answer" not in part(page)


def test_a_flashcard_is_asked_without_its_back_and_revealed_with_its_grades(editor):
    card = factories.QuestionFactory(stem="What is a hook?", answer="A call you register.")
    assert "A call you register." not in shown(editor, card).text
    back = part(shown(editor, card, state="revealed"))
    assert "A call you register." in back
    assert re.findall(r"<b>(\w+)<kbd", back) == ["Again", "Hard", "Good", "Easy"]
    graded = shown(editor, card, state="answered", answer="2")
    assert graded.context["outcome"]["headline"] == "Hard."


def test_a_spoken_answer_is_graded_by_its_criteria(editor, spoken):
    back = part(shown(editor, spoken, state="revealed"))
    assert "names abuse" in back
    assert back.count('name="criterion"') == 2
    said = {
        choice: shown(editor, spoken, state="answered", answer=choice).context["outcome"] for choice in ("all", "none")
    }
    assert {choice: outcome["headline"] for choice, outcome in said.items()} == {
        "all": "All there.",
        "none": "Not there yet.",
    }
    assert [criterion["met"] for criterion in said["none"]["criteria"]] == [False, False]


def test_a_topic_that_is_asked_for_is_named_only_after_the_answer(editor):
    topic = factories.TopicFactory(name="Load Balancing")
    question = factories.QuestionFactory(
        kind="single-choice",
        point=factories.PointFactory(topic=topic),
        asks_topic=True,
        options=[("balancing", True), ("caching", False), ("queueing", False)],
    )
    assert "Load Balancing" not in part(shown(editor, question))
    assert "Load Balancing" in part(shown(editor, question, state="answered", answer="1"))


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_a_question_that_is_not_asked_is_shown_all_the_same_in_its_current_version(editor, choice, state, now):
    Question.objects.filter(pk=choice.pk).update(state=state, retired_at=now if state == "retired" else None)
    page = shown(editor, choice)
    assert f"Version 1 ({state}), as a learner sees it." in page.text
    assert "What does 201 say?" in part(page)


def test_a_draft_with_flaws_is_shown_as_far_as_it_goes(editor):
    bare = factories.QuestionFactory(kind="single-choice", state="draft", options=[])
    assert bare.stem in part(shown(editor, bare))
    keyless = factories.QuestionFactory(kind="single-choice", options=[("one", False), ("two", False)])
    assert "Not this one." in part(shown(editor, keyless, state="answered", answer="1"))


@pytest.mark.parametrize(
    "query", [{"state": "revealed"}, {"state": "answered", "answer": "9"}, {"state": "<b>"}, {"answer": "1"}]
)
def test_an_address_that_names_no_state_shows_the_question_as_asked(editor, choice, query):
    page = shown(editor, choice, **query)
    assert "practice/_question.html" in [template.name for template in page.templates]


def test_nothing_on_the_page_can_be_sent_and_nothing_is_recorded(editor, choice, spoken, now):
    card = factories.QuestionFactory()
    counts = [model.objects.count() for model in (Learner, Card, PracticeSession, SessionItem, Review)]
    for question in (choice, spoken, card):
        for _, url, _ in shown(editor, question).context["states"]:
            page = editor.get(reverse("preview", args=[question.pk]) + url)
            before, _, practice = page.text.partition("<fieldset disabled>")
            assert "<form" not in before
            assert "<form" in practice
            assert not re.search(r'<a class="button"[^>]* href', practice)
            for token in re.findall(r'name="presentation" value="([^"]*)"', page.text):
                with pytest.raises(presentations.PresentationRefused):
                    presentations.read(token, now=now)
    assert [model.objects.count() for model in (Learner, Card, PracticeSession, SessionItem, Review)] == counts
    assert editor.post(reverse("preview", args=[choice.pk])).status_code == 405


def test_it_obeys_the_sites_policy_and_is_kept_nowhere(editor, choice):
    page = shown(editor, choice)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.text)


def test_markup_in_a_question_stays_text(editor):
    card = factories.QuestionFactory(stem="What does <script>alert(1)</script> do?")
    assert escape("<script>alert(1)</script>") in shown(editor, card).text


def test_only_editors_with_the_right_to_see_questions_are_shown_it(client, choice):
    url = reverse("preview", args=[choice.pk])
    assert client.get(url).status_code == 302

    client.force_login(factories.UserFactory())
    assert client.get(url).status_code == 302

    client.force_login(factories.UserFactory(is_staff=True))
    assert client.get(url).status_code == 403


def test_a_question_that_does_not_exist_is_not_found(editor, choice):
    url = reverse("preview", args=[choice.pk])
    choice.versions.all().delete()
    assert editor.get(url).status_code == 404
    choice.delete()
    assert editor.get(url).status_code == 404
