"""The same pages without JavaScript."""

import pytest
from playwright.sync_api import expect

from quiz.models import Review


@pytest.fixture
def visitor(open_browser):
    return open_browser(java_script_enabled=False)


def test_a_stranger_answers_in_two_taps_and_is_told_the_right_option_beside_theirs(visitor):
    visitor.open("/")
    wrong = (visitor.right_option() + 1) % visitor.options.count()

    visitor.choose(wrong, "Sure")

    expect(visitor.page.get_by_role("listitem").filter(has_text="Your answer.")).to_have_count(1)
    right = visitor.page.get_by_text("Right.", exact=True)
    expect(visitor.page.get_by_role("listitem").filter(has=right)).to_have_count(1)
    assert (Review.objects.get().score, Review.objects.get().grade) == (0, 1)


def test_a_run_is_answered_skipped_undone_and_summed_up(visitor):
    visitor.start("Mixed", length=5)
    for number in (1, 2, 3):
        visitor.answer(right=number != 2)
        visitor.go_on()
    visitor.button("Skip").click()
    expect(visitor.page.get_by_text("5 of 5")).to_be_visible()
    visitor.answer()
    visitor.go_on()
    expect(visitor.question).to_have_text("3 of 4 right")

    visitor.button("Undo the last answer").click()
    visitor.answer(right=False)
    visitor.go_on()

    expect(visitor.question).to_have_text("2 of 4 right")
    assert Review.objects.standing().count() == 4
