"""What becomes of a page that is open while a guest joins: its answer counts once, or its question is asked anew."""

from datetime import datetime, timedelta

import pytest
import time_machine

from content.models import Guide
from quiz.accounts.joining import merge
from quiz.models import Learner
from quiz.practice.answering import Recorded, StalePresentation
from quiz.progress.check import check
from quiz.progress.undo import undo
from quiz.scheduler.memory import Grade
from tests.factories import LearnerFactory, SessionItemFactory, UserFactory
from tests.quiz.answers import card_of, chosen, give, graded, present
from tests.quiz.banks import question
from tests.quiz.pages.browser import client_of, filled_in, page, text_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def own(db: None) -> Learner:
    """The account's learner, made elsewhere."""
    return LearnerFactory(user=UserFactory())


def recall():
    return question("http", "mistake", kind="recall")


def test_a_question_that_was_open_at_the_guests_counts_where_its_card_came_over(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    choice = question("http", "mistake", variant="first")
    shown = present(learner, choice, at=now)
    merge(learner, into=own, now=now)

    outcome = give(own, choice, chosen(choice, right=True), at=now + HOUR, presentation=shown)

    assert outcome.recorded is Recorded.NOW and own.reviews.get() == outcome.review


@pytest.mark.parametrize("whose", ["the guest", "the account"])
def test_a_question_that_was_open_while_two_histories_became_one_is_out_of_date(
    learner: Learner, own: Learner, bank: Guide, now: datetime, whose: str
) -> None:
    choice = question("http", "mistake", variant="first")
    for each in (learner, own, own):
        give(each, recall(), graded(Grade.GOOD), at=now)
    shown = present(learner if whose == "the guest" else own, choice, at=now + HOUR)
    merge(learner, into=own, now=now + HOUR)

    with pytest.raises(StalePresentation):
        give(own, choice, chosen(choice, right=True), at=now + 2 * HOUR, presentation=shown)
    assert own.reviews.count() == 3


def test_an_answer_given_before_is_found_again_after_its_number_changed(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    choice = question("http", "mistake", variant="first")
    give(own, recall(), graded(Grade.GOOD), at=now)
    shown = present(learner, choice, at=now)
    given = give(learner, choice, chosen(choice, right=True), at=now + HOUR, presentation=shown)
    merge(learner, into=own, now=now + HOUR)

    again = give(own, choice, chosen(choice, right=False), at=now + 2 * HOUR, presentation=shown)

    assert (again.recorded, again.review.pk) == (Recorded.BEFORE, given.review.pk)
    assert own.reviews.count() == 2


def test_a_question_shown_to_the_guest_is_not_answered_by_what_the_account_had_answered_before(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    choice = question("http", "mistake", variant="first")
    given = give(own, choice, chosen(choice, right=False), at=now - 20 * DAY)
    shown = [present(learner, choice, at=now), present(LearnerFactory(), choice, at=now, stranger=True)]
    merge(learner, into=own, now=now)
    before = card_of(own, choice).memory

    for each in shown:
        with pytest.raises(StalePresentation):
            give(own, choice, chosen(choice, right=True), at=now + HOUR, presentation=each)
    assert own.reviews.get() == given.review and card_of(own, choice).memory == before


def test_a_question_whose_number_joining_made_stale_is_asked_anew_and_then_counts(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    choice = question("http", "mistake", variant="first")
    give(own, choice, chosen(choice, right=False), at=now - 20 * DAY)
    run = SessionItemFactory(session__learner=learner, question=choice).session_id
    with time_machine.travel(now, tick=False) as clock:
        form = filled_in(client_of(learner).get(page("question", run)))
        merge(learner, into=own, now=now)
        browser = client_of(own)
        clock.shift(10)

        told = browser.post(page("answer", run), form)

        assert (told.status_code, told.url, own.reviews.count()) == (302, page("question", run), 1)
        anew = browser.get(told.url)
        clock.shift(10)
        assert "Right." in text_of(browser.post(page("answer", run), filled_in(anew)))
    assert own.reviews.count() == 2


def test_a_question_open_in_two_of_the_guests_tabs_counts_once_when_one_is_sent_after_joining(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    choice = question("http", "mistake", variant="first")
    one, other = (present(learner, choice, at=now) for _ in range(2))
    given = give(learner, choice, chosen(choice, right=True), at=now + HOUR, presentation=one)
    merge(learner, into=own, now=now + HOUR)

    again = give(own, choice, chosen(choice, right=False), at=now + 2 * HOUR, presentation=other)

    assert (again.recorded, again.review.pk) == (Recorded.BEFORE, given.review.pk)
    assert own.reviews.count() == 1


def test_an_answer_can_be_undone_by_a_page_that_was_loaded_before_its_card_was_merged(
    learner: Learner, own: Learner, bank: Guide, now: datetime
) -> None:
    give(own, recall(), graded(Grade.GOOD), at=now - DAY)
    before = card_of(own, recall()).memory
    review = give(learner, recall(), graded(Grade.AGAIN), at=now).review
    merge(learner, into=own, now=now)

    undo(review=review, now=now + HOUR)

    assert card_of(own, recall()).memory == before
    assert own.reviews.standing().count() == 1 and check(repair=False).differences == []
