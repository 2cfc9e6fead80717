"""Flashcards of one section, and the guide to read."""

import math
import re

from playwright.sync_api import expect

from quiz.models import Card, Review

COLUMNS = ["Explanation", "Code example", "Best practice", "Real use", "Pitfall", "Interview tip"]
PAGES = ["/", "/practice/", "/guide/backend/", "/guide/backend/rate-limiting/", "/progress/", "/settings/"]


def test_flashcards_of_a_section_show_their_back_when_asked_and_return_when_the_grade_s_button_said(visitor):
    visitor.start("Flashcards", scope="All of Databases", length=5)
    for grade, unit in [("Easy", "d"), ("Good", "min"), ("Again", "min"), ("Hard", "min"), ("Easy", "d")]:
        assert visitor.asked_point().topic.section.name == "Databases"
        expect(visitor.heading("Answer")).to_have_count(0)

        promise = visitor.recall(grade)

        number, promised_unit = promise.split()
        assert promised_unit == unit
        ahead = f"{math.ceil(float(number))} {'day' if unit == 'd' else 'minute'}"
        expect(visitor.verdict).to_contain_text(f"{grade}. It comes back in {ahead}")
        expect(visitor.heading("Answer")).to_be_visible()
        visitor.go_on()

    expect(visitor.question).to_have_text("4 of 5 right")
    assert list(Review.objects.order_by("pk").values_list("grade", flat=True)) == [4, 3, 1, 2, 4]
    assert Card.objects.filter(scheduled_days__gte=5).count() == 2


def test_a_topic_page_has_the_guide_s_six_columns_by_name_and_starts_its_practice(visitor):
    visitor.open("/")
    visitor.page.get_by_role("navigation", name="Main").get_by_role("link", name="Guide").click()
    visitor.link("Rate Limiting").click()

    expect(visitor.question).to_have_text("Rate Limiting")
    for name in COLUMNS:
        column = visitor.page.locator("section").filter(has=visitor.heading(name))
        expect(column.get_by_role("article").first).to_have_text(re.compile(r"\w+ \w+ \w+"))
    visitor.button("Practise this").click()
    visitor.wait_for_question()
    assert visitor.asked_point().topic.slug == "rate-limiting"


def test_no_page_is_wider_than_the_smallest_telephone(open_browser):
    visitor = open_browser(viewport={"width": 320, "height": 640})
    visitor.open("/")
    visitor.answer()
    for path in PAGES:
        visitor.open(path)
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320, path
