"""Who is practising in this browser, and which guide."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from content.models import Guide
from quiz.accounts import guests, joining
from quiz.models import Learner
from quiz.models.learner import validate_time_zone


def learner_id(request: HttpRequest) -> UUID | None:
    """The id of this browser's learner: the account's, else the session's guest. None for a stranger."""
    _renew(request)
    if request.user.is_authenticated:
        return Learner.objects.filter(user=request.user).values_list("pk", flat=True).first()
    return guests.guest_id(request.session)


def current_learner(request: HttpRequest) -> Learner | None:
    """This browser's learner with their guide, or None for a stranger."""
    _renew(request)
    learners = Learner.objects.select_related("guide")
    if request.user.is_authenticated:
        return learners.filter(user=request.user).first()
    pk = guests.guest_id(request.session)
    # Another browser may hold the same guest, who belongs to an account by now.
    return learners.filter(pk=pk, user=None).first() if pk else None


def _renew(request: HttpRequest) -> None:
    """Keep who practises signed in. An answer does not: it must not fail for a session that ends meanwhile."""
    if request.method == "GET":
        guests.renew(request.session, today=timezone.now().date())


def make_learner(request: HttpRequest, pk: UUID, *, now: datetime) -> Learner:
    """A learner for a browser that has none: an account's own, else the guest with this id."""
    zone = zone_of(request)
    if request.user.is_authenticated:
        return joining.join(None, user=request.user, zone=zone, now=now)
    return guests.make_guest(pk, zone=zone, now=now)


def remember(request: HttpRequest, learner: Learner) -> None:
    """Make a guest this browser's; an account's learner goes with the account."""
    if learner.user_id is None:
        guests.remember(request.session, learner)


def zone_of(request: HttpRequest) -> str:
    """The IANA zone for a learner who is made now: the browser's, else the site's."""
    return _posted_zone(request) or settings.LEARNER_TIME_ZONE


def follow_browser_zone(request: HttpRequest, learner: Learner) -> None:
    """Take over the browser's zone unless the learner chose one in the settings."""
    name = _posted_zone(request)
    if name and name != learner.time_zone and not learner.time_zone_chosen:
        learner.time_zone = name
        Learner.objects.filter(pk=learner.pk, time_zone_chosen=False).update(time_zone=name)


def _posted_zone(request: HttpRequest) -> str:
    """The IANA zone that the browser's script sent with a form; empty if none that this server knows."""
    name = request.POST.get("time_zone", "")
    try:
        validate_time_zone(name)
    except ValidationError:
        return ""
    return name


def guide_of(learner: Learner | None) -> Guide | None:
    """The guide that the learner practises: the one they chose, else the shipped one, else any with questions.

    The shipped one without questions, for reading, comes last.
    """
    if learner is not None and learner.guide is not None:
        return learner.guide
    shipped, practisable = {"slug": settings.SHIPPED_GUIDE}, Guide.objects.practisable()
    return practisable.filter(**shipped).first() or practisable.first() or Guide.objects.filter(**shipped).first()
