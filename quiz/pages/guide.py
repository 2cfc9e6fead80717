"""The guide to read: its outline, and each topic with the guide's own columns."""

import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.drafts import PointKind
from content.models import Contrast, Guide, Point, Topic
from quiz.insights import mastery
from quiz.models import Learner
from quiz.progress.due import Scope

from . import menu, standing
from .learners import current_learner, guide_of, make_learner, remember
from .requests import posted

COLUMNS = {
    PointKind.EXPLANATION: "Explanation",
    PointKind.CODE_EXAMPLE: "Code example",
    PointKind.BEST_PRACTICE: "Best practice",
    PointKind.REAL_USE: "Real use",
    PointKind.PITFALL: "Pitfall",
    PointKind.INTERVIEW_TIP: "Interview tip",
    PointKind.TERM: "Terms",
    PointKind.CONTRAST: "Comparison",
    PointKind.STEPS: "Steps",
    PointKind.STATEMENT: "True or false",
}


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The outline of the guide that this browser's learner practises."""
    guide = guide_of(current_learner(request))
    return redirect(guide) if guide else render(request, "home/empty.html")


@require_safe
def outline(request: HttpRequest, guide: str) -> HttpResponse:
    """A guide's sections and topics, with the learner's mastery where there is one."""
    row = get_object_or_404(Guide, slug=guide)
    learner = current_learner(request)
    practised = guide_of(learner)
    known = _mastery(learner, row)
    topics = row.topics.live().in_order().select_related("section")
    counts = _point_counts(row)
    sections = [
        {"name": section["name"], "topics": [_entry(row, topic, counts, known) for topic in section["topics"]]}
        for section in menu.by_section(topics)
    ]
    guides = [
        {"title": other.title, "slug": other.slug, "current": other == practised}
        for other in Guide.objects.practisable().order_by("title")
    ]
    return render(
        request,
        "guide/outline.html",
        {"guide": row, "guides": guides, "sections": sections},
    )


def _mastery(learner: Learner | None, guide: Guide) -> dict[int, mastery.TopicMastery]:
    if learner is None:
        return {}
    return {row.topic.pk: row for row in mastery.topics(learner, Scope(guide), now=timezone.now())}


def _point_counts(guide: Guide) -> dict[int, int]:
    points = Point.objects.published().of_guide(guide).order_by()
    return dict(points.values_list("topic").annotate(Count("pk")))


def _entry(guide: Guide, topic: Topic, counts: dict[int, int], known: dict[int, Any]) -> dict[str, Any]:
    row = known.get(topic.pk)
    return {
        "name": topic.name,
        "url": reverse("guide:topic", args=[guide.slug, topic.slug]),
        "level": topic.get_level_display(),
        "points": counts[topic.pk],
        "standing": standing.row(row) if row and row.answered else None,
    }


@posted(otherwise="guide:outline")
def choose(request: HttpRequest, guide: str) -> HttpResponseBase:
    """Practise this guide from now on."""
    row = get_object_or_404(Guide.objects.practisable(), slug=guide)
    learner = current_learner(request)
    if learner is None:
        learner = make_learner(request, uuid.uuid4(), now=timezone.now())
        remember(request, learner)
    Learner.objects.filter(pk=learner.pk).update(guide=row)
    messages.success(request, f"You practise “{row.title}” now.")
    return redirect(row)


@require_safe
def topic(request: HttpRequest, guide: str, topic: str) -> HttpResponse:
    """A topic's page: the guide's own columns by name, links, and a way to practise it."""
    topics = list(Topic.objects.live().filter(guide__slug=guide).select_related("section", "guide").in_order())
    place = next((number for number, row in enumerate(topics) if row.slug == topic), None)
    if place is None:
        raise Http404
    row = topics[place]
    points = list(Point.objects.published().filter(topic=row).with_bodies())
    context = {
        "guide": row.guide,
        "topic": row,
        "section": row.section,
        "columns": _columns(points),
        "links": row.links.all(),
        "previous": topics[place - 1] if place else None,
        "next": topics[place + 1] if place + 1 < len(topics) else None,
        "edit_url": reverse("admin:content_topic_change", args=[row.pk]) if request.user.is_staff else "",
    }
    return render(request, "guide/topic.html", context)


def _columns(points: list[Point]) -> list[dict[str, Any]]:
    by_kind: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_kind[point.kind].append(point)
    columns = []
    for kind, name in COLUMNS.items():
        if by_kind[kind]:
            column: dict[str, Any] = {"name": name, "slug": kind.value, "points": by_kind[kind]}
            if kind is PointKind.CONTRAST:
                column["tables"] = _comparisons(by_kind[kind])
            columns.append(column)
    return columns


def _comparisons(points: list[Point]) -> list[dict[str, Any]]:
    """The cells of comparisons as tables, one for each set of subjects."""
    facets: dict[str, dict[str, Contrast]] = defaultdict(dict)
    for point in points:
        facets[point.contrast.facet][point.contrast.subject] = point.contrast
    tables: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for facet, cells in facets.items():
        tables[tuple(cells)].append({"name": facet.replace("-", " "), "cells": list(cells.values())})
    return [{"subjects": subjects, "facets": rows} for subjects, rows in tables.items()]
