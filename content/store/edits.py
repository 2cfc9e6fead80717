"""What follows from an edit by hand: ids, the hour of retirement, cards that are due again, questions made anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from content.drafts import QuestionKind, question_id
from content.formats.slugs import slug_of
from content.models import Guide, Point, Question, Section, Topic

from . import fields, meaning, questions, retirement
from .matching import numbered

WORDS_IN_AN_ID = 8

Row = Guide | Section | Topic | Point | Question
"""What has a page on the desk."""


def free_slug(topic: Topic, *, words: str) -> str:
    """An id that no point of the topic has yet, from the first eight of the words."""
    used = set(Point.objects.filter(topic=topic).values_list("slug", flat=True))
    return numbered(slug_of(" ".join(words.split()[:WORDS_IN_AN_ID])), used=used)


def name_question(question: Question) -> None:
    """Give an authored question that is not saved yet its variant, from its stem, and with it its permanent id."""
    question.authored = True
    question.variant = slug_of(question.stem)
    question.id = question_id(*question.point.natural_key(), QuestionKind(question.kind), question.variant)


def date_retirement(row: Point | Question, *, now: datetime) -> None:
    """Bring `retired_at` of a row to be saved in line with its state."""
    row.retired_at = retirement.retired_at(row, state=row.state, now=now)


def texts(points: Iterable[Point]) -> dict[int, dict[str, Any]]:
    """The stored fields of points by their key; taken before an edit, `points_saved` compares with them."""
    found = Point.objects.filter(pk__in=[point.pk for point in points]).with_bodies()
    return {point.pk: fields.of_point(point) for point in found}


@transaction.atomic
def points_saved(guide: Guide, *, before: Mapping[int, dict[str, Any]], now: datetime) -> None:
    """After points or topics of a guide were edited: date changes of meaning, then make its questions anew.

    `before` holds the fields of the points that were there already.
    """
    _locked([guide.pk])
    after = Point.objects.filter(pk__in=before).with_bodies()
    changed = [point.pk for point in after if meaning.changes(before[point.pk], fields.of_point(point))]
    Point.objects.filter(pk__in=changed).update(changed_at=now)
    questions.regenerate(guide, now=now)


@transaction.atomic
def publish_points(points: Iterable[Point], *, now: datetime) -> int:
    """Put points into practice and make their questions. Returns how many were not in practice before."""
    chosen = Point.objects.filter(pk__in=[point.pk for point in points])
    guides = _locked(chosen.values("topic__guide"))
    count = chosen.publish()
    for guide in guides:
        questions.regenerate(guide, now=now)
    return count


@transaction.atomic
def retire_points(points: Iterable[Point], *, now: datetime) -> int:
    """Take points out of practice, and questions that were made from them. Returns how many were in it before."""
    chosen = Point.objects.filter(pk__in=[point.pk for point in points])
    guides = _locked(chosen.values("topic__guide"))
    count = chosen.retire(now=now)
    for guide in guides:
        questions.regenerate(guide, now=now)
    return count


def lock_all(questions: QuerySet[Question]) -> None:
    """Hold the guides of these questions until the transaction ends, as `lock` does that of one row."""
    _locked(questions.order_by().values("point__topic__guide"))


def lock(row: Row) -> None:
    """Hold the guide of a row until the transaction ends: other edits in it and imports into it wait."""
    match row:
        case Guide():
            guide = row.pk
        case Section() | Topic():
            guide = row.guide_id
        case Point():
            guide = row.topic.guide_id
        case Question():
            guide = row.point.topic.guide_id
    _locked([guide])


def _locked(guides: Iterable[Any]) -> list[Guide]:
    """The guides of these keys, or of a query for them. An import of one of them waits here, as for another import."""
    return list(Guide.objects.select_for_update().filter(pk__in=guides).order_by("pk"))
