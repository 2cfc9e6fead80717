"""The first page: a question at once for a stranger, today for a learner."""

import random
import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.models import Guide, Point, Question
from quiz.insights import mastery
from quiz.insights.mastery import Standing
from quiz.models import Learner
from quiz.practice import selection
from quiz.practice.presentations import Presentation
from quiz.progress import due
from quiz.progress.due import Scope

from . import menu, showing, standing, words
from .learners import current_learner, guide_of

LISTED = 3
"""How many weak and how many unknown topics are named."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A stranger meets a question; a learner sees what today asks."""
    now = timezone.now()
    learner = current_learner(request)
    guide = guide_of(learner)
    if guide is None:
        return render(request, "home/empty.html")
    if learner is None:
        return render(request, "home/stranger.html", _stranger(guide, now, random.SystemRandom()))
    return render(request, "home/today.html", _today(learner, guide, now))


def _stranger(guide: Guide, now: datetime, rng: random.Random) -> dict[str, Any]:
    points = Point.objects.published().of_guide(guide)
    context: dict[str, Any] = {
        "guide": guide,
        "run": None,
        "shown": None,
        "counts": {
            "topics": guide.topics.live().count(),
            "points": points.count(),
            "questions": Question.objects.published().of_guide(guide).count(),
        },
    }
    question = selection.first_question(points, rng=rng)
    if question is not None:
        version = showing.current_version(question.pk)
        presentation = Presentation(
            version=version.pk,
            learner=uuid.uuid4(),
            stranger=True,
            item=None,
            sequence=0,
            nonce=uuid.uuid4(),
            shown_at=now,
        )
        topic = question.point.topic
        context["shown"] = showing.shown(version, presentation, topic=topic)
    return context


def _today(learner: Learner, guide: Guide, now: datetime) -> dict[str, Any]:
    today = menu.today(learner, guide, now=now)
    rows = mastery.topics(learner, Scope(guide), now=now)
    upcoming = due.next_due(learner, Scope(guide), now=now)
    return {
        "guide": guide,
        "learner": learner,
        "today": today | _headline(today),
        "resumable": menu.resumable(learner, now=now),
        "week": standing.week(learner, guide, now=now),
        "weakest": [standing.row(row) for row in mastery.weakest(rows, count=LISTED)],
        "unknown": [standing.row(row) for row in rows if row.standing is Standing.UNKNOWN][:LISTED],
        "next_due": words.when(upcoming, learner=learner, now=now) if upcoming else "",
    }


def _headline(today: dict[str, Any]) -> dict[str, str]:
    if today["limit"]:
        return {"headline": "Enough for today.", "text": today["limit"]}
    if not today["due"] and not today["new"]:
        return {"headline": "Nothing is due now.", "text": "Practise a topic, or come back when the next point does."}
    parts = []
    if today["due"]:
        verb = "is" if today["due"] == 1 else "are"
        parts.append(f"{words.counted(today['due'], 'point')} {verb} about to slip away")
    if today["new"]:
        parts.append(f"{today['new']} {'is' if today['new'] == 1 else 'are'} new")
    minutes = words.spelled(today["minutes"]).capitalize()
    return {
        "headline": f"{minutes} minute{'s' if today['minutes'] > 1 else ''} today.",
        "text": f"{' and '.join(parts)}.".capitalize(),
    }
