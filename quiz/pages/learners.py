"""Who is practising in this browser, and which guide."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from content.models import Guide
from quiz.models import Learner
from quiz.models.learner import validate_time_zone

_SESSION_KEY = "learner"


def learner_id(request: HttpRequest) -> UUID | None:
    """The id of this browser's learner; None for a stranger. Costs no query beyond the session's."""
    value = request.session.get(_SESSION_KEY)
    return UUID(value) if value else None


def current_learner(request: HttpRequest) -> Learner | None:
    """This browser's learner with their guide, or None for a stranger."""
    pk = learner_id(request)
    return Learner.objects.select_related("guide").filter(pk=pk).first() if pk else None


def make_guest(pk: UUID, *, time_zone: str, now: datetime) -> Learner:
    """The guest with this id, made now unless an earlier request made them."""
    learner, _ = Learner.objects.get_or_create(
        pk=pk, defaults={"time_zone": time_zone or settings.LEARNER_TIME_ZONE, "created_at": now}
    )
    return learner


def remember(request: HttpRequest, learner: Learner) -> None:
    """Make the learner this browser's, from now on for as long as a session lasts."""
    request.session[_SESSION_KEY] = str(learner.pk)


def posted_time_zone(request: HttpRequest) -> str:
    """The zone that the browser's script reported with a form; empty if none that this server knows."""
    name = request.POST.get("time_zone", "")
    try:
        validate_time_zone(name)
    except ValidationError:
        return ""
    return name


def follow_browser_zone(request: HttpRequest, learner: Learner) -> None:
    """Take over the browser's zone unless the learner chose one in the settings."""
    name = posted_time_zone(request)
    if name and name != learner.time_zone and not learner.time_zone_chosen:
        learner.time_zone = name
        Learner.objects.filter(pk=learner.pk, time_zone_chosen=False).update(time_zone=name)


def guide_of(learner: Learner | None) -> Guide | None:
    """The guide that the learner practises: the one they chose, else the shipped one, else any with questions."""
    if learner is not None and learner.guide is not None:
        return learner.guide
    shipped = Guide.objects.filter(slug=settings.SHIPPED_GUIDE).first()
    return shipped or Guide.objects.practisable().first()
