"""The learner's progress: mastery by section and topic, and what returns when."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quiz.insights import mastery
from quiz.insights.mastery import Standing, TopicMastery
from quiz.progress.due import Scope

from . import standing
from .learners import current_learner, guide_of


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """How well each topic is known, and what to do about it."""
    now = timezone.now()
    learner = current_learner(request)
    guide = guide_of(learner)
    if learner is None or guide is None:
        return render(request, "progress/stranger.html", {"guide": guide})
    rows = mastery.topics(learner, Scope(guide), now=now)
    context = {
        "guide": guide,
        "overall": _overall(rows),
        "week": standing.week(learner, guide, now=now),
        "sections": _sections(rows),
    }
    return render(request, "progress/progress.html", context)


def _overall(rows: list[TopicMastery]) -> dict[str, Any]:
    return {
        "mastery": standing.in_words(mastery.overall(rows)),
        "answered": sum(row.answered for row in rows),
        "points": sum(row.points for row in rows),
        "weak": sum(row.standing is Standing.WEAK for row in rows),
        "unknown": sum(row.standing is Standing.UNKNOWN for row in rows),
        "new": sum(row.standing is Standing.NEW for row in rows),
    }


def _sections(rows: list[TopicMastery]) -> list[dict[str, Any]]:
    sections = []
    for section, group in groupby(rows, key=lambda row: row.topic.section):
        topics = list(group)
        sections.append(
            {
                "name": section.name,
                "mastery": standing.in_words(mastery.overall(topics)),
                "topics": [standing.row(row) for row in topics],
            }
        )
    return sections
