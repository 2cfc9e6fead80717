"""What follows from an edit by hand: ids, the hour of retirement, cards that are due again, questions made anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from content.drafts import QuestionKind, question_id
from content.formats.slugs import slug_of
from content.models import Guide, Point, Question, Topic
from content.models.base import State

from . import fields, questions
from .plan import changes_meaning

WORDS_IN_AN_ID = 8


def free_slug(topic: Topic, *, words: str) -> str:
    """An id that no point of the topic has yet, from the first eight of the words."""
    proposal = slug_of(" ".join(words.split()[:WORDS_IN_AN_ID]))
    taken = set(Point.objects.filter(topic=topic).values_list("slug", flat=True))
    slug, number = proposal, 2
    while slug in taken:
        slug, number = f"{proposal}-{number}", number + 1
    return slug


def name_question(question: Question) -> None:
    """Give an authored question that is not saved yet its variant, from its stem, and with it its permanent id."""
    question.authored = True
    question.variant = slug_of(question.stem)
    question.id = question_id(*question.point.natural_key(), QuestionKind(question.kind), question.variant)


def date_retirement(row: Point | Question, *, now: datetime) -> None:
    """Bring `retired_at` of a row to be saved in line with its state."""
    row.retired_at = (row.retired_at or now) if row.state == State.RETIRED else None


def texts(points: Iterable[Point]) -> dict[int, dict[str, Any]]:
    """The stored fields of points by their key; taken before an edit, `points_saved` compares with them."""
    found = Point.objects.filter(pk__in=[point.pk for point in points]).with_bodies()
    return {point.pk: fields.of_point(point) for point in found}


def points_saved(guide: Guide, *, before: Mapping[int, dict[str, Any]], now: datetime) -> None:
    """After points or topics of a guide were edited: date changes of meaning, then make its questions anew.

    `before` holds the fields of the points that were there already.
    """
    # An import of the same guide waits here, as it does for another import.
    Guide.objects.select_for_update().get(pk=guide.pk)
    after = Point.objects.filter(pk__in=before).with_bodies()
    changed = [point.pk for point in after if changes_meaning(before[point.pk], fields.of_point(point))]
    Point.objects.filter(pk__in=changed).update(changed_at=now)
    questions.regenerate(guide, now=now)


def publish_points(points: Iterable[Point], *, now: datetime) -> int:
    """Put points into practice and make their questions. Returns how many were not in practice before."""
    chosen = Point.objects.filter(pk__in=[point.pk for point in points])
    count = chosen.publish()
    _regenerate_guides(chosen, now=now)
    return count


def retire_points(points: Iterable[Point], *, now: datetime) -> int:
    """Take points out of practice, and questions that were made from them. Returns how many were in it before."""
    chosen = Point.objects.filter(pk__in=[point.pk for point in points])
    count = chosen.retire(now=now)
    _regenerate_guides(chosen, now=now)
    return count


def _regenerate_guides(points: Iterable[Point], *, now: datetime) -> None:
    for guide in Guide.objects.filter(topics__points__in=points).distinct():
        points_saved(guide, before={}, now=now)
