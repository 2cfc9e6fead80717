"""Every text that a question ever had stays as a version; one of them is the current one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from content.drafts import Distractor, Explanation, Pitfall
from content.models import Question
from content.models.questions import VersionIsImmutable
from content.store.questions import save_version
from tests.content.store.bank import guide, point, six_points, topic
from tests.factories import QuestionFactory


def knots(second="laying out a second rope"):
    distractors = (
        Distractor(text="laying a rope on a bitt", why_wrong="it opens in a second"),
        Distractor(text=second, why_wrong="it is there if one breaks"),
    )
    pitfall = Pitfall(mistake="tying a knot under load", why="it cannot be opened", fix="Use a bitt.")
    return guide(
        topic(
            "quay",
            point("summary", Explanation(text="A quay is a wall at which ships lie.")),
            point("knot", pitfall, distractors=distractors),
        )
    )


def test_a_reworded_option_makes_the_second_version(bring, now):
    bring(knots())
    question = Question.objects.get(point__slug="knot", kind="single-choice")
    (first,) = question.versions.values()
    later = now + timedelta(days=1)

    bring(knots(second="laying out another rope"), at=later)

    kept, second = question.versions.order_by("number").values()
    assert (second["number"], second["is_current"], second["created_at"]) == (2, True, later)
    assert "laying out another rope" in [option["text"] for option in second["options"]]
    assert kept == {**first, "is_current": False}
    assert "laying out another rope" in question.options.values_list("text", flat=True)


def test_only_the_questions_that_read_otherwise_get_a_version(bring):
    bring(six_points())
    bring(six_points(but={"rope": "Throw a rope away as soon as one of its strands is broken."}))
    again = Question.objects.filter(versions__number=2)
    assert [question.point.slug for question in again] == ["rope"]


def test_saving_what_it_says_already_makes_no_version(db, now):
    question = QuestionFactory()
    assert save_version(question, now=now) is None
    assert question.versions.count() == 1


def test_saving_another_text_makes_the_next_version(db, now):
    question = QuestionFactory(stem="What is a quay?")
    question.stem = "What do you call a wall at which ships lie?"
    question.save()

    made = save_version(question, now=now)

    assert (made.number, made.stem, made.is_current) == (2, "What do you call a wall at which ships lie?", True)
    assert list(question.versions.values_list("number", "is_current")) == [(1, False), (2, True)]


def test_going_back_to_an_earlier_text_makes_a_version_of_its_own(bring):
    bring(knots())
    bring(knots(second="laying out another rope"))
    bring(knots())
    question = Question.objects.get(point__slug="knot", kind="single-choice")
    assert list(question.versions.values_list("number", "is_current")) == [(1, False), (2, False), (3, True)]


def test_a_version_that_cannot_be_made_leaves_the_current_one(db):
    question = QuestionFactory(stem="What is a quay?")
    question.stem = "What is a pier?"
    question.save()

    with pytest.raises(IntegrityError):
        save_version(question, now=None)

    assert list(question.versions.values_list("number", "is_current")) == [(1, True)]


def test_a_version_cannot_be_changed(db):
    version = QuestionFactory(stem="What is a quay?").versions.get()
    version.stem = "What is a pier?"
    with pytest.raises(VersionIsImmutable):
        version.save()
    version.refresh_from_db()
    assert version.stem == "What is a quay?"
