"""How a guide's outline and questions stand, read before and after an import: the difference is what it does."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from content.models import Guide, Point, Question, Topic
from content.models.base import State

from .items import Change, FieldChange, OutlineItem, QuestionCounts, field_changes
from .merge import Merged

GUIDE_FIELDS = ("title", "introduction", "further_reading")
TOPIC_FIELDS = ("slug", "name", "kind", "level", "noun", "aliases", "was")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of the outline; `orders` names the lists in it whose order counts."""

    kind: str
    slug: str
    name: str
    fields: dict[str, Any]
    pending: dict[str, Any]
    orders: dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    topic: str
    state: str
    version: int | None
    pending: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The outline, by table and key, in its order, and the questions by id."""

    outline: dict[tuple[str, int], _Row] = field(default_factory=dict)
    questions: dict[UUID, _Question] = field(default_factory=dict)


def read(guide: Guide) -> Standing:
    """How a guide, itself as given, stands in the database now."""
    return Standing(outline=_outline(guide), questions=_questions(guide))


def _outline(guide: Guide) -> dict[tuple[str, int], _Row]:
    sections = list(guide.sections.order_by("position", "pk"))
    topics = list(guide.topics.in_order().select_related("section").prefetch_related("links"))
    points: dict[int, list[str]] = defaultdict(list)
    live = Point.objects.of_guide(guide).published().order_by("position", "pk")
    for topic, slug in live.values_list("topic_id", "slug"):
        points[topic].append(slug)
    # What has no point in practice is moved behind the rest, which is no news.
    filled = [topic for topic in topics if topic.pk in points]
    orders = {
        "order of sections": list(dict.fromkeys(topic.section.slug for topic in filled)),
        "order of topics": [topic.slug for topic in filled],
    }
    own = {name: getattr(guide, name) for name in GUIDE_FIELDS}
    rows: list[tuple[Any, str, str, dict[str, Any], dict[str, list[str]]]] = [
        (guide, "guide", guide.title, own, orders)
    ]
    rows += [(section, "section", section.name, {"name": section.name}, {}) for section in sections]
    rows += [(t, "topic", t.name, _topic_fields(t), {"order of points": points.get(t.pk, [])}) for t in topics]
    return {
        (kind, row.pk): _Row(kind=kind, slug=row.slug, name=name, fields=fields, pending=row.pending, orders=orders)
        for row, kind, name, fields, orders in rows
    }


def _topic_fields(topic: Topic) -> dict[str, Any]:
    links: Any = topic.links.all()
    return {
        **{name: getattr(topic, name) for name in TOPIC_FIELDS},
        "section": topic.section.slug,
        "links": [{"title": link.title, "url": link.url} for link in links],
    }


def _questions(guide: Guide) -> dict[UUID, _Question]:
    rows = Question.objects.of_guide(guide).filter(Q(versions__is_current=True) | Q(versions=None))
    return {
        pk: _Question(topic=topic, state=state, version=version, pending=pending)
        for pk, topic, state, version, pending in rows.values_list(
            "pk", "point__topic__slug", "state", "versions__number", "pending"
        )
    }


def outline_items(before: Standing, after: Standing) -> tuple[OutlineItem, ...]:
    """What became of the guide, its sections and its topics, in their order."""
    return tuple(_outline_item(before.outline.get(key), row) for key, row in after.outline.items())


def _outline_item(before: _Row | None, after: _Row) -> OutlineItem:
    changes: tuple[FieldChange, ...] = ()
    fate = Change.NEW
    if before is not None:
        merged = Merged(after.fields, after.pending)
        changes = (
            *field_changes(before.fields, merged, waiting=before.pending),
            *(
                FieldChange(name=name, before=old, after=new)
                for name, (old, new) in _orders(before, after).items()
                if old != new
            ),
        )
        kept = any(change.waits for change in changes)
        fate = Change.CONFLICT if kept else Change.REWORDED if changes else Change.UNCHANGED
    return OutlineItem(kind=after.kind, slug=after.slug, name=after.name, fate=fate, fields=changes)


def _orders(before: _Row, after: _Row) -> dict[str, tuple[list[str], list[str]]]:
    """Each list before and after, without what came or went."""
    found = {}
    for name, new in after.orders.items():
        old = before.orders[name]
        common = set(old) & set(new)
        found[name] = ([slug for slug in old if slug in common], [slug for slug in new if slug in common])
    return found


def question_counts(before: Standing, after: Standing) -> tuple[QuestionCounts, ...]:
    """What became of the questions, topic by topic; topics where nothing did are left out."""
    counts: dict[str, dict[str, int]] = {}
    for pk, question in after.questions.items():
        fate = _question_fate(before.questions.get(pk), question)
        if fate:
            counts.setdefault(question.topic, dict.fromkeys(("new", "changed", "retired", "kept"), 0))[fate] += 1
    order: Sequence[str] = [row.slug for row in after.outline.values() if row.kind == "topic"]
    return tuple(QuestionCounts(topic=topic, **counts[topic]) for topic in order if topic in counts)


def _question_fate(before: _Question | None, after: _Question) -> str:
    if before is None:
        return "new"
    if before.state != after.state:
        if after.state == State.RETIRED:
            return "retired"
        return "changed" if before.state == State.PUBLISHED else "new"
    if before.version != after.version:
        return "changed"
    return "kept" if after.pending and after.pending != before.pending else ""
