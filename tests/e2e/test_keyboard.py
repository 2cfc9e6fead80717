"""The keyboard alone: what a page shows beside its buttons is what its keys do."""

import re

from playwright.sync_api import expect

from content.models import Question
from quiz.models import Review
from tests.e2e.visitor import ZONE, Visitor


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


def test_space_presses_what_it_stands_beside_and_else_only_scrolls(visitor):
    press = visitor.page.keyboard.press
    visitor.open("/")
    visitor.answer()
    requests = []
    visitor.page.on("request", lambda request: requests.append(request.url))
    visitor.onwards.focus()
    press("Space")
    expect(visitor.onwards).to_be_focused()
    assert requests == []

    visitor.open("/")
    expect(visitor.page.get_by_role("heading", name=re.compile("today"))).to_be_visible()
    for link in (visitor.link("Guide"), visitor.link("Choose what to practise")):
        link.focus()
        press("Space")
    expect(visitor.link("Choose what to practise")).to_be_focused()
    visitor.page.get_by_role("main").focus()
    press("Space")
    visitor.wait_for_question()


def test_a_learner_who_turns_the_shortcuts_off_types_and_tabs_as_anywhere(visitor):
    press = visitor.page.keyboard.press
    visitor.open("/")
    visitor.answer()
    visitor.open("/settings/")
    visitor.page.get_by_label("Keyboard shortcuts").uncheck()
    visitor.button("Save").click()
    expect(visitor.page.get_by_text("Saved.")).to_be_visible()

    Question.objects.exclude(kind="single-choice").update(state="draft")
    visitor.start("Multiple choice", length=5)
    asked = visitor.asked_point()
    for key in ("1", "0", "s", "u", "Enter"):
        press(key)
    expect(visitor.page.get_by_role("radio", checked=True)).to_have_count(0)
    assert visitor.asked_point() == asked and Review.objects.count() == 1

    visitor.options.first.focus()
    press("Space")
    visitor.button("Sure").focus()
    visitor.think()
    press("Enter")
    expect(visitor.onwards).to_be_focused()
    assert Review.objects.count() == 2


def test_an_answer_whose_reply_was_lost_is_sent_again_and_counts_once(browser, live_server, bank, clock):
    """The browser of this test is not watched: a connection that breaks is an error in its console."""
    context = browser.new_context(base_url=live_server.url, timezone_id=ZONE)
    visitor = Visitor(context.new_page(), clock)
    visitor.open("/")
    visitor.answer()
    visitor.go_on()
    before = Review.objects.count()
    if visitor.button("Show answer").is_visible():
        visitor.button("Show answer").click()
        expect(visitor.heading("Answer")).to_be_visible()
    visitor.think()

    def lose_the_reply(route):
        assert route.fetch().status == 200
        route.abort("connectionreset")

    visitor.page.route("**/answer/", lose_the_reply)
    answering = visitor.button("I don’t know").or_(visitor.page.get_by_role("button", name=re.compile("^Again|^Grade")))
    answering.click()
    expect(visitor.page.get_by_role("status")).to_have_text("No reply came. Send it again: an answer counts once.")
    visitor.page.unroute("**/answer/")
    answering.click()
    expect(visitor.page.get_by_text("Already answered")).to_be_visible()
    assert Review.objects.count() == before + 1
    context.close()


def test_tab_reaches_the_page_past_the_menu(visitor):
    visitor.open("/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.link("Skip to the page")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()
