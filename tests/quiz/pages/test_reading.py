"""The pages that show: today, the guide, progress, and the part of a page that a script asks for."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Guide, Topic
from quiz.models import Learner
from quiz.scheduler.memory import Grade
from tests.factories import CardFactory, PointFactory
from tests.quiz.answers import give, graded
from tests.quiz.banks import SLUG, point, question
from tests.quiz.pages.browser import answer, filled_in, page, start, text_of

PROGRESS = reverse("progress")
OUTLINE = reverse("guide:outline", args=[SLUG])
HTMX = {"HX-Request": "true"}


def answer_wrong_for_days(learner: Learner, topic: str, *, days: int) -> None:
    for ago in range(days, 0, -1):
        for slug in ("summary", "claim", "mistake"):
            at = timezone.now() - timedelta(days=ago)
            give(learner, question(topic, slug, "recall"), graded(Grade.AGAIN), at=at)


def test_today_counts_what_is_due_and_new_in_minutes(browser: Client, bank: Guide, learner: Learner) -> None:
    """Three due and room for five new: eight questions of half a minute."""
    Learner.objects.filter(pk=learner.pk).update(new_per_day=5)
    for slug in ("summary", "claim", "mistake"):
        CardFactory(learner=learner, point=point("http", slug))
    text = text_of(browser.get("/"))
    assert "Four minutes today." in text and "3 points are about to slip away and 5 are new." in text


def test_the_week_ahead_is_a_picture_with_its_table(browser: Client, bank: Guide, learner: Learner) -> None:
    for days, slug in [(0, "summary"), (2, "claim"), (2, "mistake"), (9, "tip")]:
        CardFactory(learner=learner, point=point("http", slug), due=timezone.now() + timedelta(days=days))
    for url in ("/", PROGRESS):
        text = text_of(browser.get(url))
        assert "Today 2 Mar 1" in text and "Wed 4 Mar 2" in text and "Sun 8 Mar 0" in text
        assert b"<svg" in browser.get(url).content


def test_the_weakest_topics_lead_to_a_drill_and_unknown_ones_to_a_check(
    browser: Client, bank: Guide, learner: Learner
) -> None:
    answer_wrong_for_days(learner, "http", days=4)
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=timezone.now())
    text = text_of(browser.get("/"))
    assert "Weakest now HTTP" in text and "Drill 8 : HTTP" in text
    assert "Too early to say SQL" in text and "Check 5 : SQL" in text
    assert "unknown: too few answers to say" in text and "Queues" not in text
    pk = Topic.objects.get(slug="http").pk
    assert f'value="topic:{pk}"' in browser.get("/").content.decode()
    drill = browser.post(page("start"), {"mode": "drill", "scope": f"topic:{pk}", "length": 8}, follow=True)
    assert "1 of 4" in text_of(drill)


def test_a_topic_of_which_one_answer_is_known_is_not_among_the_weakest(
    browser: Client, bank: Guide, learner: Learner
) -> None:
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=timezone.now())
    assert "Weakest now" not in text_of(browser.get("/"))


def test_progress_says_what_is_weak_unknown_and_not_met(browser: Client, bank: Guide, learner: Learner) -> None:
    answer_wrong_for_days(learner, "http", days=4)
    text = text_of(browser.get(PROGRESS))
    assert "3 of 16 points have been answered. 1 topic is weak, 0 unknown, 3 not met yet." in text
    assert re.search(r"HTTP 3 of 4 points answered Weak: \d+ % by tomorrow night, likely \d+\u2060–\u2060\d+ ", text)
    assert re.search(r"By tomorrow night you would recall (less than 1|\d+) % of the guide", text)
    assert "Queues 0 of 4 points answered not met yet" in text
    assert "not the chance of being hired" in text


def test_a_share_that_is_not_quite_nothing_is_not_told_as_nothing(
    browser: Client, bank: Guide, learner: Learner
) -> None:
    PointFactory.create_batch(300, topic=Topic.objects.get(slug="sql"))
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=timezone.now())
    text = text_of(browser.get(PROGRESS))
    assert "you would recall less than 1 % of the guide" in text
    assert "0 topics are weak, 1 unknown, 3 not met yet." in text and "The web 0 %" in text


def test_progress_before_the_first_answer_says_so(browser: Client, client: Client, bank: Guide) -> None:
    for who in (browser, client):
        assert "Nothing answered yet" in text_of(who.get(PROGRESS))


def test_the_outline_lists_sections_and_topics_in_order_with_mastery_where_there_is_some(
    browser: Client, client: Client, bank: Guide, learner: Learner
) -> None:
    strangers = text_of(client.get(OUTLINE))
    places = [strangers.index(name) for name in ("The web", "HTTP", "Caching", "Data", "SQL", "Queues")]
    assert places == sorted(places) and "4 points" in strangers and "%" not in strangers
    give(learner, question("sql", "claim", "recall"), graded(Grade.GOOD), at=timezone.now())
    text = text_of(browser.get(OUTLINE))
    assert "1 of 4 answered, too few to say" in text and "%" not in text


def test_the_outline_and_progress_say_the_same_of_a_topic(browser: Client, bank: Guide, learner: Learner) -> None:
    answer_wrong_for_days(learner, "http", days=4)
    outline = re.search(r"HTTP Beginner · 4 points 3 of 4 answered, (\d+) % by tomorrow", text_of(browser.get(OUTLINE)))
    progress = re.search(r"HTTP 3 of 4 points answered Weak: (\d+) % by tomorrow", text_of(browser.get(PROGRESS)))
    assert outline is not None and progress is not None and outline[1] == progress[1]


def test_the_guides_address_leads_to_the_guide_that_is_practised(client: Client, bank: Guide) -> None:
    assert client.get(reverse("guide:index")).url == OUTLINE


def test_a_topics_page_has_the_guides_columns_and_no_retired_point(client: Client, bank: Guide) -> None:
    url = reverse("guide:topic", args=[SLUG, "sql"])
    text = text_of(client.get(url))
    for column in ("Explanation", "Pitfall", "Interview tip", "True or false"):
        assert column in text
    assert "A language for tables" in text and "Mistake Gluing user input into a statement" in text
    assert "Practise this" in text and "Before Caching" in text and "Next Queues" in text
    bank.topics.get(slug="sql").points.filter(slug="mistake").update(state="retired", retired_at=timezone.now())
    assert "Gluing" not in text_of(client.get(url))


@pytest.mark.parametrize("kind", ["explanation", "best-practice", "real-use"])
def test_a_point_that_answers_a_question_of_its_own_stands_below_it(client: Client, bank: Guide, kind: str) -> None:
    topic = Topic.objects.get(slug="sql")
    PointFactory(topic=topic, kind=kind, ask="Is `NULL` equal to itself?", body__text="No. It is unknown.")
    text = text_of(client.get(topic.get_absolute_url()))
    assert "Is NULL equal to itself? No. It is unknown." in text


def test_a_points_level_is_named_where_it_is_not_its_topics(client: Client, bank: Guide) -> None:
    topic = Topic.objects.get(slug="sql")
    levels = re.findall(r'class="level">(\w+)<', client.get(topic.get_absolute_url()).content.decode())
    assert topic.get_level_display() == "Beginner" and levels == ["Intermediate", "Advanced", "Intermediate"]


def test_a_comparison_says_in_each_cell_what_it_speaks_of(client: Client, bank: Guide) -> None:
    topic = Topic.objects.get(slug="sql")
    for subject in ("A view", "A table"):
        PointFactory(topic=topic, kind="contrast", body__subject=subject, body__facet="storage")
    html = client.get(topic.get_absolute_url()).content.decode()
    assert re.search(r'role="region" aria-label="Comparison of A view, A table"', html)
    assert re.findall(r'data-subject="([^"]*)"', html) == ["A view", "A table"]


def test_a_topic_without_points_is_not_found_and_not_listed(client: Client, bank: Guide) -> None:
    Topic.objects.get(slug="sql").points.retire(now=timezone.now())
    assert client.get(reverse("guide:topic", args=[SLUG, "sql"])).status_code == 404
    assert "SQL" not in text_of(client.get(OUTLINE)) and "SQL" not in text_of(client.get(page("menu")))


def test_what_an_author_writes_cannot_run_in_a_learners_browser(client: Client, bank: Guide) -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1))"
    PointFactory(topic=Topic.objects.get(slug="sql"), body__text=evil)
    html = client.get(reverse("guide:topic", args=[SLUG, "sql"])).content.decode()
    assert "alert(1)" in html
    assert "<script>alert" not in html and "<img" not in html and 'href="javascript' not in html


def test_a_script_gets_the_part_that_changes_and_no_script_the_whole_page(
    browser: Client, bank: Guide, clock: Any
) -> None:
    run = start(browser)
    whole, part = browser.get(page("question", run)), browser.get(page("question", run), headers=HTMX)
    assert b"<html" in whole.content and b"<nav" in whole.content
    assert part.content.lstrip().startswith(b'<div id="practice">') and b"<html" not in part.content
    clock.shift(10)
    told = browser.post(page("answer", run), filled_in(part), headers=HTMX)
    assert "Right." in text_of(told) and b"<html" not in told.content


def test_a_script_at_the_end_of_a_run_is_sent_to_the_summary(browser: Client, bank: Guide, clock: Any) -> None:
    run = start(browser, length=1)
    answer(browser, run, clock)
    response = browser.get(page("question", run), headers=HTMX)
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, page("summary", run))


@pytest.mark.parametrize("mode", ["topic", "flashcards", "daily"])
def test_a_run_of_one_topic_asks_of_it_alone(browser: Client, bank: Guide, mode: str) -> None:
    topic = Topic.objects.get(slug="http")
    run = start(browser, mode, scope=f"topic:{topic.pk}")
    asked = Learner.objects.get().sessions.get(pk=run).items.values_list("point__topic", flat=True)
    assert set(asked) == {topic.pk}
    assert "HTTP" in text_of(browser.get(page("question", run)))
