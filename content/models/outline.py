from __future__ import annotations

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from content.drafts import Level, TopicKind

from .base import Imported, LinesField, State, choices


class GuideQuerySet(models.QuerySet["Guide"]):
    def get_by_natural_key(self, slug: str) -> Guide:
        return self.get(slug=slug)

    def practisable(self) -> Self:
        """Guides that have something to ask."""
        return self.filter(
            Exists(
                Topic.objects.filter(
                    guide=OuterRef("pk"),
                    points__state=State.PUBLISHED,
                    points__questions__state=State.PUBLISHED,
                )
            )
        )


class Guide(Imported):
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True, help_text="Markdown.")
    further_reading = models.TextField(blank=True, help_text="Markdown.")

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("guide:outline", args=[self.slug])


class SectionQuerySet(models.QuerySet["Section"]):
    def get_by_natural_key(self, guide: str, slug: str) -> Section:
        return self.get(guide__slug=guide, slug=slug)


class Section(Imported):
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=100)
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "slug"], name="one_section_per_guide_and_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.guide.slug, self.slug)

    natural_key.dependencies = ["content.guide"]  # type: ignore[attr-defined]


class TopicQuerySet(models.QuerySet["Topic"]):
    def get_by_natural_key(self, guide: str, slug: str) -> Topic:
        return self.get(guide__slug=guide, slug=slug)

    def live(self) -> Self:
        """Topics with at least one published point: the others have been retired with their points."""
        points = apps.get_model("content", "Point")
        return self.filter(Exists(points.objects.filter(topic=OuterRef("pk"), state=State.PUBLISHED)))

    def in_order(self) -> Self:
        """Section by section, each with its own topics, in one order that never depends on chance."""
        return self.order_by("section__position", "section_id", "position", "pk")


class Topic(Imported):
    """A topic of a guide. Its guide stands beside its section so that `guide/topic` stays its address when it moves."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="topics")
    section = models.ForeignKey(Section, models.PROTECT, related_name="topics")
    slug = models.SlugField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(TopicKind), default=TopicKind.CONCEPT.value)
    level = models.PositiveSmallIntegerField(choices=choices(Level), default=Level.BEGINNER.value)
    noun = models.CharField(
        max_length=200, blank=True, help_text="How a question refers to it: “a relational database”."
    )
    aliases = LinesField(help_text="Other names that give the topic away, one a line.")
    was = LinesField(help_text="Earlier ids of this topic, one a line.")
    position = models.PositiveIntegerField(default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "section__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "slug"], name="one_topic_per_guide_and_slug"),
            models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="topic_level_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.guide.slug, self.slug)

    natural_key.dependencies = ["content.guide", "content.section"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("guide:topic", args=[self.guide.slug, self.slug])


class LinkQuerySet(models.QuerySet["Link"]):
    def get_by_natural_key(self, guide: str, topic: str, url: str) -> Link:
        return self.get(topic__guide__slug=guide, topic__slug=topic, url=url)


class Link(models.Model):
    """A document to read on a topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="links")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    position = models.PositiveIntegerField(default=0)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "position"]
        constraints = [models.UniqueConstraint(fields=["topic", "url"], name="one_link_per_topic_and_url")]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.topic.natural_key(), self.url)

    natural_key.dependencies = ["content.topic"]  # type: ignore[attr-defined]
