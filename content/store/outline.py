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
        # A file of which something was left out does not say where that belongs.
        if self.plan.owns_guide and not draft.rejected:
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
        if row is not None and not planned.follows:
            return row
        if row is None:
            row = Topic(guide=self.guide, slug=planned.slug, position=next(self.topic_positions))
        incoming = {**_topic_fields(draft), "section": self._section(draft, row).slug, "was": _former_ids(planned)}
        renamed, row.slug = row.slug != planned.slug, planned.slug
        _merge_row(row, incoming, force=renamed)
        return row

    def _section(self, draft: TopicDraft, row: Topic) -> Section:
        """The section that a topic comes in with: the file's, else the one it came in with before, else a new one."""
        if draft.section in self.sections:
            return self.sections[draft.section]
        if row.pk is not None:
            return self.sections.get(row.snapshot.get("section", ""), row.section)
        slug = draft.section or "general"
        if slug not in self.sections:
            self.sections[slug] = self._new_section(slug, slug.replace("-", " ").capitalize())
        return self.sections[slug]


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
        "links": [{"title": link.title, "url": link.url} for link in draft.links],
    }


def _former_ids(planned: TopicPlan) -> list[str]:
    """All ids that a topic ever had: questions made under them keep theirs, so that no other topic may have one."""
    row = planned.existing
    known = [*row.was, row.slug] if row is not None else []
    return [slug for slug in dict.fromkeys([*known, *planned.draft.was]) if slug != planned.slug]


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
    """A field of an outline row as an import brings it: of a topic its section's id, and its links in their order."""
    if isinstance(row, Topic) and name == "links":
        return [{"title": link.title, "url": link.url} for link in row.links.all()]
    if isinstance(row, Topic) and name == "section":
        return row.section.slug
    return getattr(row, name)


def save_values(row: Guide | Section | Topic, values: Mapping[str, Any]) -> None:
    """Save an outline row with these values, each in the form of `value_of`."""
    for name in values.keys() - {"links", "section"}:
        setattr(row, name, values[name])
    if isinstance(row, Topic) and "section" in values:
        row.section = Section.objects.get(guide=row.guide_id, slug=values["section"])
    row.save()
    if isinstance(row, Topic) and "links" in values and values["links"] != value_of(row, "links"):
        row.links.all().delete()
        Link.objects.bulk_create(Link(topic=row, position=n, **v) for n, v in enumerate(values["links"], start=1))
