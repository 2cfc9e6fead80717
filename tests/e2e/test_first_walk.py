"""A stranger's first minutes: a question at once, ten of them, and what they came to."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from content.models import QuestionVersion
from quiz.models import Card, Learner, Review


def as_read(markdown: str) -> str:
    """What the eye sees of a line of Markdown."""
    parts = markdown.split("`")
    return "".join(part if number % 2 else part.replace("*", "") for number, part in enumerate(parts))


def test_a_stranger_is_asked_at_once_answers_in_two_taps_and_reads_every_option_s_reason(visitor):
    visitor.open("/")
    expect(visitor.question).to_be_visible()
    version = QuestionVersion.objects.get(pk=visitor.presentation().version)

    visitor.choose(visitor.right_option(), "Sure")

    expect(visitor.verdict).to_contain_text(re.compile(r"^Right\. It comes back in \d+ minutes\.$"))
    for option in version.options:
        row = visitor.page.get_by_role("listitem").filter(has_text=as_read(option["text"]))
        assert option["why"]
        expect(row.filter(has_text=as_read(option["why"]))).to_have_count(1)
    review = Review.objects.get()
    assert (review.score, review.grade, review.learner.user) == (1, 3, None)
    assert review.learner.time_zone == "Europe/Berlin"


def test_ten_mixed_questions_end_in_a_score_and_what_returns_when_and_undo_brings_the_last_back(visitor):
    visitor.open("/")
    for number in range(1, 11):
        last = visitor.asked_point()
        visitor.answer(right=number not in {3, 7})
        assert visitor.go_on() is (number < 10)
    expect(visitor.question).to_have_text("8 of 10 right")
    expect(visitor.heading("What returns when")).to_be_visible()
    returning = visitor.page.get_by_role("definition").all_inner_texts()
    assert sum(int(text.split()[0]) for text in returning) == 10
    assert Card.objects.filter(learner=Learner.objects.get(), due__isnull=False).count() == 10

    visitor.button("Undo the last answer").click()
    visitor.wait_for_question()

    assert visitor.asked_point() == last
    assert Card.objects.get(point=last).due is None
    visitor.answer(right=False)
    assert visitor.go_on() is False
    expect(visitor.question).to_have_text("7 of 10 right")
    assert Review.objects.count() == 11
    assert Review.objects.standing().count() == 10


def test_i_don_t_know_needs_no_option_and_what_was_missed_is_gone_over(visitor):
    visitor.start("Multiple choice", length=5)
    missed = visitor.asked_point()
    visitor.press("I don’t know")
    expect(visitor.verdict).to_contain_text("Now you know.")
    visitor.go_on()
    visitor.answer_all()
    visitor.think(timedelta(minutes=1))

    visitor.button("Go over the one missed").click()
    visitor.wait_for_question()

    assert visitor.asked_point() == missed
