from __future__ import annotations

import uuid
import zoneinfo
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from content.models import Guide
from quiz.scheduler import study_days

if TYPE_CHECKING:
    from .card import CardQuerySet
    from .review import ReviewQuerySet

NEW_PER_DAY = 20


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who signs in by e-mail. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. It signs in by e-mail; what it practises belongs to its learner."""

    email = models.EmailField("e-mail address", unique=True)
    is_staff = models.BooleanField("editor", default=False, help_text="May open the admin.")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.email


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def time_zone_choices() -> list[tuple[str, str]]:
    """Every IANA zone that this machine knows, for a form."""
    return [(name, name.replace("_", " ")) for name in sorted(_time_zones())]


def validate_time_zone(name: str) -> None:
    if name not in _time_zones():
        raise ValidationError(f"“{name}” is no time zone that this server knows; choose one such as Europe/Berlin.")


class Learner(models.Model):
    """Somebody who practises: a guest, or the learner of an account. The id is a guest's until they sign up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, models.CASCADE, null=True, blank=True, related_name="learner")
    guide = models.ForeignKey(Guide, models.SET_NULL, null=True, blank=True, related_name="+")
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    time_zone_chosen = models.BooleanField(
        default=False, help_text="Set in the settings: the browser's does not replace it."
    )
    day_start = models.PositiveSmallIntegerField(
        "day starts at", default=4, validators=[MaxValueValidator(23)], help_text="Hour of the day, 0 to 23."
    )
    new_per_day = models.PositiveSmallIntegerField(
        "new points a day", default=NEW_PER_DAY, validators=[MaxValueValidator(999)]
    )
    reviews_per_day = models.PositiveSmallIntegerField(
        "reviews a day", default=200, validators=[MaxValueValidator(9999)]
    )
    desired_retention = models.FloatField(default=0.9, validators=[MinValueValidator(0.7), MaxValueValidator(0.97)])
    choice_only = models.BooleanField(
        "only questions with options", default=False, help_text="Never ask to recall an answer freely."
    )
    keyboard_shortcuts = models.BooleanField(
        default=True,
        db_default=True,
        help_text="A key such as 1, u or Enter presses what it is shown beside. Turn it off if keys come by accident.",
    )
    created_at = models.DateTimeField()

    cards: CardQuerySet
    reviews: ReviewQuerySet

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day_start__lte=23), name="learner_day_starts_within_a_day"),
            models.CheckConstraint(
                condition=Q(desired_retention__gte=0.7, desired_retention__lte=0.97),
                name="learner_desired_retention_in_range",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user_id else f"Guest {str(self.id)[:8]}"

    def study_day(self, at: datetime) -> date:
        """The learner's study day at an instant."""
        return study_days.study_day(at, zone=self.time_zone, day_start=self.day_start)


class JoinedGuest(models.Model):
    """A guest whose history was merged into a learner's: questions that were shown to the one are the other's."""

    guest = models.UUIDField(primary_key=True, editable=False)
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="joined_guests")
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Guest {str(self.guest)[:8]}, now {self.learner}"
