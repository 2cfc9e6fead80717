"""What a run came to, and what follows from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.models import Guide
from quiz.models import Learner, PracticeSession, Review, SessionItem
from tests.factories import CardFactory
from tests.quiz.banks import point
from tests.quiz.pages.browser import answer, page, start, text_of, token_of


@pytest.fixture
def done(browser: Client, bank: Guide, clock: Any) -> int:
    """Ten choice questions: seven right, of them two not sure; two wrong, one not known."""
    run = start(browser)
    for _ in range(5):
        answer(browser, run, clock)
    for _ in range(2):
        answer(browser, run, clock, certainty="not-sure")
    for _ in range(2):
        answer(browser, run, clock, right=False)
    told = answer(browser, run, clock, certainty="dont-know")
    assert "See the summary" in text_of(told) and page("summary", run) in told.content.decode()
    return run


def test_the_summary_counts_what_was_right(browser: Client, done: int) -> None:
    text = text_of(browser.get(page("summary", done)))
    assert "7 of 10 right" in text and "2 min" in text and "skipped" not in text
    assert "Go over the 3 missed" in text
    # Listed by verdict: 7 right, 2 wrong, 1 not known.
    assert text.count("Not known") == 1 and text.count(" Wrong ") == 2 and text.count(" Right ") == 7


def test_the_summary_says_what_moved_and_what_returns_when(browser: Client, done: int, clock: Any) -> None:
    text = text_of(browser.get(page("summary", done)))
    assert text.count("its interval went from new") == 10
    # Ten seconds an answer: of the last three, which return a minute after their answers, none is here yet.
    assert "in 1 minute 3 points" in text
    clock.shift(timedelta(days=1))
    assert "now 10 points" in text_of(browser.get(page("summary", done)))


def test_a_known_points_interval_before_and_after_is_shown(
    browser: Client, bank: Guide, learner: Learner, clock: Any, no_fuzz: None
) -> None:
    run = start(browser, "flashcards", length=1)
    question = browser.get(page("question", run))
    clock.shift(10)
    browser.post(page("answer", run), {"presentation": token_of(question), "grade": 4})
    clock.shift(timedelta(days=8))
    run = start(browser, "flashcards", length=1)
    question = browser.get(page("question", run))
    clock.shift(10)
    browser.post(page("answer", run), {"presentation": token_of(question), "grade": 3})
    days = Review.objects.get(item__session=run).card.scheduled_days
    assert days > 16
    assert f"went from 8 d → to {days} d" in text_of(browser.get(page("summary", run)))


def test_an_unfinished_run_has_no_summary_yet(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser)
    response = browser.get(page("summary", run))
    assert (response.status_code, response.url) == (302, page("question", run))


def test_a_finished_run_asks_nothing_more(browser: Client, done: int) -> None:
    response = browser.get(page("question", done))
    assert (response.status_code, response.url) == (302, page("summary", done))


def test_the_last_answer_can_be_undone_from_the_summary(browser: Client, done: int) -> None:
    last = SessionItem.objects.get(session=done, position=10)
    assert f'name="item" value="{last.pk}"' in browser.get(page("summary", done)).content.decode()
    assert "10 of 10" in text_of(browser.post(page("undo", done), {"item": last.pk}, follow=True))


def test_skipped_questions_are_neither_right_nor_asked(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser, length=3)
    answer(browser, run, clock)
    for position in (2, 3):
        clock.shift(1)
        browser.post(page("skip", run), {"item": SessionItem.objects.get(session=run, position=position).pk})
    text = text_of(browser.get(page("summary", run)))
    assert "1 of 1 right" in text and "2 skipped" in text and text.count(" Skipped ") == 2
    assert "Bring back the last one skipped" in text


def test_a_run_of_skips_alone_answers_nothing(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser, length=1)
    browser.post(page("skip", run), {"item": SessionItem.objects.get(session=run).pk})
    assert "Nothing answered" in text_of(browser.get(page("summary", run)))


def test_what_was_missed_can_be_gone_over_at_once(browser: Client, done: int, clock: Any) -> None:
    again = browser.post(page("start"), {"mode": "missed", "session": done}, follow=True)
    assert "1 of 3" in text_of(again)
    missed = set(Review.objects.filter(score=0).values_list("card__point", flat=True))
    assert set(PracticeSession.objects.latest("pk").items.values_list("point", flat=True)) == missed


def test_as_much_again_can_be_practised(browser: Client, done: int) -> None:
    again = browser.post(page("start"), {"mode": "same", "session": done}, follow=True)
    session = PracticeSession.objects.latest("pk")
    assert session.pk != done and session.mode == "choice"
    assert f"1 of {session.items.count()}" in text_of(again)


def test_where_nothing_is_left_the_page_says_when_something_returns(
    browser: Client, bank: Guide, learner: Learner, clock: Any
) -> None:
    Learner.objects.filter(pk=learner.pk).update(new_per_day=0)
    CardFactory(learner=learner, point=point("http", "claim"), due=timezone.now() + timedelta(days=3))
    nothing = browser.post(page("start"), {"mode": "daily"})
    assert nothing.status_code == 200 and b'role="alert"' in nothing.content
    assert "the next point comes back Thu 5 Mar" in text_of(nothing)
    today = text_of(browser.get("/"))
    assert "Nothing is due now." in today and "The next returns Thu 5 Mar" in today
    assert not PracticeSession.objects.exists()


def test_where_nothing_will_ever_return_the_page_says_what_to_choose(
    browser: Client, bank: Guide, learner: Learner, clock: Any
) -> None:
    Learner.objects.filter(pk=learner.pk).update(new_per_day=0)
    assert "Choose another mode, section or topic" in text_of(browser.post(page("start"), {"mode": "daily"}))
