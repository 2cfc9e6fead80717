"""What a run came to, and what follows from it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Guide, Point, Question, Topic
from quiz.models import Learner, PracticeSession, Review, SessionItem
from quiz.practice.replies import Reply
from quiz.scheduler.memory import Grade
from tests.factories import CardFactory
from tests.quiz.answers import give, present
from tests.quiz.pages.browser import answer, filled_in, page, start, text_of, token_of


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


def self_graded(client: Client, run: int, clock: Any, grade: Grade) -> None:
    """Open the run's flashcard, think for ten seconds and grade oneself."""
    question = client.get(page("question", run))
    clock.shift(10)
    client.post(page("answer", run), {"presentation": token_of(question), "grade": int(grade)})


def test_the_summary_counts_what_was_right(browser: Client, done: int) -> None:
    text = text_of(browser.get(page("summary", done)))
    assert "7 of 10 right" in text and "2 min" in text and "skipped" not in text
    assert "Go over the 3 missed" in text
    # Listed by verdict: 7 right, 2 wrong, 1 not known.
    assert text.count("Not known") == 1 and text.count(" Wrong ") == 2 and text.count(" Right ") == 7


def test_each_answer_leads_to_its_feedback(browser: Client, done: int) -> None:
    summary = browser.get(page("summary", done)).content.decode()
    items = SessionItem.objects.filter(session=done).order_by("position")
    for item in items:
        url = reverse("practice:answered", args=[done, item.pk])
        assert f'href="{url}"' in summary
    told = text_of(browser.get(reverse("practice:answered", args=[done, items[0].pk])))
    assert "Right." in told and "See the summary" in told


def test_the_summary_says_what_moved_and_what_returns_when(browser: Client, done: int, clock: Any) -> None:
    text = text_of(browser.get(page("summary", done)))
    assert text.count("its interval went from new") == 10
    # Ten seconds an answer: of the last three, which return a minute after their answers, none is here yet.
    assert "within the hour 10 points" in text and text.count("returns in 1 minute") == 3
    clock.shift(timedelta(days=1))
    assert "now 10 points" in text_of(browser.get(page("summary", done)))


def test_what_returns_is_told_by_the_hour_then_by_the_day_the_soonest_first(
    browser: Client, bank: Guide, clock: Any, no_fuzz: None
) -> None:
    """Easy returns in eight days, Hard in five and a half minutes, Again in one."""
    run = start(browser, "flashcards", length=5)
    for grade in (Grade.EASY, Grade.GOOD, Grade.HARD, Grade.AGAIN, Grade.AGAIN):
        self_graded(browser, run, clock, grade)
    clock.shift(65)
    text = text_of(browser.get(page("summary", run)))
    assert "What returns when now 2 points within the hour 2 points Tue 10 Mar 1 point" in text


def test_an_answer_is_listed_with_the_wording_that_was_answered(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser, length=2)
    answer(browser, run, clock)
    answered, skipped = SessionItem.objects.filter(session=run).select_related("question")
    browser.post(page("skip", run), {"item": skipped.pk})
    Question.objects.filter(pk__in=[answered.question_id, skipped.question_id]).update(stem="Put anew?")
    response = browser.get(page("summary", run))
    text = text_of(response)
    assert " ".join(answered.question.stem.split()) in text and text.count("Put anew?") == 1


def test_a_known_points_interval_before_and_after_is_shown(
    browser: Client, bank: Guide, learner: Learner, clock: Any, no_fuzz: None
) -> None:
    self_graded(browser, start(browser, "flashcards", length=1), clock, Grade.EASY)
    clock.shift(timedelta(days=8))
    run = start(browser, "flashcards", length=1)
    self_graded(browser, run, clock, Grade.GOOD)
    days = Review.objects.get(item__session=run).card.scheduled_days
    assert days > 16
    assert f"went from 8 d → to {days} d" in text_of(browser.get(page("summary", run)))


def test_an_interval_that_stays_is_not_told_as_a_move(browser: Client, bank: Guide, clock: Any) -> None:
    for expected in (["new → to 1 min"], []):
        run = start(browser, "flashcards", length=1)
        self_graded(browser, run, clock, Grade.AGAIN)
        text = text_of(browser.get(page("summary", run)))
        assert re.findall(r"went from (.*?) ·", text) == expected and "returns in 1 minute" in text
        clock.shift(120)


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
    again = browser.post(page("again", done), {"what": "missed"}, follow=True)
    assert "1 of 3" in text_of(again)
    missed = set(Review.objects.filter(score=0).values_list("card__point", flat=True))
    assert set(PracticeSession.objects.latest("pk").items.values_list("point", flat=True)) == missed


def test_going_over_is_offered_only_for_what_can_be_asked_again(browser: Client, done: int) -> None:
    missed = Point.objects.filter(cards__reviews__score=0)
    missed.filter(pk__in=missed[:2].values("pk")).retire(now=timezone.now())
    assert "Go over the one missed" in text_of(browser.get(page("summary", done)))
    missed.retire(now=timezone.now())
    assert "Go over" not in text_of(browser.get(page("summary", done)))
    again = browser.post(page("again", done), {"what": "missed"})
    assert again.status_code == 200 and b'role="alert"' in again.content


@pytest.mark.parametrize("right", [True, False])
def test_an_answer_that_was_too_quick_to_count_is_neither_right_nor_missed(
    browser: Client, bank: Guide, clock: Any, right: bool
) -> None:
    run = start(browser, length=2)
    told = browser.post(page("answer", run), filled_in(browser.get(page("question", run)), right=right))
    assert "Too quick to count" in text_of(told) and b'<i class="skipped"></i><i></i>' in told.content
    browser.post(page("skip", run), {"item": SessionItem.objects.get(session=run, position=2).pk})
    text = text_of(browser.get(page("summary", run)))
    assert "Nothing counted" in text and "1 skipped" in text and "Go over" not in text
    browser.post(page("undo", run), {"item": SessionItem.objects.get(session=run, position=2).pk})
    answer(browser, run, clock)
    text = text_of(browser.get(page("summary", run)))
    assert "1 of 1 right" in text and text.count("Not counted") == 1 and "skipped" not in text


def test_a_spoken_answer_that_left_a_must_out_is_missed(
    browser: Client, bank: Guide, learner: Learner, clock: Any
) -> None:
    run = start(browser, "topic", scope=f"topic:{Topic.objects.get(slug='http').pk}")
    for item in SessionItem.objects.filter(session=run).exclude(point__slug="tip"):
        browser.post(page("skip", run), {"item": item.pk})
    spoken = SessionItem.objects.select_related("question").get(session=run, question__kind="spoken")
    shown = present(learner, spoken.question, at=timezone.now(), item=spoken.pk)
    clock.shift(10)
    give(learner, spoken.question, Reply(criteria=frozenset({1})), at=timezone.now(), presentation=shown)
    text = text_of(browser.get(page("summary", run)))
    assert "Go over the one missed" in text and " Partly " in text


def test_as_much_again_can_be_practised_and_the_button_says_how_much(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser, "flashcards", length=5)
    for _ in range(5):
        self_graded(browser, run, clock, Grade.EASY)
    for more in ("five", "two"):
        assert f"Practise {more} more" in text_of(browser.get(page("summary", run)))
        again = browser.post(page("again", run), {"what": "more"}, follow=True)
        session = PracticeSession.objects.latest("pk")
        assert session.pk != run and session.mode == "flashcards"
        assert f"1 of {session.items.count()}" in text_of(again)
        run = session.pk
        for _ in range(session.items.count()):
            self_graded(browser, run, clock, Grade.EASY)
    assert "Practise" not in text_of(browser.get(page("summary", run))).partition("right")[2].partition("Today")[0]


def test_where_nothing_is_left_the_page_says_when_something_returns(
    browser: Client, bank: Guide, learner: Learner, clock: Any
) -> None:
    for row in Point.objects.all():
        CardFactory(learner=learner, point=row, due=timezone.now() + timedelta(days=3))
    nothing = browser.post(page("start"), {"mode": "daily"})
    assert nothing.status_code == 200 and b'role="alert"' in nothing.content
    assert "the next point comes back Thu 5 Mar" in text_of(nothing)
    today = text_of(browser.get("/"))
    assert "Nothing is due now." in today and "The next returns Thu 5 Mar" in today
    assert not PracticeSession.objects.exists()


def test_where_nothing_will_ever_return_the_page_says_what_to_choose(
    browser: Client, bank: Guide, learner: Learner, clock: Any
) -> None:
    for row in Point.objects.all():
        CardFactory(learner=learner, point=row, suspended=True)
    assert "Choose another mode, section or topic" in text_of(browser.post(page("start"), {"mode": "daily"}))
