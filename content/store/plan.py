"""Plan an import: hold a draft against the bank and say, point by point, what would become of it. Writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from content.drafts import GuideDraft, Level, PointDraft, TopicDraft
from content.formats.slugs import slug_of
from content.models import Guide, Point, Question, Topic
from content.models.base import State

from . import fields, meaning
from .items import Change, FieldChange, Item, field_changes
from .matching import free_slug, match_points, match_topics
from .merge import Merged, merge, was_edited
from .report import ImportRefused, Reason
from .retirement import is_missed

LARGEST_RETIREMENT = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPlan:
    """What becomes of one point of the file. `existing` is its row, or None for a new one.

    `changes_meaning` says that the row is to say another thing than before, whatever its change is counted as.
    """

    topic: str
    slug: str
    position: int
    draft: PointDraft
    existing: Point | None
    change: Change
    changes_meaning: bool
    incoming: dict[str, Any]
    merged: Merged
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """A topic of the file and the topic of the guide that it is. `slug` is its id there.

    `follows` says that its own fields follow this file, rather than another's that brought it.
    """

    slug: str
    follows: bool
    draft: TopicDraft
    existing: Topic | None
    points: tuple[PointPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that an import would do. `source` is the guide that the file names; `enriches` that it joins another's.

    Of the points that the source has no more, `retired_points` go, and `kept_points` stay because they were edited
    here; `missing_questions` are the authored ones of which one or the other becomes true.
    """

    draft: GuideDraft
    guide: Guide
    source: str
    enriches: bool
    topics: tuple[TopicPlan, ...]
    retired_points: tuple[Point, ...]
    kept_points: tuple[Point, ...]
    missing_questions: tuple[Question, ...]
    source_points: int
    items: tuple[Item, ...]

    @property
    def owns_guide(self) -> bool:
        """Whether the file is the whole of its guide, and so has the say on title and order."""
        return self.draft.is_whole and not self.enriches

    @property
    def points(self) -> list[PointPlan]:
        return [point for topic in self.topics for point in topic.points]

    def counts(self) -> dict[str, int]:
        """How many points meet each fate."""
        counts = Counter(point.change for point in self.points)
        counts[Change.RETIRED] = len(self.retired_points)
        counts[Change.CONFLICT] += len(self.kept_points)
        order = [Change.NEW, Change.REWORDED, Change.CHANGED, Change.UNCHANGED, Change.RETIRED, Change.CONFLICT]
        return {change.value: counts[change] for change in order}

    def retires_too_much(self) -> bool:
        return len(self.retired_points) > self.source_points * LARGEST_RETIREMENT


def source_of(draft: GuideDraft, *, guide: str) -> str:
    """The id of the guide that a draft names or, where it names none, `guide`. Raises ImportRefused for no id."""
    source = draft.slug or guide
    if not source:
        raise ImportRefused(Reason.NO_GUIDE, "The file names no guide.")
    if source != slug_of(source):
        raise ImportRefused(Reason.NO_ID, f"“{source}” is no id of a guide: write it as “{slug_of(source)}”.")
    return source


def plan(draft: GuideDraft, guide: Guide, *, source: str) -> Plan:
    """Plan the import of a draft into a guide: its own, or another whose topics it enriches.

    Raises ImportRefused where a topic would take an id that another one has or had.
    """
    return _Planner(draft, guide, source, enriches=guide.slug != source).plan()


@dataclass
class _Planner:
    draft: GuideDraft
    guide: Guide
    source: str
    enriches: bool
    stored: dict[int, list[Point]] = field(default_factory=lambda: defaultdict(list))
    stored_topics: list[Topic] = field(default_factory=list)

    def plan(self) -> Plan:
        self._read_stored()
        matches = match_topics(self.draft.topics, self.stored_topics, by_name=self.enriches)
        topics = [self._topic(draft, existing) for draft, existing in zip(self.draft.topics, matches, strict=True)]
        missing = [(point, _was_edited(point)) for point in self._missing(topics)]
        names = {topic.pk: topic.slug for topic in self.stored_topics}
        names |= {topic.existing.pk: topic.slug for topic in topics if topic.existing is not None}
        return Plan(
            draft=self.draft,
            guide=self.guide,
            source=self.source,
            enriches=self.enriches,
            topics=tuple(topics),
            retired_points=tuple(point for point, edited in missing if not edited),
            kept_points=tuple(point for point, edited in missing if edited),
            missing_questions=tuple(self._missing_questions(topics)),
            source_points=sum(1 for point in self._own_points() if point.state != State.RETIRED),
            items=(
                *(_item(point) for topic in topics for point in topic.points),
                *(_missing_item(point, topic=names[point.topic_id], edited=edited) for point, edited in missing),
            ),
        )

    def _read_stored(self) -> None:
        for point in Point.objects.of_guide(self.guide).with_bodies():
            self.stored[point.topic_id].append(point)
        self.stored_topics = list(self.guide.topics.select_related("section").prefetch_related("links"))

    def _own_points(self) -> Iterable[Point]:
        return (point for points in self.stored.values() for point in points if point.source == self.source)

    def _refuse_old_id(self, slug: str, existing: Topic | None) -> None:
        """No topic is given an id that another one has or had: questions made under it keep theirs."""
        for topic in self.stored_topics:
            if topic is not existing and slug in (topic.slug, *topic.was):
                raise ImportRefused(
                    Reason.OLD_ID,
                    f"“{slug}” was the id of the topic “{topic.name}”, and learners’ answers hang on it: "
                    "give the other topic another id.",
                )

    def _follows(self, existing: Topic | None) -> bool:
        """Whether a topic follows this file: in its own guide, or where the source brought it to another's."""
        if existing is None or not self.enriches:
            return True
        oldest = min(self.stored[existing.pk], key=lambda point: point.pk, default=None)
        return oldest is not None and oldest.source == self.source and bool(existing.snapshot)

    def _topic(self, draft: TopicDraft, existing: Topic | None) -> TopicPlan:
        slug = existing.slug if existing is not None and self.enriches else draft.slug
        if existing is None or slug != existing.slug:
            self._refuse_old_id(slug, existing)
        follows = self._follows(existing)
        level = draft.level or Level.BEGINNER
        if existing is not None and not follows:
            level = draft.level or Level(existing.snapshot.get("level", existing.level))
        stored = self.stored[existing.pk] if existing is not None else []
        own = {point.slug: point for point in stored if point.source == self.source}
        foreign = {point.slug for point in stored if point.source != self.source}
        matches = match_points(draft.points, own, foreign=foreign, source=self.source)
        used = foreign | set(own)
        points: list[PointPlan] = []
        for position, (point, match) in enumerate(zip(draft.points, matches, strict=True), start=1):
            point_slug = match.slug if match is not None else free_slug(point.slug, source=self.source, used=used)
            used.add(point_slug)
            points.append(_point(point, match, topic=slug, slug=point_slug, position=position, level=level))
        return TopicPlan(slug=slug, follows=follows, draft=draft, existing=existing, points=tuple(points))

    def _scope(self, topics: list[TopicPlan]) -> set[int] | None:
        """The topics in which it counts that something is missing from the file; None for all."""
        if self.draft.is_whole:
            return None
        return {topic.existing.pk for topic in topics if topic.existing is not None}

    def _missing(self, topics: list[TopicPlan]) -> list[Point]:
        if self.draft.rejected:
            # A rejected item may be one of the stored points: what is merely unreadable is not gone.
            return []
        scope = self._scope(topics)
        kept = {point.existing.pk for topic in topics for point in topic.points if point.existing is not None}
        return [
            point
            for point in self._own_points()
            if point.pk not in kept and is_missed(point) and (scope is None or point.topic_id in scope)
        ]

    def _missing_questions(self, topics: list[TopicPlan]) -> list[Question]:
        """Authored questions that the file had and has no more."""
        if self.draft.rejected:
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
            for question in stored.select_related("point")
            if is_missed(question)
            and (question.point_id, question.kind, question.variant) not in kept
            and (scope is None or question.point.topic_id in scope)
        ]


def _was_edited(point: Point) -> bool:
    return was_edited(snapshot=point.snapshot, current=fields.of_point(point))


def _point(
    draft: PointDraft, existing: Point | None, *, topic: str, slug: str, position: int, level: Level
) -> PointPlan:
    incoming = fields.of_point_draft(draft, level=level)
    merged, change, changed = Merged(incoming, {}), Change.NEW, False
    differing: tuple[FieldChange, ...] = ()
    if existing is not None:
        current = fields.of_point(existing)
        merged = _merge_point(existing, current, incoming)
        changed = merged.values != current and meaning.changes(current, merged.values)
        change = _change(existing, current, merged, changed)
        differing = field_changes(current, merged, waiting=existing.pending)
    return PointPlan(
        topic=topic,
        slug=slug,
        position=position,
        draft=draft,
        existing=existing,
        change=change,
        changes_meaning=changed,
        incoming=incoming,
        merged=merged,
        fields=differing,
    )


def _item(planned: PointPlan) -> Item:
    return Item(
        topic=planned.topic,
        point=planned.slug,
        kind=planned.incoming["kind"],
        text=meaning.line(planned.incoming),
        fate=planned.change,
        fields=planned.fields,
    )


def _missing_item(point: Point, *, topic: str, edited: bool) -> Item:
    stays = FieldChange(name="state", before=point.state, after=State.RETIRED.value, waits=True)
    return Item(
        topic=topic,
        point=point.slug,
        kind=point.kind,
        text=meaning.line(fields.of_point(point)),
        fate=Change.CONFLICT if edited else Change.RETIRED,
        fields=(stays,) if edited else (),
    )


def _merge_point(existing: Point, current: dict[str, Any], incoming: dict[str, Any]) -> Merged:
    if current["kind"] != incoming["kind"]:
        if incoming == existing.snapshot:
            return Merged(current, existing.pending)
        return Merged(incoming, {}) if current == existing.snapshot else Merged(current, incoming)
    return merge(
        snapshot=existing.snapshot,
        current=current,
        incoming=incoming,
        pending=existing.pending,
        as_one=incoming.keys() - fields.APART,
    )


def _change(existing: Point, current: dict[str, Any], merged: Merged, changed: bool) -> Change:
    if merged.pending != existing.pending and merged.pending:
        return Change.CONFLICT
    if merged.values == current:
        return Change.UNCHANGED
    if current["state"] == State.RETIRED and merged.values["state"] == State.PUBLISHED:
        return Change.NEW
    return Change.CHANGED if changed else Change.REWORDED
