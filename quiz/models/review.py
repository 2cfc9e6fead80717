from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from content.models import QuestionVersion
from quiz.scheduler.grades import Certainty
from quiz.scheduler.memory import Grade

from .card import Card
from .learner import Learner
from .session import SessionItem

GRADES = [(grade.value, grade.name.capitalize()) for grade in Grade]
CERTAINTIES = [(Certainty.SURE, "Sure"), (Certainty.NOT_SURE, "Not sure"), (Certainty.DONT_KNOW, "I don’t know")]


class ReviewQuerySet(models.QuerySet["Review"]):
    def standing(self) -> Self:
        """Reviews that have not been undone."""
        return self.filter(undone_at__isnull=True)

    def graded(self) -> Self:
        """Standing reviews that moved a memory."""
        return self.standing().filter(grade__isnull=False)

    def on(self, study_day: date) -> Self:
        return self.filter(study_day=study_day)

    def of_guide(self, guide: Any) -> Self:
        return self.filter(card__topic__guide=guide)


class Review(models.Model):
    """One answer, append-only; only `undone_at` is ever set later.

    `grade` is empty where the answer moved no memory. The columns from `answered_at` to `fuzz_seed` are what a
    replay needs; `due` repeats what the answer scheduled, so that the outcome can be told again. `reply` is what
    the learner gave, in positions of the version's own lists, and `score` its worth from 0 to 1.
    """

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="reviews", db_index=False)
    card = models.ForeignKey(Card, models.CASCADE, related_name="reviews", db_index=False)
    sequence = models.PositiveIntegerField()
    nonce = models.UUIDField(unique=True)
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="reviews")
    item = models.ForeignKey(SessionItem, models.SET_NULL, null=True, related_name="reviews")

    reply = models.JSONField(default=dict)
    score = models.FloatField()
    certainty = models.CharField(max_length=10, choices=CERTAINTIES, blank=True)
    shown_at = models.DateTimeField()

    grade = models.PositiveSmallIntegerField(choices=GRADES, null=True)
    answered_at = models.DateTimeField()
    study_day = models.DateField()
    zone = models.CharField(max_length=64)
    day_start = models.PositiveSmallIntegerField()
    desired_retention = models.FloatField()
    algorithm = models.CharField(max_length=20)
    weights_version = models.CharField(max_length=40)
    fuzz_seed = models.BigIntegerField(null=True)

    due = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "sequence"], name="one_review_per_card_and_sequence"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(undone_at__isnull=True), name="one_standing_review_per_item"
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="review_score_in_range"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__in=[1, 2, 3, 4]), name="review_grade_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "study_day"], name="review_learner_study_day"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.sequence} to {self.card}"
