"""An import never writes what a learner has done."""

from datetime import timedelta

from content.models import Point, QuestionVersion
from quiz.models import Card, Review
from tests.content.store.bank import guide, point, rows, six_points, topic
from tests.factories import CardFactory, ReviewFactory


def test_change_and_retirement_leave_cards_and_reviews_as_they_are(bring, now):
    bring(six_points())
    for slug in ("rope", "flag"):
        card = CardFactory(point=Point.objects.get(slug=slug), due=now + timedelta(days=30), answered_at=now)
        version = QuestionVersion.objects.current().get(question__point=card.point, question__kind="recall")
        ReviewFactory(card=card, version=version, answered_at=now)
    before = rows("quiz")
    assert len(before["quiz.Card"]) == len(before["quiz.Review"]) == 2

    later = now + timedelta(days=1)
    report = bring(six_points(but={"rope": "Never stand between two vessels.", "flag": None}), at=later)

    assert (report.plan["changed"], report.plan["retired"]) == (1, 1)
    assert rows("quiz") == before
    due = Card.objects.due(later)
    assert [card.point.slug for card in due] == ["rope"], "the changed point is due now, the retired one passed over"


def test_a_review_still_shows_the_text_that_was_answered(bring, now):
    bring(six_points())
    version = QuestionVersion.objects.get(question__point__slug="rope", question__kind="recall")
    review = ReviewFactory(card__point=version.question.point, version=version)

    bring(six_points(but={"rope": "Never stand between two vessels."}))

    review = Review.objects.get(pk=review.pk)
    assert review.version.answer == "Throw away a rope as soon as one strand is broken."
    assert review.version.number == 1


def test_nothing_is_deleted_when_a_whole_topic_goes(bring):
    bring(six_points())
    CardFactory(point=Point.objects.get(slug="flag"))
    before = {table: len(found) for table, found in rows("content", "quiz").items()}

    report = bring(guide(six_points().topics[0], topic("sky", point("stars", "Look up."))), retire=True)

    assert (report.plan["retired"], report.plan["new"]) == (3, 1)
    after = {table: len(found) for table, found in rows("content", "quiz").items()}
    assert all(after[table] >= count for table, count in before.items())
