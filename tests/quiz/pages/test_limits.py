"""What the day's limits leave of today, and what the pages say where they leave nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Guide, Topic
from quiz.models import Learner, PracticeSession
from quiz.scheduler.memory import Grade
from tests.factories import NOW, CardFactory
from tests.quiz.answers import give, graded
from tests.quiz.banks import point, question
from tests.quiz.pages.browser import page, start, text_of

REACHED = "Today’s limit of 2 reviews and 1 new point is reached."


@pytest.fixture
def limited(bank: Guide, learner: Learner, clock: Any) -> Learner:
    """Two reviews and one new point a day, and four points due."""
    Learner.objects.filter(pk=learner.pk).update(reviews_per_day=2, new_per_day=1)
    for topic in ("http", "caching", "sql", "queues"):
        give(learner, question(topic, "claim", "recall"), graded(Grade.EASY), at=NOW.replace(month=1))
    return learner


def done_for_today(learner: Learner) -> None:
    for topic, slug in (("http", "claim"), ("caching", "claim"), ("sql", "summary")):
        give(learner, question(topic, slug, "recall"), graded(Grade.EASY), at=NOW)


def test_today_is_what_the_limits_leave_of_it(browser: Client, limited: Learner) -> None:
    text = text_of(browser.get("/"))
    assert "Two minutes today. 2 points are about to slip away and 1 is new." in text
    assert "Today: 2 due, 1 new, about 2 min." in text_of(browser.get(page("menu")))
    assert PracticeSession.objects.get(pk=start(browser, "daily")).items.count() == 3


def test_what_cannot_be_asked_is_not_promised(browser: Client, bank: Guide, learner: Learner) -> None:
    Learner.objects.filter(pk=learner.pk).update(choice_only=True, new_per_day=0)
    CardFactory(learner=learner, point=point("http", "tip"))
    text = text_of(browser.get("/"))
    assert "slip away" not in text and "Start today’s questions" not in text


def test_a_limit_that_is_reached_is_named_with_ways_to_go_on(browser: Client, limited: Learner, no_fuzz: None) -> None:
    done_for_today(limited)
    nothing = browser.post(page("start"), {"mode": "daily"})
    assert nothing.status_code == 200 and b'role="alert"' in nothing.content
    for text in (text_of(nothing), text_of(browser.get("/")), text_of(browser.get(page("menu")))):
        assert text.count(REACHED) == 1 and "single topics have none" in text and "settings" in text
    today = text_of(browser.get("/"))
    assert "Enough for today." in today and "Practise flashcards" in today and "The next returns" not in today
    assert f'<a href="{reverse("settings")}">Change the limit</a>' in browser.get("/").content.decode()
    topic = Topic.objects.get(slug="sql").pk
    assert start(browser, "flashcards") and start(browser, "topic", scope=f"topic:{topic}")


def test_only_the_limit_that_holds_something_back_is_named(browser: Client, limited: Learner) -> None:
    done_for_today(limited)
    limited.cards.filter(point__topic__slug__in=["sql", "queues"], point__slug="claim").update(suspended=True)
    assert "Today’s limit of 1 new point is reached." in text_of(browser.get("/"))


def test_a_limit_is_named_for_the_part_of_the_guide_that_was_chosen(browser: Client, limited: Learner) -> None:
    """Of the data, two points are due; on the web only new points are left, and today has met its new one."""
    give(limited, question("sql", "summary", "recall"), graded(Grade.EASY), at=NOW)
    limited.cards.filter(point__topic__section__slug="web").update(suspended=True)
    section = Topic.objects.get(slug="http").section_id
    nothing = text_of(browser.post(page("start"), {"mode": "daily", "scope": f"section:{section}"}))
    assert "Today’s limit of 1 new point is reached." in nothing
    assert "Today: 2 due, 0 new" in nothing


def test_who_wants_only_options_is_led_on_to_those_where_a_limit_is_reached(browser: Client, limited: Learner) -> None:
    Learner.objects.filter(pk=limited.pk).update(choice_only=True, reviews_per_day=0, new_per_day=0)
    today = text_of(browser.get("/"))
    assert "Practise multiple choice" in today and "Practise flashcards" not in today
