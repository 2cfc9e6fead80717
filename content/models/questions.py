from __future__ import annotations

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from content.drafts import QuestionKind

from .base import Imported, LinesField, State, choices
from .points import Point

QUESTION_KINDS = choices(
    QuestionKind,
    RECALL="Flashcard",
    SINGLE_CHOICE="Multiple choice",
    MULTIPLE_CHOICE="Select all that apply",
    TRUE_FALSE="True or false",
    FIND_THE_FLAW="Find the flaw",
)


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        """Questions a learner may be asked: published ones of published points."""
        return self.filter(state=State.PUBLISHED, point__state=State.PUBLISHED)

    def of_guide(self, guide: Any) -> Self:
        return self.filter(point__topic__guide=guide)

    def retire(self, *, now: datetime) -> int:
        """Ask these no more; their reviews stay. Returns how many were taken out."""
        return self.exclude(state=State.RETIRED).update(state=State.RETIRED, retired_at=now)

    def publish(self) -> int:
        """Ask these (again). Returns how many were not asked before."""
        return self.exclude(state=State.PUBLISHED).update(state=State.PUBLISHED, retired_at=None)


class Question(Imported):
    """One way to ask a point, as it reads now; what learners were shown stands in its versions.

    The id is `drafts.question_id`, so the same question of the same point keeps it over every import.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    point = models.ForeignKey(Point, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=20, choices=QUESTION_KINDS)
    variant = models.SlugField(max_length=120, blank=True)
    authored = models.BooleanField(default=False, help_text="Written by a person, not made from the point's fields.")
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    asks_topic = models.BooleanField(
        default=False, editable=False, help_text="Asks which topic something belongs to; never asked in topic runs."
    )
    stem = models.TextField(help_text="Markdown, in a line.")
    code = models.TextField(blank=True)
    code_language = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True, help_text="The back of a flashcard or spoken question, in Markdown.")
    flaw_line = models.PositiveIntegerField(null=True, blank=True, help_text="The code's line with the flaw, from 1.")
    orders = LinesField("other right orders", help_text="One a line, each step by its number in the list, as in: 2 1 3")
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["point", "kind", "variant"]
        constraints = [
            models.UniqueConstraint(fields=["point", "kind", "variant"], name="one_question_per_point_kind_variant"),
            models.CheckConstraint(
                condition=Q(state=State.RETIRED, retired_at__isnull=False)
                | (~Q(state=State.RETIRED) & Q(retired_at__isnull=True)),
                name="question_retired_at_when_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.stem

    def get_absolute_url(self) -> str:
        return f"{self.point.topic.get_absolute_url()}#{self.point.slug}"


class QuestionPartQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, question: str, position: int) -> Any:
        return self.get(question_id=question, position=position)


class QuestionPart(models.Model):
    position = models.PositiveIntegerField(default=0)

    objects = QuestionPartQuerySet.as_manager()

    question: models.ForeignKey[Question, Question]
    question_id: UUID

    class Meta:
        abstract = True
        ordering = ["position"]

    def natural_key(self) -> tuple[str, int]:
        return (str(self.question_id), self.position)

    natural_key.dependencies = ["content.question"]  # type: ignore[attr-defined]


class QuestionOption(QuestionPart):
    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    text = models.TextField(help_text="Markdown, in a line.")
    is_key = models.BooleanField("right", default=False)
    why = models.TextField("reason", blank=True, help_text="Why it is right or wrong; shown after the answer.")
    match = models.TextField("belongs with", blank=True, help_text="In a matching question, what belongs to it.")

    class Meta(QuestionPart.Meta):
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="one_option_per_position")]

    def __str__(self) -> str:
        return self.text


class QuestionCriterion(QuestionPart):
    """What a spoken answer is graded by."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="criteria")
    slug = models.SlugField("id", max_length=100)
    text = models.TextField()
    must = models.BooleanField(default=False)
    cues = LinesField()

    class Meta(QuestionPart.Meta):
        verbose_name_plural = "question criteria"
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="one_question_criterion_per_position"),
        ]

    def __str__(self) -> str:
        return self.text


class VersionIsImmutable(Exception):
    """A question version was to be changed. Save the question instead: that makes its next version."""


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def get_by_natural_key(self, question: str, number: int) -> QuestionVersion:
        return self.get(question_id=question, number=number)

    def current(self) -> Self:
        return self.filter(is_current=True)


class QuestionVersion(models.Model):
    """An immutable text of a question, as learners were shown it and as their answers are judged.

    `options` is a list of {text, is_key, why, match} in authored order; `criteria` one of {slug, text, must, cues}.
    They are frozen documents, read whole and never edited, hence JSON.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    stem = models.TextField()
    code = models.TextField(blank=True)
    code_language = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True)
    flaw_line = models.PositiveIntegerField(null=True, blank=True)
    orders = LinesField()
    options = models.JSONField(default=list, blank=True)
    criteria = models.JSONField(default=list, blank=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_current=True), name="one_current_version_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stem} (version {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert it. Raises VersionIsImmutable for a version that is in the database already."""
        if not self._state.adding:
            raise VersionIsImmutable(str(self))
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, int]:
        return (str(self.question_id), self.number)

    natural_key.dependencies = ["content.question"]  # type: ignore[attr-defined]
