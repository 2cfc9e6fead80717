"""A run in the browser, from its first question to its summary."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.models import Guide, Question, QuestionVersion
from quiz.models import Card, Learner, PracticeSession, Review, SessionItem
from quiz.practice.presentations import read, sign
from quiz.scheduler.memory import Grade
from tests.factories import QuestionFactory
from tests.quiz.pages.browser import (
    answer,
    client_of,
    filled_in,
    option,
    page,
    shown_by,
    start,
    text_of,
    token_of,
)


@pytest.fixture
def run(browser: Client, bank: Guide, clock: Any) -> int:
    """A run of ten choice questions."""
    return start(browser)


def item_at(run: int, position: int) -> SessionItem:
    return SessionItem.objects.get(session=run, position=position)


def test_a_right_answer_says_why_each_option_is_what_it_is(browser: Client, run: int, clock: Any) -> None:
    question = browser.get(page("question", run))
    version = shown_by(question)[1]
    clock.shift(10)
    told = text_of(browser.post(page("answer", run), filled_in(question)))
    assert "Right." in told and "Your answer, and right." in told and "It comes back in 10 minutes." in told
    assert all(option["text"] in told and option["why"] in told for option in version.options)
    assert version.question.point.topic.name in told


@pytest.mark.parametrize(
    ("right", "certainty", "said", "grade", "returns"),
    [
        (True, "not-sure", "Right.", Grade.HARD, "in 6 minutes"),
        (False, "sure", "Not this one.", Grade.AGAIN, "in 1 minute"),
        (True, "dont-know", "Now you know.", Grade.AGAIN, "in 1 minute"),
    ],
)
def test_other_answers_are_told_as_what_they_are(
    *, browser: Client, run: int, clock: Any, right: bool, certainty: str, said: str, grade: Grade, returns: str
) -> None:
    told = text_of(answer(browser, run, clock, right=right, certainty=certainty))
    assert said in told and f"It comes back {returns}." in told
    assert [review.grade for review in Review.objects.all()] == [grade]


def test_an_answer_to_what_a_restored_database_lacks_is_refused_with_a_way_on(
    browser: Client, run: int, clock: Any
) -> None:
    question = browser.get(page("question", run))
    lacking = sign(replace(shown_by(question)[0], version=QuestionVersion.objects.latest("pk").pk + 1))
    clock.shift(10)
    response = browser.post(page("answer", run), filled_in(question) | {"presentation": lacking})
    assert response.status_code == 400 and "not in the question bank any more" in text_of(response)
    assert f'href="{page("question", run)}">Go on</a>' in response.content.decode()
    revealed = browser.get(page("reveal", run), {"presentation": lacking})
    assert (revealed.status_code, revealed.url) == (302, page("question", run))
    assert not Review.objects.exists()


@pytest.mark.parametrize("state", ["retired", "draft"])
def test_the_point_is_told_as_its_published_flashcard_says_it(
    browser: Client, run: int, clock: Any, state: str
) -> None:
    asked = browser.get(page("question", run))
    point = shown_by(asked)[1].question.point
    old = QuestionVersion.objects.current().get(question__point=point, question__kind="recall")
    retired_at = timezone.now() if state == "retired" else None
    Question.objects.filter(pk=old.question_id).update(state=state, retired_at=retired_at)
    QuestionFactory(point=point, kind="recall", variant="mended", answer="As an editor mended it.")
    clock.shift(10)
    told = text_of(browser.post(page("answer", run), filled_in(asked)))
    assert "The point As an editor mended it." in told


def test_the_title_of_feedback_says_how_it_went(browser: Client, run: int, clock: Any) -> None:
    assert "<title>Practise · Rehearse</title>" in browser.get(page("question", run)).content.decode()
    assert "<title>Right. Practise · Rehearse</title>" in answer(browser, run, clock).content.decode()
    wrong = answer(browser, run, clock, right=False).content.decode()
    assert "<title>Not this one. Practise · Rehearse</title>" in wrong


def test_the_same_answer_twice_shows_the_recorded_outcome(browser: Client, run: int, clock: Any) -> None:
    form = filled_in(browser.get(page("question", run)), right=False)
    clock.shift(10)
    browser.post(page("answer", run), form)
    again = browser.post(page("answer", run), form | {"option": 1, "certainty": "not-sure"})
    assert again.status_code == 200 and "Already answered" in text_of(again) and "Not this one." in text_of(again)
    assert Review.objects.count() == 1


def test_another_wording_answered_first_is_told_as_it_was_asked(browser: Client, bank: Guide, clock: Any) -> None:
    """Two runs wait at two wordings of one point, each open in a tab of its own."""
    runs = [start(browser, "flashcards", length=1), start(browser, "choice", length=1)]
    rival = QuestionVersion.objects.get(question__kind="single-choice", question=item_at(runs[1], 1).question_id)
    SessionItem.objects.filter(session=runs[0]).update(point=rival.question.point_id)
    SessionItem.objects.filter(session=runs[0]).update(
        question=Question.objects.get(point=rival.question.point_id, kind="recall")
    )
    tabs = [browser.get(page("question", number)) for number in runs]
    clock.shift(10)
    browser.post(page("answer", runs[0]), {"presentation": token_of(tabs[0]), "grade": 4})
    told = browser.post(page("answer", runs[1]), filled_in(tabs[1], right=False))
    text = text_of(told)
    assert "Already answered" in text and "Easy." in text
    assert not any(entry["why"] in text for entry in rival.options)
    assert Review.objects.count() == 1
    # It is undone where it was given, and starred from either run.
    assert page("undo", runs[1]) not in told.content.decode()
    assert f'name="item" value="{item_at(runs[1], 1).pk}"' in told.content.decode()
    browser.post(page("star", runs[1]), {"item": item_at(runs[1], 1).pk, "starred": "on"})
    assert Card.objects.get().starred


def test_a_flashcards_back_comes_by_its_reveal_and_says_when_each_grade_returns(
    browser: Client, bank: Guide, clock: Any
) -> None:
    run = start(browser, "flashcards")
    question = browser.get(page("question", run))
    version = shown_by(question)[1]
    front = text_of(question)
    assert version.stem in front and version.answer not in front
    revealed = browser.get(page("reveal", run), {"presentation": token_of(question)})
    text = text_of(revealed)
    assert version.answer in text and token_of(revealed) == token_of(question)
    for grade, when in [("Again", "1 min"), ("Hard", "5.5 min"), ("Good", "10 min")]:
        assert re.search(rf"{grade}\W+\d\W+{when}", text)
    days = re.search(r"Easy\W+4\W+(\d+) d", text)
    assert days is not None and not Review.objects.exists()
    clock.shift(10)
    told = browser.post(page("answer", run), {"presentation": token_of(revealed), "grade": 4})
    assert "Easy." in text_of(told) and f"in {days[1]} days" in text_of(told)
    assert Card.objects.get().scheduled_days == int(days[1])


def test_a_spoken_answer_is_graded_by_its_criteria(browser: Client, bank: Guide, clock: Any) -> None:
    Question.objects.exclude(kind="spoken").update(state="draft")
    run = start(browser, "daily", length=1)
    question = browser.get(page("question", run))
    assert "says what" not in text_of(question)
    revealed = browser.get(page("reveal", run), {"presentation": token_of(question)})
    assert "says what" in text_of(revealed) and "must" in text_of(revealed)
    clock.shift(10)
    form = {"presentation": token_of(revealed), "criteria": 1, "criterion": [1]}
    told = text_of(browser.post(page("answer", run), form))
    assert "Partly there." in told and "Said" in told and "Missed" in told
    assert Review.objects.get().grade == Grade.HARD


@pytest.mark.parametrize(
    "form",
    [{}, {"option": 1}, {"certainty": "sure"}, {"certainty": "sure", "option": 9}, {"certainty": "sure", "option": "x"},
     {"certainty": "perhaps", "option": 1}, {"certainty": "sure", "option": 0}, {"grade": 3}, {"grade": 9}],
)  # fmt: skip
def test_an_incomplete_reply_gets_the_same_presentation_again_with_what_is_missing(
    browser: Client, run: int, clock: Any, form: dict[str, Any]
) -> None:
    question = browser.get(page("question", run))
    again = browser.post(page("answer", run), form | {"presentation": token_of(question)})
    assert again.status_code == 422 and b'role="alert"' in again.content
    assert token_of(again) == token_of(question)
    assert option(again, right=True) == option(question, right=True)
    assert not Review.objects.exists()


def test_a_forged_foreign_or_old_presentation_is_refused(
    browser: Client, run: int, stranger: Learner, clock: Any
) -> None:
    form = filled_in(browser.get(page("question", run)))
    theirs = client_of(stranger)
    their_run = start(theirs)
    elsewhere = filled_in(browser.get(page("question", start(browser))))
    clock.shift(10)
    anothers = sign(replace(read(form["presentation"], now=timezone.now()), learner=stranger.pk))
    for token in ("", "x", form["presentation"][:-2], elsewhere["presentation"], anothers):
        refused = browser.post(page("answer", run), form | {"presentation": token})
        assert refused.status_code == 400 and "That could not be taken" in text_of(refused)
    assert theirs.post(page("answer", their_run), form).status_code == 400
    clock.shift(timedelta(days=7))
    assert browser.post(page("answer", run), form).status_code == 400
    assert not Review.objects.exists()


def test_a_skipped_question_is_passed_over_and_brought_back(browser: Client, run: int, clock: Any) -> None:
    first = item_at(run, 1)
    response = browser.post(page("skip", run), {"item": first.pk}, follow=True)
    assert "2 of 10" in text_of(response) and "Bring back" in text_of(response)
    assert "data-announce>Skipped.<" in response.content.decode()
    response = browser.post(page("undo", run), {"item": first.pk}, follow=True)
    assert "data-announce>Taken back: here is the question again.<" in response.content.decode()
    assert "Taken back" not in text_of(browser.get(page("question", run)))
    assert "1 of 10" in text_of(response) and not Review.objects.exists()


def test_a_question_says_of_nothing_that_it_was_skipped_or_taken_back_where_it_was_not(
    browser: Client, run: int, clock: Any
) -> None:
    answer(browser, run, clock)
    first = {"item": item_at(run, 1).pk}
    assert "Skipped." not in text_of(browser.post(page("skip", run), first, follow=True))
    assert "Taken back" in text_of(browser.post(page("undo", run), first, follow=True))
    for nothing in (first, {"item": 0}):
        assert "Taken back" not in text_of(browser.post(page("undo", run), nothing, follow=True))


def test_undo_asks_the_question_again_and_a_repeat_of_the_answer_says_so(browser: Client, run: int, clock: Any) -> None:
    form = filled_in(browser.get(page("question", run)))
    clock.shift(10)
    told = browser.post(page("answer", run), form)
    assert f'name="item" value="{item_at(run, 1).pk}"' in told.content.decode()
    again = browser.post(page("undo", run), {"item": item_at(run, 1).pk}, follow=True)
    assert "1 of 10" in text_of(again) and token_of(again) != form["presentation"]
    repeat = text_of(browser.post(page("answer", run), form))
    assert "That answer was undone" in repeat and "1 of 10" in repeat
    assert Review.objects.standing().count() == 0
    clock.shift(10)
    assert "Right." in text_of(browser.post(page("answer", run), filled_in(again)))
    assert [(r.sequence, r.undone_at is None) for r in Review.objects.order_by("sequence")] == [(0, False), (1, True)]


def test_an_answer_under_a_later_one_is_not_undone(browser: Client, run: int, clock: Any) -> None:
    answer(browser, run, clock)
    first = item_at(run, 1)
    clock.shift(timedelta(hours=1))
    later = start(browser, length=1)
    assert item_at(later, 1).point_id == first.point_id
    answer(browser, later, clock)
    refused = browser.post(page("undo", run), {"item": first.pk})
    assert refused.status_code == 400 and "undo the later answer first" in text_of(refused)
    assert Review.objects.standing().count() == 2


def test_a_star_stays_on_the_point_until_it_is_taken_away(browser: Client, run: int, clock: Any) -> None:
    first = item_at(run, 1)
    starred = browser.post(page("star", run), {"item": first.pk, "starred": "on"}, follow=True)
    assert b'aria-pressed="true"' in starred.content and "1 of 10" in text_of(starred)
    assert [(c.point_id, c.starred, c.state) for c in Card.objects.all()] == [(first.point_id, True, 0)]
    answer(browser, run, clock)
    told = browser.post(page("star", run), {"item": first.pk, "starred": "off"}, follow=True)
    assert told.redirect_chain[-1][0] == page("answered", run, first.pk)
    assert b'aria-pressed="false"' in told.content and "Right." in text_of(told)
    assert Card.objects.get().starred is False


def test_an_answers_feedback_can_be_read_again(browser: Client, run: int, clock: Any) -> None:
    answer(browser, run, clock, right=False)
    told = browser.get(page("answered", run, item_at(run, 1).pk))
    assert told.status_code == 200 and "Not this one." in text_of(told) and "Already" not in text_of(told)
    assert browser.get(page("answered", run, item_at(run, 2).pk)).status_code == 404


def test_a_question_retired_meanwhile_is_passed_over(browser: Client, run: int, clock: Any) -> None:
    Question.objects.filter(pk=item_at(run, 1).question_id).update(state="retired", retired_at=timezone.now())
    assert "2 of 10" in text_of(browser.get(page("question", run)))


def test_an_answer_after_retirement_still_counts(browser: Client, run: int, clock: Any) -> None:
    question = browser.get(page("question", run))
    Question.objects.filter(pk=item_at(run, 1).question_id).update(state="retired", retired_at=timezone.now())
    clock.shift(10)
    assert "Right." in text_of(browser.post(page("answer", run), filled_in(question)))
    assert Review.objects.count() == 1


def test_the_zone_follows_the_browser_with_each_answer_until_it_is_chosen(
    browser: Client, run: int, learner: Learner, clock: Any
) -> None:
    answer(browser, run, clock, time_zone="Asia/Tokyo")
    assert Review.objects.get().zone == "Asia/Tokyo"
    Learner.objects.filter(pk=learner.pk).update(time_zone_chosen=True)
    answer(browser, run, clock, time_zone="America/Lima")
    assert Learner.objects.get(pk=learner.pk).time_zone == "Asia/Tokyo"
    assert {review.zone for review in Review.objects.all()} == {"Asia/Tokyo"}


def test_a_run_is_offered_again_on_the_first_page_and_the_menu(browser: Client, run: int, clock: Any) -> None:
    answer(browser, run, clock)
    for url in ("/", page("menu")):
        shown = browser.get(url)
        assert "1 of 10 done" in text_of(shown) and page("question", run) in shown.content.decode()
        assert len(re.findall(r"Space", text_of(shown))) == (url == "/")
    assert "Carry on Space" in text_of(browser.get("/"))
    assert PracticeSession.objects.count() == 1
