"""An answer counts exactly once, for what it is worth."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from content.models import Guide
from content.store.questions import save_version
from quiz.models import Card, Learner, Review
from quiz.practice import answering
from quiz.practice.answering import Recorded, StalePresentation
from quiz.practice.replies import IncompleteReply, Reply
from quiz.progress.undo import undo
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import NEW_MEMORY, Grade
from tests.quiz.answers import UNKNOWN, card_of, chosen, give, graded, present, version_of
from tests.quiz.banks import question

SURE, NOT_SURE = Certainty.SURE, Certainty.NOT_SURE


@pytest.mark.parametrize(
    ("right", "certainty", "grade", "score"),
    [
        (True, SURE, Grade.GOOD, 1),
        (True, NOT_SURE, Grade.HARD, 1),
        (False, SURE, Grade.AGAIN, 0),
        (False, NOT_SURE, Grade.AGAIN, 0),
    ],
)
def test_a_choice_is_graded_by_right_and_sure(
    *, bank: Guide, learner: Learner, now: datetime, right: bool, certainty: Certainty, grade: Grade, score: float
) -> None:
    asked = question("http", "mistake", variant="first")
    review = give(learner, asked, chosen(asked, right=right, certainty=certainty), at=now).review
    assert (review.grade, review.score, review.certainty) == (grade, score, certainty)


def test_who_does_not_know_gets_again_whatever_is_ticked(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    assert give(learner, asked, UNKNOWN, at=now).review.grade == Grade.AGAIN
    ticked = replace(chosen(asked, right=True), certainty=Certainty.DONT_KNOW)
    review = give(learner, asked, ticked, at=now + timedelta(minutes=2)).review
    assert (review.grade, review.score) == (Grade.AGAIN, 0)


@pytest.mark.parametrize(
    ("met", "grade", "score"),
    [({0, 1}, Grade.GOOD, 1), ({0}, Grade.HARD, 0.5), ({1}, Grade.AGAIN, 0.5), (set(), Grade.AGAIN, 0)],
)
def test_a_spoken_answer_is_graded_by_its_criteria_of_which_the_first_is_a_must(
    *, bank: Guide, learner: Learner, now: datetime, met: set[int], grade: Grade, score: float
) -> None:
    review = give(learner, question("http", "tip", "spoken"), Reply(criteria=frozenset(met)), at=now).review
    assert (review.grade, review.score, review.reply) == (grade, score, {"criteria": sorted(met)})


def test_a_grade_sent_with_criteria_changes_nothing(bank: Guide, learner: Learner, now: datetime) -> None:
    reply = Reply(criteria=frozenset({1}), grade=Grade.EASY)
    review = give(learner, question("http", "tip", "spoken"), reply, at=now).review
    assert (review.grade, review.score) == (Grade.AGAIN, 0.5)


def test_a_rapid_guess_has_no_grade_and_moves_nothing(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    shown = present(learner, asked, at=now)
    soon = now + timedelta(milliseconds=999)
    review = give(learner, asked, chosen(asked, right=True), at=soon, presentation=shown).review
    card = card_of(learner, asked)
    assert (review.grade, review.due, review.score) == (None, None, 1)
    assert (card.memory, card.answered_at, card.sequence) == (NEW_MEMORY, None, 1)
    shown = present(learner, asked, at=now)
    in_time = now + timedelta(seconds=1)
    assert give(learner, asked, chosen(asked, right=True), at=in_time, presentation=shown).review.grade == Grade.GOOD


def test_a_rapid_guess_leaves_a_known_point_where_it_is(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    give(learner, asked, chosen(asked, right=True), at=now)
    known = card_of(learner, asked)
    shown = present(learner, asked, at=now + timedelta(days=1))
    soon = shown.shown_at + timedelta(seconds=0.5)
    review = give(learner, asked, chosen(asked, right=False), at=soon, presentation=shown).review
    card = card_of(learner, asked)
    assert (card.memory, card.answered_at, card.sequence) == (known.memory, known.answered_at, 2)
    assert (review.grade, review.due, review.sequence) == (None, None, 1)


def test_the_same_presentation_twice_is_one_review_with_its_recorded_outcome(
    bank: Guide, learner: Learner, now: datetime
) -> None:
    asked = question("http", "mistake", variant="first")
    shown = present(learner, asked, at=now)
    first = give(learner, asked, chosen(asked, right=False), at=now + timedelta(seconds=5), presentation=shown)
    memory = card_of(learner, asked).memory
    again = give(learner, asked, chosen(asked, right=True), at=now + timedelta(hours=5), presentation=shown)
    assert (first.recorded, again.recorded) == (Recorded.NOW, Recorded.BEFORE)
    assert again.review == first.review and again.review.score == 0
    assert Review.objects.count() == 1 and card_of(learner, asked).memory == memory


def test_two_presentations_of_one_number_are_one_review(bank: Guide, learner: Learner, now: datetime) -> None:
    """Two tabs show two wordings of a point; the first answer counts."""
    one, other = question("http", "mistake", variant="first"), question("http", "mistake", variant="second")
    tabs = [present(learner, asked, at=now) for asked in (one, other)]
    first = give(learner, one, chosen(one, right=True), at=now + timedelta(seconds=5), presentation=tabs[0])
    second = give(learner, other, chosen(other, right=False), at=now + timedelta(seconds=9), presentation=tabs[1])
    assert second.recorded is Recorded.BEFORE and second.review == first.review
    assert Review.objects.get().version == version_of(one)


def test_a_repeat_of_an_undone_answer_says_so_and_writes_nothing(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    shown = present(learner, asked, at=now)
    review = give(learner, asked, chosen(asked, right=True), at=now + timedelta(seconds=5), presentation=shown).review
    undo(review=review, now=now + timedelta(minutes=1))
    repeat = give(learner, asked, chosen(asked, right=True), at=now + timedelta(minutes=2), presentation=shown)
    assert repeat.recorded is Recorded.UNDONE and repeat.review == review
    assert Review.objects.count() == 1 and card_of(learner, asked).memory == NEW_MEMORY


def test_a_presentation_whose_number_no_review_has_is_stale(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    shown = present(learner, asked, at=now, sequence=4)
    with pytest.raises(StalePresentation):
        give(learner, asked, chosen(asked, right=True), at=now + timedelta(seconds=5), presentation=shown)
    assert not Review.objects.exists() and not Card.objects.exists()


def test_an_answer_that_counted_for_somebody_else_is_stale(
    bank: Guide, learner: Learner, stranger: Learner, now: datetime
) -> None:
    asked = question("http", "mistake", variant="first")
    shown = present(learner, asked, at=now)
    give(learner, asked, chosen(asked, right=True), at=now + timedelta(seconds=5), presentation=shown)
    with pytest.raises(StalePresentation):
        give(stranger, asked, chosen(asked, right=True), at=now + timedelta(seconds=6), presentation=shown)
    assert Review.objects.count() == 1 and not stranger.cards.exists()


def test_an_answer_is_judged_by_the_version_that_was_shown(bank: Guide, learner: Learner, now: datetime) -> None:
    asked = question("http", "mistake", variant="first")
    shown, right = present(learner, asked, at=now), chosen(asked, right=True)
    before = version_of(asked)
    for option in asked.options.all():
        option.is_key = not option.is_key
        option.save()
    save_version(asked, now=now + timedelta(seconds=3))
    assert version_of(asked) != before
    review = give(learner, asked, right, at=now + timedelta(seconds=5), presentation=shown).review
    assert (review.score, review.version) == (1, before)


@pytest.mark.parametrize(
    ("slug", "kind", "variant", "reply", "remedy"),
    [
        ("mistake", "single-choice", "first", Reply(option=1), "Say how sure you are"),
        ("mistake", "single-choice", "first", Reply(certainty=SURE), "Choose an option first"),
        ("mistake", "single-choice", "first", Reply(certainty=SURE, option=4), "There is no option 5"),
        ("summary", "recall", "", Reply(), "one of the four buttons"),
        ("summary", "recall", "", Reply(certainty=SURE, option=0), "one of the four buttons"),
        ("tip", "spoken", "", Reply(criteria=frozenset({2})), "has 2 criteria"),
        ("tip", "spoken", "", Reply(grade=Grade.EASY), "Tick what you said"),
    ],
)
def test_an_incomplete_reply_says_what_to_do_and_writes_nothing(
    *, bank: Guide, learner: Learner, now: datetime, slug: str, kind: str, variant: str, reply: Reply, remedy: str
) -> None:
    with pytest.raises(IncompleteReply, match=remedy):
        give(learner, question("http", slug, kind, variant), reply, at=now)
    assert not Review.objects.exists() and not Card.objects.exists()


@pytest.mark.parametrize("grade", list(Grade))
def test_a_preview_is_what_the_answer_then_does(
    bank: Guide, learner: Learner, now: datetime, settings, grade: Grade
) -> None:
    settings.FSRS_FUZZ = True
    asked = question("http", "summary", "recall")
    for day in (0, 9, 30, 90):
        at = now + timedelta(days=day)
        card = Card.objects.filter(learner=learner, point=asked.point_id).first()
        promised = answering.preview(learner, card=card, point=asked.point_id, now=at)[grade]
        give(learner, asked, graded(grade), at=at)
        assert card_of(learner, asked).memory == promised


def test_fuzz_spreads_learners_apart_and_is_off_by_its_switch(
    bank: Guide, learner: Learner, stranger: Learner, now: datetime, settings
) -> None:
    asked = question("http", "summary", "recall")
    others = [Learner.objects.create(time_zone="UTC", created_at=now) for _ in range(12)]
    settings.FSRS_FUZZ = False
    assert give(learner, asked, graded(Grade.EASY), at=now).review.fuzz_seed is None
    assert card_of(learner, asked).scheduled_days == 8
    settings.FSRS_FUZZ = True
    days = set()
    for other in others:
        assert give(other, asked, graded(Grade.EASY), at=now).review.fuzz_seed is not None
        days.add(card_of(other, asked).scheduled_days)
    assert len(days) > 1 and days <= set(range(6, 11))


def test_each_answer_has_a_fuzz_seed_of_its_own(
    bank: Guide, learner: Learner, stranger: Learner, now: datetime
) -> None:
    seeds = {
        give(
            who, question(topic, "summary", "recall"), graded(Grade.EASY), at=now + timedelta(days=day)
        ).review.fuzz_seed
        for who in (learner, stranger)
        for topic in ("http", "sql")
        for day in (0, 9, 30)
    }
    assert len(seeds) == 12


def test_a_review_keeps_what_its_replay_needs(bank: Guide, learner: Learner, now: datetime) -> None:
    late = now.replace(hour=1)
    review = give(learner, question("http", "summary", "recall"), graded(Grade.GOOD), at=late).review
    assert str(review.study_day) == "2026-03-01"
    assert (review.zone, review.day_start, review.desired_retention) == ("Europe/Berlin", 4, 0.9)
    assert (review.algorithm, review.weights_version) == ("fsrs-6", "default-6")
    assert review.due == late + timedelta(minutes=10)
