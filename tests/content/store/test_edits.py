"""What follows from an edit by hand is done as a whole or not at all."""

import pytest
from django.db import IntegrityError

from content.drafts import QuestionKind, question_id
from content.models import Point, Question
from content.store import edits
from tests.factories import PointFactory, QuestionFactory


def with_a_questions_id_taken(state):
    """A point whose flashcard cannot be made, because a question of another point has its id."""
    point = PointFactory(kind="best-practice", state=state)
    taken = question_id(*point.natural_key(), QuestionKind.RECALL, "")
    QuestionFactory(id=taken, point__topic=point.topic)
    return point


@pytest.mark.django_db(transaction=True)
def test_points_whose_questions_cannot_be_made_are_not_published(now):
    point = with_a_questions_id_taken("draft")
    with pytest.raises(IntegrityError):
        edits.publish_points([point], now=now)
    assert Point.objects.get(pk=point.pk).state == "draft"


@pytest.mark.django_db(transaction=True)
def test_points_beside_one_whose_questions_cannot_be_made_are_not_retired(now):
    point = with_a_questions_id_taken("published")
    beside = PointFactory(kind="best-practice", topic=point.topic)
    with pytest.raises(IntegrityError):
        edits.retire_points([beside], now=now)
    assert Point.objects.get(pk=beside.pk).state == "published"


@pytest.mark.django_db(transaction=True)
def test_a_change_of_meaning_is_not_dated_where_its_questions_cannot_be_made(now):
    point = with_a_questions_id_taken("published")
    before = edits.texts([point])
    point.body.text = "Never stand between two vessels."
    point.body.save()
    with pytest.raises(IntegrityError):
        edits.points_saved(point.topic.guide, before=before, now=now)
    assert Point.objects.get(pk=point.pk).changed_at is None


@pytest.mark.django_db(transaction=True)
def test_points_of_several_guides_are_retired_and_published_with_their_questions(now):
    points = [PointFactory(kind="best-practice", state="draft") for _ in range(2)]
    assert len({point.topic.guide for point in points}) == 2

    assert edits.publish_points(points, now=now) == 2
    asked = Question.objects.published().filter(kind="recall")
    assert {question.point_id for question in asked} == {point.pk for point in points}

    assert edits.retire_points(points, now=now) == 2
    assert edits.retire_points(points, now=now) == 0
    assert set(Question.objects.values_list("state", "retired_at")) == {("retired", now)}
