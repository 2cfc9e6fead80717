"""Apply a planned import in one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from content.drafts import GuideDraft, Level, NotGenerated, Rejection, TopicDraft
from content.models import Criterion, Distractor, Guide, Link, Point, Question, Section, StepItem, Topic
from content.models.base import State

from . import fields, questions
from .merge import Merged, merge
from .plan import Change, Plan, PointPlan, TopicPlan, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do: the object that `import_bank --json` prints."""

    guide: str
    format: str
    sections: int
    topics: int
    points: int
    questions: int
    plan: dict[str, int]
    not_generated: tuple[NotGenerated, ...]
    rejected: tuple[Rejection, ...]
    applied: bool
    refusal: str = ""


def import_draft(
    draft: GuideDraft,
    *,
    now: datetime,
    guide: str = "",
    into: str = "",
    dry_run: bool = False,
    skip_rejected: bool = False,
    retire: bool = False,
) -> ImportReport:
    """Bring a draft into the bank, or with `dry_run` find out what that would do.

    All or nothing: where the draft has rejected items (unless `skip_rejected`) or would retire more than a third of
    its source's points (unless `retire`), the report says so in `refusal` and nothing is changed. Raises
    ImportRefused where the draft has no guide to go to.
    """
    with transaction.atomic():
        # A second import of the same guide waits here and then plans on what the first one left.
        list(Guide.objects.select_for_update().filter(slug=into or draft.slug or guide))
        planned = plan(draft, guide=guide, into=into)
        refusal = _refusal(planned, skip_rejected=skip_rejected, retire=retire)
        row = _Import(planned, now).run()
        regenerated = questions.regenerate(row, now=now)
        report = _report(planned, row, regenerated.not_generated, refusal, applied=not (refusal or dry_run))
        if not report.applied:
            transaction.set_rollback(True)
    return report


def _refusal(planned: Plan, *, skip_rejected: bool, retire: bool) -> str:
    rejected = len(planned.draft.rejected)
    if rejected and not skip_rejected:
        items = f"{rejected} item{'s' if rejected > 1 else ''}"
        return f"{items} cannot be read. Mend them, or leave them out with --skip-rejected."
    if not planned.points:
        return "The file has no point to import."
    if planned.retires_too_much() and not retire:
        return (
            f"This would retire {len(planned.retired_points)} of the {planned.source_points} points that came from "
            f"“{planned.source}”. If that is meant, say so with --retire."
        )
    return ""


def _report(
    planned: Plan, row: Guide, not_generated: Sequence[NotGenerated], refusal: str, *, applied: bool
) -> ImportReport:
    slugs = {topic.slug for topic in planned.topics}
    pairs = {(point.topic, point.slug) for point in planned.points}
    live = Question.objects.of_guide(row).exclude(state=State.RETIRED)
    made = sum(1 for pair in live.values_list("point__topic__slug", "point__slug") if pair in pairs)
    return ImportReport(
        guide=planned.guide_slug,
        format=planned.draft.format,
        sections=len(planned.draft.sections),
        topics=len(planned.topics),
        points=len(planned.points),
        questions=made,
        plan=planned.counts(),
        not_generated=tuple(item for item in not_generated if item.topic in slugs),
        rejected=planned.draft.rejected,
        applied=applied,
        refusal=refusal,
    )


class _Import:
    """The writes of one import, in the order in which rows refer to each other."""

    def __init__(self, planned: Plan, now: datetime) -> None:
        self.plan = planned
        self.now = now

    def run(self) -> Guide:
        self.guide = self._guide()
        self.sections = self._sections()
        topics = [(topic, self._topic(topic, position)) for position, topic in enumerate(self.plan.topics, start=1)]
        rows = self._points(topics)
        self._retire()
        self._authored(topics, rows)
        return self.guide

    def _guide(self) -> Guide:
        draft = self.plan.draft
        row = self.plan.guide or Guide(slug=self.plan.guide_slug)
        if self.plan.enriches or not draft.is_whole:
            return row
        incoming = {
            "title": draft.title or self.plan.guide_slug,
            "introduction": draft.introduction,
            "further_reading": draft.further_reading,
        }
        _merge_row(row, incoming)
        return row

    def _sections(self) -> dict[str, Section]:
        known = {section.slug: section for section in self.guide.sections.all()}
        by_name = {section.name.casefold(): section for section in known.values()}
        last = max((section.position for section in known.values()), default=0)
        for number, draft in enumerate(self.plan.draft.sections, start=1):
            row = known.get(draft.slug)
            if self.plan.enriches:
                row = row or by_name.get(draft.name.casefold())
                if row is None:
                    if not self._brings_topics(draft.slug):
                        continue
                    last += 1
                    row = Section(guide=self.guide, slug=draft.slug, position=last)
                    _merge_row(row, {"name": draft.name})
                known[draft.slug] = row
                continue
            row = row or Section(guide=self.guide, slug=draft.slug)
            moved, row.position = row.position != number, number
            _merge_row(row, {"name": draft.name}, force=moved)
            known[draft.slug] = row
        return known

    def _brings_topics(self, section: str) -> bool:
        return any(t.existing is None and t.draft.section == section for t in self.plan.topics)

    def _topic(self, planned: TopicPlan, position: int) -> Topic:
        draft, row = planned.draft, planned.existing
        if row is not None and self.plan.enriches:
            return row
        section = self.sections.get(draft.section) or (row.section if row is not None else None)
        if section is None:
            section = Section.objects.create(
                guide=self.guide,
                slug=draft.section or "general",
                name=(draft.section or "general").replace("-", " ").capitalize(),
                position=len(self.sections) + 1,
            )
            self.sections[section.slug] = section
        if row is None:
            last = 0 if self.plan.draft.is_whole and not self.plan.enriches else self.guide.topics.count()
            row = Topic(guide=self.guide, slug=planned.slug, section=section, position=last + position)
        moved = (row.slug, row.section_id) != (planned.slug, section.pk)
        row.slug, row.section = planned.slug, section
        if self.plan.draft.is_whole and not self.plan.enriches:
            moved, row.position = moved or row.position != position, position
        _merge_row(row, _topic_fields(draft), force=moved)
        return row

    def _points(self, topics: Sequence[tuple[TopicPlan, Topic]]) -> dict[tuple[str, str], Point]:
        rows: dict[tuple[str, str], Point] = {}
        new: list[tuple[PointPlan, Point]] = []
        for topic_plan, topic in topics:
            for planned in topic_plan.points:
                if planned.existing is None:
                    row = self._new_point(planned, topic)
                    new.append((planned, row))
                else:
                    row = self._update_point(planned, planned.existing)
                rows[topic_plan.slug, planned.draft.slug] = row
        _insert_points(new)
        return rows

    def _new_point(self, planned: PointPlan, topic: Topic) -> Point:
        values = planned.merged.values
        return Point(
            topic=topic,
            slug=planned.slug,
            kind=values["kind"],
            source=self.plan.source,
            position=planned.position,
            snapshot=planned.incoming,
            **{name: values[name] for name in fields.POINT_FIELDS},
        )

    def _update_point(self, planned: PointPlan, row: Point) -> Point:
        values = planned.merged.values
        same = planned.change is Change.UNCHANGED and row.snapshot == planned.incoming
        if same and (row.position, row.pending) == (planned.position, planned.merged.pending):
            return row
        row.position = planned.position
        row.snapshot, row.pending = planned.incoming, planned.merged.pending
        if row.kind != values["kind"]:
            row.body.delete()
            row.kind = values["kind"]
        row.retired_at = (row.retired_at or self.now) if values["state"] == State.RETIRED else None
        if planned.changes_meaning:
            row.changed_at = self.now
        fields.write_point(row, values)
        return row

    def _retire(self) -> None:
        for point in self.plan.retired_points:
            point.state, point.retired_at = State.RETIRED, self.now
            point.snapshot = {**point.snapshot, "state": State.RETIRED.value}
        Point.objects.bulk_update(self.plan.retired_points, ["state", "retired_at", "snapshot"], batch_size=200)
        questions.retire(self.plan.retired_questions, now=self.now)

    def _authored(self, topics: Sequence[tuple[TopicPlan, Topic]], rows: dict[tuple[str, str], Point]) -> None:
        wanted = {
            (rows[topic.slug, draft.point].pk, draft.kind.value, draft.variant): draft
            for topic, _ in topics
            for draft in topic.draft.questions
        }
        questions.write(self.guide, wanted, now=self.now)


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
        before = {name: _links(row) if name == "links" else getattr(row, name) for name in incoming}
        merged = merge(snapshot=row.snapshot, current=before, incoming=incoming, pending=row.pending)
    if (merged.values, incoming, merged.pending) == (before, row.snapshot, row.pending) and not force:
        return
    for name, value in merged.values.items():
        if name != "links":
            setattr(row, name, value)
    row.snapshot, row.pending = incoming, merged.pending
    row.save()
    if isinstance(row, Topic) and merged.values["links"] != before.get("links", []):
        _write_links(row, merged.values["links"])


def _links(topic: Any) -> list[dict[str, str]]:
    return [{"title": link.title, "url": link.url} for link in topic.links.all()]


def _write_links(topic: Topic, links: list[dict[str, str]]) -> None:
    topic.links.all().delete()
    Link.objects.bulk_create(Link(topic=topic, position=n, **link) for n, link in enumerate(links, start=1))


def _insert_points(new: Sequence[tuple[PointPlan, Point]]) -> None:
    Point.objects.bulk_create([row for _, row in new], batch_size=500)
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for planned, row in new:
        body = fields.body_row(row, planned.merged.values)
        by_model[type(body)].append(body)
        for part in fields.part_rows(row, planned.merged.values):
            by_model[type(part)].append(part)
    for model in sorted(by_model, key=lambda model: model in (Criterion, Distractor, StepItem)):
        model.objects.bulk_create(by_model[model], batch_size=500)
