"""What the practice menu offers."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from content.judging import CHOICE_KINDS, FREE_KINDS
from content.models import Guide, Point
from quiz.models import Learner, Review
from quiz.models.learner import NEW_PER_DAY
from quiz.models.session import Mode
from quiz.practice import sessions
from quiz.practice.sessions import SECONDS_PER_QUESTION
from quiz.progress import due
from quiz.progress.due import Scope

from . import words
from .forms import DEFAULT_LENGTH, LENGTHS

RESUMABLE_FOR = timedelta(days=7)
MODES = {
    Mode.DAILY: "What is due, then new points, in all their forms.",
    Mode.FLASHCARDS: "Recall the answer, look, and grade yourself.",
    Mode.CHOICE: "Choose among options and say how sure you are.",
}


def context(learner: Learner | None, guide: Guide, *, now: datetime) -> dict[str, Any]:
    """The menu for a learner, or for a stranger where `learner` is None."""
    topics = guide.topics.live().in_order().select_related("section")
    return {
        "guide": guide,
        "resumable": resumable(learner, now=now),
        "modes": [{"value": mode.value, "label": mode.label, "text": text} for mode, text in MODES.items()],
        "sections": by_section(topics),
        "lengths": LENGTHS,
        "default_length": DEFAULT_LENGTH,
        "today": today(learner, guide, now=now),
    }


def by_section(topics: Any) -> list[dict[str, Any]]:
    """Topics, in guide order and with their section, as {pk, name, topics} of each section."""
    sections: dict[int, dict[str, Any]] = {}
    for topic in topics:
        entry = {"pk": topic.section.pk, "name": topic.section.name, "topics": []}
        sections.setdefault(topic.section_id, entry)["topics"].append(topic)
    return list(sections.values())


def today(learner: Learner | None, guide: Guide, *, now: datetime) -> dict[str, int]:
    """How many points are due and how many new ones today still has room for, and the minutes both take."""
    scope = Scope(guide)
    if learner is None:
        waiting, new = 0, min(NEW_PER_DAY, Point.objects.published().of_guide(guide).count())
    else:
        waiting = learner.cards.filter(scope.filter()).due(now).count()
        left = max(0, learner.new_per_day - due.introduced_on(learner, learner.study_day(now)))
        new = due.new_points(learner, scope, kinds=CHOICE_KINDS | FREE_KINDS, now=now)[:left].count() if left else 0
    return {"due": waiting, "new": new, "minutes": -(-(waiting + new) * SECONDS_PER_QUESTION // 60)}


def resumable(learner: Learner | None, *, now: datetime) -> dict[str, Any] | None:
    """The run that the learner left unfinished, if there is one."""
    if learner is None:
        return None
    session = sessions.resumable(learner, since=now - RESUMABLE_FOR)
    if session is None:
        return None
    total = session.items.count()
    done = Review.objects.filter(item__session=session).standing().aggregate(n=Count("item", distinct=True))["n"]
    return {
        "label": session.get_mode_display(),
        "done": done,
        "total": total,
        "url": reverse("practice:question", args=[session.pk]),
    }


def why_nothing(learner: Learner, guide: Guide, *, now: datetime) -> str:
    """Why a run has nothing to ask, and what the learner can do instead."""
    upcoming = due.next_due(learner, Scope(guide), now=now)
    if upcoming is None:
        return "There is nothing to ask in this part. Choose another mode, section or topic."
    back = words.when(upcoming, learner=learner, now=now)
    return f"Nothing is due there now; the next point comes back {back}. Choose a topic to go on with it now."
