"""Who practises in a browser before it signs in: its session's guest."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from quiz.models import JoinedGuest, Learner

_KEY = "learner"
_RENEWED = "renewed_on"


def guest_id(session: SessionBase) -> UUID | None:
    """The id of the session's guest; None for a stranger and for an account."""
    value = session.get(_KEY)
    return UUID(value) if value else None


def remember(session: SessionBase, guest: Learner) -> None:
    """Make the guest this browser's, until a session's length after it was last renewed."""
    if session.get(_KEY) != str(guest.pk):
        session[_KEY] = str(guest.pk)


def renew(session: SessionBase, *, today: date) -> None:
    """Let the session of a guest or an account last its full length again; a stranger's is not begun.

    `today` is a date in UTC: the session is written, and its cookie sent, once a day.
    """
    if (_KEY in session or SESSION_KEY in session) and session.get(_RENEWED) != today.isoformat():
        session[_RENEWED] = today.isoformat()


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
