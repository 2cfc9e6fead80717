from __future__ import annotations

from django.db import models
from django.db.models import Q

from content.models import Guide, Point, Question, Section, Topic

from .learner import Learner


class Mode(models.TextChoices):
    DAILY = "daily", "Mixed"
    FLASHCARDS = "flashcards", "Flashcards"
    CHOICE = "choice", "Multiple choice"
    TOPIC = "topic", "Topic"
    DRILL = "drill", "Weak topics"


class PracticeSession(models.Model):
    """A run of questions in one mode. It is over when each of its items is answered or skipped."""

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="sessions")
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="+")
    mode = models.CharField(max_length=12, choices=Mode)
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} of {self.started_at:%Y-%m-%d %H:%M}"


class SessionItem(models.Model):
    """One place in a run: the question to ask there. Its answer is its standing review."""

    session = models.ForeignKey(PracticeSession, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, models.PROTECT, related_name="+")
    skipped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_item_per_session_and_position"),
            models.CheckConstraint(condition=Q(position__gte=1), name="session_item_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.session}"
