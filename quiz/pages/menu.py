"""What the practice menu offers."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from content.judging import FREE_KINDS, JUDGED_KINDS
from content.models import Guide, Point
from quiz.models import Learner
from quiz.models.learner import NEW_PER_DAY
from quiz.models.session import Mode
from quiz.practice import selection, sessions
from quiz.practice.selection import Today
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
WITHOUT_LIMIT = "Flashcards, multiple choice and single topics have none; the settings change it."
NOTHING_THERE = "There is nothing to ask in this part. Choose another mode, section or topic."


def context(learner: Learner | None, guide: Guide, *, now: datetime) -> dict[str, Any]:
    """The menu for a learner, or for a stranger where `learner` is None."""
    topics = guide.topics.live().in_order().select_related("section")
    return {
        "guide": guide,
        "learner": learner,
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


def today(learner: Learner | None, guide: Guide, *, now: datetime) -> dict[str, Any]:
    """How many due points and how many new ones mixed runs still ask today, the minutes that both take, and the
    limit that holds back the rest where neither is left."""
    if learner is None:
        kinds = JUDGED_KINDS | FREE_KINDS
        unmet = Point.objects.published().of_guide(guide).filter(Scope(guide).askable(kinds, point="pk")).count()
        left = Today(due=0, new=min(NEW_PER_DAY, unmet), due_held_back=0, new_held_back=0)
    else:
        left = selection.today(learner, Scope(guide), now=now)
    return {
        "due": left.due,
        "new": left.new,
        "minutes": -(-(left.due + left.new) * SECONDS_PER_QUESTION // 60),
        "limit": _limit(learner, left) if learner is not None else "",
    }


def _limit(learner: Learner, left: Today) -> str:
    """Which limit keeps mixed runs from asking what waits, and how to go on; empty while there is something to ask."""
    if left.due or left.new or not (left.due_held_back or left.new_held_back):
        return ""
    limits = []
    if left.due_held_back:
        limits.append(words.counted(learner.reviews_per_day, "review"))
    if left.new_held_back:
        limits.append(words.counted(learner.new_per_day, "new point"))
    return f"Today’s limit of {' and '.join(limits)} is reached. {WITHOUT_LIMIT}"


def resumable(learner: Learner | None, *, now: datetime) -> dict[str, Any] | None:
    """The run that the learner left unfinished, if there is one."""
    if learner is None:
        return None
    run = sessions.resumable(learner, since=now - RESUMABLE_FOR, now=now)
    if run is None:
        return None
    return {
        "label": run.session.get_mode_display(),
        "done": sum(item.is_done for item in run.items),
        "total": run.total,
        "url": reverse("practice:question", args=[run.session.pk]),
    }


def why_nothing(learner: Learner | None, scope: Scope, *, mode: Mode, now: datetime) -> str:
    """Why a run has nothing to ask, and what the learner, or a stranger, can do instead."""
    if learner is None:
        return NOTHING_THERE
    if mode is Mode.DAILY and (limit := _limit(learner, selection.today(learner, scope, now=now))):
        return limit
    upcoming = due.next_due(learner, scope, now=now)
    if upcoming is None:
        return NOTHING_THERE
    back = words.when(upcoming, learner=learner, now=now)
    return f"There is nothing to ask there now; the next point comes back {back}. Choose a topic to go on with it now."
