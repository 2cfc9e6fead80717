"""Write the outline of a planned import: its guide, sections and topics, with their links and in their order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from django.db.models import Max, QuerySet

from content.drafts import GuideDraft, Level, TopicDraft
from content.models import Guide, Link, Section, Topic

from .merge import Merged, merge
from .plan import Plan, TopicPlan


def guide_fields(draft: GuideDraft, *, slug: str) -> dict[str, Any]:
    """The fields of a guide that comes in."""
    return {
        "title": draft.title or slug,
        "introduction": draft.introduction,
        "further_reading": draft.further_reading,
    }


def write_outline(planned: Plan) -> list[Topic]:
    """Merge a plan's guide, sections and topics into the bank. Returns the rows of its topics, one for one."""
    return _Outline(planned).write()


class _Outline:
    def __init__(self, planned: Plan) -> None:
        self.plan = planned
        self.guide = planned.guide
        self.sections = {section.slug: section for section in self.guide.sections.all()}
        self.section_positions = _positions_after(self.guide.sections.all())
        self.topic_positions = _positions_after(self.guide.topics.all())

    def write(self) -> list[Topic]:
        draft = self.plan.draft
        if self.plan.owns_guide:
            _merge_row(self.guide, guide_fields(draft, slug=self.guide.slug))
        self._merge_sections()
        topics = [self._topic(topic) for topic in self.plan.topics]
        if self.plan.owns_guide:
            _number(self.guide.sections.all(), first=[self.sections[section.slug] for section in draft.sections])
            _number(self.guide.topics.all(), first=topics)
        return topics

    def _merge_sections(self) -> None:
        by_name = {section.name.casefold(): section for section in self.sections.values()}
        for draft in self.plan.draft.sections:
            row = self.sections.get(draft.slug)
            if row is None and self.plan.enriches:
                row = by_name.get(draft.name.casefold())
                if row is None and not self._brings_topics(draft.slug):
                    continue
            if row is None:
                row = self._new_section(draft.slug, draft.name)
            elif self.plan.owns_guide:
                _merge_row(row, {"name": draft.name})
            self.sections[draft.slug] = row

    def _brings_topics(self, section: str) -> bool:
        return any(t.existing is None and t.draft.section == section for t in self.plan.topics)

    def _new_section(self, slug: str, name: str) -> Section:
        row = Section(guide=self.guide, slug=slug, position=next(self.section_positions))
        _merge_row(row, {"name": name})
        return row

    def _topic(self, planned: TopicPlan) -> Topic:
        draft, row = planned.draft, planned.existing
        if row is not None and self.plan.enriches:
            return row
        section = self.sections.get(draft.section) or (row.section if row is not None else None)
        if section is None:
            slug = draft.section or "general"
            section = self.sections[slug] = self._new_section(slug, slug.replace("-", " ").capitalize())
        if row is None:
            row = Topic(guide=self.guide, slug=planned.slug, section=section, position=next(self.topic_positions))
        moved = (row.slug, row.section_id) != (planned.slug, section.pk)
        row.slug, row.section = planned.slug, section
        _merge_row(row, _topic_fields(draft), force=moved)
        return row


def _positions_after(rows: QuerySet[Any]) -> Iterator[int]:
    return count((rows.aggregate(last=Max("position"))["last"] or 0) + 1)


def _number(rows: QuerySet[Any], *, first: Sequence[Section | Topic]) -> None:
    """Number the rows of a guide from 1: the first as they come, the others behind them in the order they have."""
    places = {row.pk: place for place, row in enumerate(first)}
    ordered = sorted(rows.order_by("position", "pk"), key=lambda row: places.get(row.pk, len(places)))
    moved = []
    for position, row in enumerate(ordered, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    rows.bulk_update(moved, ["position"], batch_size=200)


def _topic_fields(draft: TopicDraft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "kind": draft.kind.value,
        "level": int(draft.level or Level.BEGINNER),
        "noun": draft.noun,
        "aliases": list(draft.aliases),
        "was": list(draft.was),
        "links": [{"title": link.title, "url": link.url} for link in draft.links],
    }


def _merge_row(row: Guide | Section | Topic, incoming: dict[str, Any], *, force: bool = False) -> None:
    """Merge incoming fields into an outline row and save it if that, or `force`, changes anything."""
    if row.pk is None:
        merged = Merged(incoming, {})
        before: dict[str, Any] = {}
    else:
        before = {name: value_of(row, name) for name in incoming}
        merged = merge(snapshot=row.snapshot, current=before, incoming=incoming, pending=row.pending)
    if (merged.values, incoming, merged.pending) == (before, row.snapshot, row.pending) and not force:
        return
    row.snapshot, row.pending = incoming, merged.pending
    save_values(row, merged.values)


def value_of(row: Guide | Section | Topic, name: str) -> Any:
    """A field of an outline row as an import brings it: a topic's links as plain values, in their order."""
    if isinstance(row, Topic) and name == "links":
        return [{"title": link.title, "url": link.url} for link in row.links.all()]
    return getattr(row, name)


def save_values(row: Guide | Section | Topic, values: Mapping[str, Any]) -> None:
    """Save an outline row with these values, each in the form of `value_of`."""
    for name in values.keys() - {"links"}:
        setattr(row, name, values[name])
    row.save()
    if isinstance(row, Topic) and "links" in values and values["links"] != value_of(row, "links"):
        row.links.all().delete()
        Link.objects.bulk_create(Link(topic=row, position=n, **v) for n, v in enumerate(values["links"], start=1))
