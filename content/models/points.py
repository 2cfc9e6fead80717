"""Point, the unit that cards and questions refer to, and for what a kind has besides, one table each."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from content.drafts import Level, PointKind
from content.formats.slugs import POINT_SLUG_LENGTH

from .base import Imported, LinesField, State, choices
from .outline import Topic


class PointQuerySet(models.QuerySet["Point"]):
    def get_by_natural_key(self, guide: str, topic: str, slug: str) -> Point:
        return self.get(topic__guide__slug=guide, topic__slug=topic, slug=slug)

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def of_guide(self, guide: Any) -> Self:
        return self.filter(topic__guide=guide)

    def with_bodies(self) -> Self:
        """Fetch each point's own table along, so that `point.body` costs no query."""
        return self.select_related(*BODY_ATTRIBUTES).prefetch_related(
            "distractors", "steps__items", "interviewtip__criteria"
        )

    def retire(self, *, now: datetime) -> int:
        """Take the points out of practice; cards and reviews stay. Returns how many were taken out."""
        return self.exclude(state=State.RETIRED).update(state=State.RETIRED, retired_at=now)

    def publish(self) -> int:
        """Put points (back) into practice. Returns how many were not in practice before."""
        return self.exclude(state=State.PUBLISHED).update(state=State.PUBLISHED, retired_at=None)


class Point(Imported):
    """One thing worth remembering, at the permanent address `guide/topic/slug`.

    `changed_at` is when its meaning last changed: cards answered before are due again.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="points")
    slug = models.SlugField("id", max_length=POINT_SLUG_LENGTH)
    kind = models.CharField(max_length=20, choices=choices(PointKind))
    level = models.PositiveSmallIntegerField(choices=choices(Level), default=Level.BEGINNER.value)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    source = models.CharField(
        max_length=100, blank=True, help_text="The guide whose file brought it; empty if made here."
    )
    ask = models.TextField(
        "flashcard question", blank=True, help_text="Where the usual wording would not say which point is meant."
    )
    also_true_for = LinesField(help_text="Ids of topics of which this is equally true, one a line.")
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "slug"], name="one_point_per_topic_and_slug"),
            models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="point_level_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.RETIRED, retired_at__isnull=False)
                | (~Q(state=State.RETIRED) & Q(retired_at__isnull=True)),
                name="point_retired_at_when_retired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} / {self.slug}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.topic.natural_key(), self.slug)

    natural_key.dependencies = ["content.topic"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return f"{self.topic.get_absolute_url()}#{self.slug}"

    @property
    def body(self) -> Body:
        """The row of this point's kind."""
        body: Body = getattr(self, BODY_MODELS[PointKind(self.kind)].__name__.lower())
        return body


class BodyQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, guide: str, topic: str, slug: str) -> Any:
        return self.get(point__topic__guide__slug=guide, point__topic__slug=topic, point__slug=slug)


class Body(models.Model):
    """What a point of one kind has besides."""

    kind: ClassVar[PointKind]
    point = models.OneToOneField(Point, models.CASCADE, primary_key=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.point)

    def natural_key(self) -> tuple[str, str, str]:
        return self.point.natural_key()

    natural_key.dependencies = ["content.point"]  # type: ignore[attr-defined]


class Explanation(Body):
    kind = PointKind.EXPLANATION
    text = models.TextField(help_text="Markdown.")


class Term(Body):
    kind = PointKind.TERM
    term = models.CharField(max_length=200)
    definition = models.TextField()
    group = models.SlugField(blank=True, help_text="Terms of one group exclude one another.")
    accepted = LinesField(help_text="Other spellings that count as the term, one a line.")


class BestPractice(Body):
    kind = PointKind.BEST_PRACTICE
    text = models.TextField(help_text="Markdown.")
    why = models.TextField(blank=True)


class RealUse(Body):
    kind = PointKind.REAL_USE
    text = models.TextField(help_text="Markdown.")
    source_url = models.URLField("source", max_length=500, blank=True)


class Pitfall(Body):
    kind = PointKind.PITFALL
    mistake = models.TextField(blank=True, help_text="What people do, not advice: “storing passwords in plain text”.")
    why = models.TextField("why it hurts", blank=True)
    fix = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(mistake="", fix=""), name="pitfall_has_mistake_or_fix"),
        ]


class CodeExample(Body):
    kind = PointKind.CODE_EXAMPLE
    caption = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=40, blank=True)
    source = models.TextField()
    shows = models.TextField(blank=True, help_text="What the code shows, in a phrase.")
    flaw_line = models.PositiveIntegerField(null=True, blank=True, help_text="Where the code has a flaw to be found.")
    flaw_prompt = models.TextField(blank=True)
    flaw_answer = models.TextField(blank=True)
    flaw_why = models.TextField(blank=True)


class Statement(Body):
    kind = PointKind.STATEMENT
    text = models.TextField()
    is_true = models.BooleanField()
    why = models.TextField()


class Steps(Body):
    kind = PointKind.STEPS
    prompt = models.TextField()
    orders = LinesField("other right orders", help_text="One a line, each step by its number in the list, as in: 2 1 3")

    class Meta:
        verbose_name_plural = "steps"


class Contrast(Body):
    """One cell of a comparison: what `text` says of `subject` under `facet`."""

    kind = PointKind.CONTRAST
    facet = models.SlugField(max_length=100)
    prompt = models.TextField(help_text="The question, with {cell} in place of the text.")
    subject = models.CharField(max_length=200)
    text = models.TextField()


class InterviewTip(Body):
    kind = PointKind.INTERVIEW_TIP
    tip = models.TextField(blank=True, help_text="What the interviewer wants to hear.")
    prompt = models.TextField(blank=True, help_text="The interviewer's question.")
    model_answer = models.TextField(blank=True, help_text="100 to 250 words, as one would say it.")
    follow_ups = LinesField(help_text="Questions that may follow, one a line.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(tip="", prompt=""), name="interview_tip_has_tip_or_prompt"),
        ]


BODY_MODELS: dict[PointKind, type[Body]] = {model.kind: model for model in Body.__subclasses__()}
for _body in BODY_MODELS.values():
    # A dump by natural keys leaves primary keys out; here that would be the point itself.
    _body._meta.pk.serialize = True  # type: ignore[attr-defined]
BODY_ATTRIBUTES = [model.__name__.lower() for model in BODY_MODELS.values()]


class PartQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, guide: str, topic: str, point: str, position: int) -> Any:
        path = self.model.point_path
        return self.get(
            **{f"{path}__topic__guide__slug": guide, f"{path}__topic__slug": topic, f"{path}__slug": point},
            position=position,
        )


class Part(models.Model):
    """One line of a point's list. `point_path` leads to its point."""

    point_path: ClassVar[str]
    position = models.PositiveIntegerField(default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str, str, str, int]:
        point: Any = self
        for name in self.point_path.split("__"):
            point = getattr(point, name)
        return (*point.natural_key(), self.position)

    natural_key.dependencies = ["content.point", "content.steps", "content.interviewtip"]  # type: ignore[attr-defined]


class StepItem(Part):
    point_path = "steps__point"
    steps = models.ForeignKey(Steps, models.CASCADE, related_name="items")
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["steps", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return self.text


class Criterion(Part):
    """One thing a good spoken answer says; without it where `must` is set, the answer does not pass."""

    point_path = "interview_tip__point"
    interview_tip = models.ForeignKey(InterviewTip, models.CASCADE, related_name="criteria")
    slug = models.SlugField("id", max_length=100)
    text = models.TextField()
    must = models.BooleanField(default=False)
    cues = LinesField(help_text="Words by which one hears that it was said, one a line.")

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["interview_tip", "position"], name="one_criterion_per_position"),
            models.UniqueConstraint(fields=["interview_tip", "slug"], name="one_criterion_per_slug"),
        ]

    def __str__(self) -> str:
        return self.text


class Distractor(Part):
    """An authored wrong option for questions on a point."""

    point_path = "point"
    point = models.ForeignKey(Point, models.CASCADE, related_name="distractors")
    text = models.TextField()
    why_wrong = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["point", "position"], name="one_distractor_per_position")]

    def __str__(self) -> str:
        return self.text
