"""The first answer, before there is anybody to give it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Guide, Question, QuestionVersion, Topic
from quiz.models import Card, Learner, PracticeSession, Review
from quiz.practice.presentations import sign
from quiz.practice.sessions import SECONDS_PER_QUESTION
from tests.quiz.pages.browser import client_of, field, filled_in, page, shown_by, start, text_of, token_of

FIRST = reverse("practice:first")


def rows() -> tuple[int, int, int, int]:
    return tuple(model.objects.count() for model in (Learner, PracticeSession, Card, Review))  # type: ignore[return-value]


@pytest.fixture
def home(client: Client, bank: Guide, clock: Any) -> Any:
    """The first page, read for ten seconds."""
    response = client.get("/")
    clock.shift(10)
    return response


def test_a_stranger_meets_a_question_with_options_and_leaves_no_trace(home: Any, client: Client) -> None:
    presentation, version = shown_by(home)
    text = text_of(home)
    assert presentation.stranger and version.question.kind == "single-choice" and not version.question.asks_topic
    assert version.stem in text and all(option["text"] in text for option in version.options)
    assert home.content.count(b'type="radio"') == len(version.options)
    assert "sessionid" not in client.cookies
    assert rows() == (0, 0, 0, 0)


def test_a_guide_that_asks_only_for_topics_greets_with_one_and_does_not_name_it(
    client: Client, bank: Guide, clock: Any
) -> None:
    Question.objects.filter(kind="single-choice", asks_topic=False).retire(now=timezone.now())
    home = client.get("/")
    presentation, version = shown_by(home)
    assert presentation.stranger and version.question.asks_topic
    assert f"{version.question.point.topic.section.name} ·" not in text_of(home)
    clock.shift(10)
    assert "Right." in text_of(client.post(FIRST, filled_in(home))) and rows() == (1, 1, 1, 1)


def test_a_guide_without_options_greets_with_a_way_to_start(client: Client, bank: Guide, clock: Any) -> None:
    Question.objects.filter(kind="single-choice").retire(now=timezone.now())
    home = client.get("/")
    assert "A small guide" in text_of(home) and b'type="radio"' not in home.content
    begun = client.post(page("start"), {"mode": field(home, "mode")}, follow=True)
    assert "1 of 10" in text_of(begun)


def test_an_empty_bank_says_so(client: Client, db: None) -> None:
    for url in ("/", page("menu"), reverse("guide:index")):
        response = client.get(url)
        assert response.status_code == 200 and "bank is empty" in text_of(response)


def test_the_first_answer_makes_a_guest_a_run_a_card_and_a_review(home: Any, client: Client) -> None:
    told = client.post(FIRST, filled_in(home, right=True))
    assert told.status_code == 200 and "Right." in text_of(told)
    assert rows() == (1, 1, 1, 1)
    learner, review, session = Learner.objects.get(), Review.objects.get(), PracticeSession.objects.get()
    assert client.session["learner"] == str(learner.pk) == str(shown_by(home)[0].learner)
    assert (review.sequence, review.score, review.item.session, review.item.position) == (0, 1, session, 1)
    assert session.items.count() == 10 and "1 of 10" in text_of(told)
    assert f"about {9 * SECONDS_PER_QUESTION // 60 + 1} min" in text_of(told)
    assert client.get("/").status_code == 200 and "Carry on" in text_of(client.get("/"))


@pytest.mark.parametrize("where", ["the same browser", "a fresh browser"])
def test_the_first_answer_sent_again_counts_once_and_shows_what_was_recorded(
    home: Any, client: Client, where: str
) -> None:
    client.post(FIRST, filled_in(home, right=False))
    other = client if where == "the same browser" else Client()
    again = other.post(FIRST, filled_in(home, right=True))
    assert again.status_code == 200
    assert "Already answered" in text_of(again) and "Not this one." in text_of(again)
    assert rows() == (1, 1, 1, 1)
    assert other.session["learner"] == str(Learner.objects.get().pk)


def test_a_second_first_page_counts_for_the_guest_that_the_browser_has_become(
    home: Any, client: Client, clock: Any
) -> None:
    tabs = [home, Client().get("/")]
    while shown_by(tabs[1])[1].question.point_id == shown_by(home)[1].question.point_id:
        tabs[1] = Client().get("/")
    clock.shift(10)
    for tab in tabs:
        assert "Right." in text_of(client.post(FIRST, filled_in(tab)))
    assert rows() == (1, 2, 2, 2)


def test_a_second_first_page_with_the_same_point_shows_what_was_recorded(home: Any, client: Client, clock: Any) -> None:
    tab = Client().get("/")
    while shown_by(tab)[1].question.point_id != shown_by(home)[1].question.point_id:
        tab = Client().get("/")
    clock.shift(10)
    client.post(FIRST, filled_in(home, right=False))
    again = client.post(FIRST, filled_in(tab, right=True))
    assert "Already answered" in text_of(again) and "Not this one." in text_of(again)
    assert rows() == (1, 1, 1, 1)


def test_a_first_answer_that_has_counted_counts_for_no_other_learner(
    home: Any, client: Client, learner: Learner
) -> None:
    client.post(FIRST, filled_in(home))
    before = rows()
    response = client_of(learner).post(FIRST, filled_in(home))
    assert (response.status_code, response.url) == (302, "/")
    assert rows() == before and not learner.reviews.exists()


def test_an_incomplete_first_answer_shows_the_same_presentation_again(home: Any, client: Client) -> None:
    again = client.post(FIRST, {"presentation": token_of(home), "certainty": "sure"})
    assert again.status_code == 422 and "Choose an option first" in text_of(again)
    assert b'role="alert"' in again.content and token_of(again) == token_of(home)
    assert rows() == (0, 0, 0, 0) and "sessionid" not in client.cookies
    client.post(FIRST, filled_in(again))
    assert rows() == (1, 1, 1, 1)


def test_a_forged_or_old_first_answer_is_refused_and_writes_nothing(home: Any, client: Client, clock: Any) -> None:
    form = filled_in(home)
    for token in ("", "forged", form["presentation"][:-1], "A" + form["presentation"][1:]):
        response = client.post(FIRST, form | {"presentation": token})
        assert response.status_code == 400 and "That could not be taken" in text_of(response)
    clock.shift(7 * 24 * 3600)
    assert client.post(FIRST, form).status_code == 400
    assert rows() == (0, 0, 0, 0) and "sessionid" not in client.cookies


def test_a_first_answer_to_what_a_restored_database_lacks_is_refused_with_a_way_on(home: Any, client: Client) -> None:
    shown, _ = shown_by(home)
    lacking = sign(replace(shown, version=QuestionVersion.objects.latest("pk").pk + 1))
    response = client.post(FIRST, filled_in(home) | {"presentation": lacking})
    assert response.status_code == 400 and "not in the question bank any more" in text_of(response)
    assert b'href="/">Go on</a>' in response.content and rows() == (0, 0, 0, 0)


def test_a_runs_presentation_is_no_first_answer(browser: Client, bank: Guide, clock: Any) -> None:
    question = browser.get(page("question", start(browser)))
    clock.shift(10)
    response = browser.post(FIRST, filled_in(question))
    assert response.status_code == 400 and not Review.objects.exists()


def test_a_rapid_first_answer_says_that_it_did_not_count(client: Client, bank: Guide, clock: Any) -> None:
    told = client.post(FIRST, filled_in(client.get("/")))
    assert "Too quick to count" in text_of(told)
    assert [(review.grade, review.card.state) for review in Review.objects.all()] == [(None, 0)]


@pytest.mark.parametrize(("sent", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("Atlantis/Poseidonis", "UTC"), ("", "UTC")])
def test_a_guest_gets_the_browsers_zone_or_the_sites(home: Any, client: Client, sent: str, kept: str) -> None:
    client.post(FIRST, filled_in(home, time_zone=sent))
    assert [(row.time_zone, row.time_zone_chosen) for row in Learner.objects.all()] == [(kept, False)]


def test_a_start_that_finds_nothing_to_ask_makes_no_guest_and_says_what_to_choose(client: Client, bank: Guide) -> None:
    topic = Topic.objects.get(slug="http")
    Question.objects.filter(point__topic=topic).retire(now=timezone.now())
    nothing = client.post(page("start"), {"mode": "topic", "scope": f"topic:{topic.pk}"})
    assert nothing.status_code == 200 and "Choose another mode, section or topic" in text_of(nothing)
    assert rows() == (0, 0, 0, 0) and "sessionid" not in client.cookies


def test_starting_a_run_makes_a_guest_too(client: Client, bank: Guide, clock: Any) -> None:
    run = start(client, time_zone="Asia/Tokyo")
    assert client.get(page("question", run)).status_code == 200
    assert rows() == (1, 1, 0, 0) and Learner.objects.get().time_zone == "Asia/Tokyo"
