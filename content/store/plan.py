"""Plan an import: hold a draft against the bank and say, point by point, what would become of it. Writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from content.drafts import GuideDraft, Level, PointDraft, TopicDraft
from content.models import Guide, Point, Question, Topic
from content.models.base import State

from . import fields
from .merge import Merged, merge

SAME_MEANING = 60
"""Similarity in per cent (research: key similarity 0.6) from which an edit counts as a rewording."""
SAME_POINT = 80
"""Similarity in per cent from which an unnamed point is taken for one that is stored."""
LARGEST_RETIREMENT = 1 / 3


class Change(StrEnum):
    NEW = "new"
    REWORDED = "reworded"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflicts"
    RETIRED = "retired"


class ImportRefused(Exception):
    """The import cannot be applied as it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPlan:
    """What becomes of one point of the file. `existing` is its row, or None for a new one."""

    topic: str
    slug: str
    position: int
    draft: PointDraft
    existing: Point | None
    change: Change
    incoming: dict[str, Any]
    merged: Merged


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """A topic of the file and the topic of the guide that it is. `slug` is its id there."""

    slug: str
    draft: TopicDraft
    existing: Topic | None
    points: tuple[PointPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that an import would do. `source` is the guide that the file names; `enriches` that it joins another's."""

    draft: GuideDraft
    guide: Guide | None
    guide_slug: str
    source: str
    enriches: bool
    topics: tuple[TopicPlan, ...]
    retired_points: tuple[Point, ...] = ()
    retired_questions: tuple[Question, ...] = ()
    source_points: int = 0

    @property
    def points(self) -> list[PointPlan]:
        return [point for topic in self.topics for point in topic.points]

    def counts(self) -> dict[str, int]:
        """How many points meet each fate."""
        counts = Counter(point.change for point in self.points)
        counts[Change.RETIRED] = len(self.retired_points)
        order = [Change.NEW, Change.REWORDED, Change.CHANGED, Change.UNCHANGED, Change.RETIRED, Change.CONFLICT]
        return {change.value: counts[change] for change in order}

    def retires_too_much(self) -> bool:
        return len(self.retired_points) > self.source_points * LARGEST_RETIREMENT


def plan(draft: GuideDraft, *, guide: str = "", into: str = "") -> Plan:
    """Plan the import of a draft.

    `guide` names the guide of a file that names none; `into` enriches the topics of another guide instead.
    Raises ImportRefused where no guide is named or `into` names none that exists.
    """
    source = draft.slug or guide
    if not source:
        raise ImportRefused("The file names no guide: say which one with --guide SLUG.")
    target = into or source
    row = Guide.objects.filter(slug=target).first()
    if row is None and into:
        raise ImportRefused(f"There is no guide “{into}” to import into; import it first or leave --into away.")
    if row is None and not draft.is_whole:
        raise ImportRefused(f"A lone topic file needs a guide to go to, and there is none called “{target}”.")
    return _Planner(draft, row, target, source, enriches=target != source).plan()


@dataclass
class _Planner:
    draft: GuideDraft
    guide: Guide | None
    guide_slug: str
    source: str
    enriches: bool
    stored: dict[int, list[Point]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, Topic] = field(default_factory=dict)

    def plan(self) -> Plan:
        self._read_stored()
        topics: list[TopicPlan] = []
        taken: set[int] = set()
        for draft in self.draft.topics:
            existing = self._match_topic(draft)
            if existing is not None and existing.pk in taken:
                existing = None
            if existing is not None:
                taken.add(existing.pk)
            topics.append(self._topic(draft, existing))
        retired = self._retired(topics)
        return Plan(
            draft=self.draft,
            guide=self.guide,
            guide_slug=self.guide_slug,
            source=self.source,
            enriches=self.enriches,
            topics=tuple(topics),
            retired_points=tuple(retired),
            retired_questions=tuple(self._retired_questions(topics)),
            source_points=sum(1 for point in self._own_points() if point.state != State.RETIRED),
        )

    def _read_stored(self) -> None:
        if self.guide is None:
            return
        for point in Point.objects.of_guide(self.guide).with_bodies():
            self.stored[point.topic_id].append(point)
        for topic in self.guide.topics.select_related("section").prefetch_related("links"):
            for name in [*(topic.aliases if self.enriches else ()), topic.name if self.enriches else "", topic.slug]:
                if name:
                    self.by_name[name.casefold()] = topic

    def _own_points(self) -> Iterable[Point]:
        return (point for points in self.stored.values() for point in points if point.source == self.source)

    def _match_topic(self, draft: TopicDraft) -> Topic | None:
        names = [draft.slug, *draft.was]
        if self.enriches:
            names += [draft.name, *draft.aliases]
        return next((self.by_name[name.casefold()] for name in names if name.casefold() in self.by_name), None)

    def _topic(self, draft: TopicDraft, existing: Topic | None) -> TopicPlan:
        slug = existing.slug if existing is not None and self.enriches else draft.slug
        level = draft.level or (Level(existing.level) if existing is not None else Level.BEGINNER)
        stored = self.stored[existing.pk] if existing is not None else []
        own = {point.slug: point for point in stored if point.source == self.source}
        foreign = {point.slug for point in stored if point.source != self.source}
        matches = _match_points(draft.points, own)
        used = foreign | set(own)
        points: list[PointPlan] = []
        for position, (point, match) in enumerate(zip(draft.points, matches, strict=True), start=1):
            point_slug = match.slug if match is not None else _free_slug(point.slug, self.source, used)
            used.add(point_slug)
            points.append(_point(point, match, topic=slug, slug=point_slug, position=position, level=level))
        return TopicPlan(slug=slug, draft=draft, existing=existing, points=tuple(points))

    def _scope(self, topics: list[TopicPlan]) -> set[int] | None:
        """The topics in which what is missing from the file is retired; None for all."""
        if self.draft.is_whole:
            return None
        return {topic.existing.pk for topic in topics if topic.existing is not None}

    def _retired(self, topics: list[TopicPlan]) -> list[Point]:
        if self.draft.rejected:
            # A rejected item may be one of the stored points: what is merely unreadable is not gone.
            return []
        scope = self._scope(topics)
        kept = {point.existing.pk for topic in topics for point in topic.points if point.existing is not None}
        return [
            point
            for point in self._own_points()
            if point.pk not in kept and point.state != State.RETIRED and (scope is None or point.topic_id in scope)
        ]

    def _retired_questions(self, topics: list[TopicPlan]) -> list[Question]:
        """Authored questions that the file had and has no more."""
        if self.guide is None or self.draft.rejected:
            return []
        scope = self._scope(topics)
        kept: set[tuple[int, str, str]] = set()
        for topic in topics:
            rows = {point.draft.slug: point.existing for point in topic.points}
            for question in topic.draft.questions:
                row = rows.get(question.point)
                if row is not None:
                    kept.add((row.pk, question.kind.value, question.variant))
        stored = Question.objects.of_guide(self.guide).filter(authored=True, point__source=self.source)
        return [
            question
            for question in stored.exclude(snapshot={}).exclude(state=State.RETIRED).select_related("point")
            if (question.point_id, question.kind, question.variant) not in kept
            and (scope is None or question.point.topic_id in scope)
        ]


def _match_points(drafts: tuple[PointDraft, ...], own: dict[str, Point]) -> list[Point | None]:
    """The stored point of each draft: by id where the file gives one, else by equal, similar or proposed text."""
    matches: list[Point | None] = [own.get(draft.slug) if draft.named else None for draft in drafts]
    taken = {match.pk for match in matches if match is not None}
    words = {
        slug: fields.meaning(point.snapshot or fields.of_point(point))
        for slug, point in own.items()
        if any(not draft.named for draft in drafts)
    }
    unnamed = [number for number, draft in enumerate(drafts) if not draft.named]
    for least in (100, SAME_POINT, None):
        for number in unnamed:
            draft = drafts[number]
            if matches[number] is not None:
                continue
            candidates = [p for p in own.values() if p.kind == draft.kind and p.pk not in taken]
            found = _unique_match(draft, candidates, words, least)
            if found is not None:
                matches[number] = found
                taken.add(found.pk)
    return matches


def _unique_match(draft: PointDraft, candidates: list[Point], words: dict[str, str], least: int | None) -> Point | None:
    if least is None:
        return next((point for point in candidates if point.slug == draft.slug), None)
    text = fields.meaning(fields.of_point_draft(draft, level=Level.BEGINNER))
    if least == 100:
        found = [point for point in candidates if words[point.slug] == text]
        return found[0] if found else None
    found = [point for point in candidates if fuzz.token_sort_ratio(words[point.slug], text) >= least]
    return found[0] if len(found) == 1 else None


def _free_slug(slug: str, source: str, used: set[str]) -> str:
    if slug not in used:
        return slug
    slug = f"{slug}-{source}"
    number = 2
    free = slug
    while free in used:
        free = f"{slug}-{number}"
        number += 1
    return free


def _point(
    draft: PointDraft, existing: Point | None, *, topic: str, slug: str, position: int, level: Level
) -> PointPlan:
    incoming = fields.of_point_draft(draft, level=level)
    if existing is None:
        merged, change = Merged(incoming, {}), Change.NEW
    else:
        merged, change = _merge_point(existing, incoming)
    return PointPlan(
        topic=topic,
        slug=slug,
        position=position,
        draft=draft,
        existing=existing,
        change=change,
        incoming=incoming,
        merged=merged,
    )


def _merge_point(existing: Point, incoming: dict[str, Any]) -> tuple[Merged, Change]:
    current = fields.of_point(existing)
    if current["kind"] != incoming["kind"]:
        merged = Merged(incoming, {}) if current == existing.snapshot else Merged(current, incoming)
    else:
        merged = merge(snapshot=existing.snapshot, current=current, incoming=incoming, pending=existing.pending)
    if merged.pending != existing.pending and merged.pending:
        return merged, Change.CONFLICT
    if merged.values == current:
        return merged, Change.UNCHANGED
    if current["state"] == State.RETIRED and merged.values["state"] == State.PUBLISHED:
        return merged, Change.NEW
    return merged, Change.CHANGED if changes_meaning(current, merged.values) else Change.REWORDED


def changes_meaning(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether what is to be remembered became another thing, rather than the same in other words."""
    if before["kind"] != after["kind"] or before.get("is_true") != after.get("is_true"):
        return True
    return fuzz.token_sort_ratio(fields.meaning(before), fields.meaning(after)) < SAME_MEANING
