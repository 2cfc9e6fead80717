from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from content.models import Point, Topic
from content.models.base import State as PointState
from quiz.scheduler.memory import Memory, State

from .learner import Learner

MEMORY_COLUMNS = [field.name for field in fields(Memory)]
REPLAYED_COLUMNS = ["sequence", *MEMORY_COLUMNS, "answered_at"]
"""What of a card follows from its reviews."""
"""The card's columns that are its memory: the replay of its reviews."""
STATES = [(state.value, state.name.capitalize()) for state in State]


def is_due(now: datetime, *, card: str = "", point: str = "point__") -> Q:
    """Cards whose time has come, or whose point has changed its meaning since it was answered.

    `card` and `point` lead from the filtered model to the columns of either.
    """
    changed = {f"{point}changed_at__lte": now, f"{point}changed_at__gt": F(f"{card}answered_at")}
    return Q(**{f"{card}state__gt": State.NEW.value}) & (Q(**{f"{card}due__lte": now}) | Q(**changed))


class CardQuerySet(models.QuerySet["Card"]):
    def of_guide(self, guide: Any) -> Self:
        return self.filter(topic__guide=guide)

    def in_practice(self, now: datetime) -> Self:
        """Cards that may be asked: their point is published, and they are neither suspended nor buried."""
        return self.filter(point__state=PointState.PUBLISHED, suspended=False).filter(
            Q(buried_until__isnull=True) | Q(buried_until__lte=now)
        )

    def due(self, now: datetime) -> Self:
        """Cards in practice that are due."""
        return self.in_practice(now).filter(is_due(now))

    def ahead(self, now: datetime) -> Self:
        """Cards in practice that are not due yet, and not new."""
        return self.in_practice(now).filter(due__gt=now).exclude(is_due(now))


class Card(models.Model):
    """One learner's memory of one point: the replay of its standing reviews, and the learner's marks.

    `sequence` is the number that the next review of this card will carry; it only grows. A card in state NEW has
    no standing graded review and no due time.
    """

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="cards", db_index=False)
    point = models.ForeignKey(Point, models.PROTECT, related_name="cards")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveIntegerField(default=0)

    state = models.PositiveSmallIntegerField(choices=STATES, default=State.NEW.value)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    stability = models.FloatField(null=True, blank=True, help_text="Days until recall falls to 0.9.")
    difficulty = models.FloatField(null=True, blank=True, help_text="1 to 10.")
    scheduled_days = models.PositiveIntegerField(default=0)
    due = models.DateTimeField(null=True, blank=True)
    lapses = models.PositiveIntegerField(default=0)
    studied_on = models.DateField(null=True, blank=True, help_text="Study day of the last answer that moved it.")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When it was last moved.")

    suspended = models.BooleanField(default=False)
    starred = models.BooleanField(default=False)
    buried_until = models.DateTimeField(null=True, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "point"], name="one_card_per_learner_and_point"),
            models.CheckConstraint(
                condition=Q(state=State.NEW.value, due__isnull=True) | Q(state__gt=State.NEW.value, due__isnull=False),
                name="card_due_unless_new",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "due"], condition=Q(suspended=False), name="card_due"),
            models.Index(fields=["learner", "topic", "due"], condition=Q(suspended=False), name="card_due_in_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.point} of {self.learner}"

    @property
    def memory(self) -> Memory:
        """What the scheduler knows of this card."""
        values = {name: getattr(self, name) for name in MEMORY_COLUMNS}
        return Memory(**{**values, "state": State(self.state)})

    @memory.setter
    def memory(self, memory: Memory) -> None:
        for name in MEMORY_COLUMNS:
            setattr(self, name, getattr(memory, name))
        self.state = memory.state.value
