"""The keyboard alone: what a page shows beside its buttons is what its keys do."""

import re

from playwright.sync_api import expect

from content.models import Question
from quiz.models import Review


def test_a_choice_question_is_answered_left_and_undone_by_keys_alone(visitor):
    press = visitor.page.keyboard.press
    Question.objects.exclude(kind="single-choice").update(state="draft")
    visitor.start("Multiple choice", length=5)
    asked = visitor.asked_point()

    press(str(visitor.right_option() + 1))
    expect(visitor.page.get_by_role("radio", checked=True)).to_have_count(1)
    visitor.think()
    press("Enter")
    expect(visitor.onwards).to_be_focused()
    expect(visitor.page.get_by_role("status")).to_have_text(re.compile(r"^Right\. It comes back in"))
    review = Review.objects.get()
    assert (review.score, review.certainty) == (1, "sure")

    press("u")
    visitor.wait_for_question()
    assert visitor.asked_point() == asked
    visitor.think()
    press("0")
    expect(visitor.verdict).to_contain_text("Now you know.")
    press("Enter")
    expect(visitor.page.get_by_text("2 of 5")).to_be_visible()


def test_a_flashcard_is_turned_graded_left_and_undone_by_keys_alone(visitor):
    press = visitor.page.keyboard.press
    visitor.start("Flashcards", length=5)
    asked = visitor.asked_point()

    press("Space")
    expect(visitor.heading("Answer")).to_be_visible()
    visitor.think()
    press("3")
    expect(visitor.onwards).to_be_focused()
    assert Review.objects.get().grade == 3

    press("Enter")
    expect(visitor.page.get_by_text("2 of 5")).to_be_visible()
    visitor.wait_for_question()
    press("u")
    expect(visitor.page.get_by_text("1 of 5")).to_be_visible()
    assert visitor.asked_point() == asked


def test_tab_reaches_the_page_past_the_menu(visitor):
    visitor.open("/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.link("Skip to the page")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()
