"""Who practises in a browser before it signs in: its session's guest."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from quiz.models import JoinedGuest, Learner

_KEY = "learner"


def guest_id(session: SessionBase) -> UUID | None:
    """The id of the session's guest; None for a stranger and for an account."""
    value = session.get(_KEY)
    return UUID(value) if value else None


def remember(session: SessionBase, guest: Learner) -> None:
    """Make the guest this browser's, from now on for as long as a session lasts."""
    if session.get(_KEY) != str(guest.pk):
        session[_KEY] = str(guest.pk)


def forget(session: SessionBase) -> None:
    """Let go of the guest, whose progress is an account's now."""
    session.pop(_KEY, None)


def make_guest(pk: UUID, *, zone: str, now: datetime) -> Learner:
    """The guest with this id, made now, in this IANA zone, unless an earlier request made them."""
    guest, _ = Learner.objects.get_or_create(pk=pk, defaults={"time_zone": zone, "created_at": now})
    return guest


def has_joined(guest: UUID, learner: UUID | None = None) -> bool:
    """Whether the guest with this id was merged into a learner; into this one, where one is given."""
    joined = JoinedGuest.objects.filter(guest=guest)
    return (joined if learner is None else joined.filter(learner=learner)).exists()
