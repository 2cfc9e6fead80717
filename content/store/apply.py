"""Apply a planned import in one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from content.drafts import GuideDraft, NotGenerated, QuestionDraft
from content.generators import lint
from content.models import Criterion, Distractor, Guide, Point, Question, QuestionVersion, StepItem, Topic
from content.models.base import State

from . import fields, questions, retirement, standing
from .items import Change, HeldBack
from .outline import guide_fields, write_outline
from .plan import Plan, PointPlan, TopicPlan, plan, source_of
from .report import ImportRefused, ImportReport, Reason, as_json, changes_nothing, digest
from .standing import Standing


def import_draft(
    draft: GuideDraft,
    *,
    now: datetime,
    guide: str = "",
    into: str = "",
    dry_run: bool = False,
    skip_rejected: bool = False,
    retire: bool = False,
    as_shown: str = "",
) -> ImportReport:
    """Bring a draft into the bank, or with `dry_run` find out what that would do.

    All or nothing: where the draft has rejected items (unless `skip_rejected`) or would retire more than a third of
    its source's points (unless `retire`), the report says so in `refusal` and nothing is changed; likewise where
    `as_shown` is the digest of a plan that was shown and the import would now do something else. Raises ImportRefused
    where the draft has no guide to go to, or a topic would take an id that another one has or had.
    """
    source = source_of(draft, guide=guide)
    with transaction.atomic():
        guide_row, is_new = _locked_guide(draft, source=source, into=into)
        before = Standing() if is_new else standing.read(guide_row)
        planned = plan(draft, guide_row, source=source)
        held_back = _Import(planned, now).run()
        not_generated = questions.regenerate(planned.guide, now=now)
        report = _report(planned, not_generated, held_back, before=before, after=standing.read(guide_row))
        said = as_json(report)
        reason, refusal = _refusal(planned, skip_rejected=skip_rejected, retire=retire)
        if as_shown and as_shown != digest(said):
            reason, refusal = Reason.NOT_AS_SHOWN, "The bank has changed since this plan was made."
        report = replace(report, refusal=refusal, reason=reason, applied=not (reason or dry_run))
        if not report.applied:
            transaction.set_rollback(True)
        elif not changes_nothing(said):
            _count_anew()
    return report


def _locked_guide(draft: GuideDraft, *, source: str, into: str) -> tuple[Guide, bool]:
    """The guide that a draft goes to, and whether it is new: a whole draft makes its own where there is none.

    A second import of the same guide waits here, even of a new one, and then plans on what the first one left.
    """
    rows = Guide.objects.select_for_update()
    if draft.is_whole and not into:
        values = guide_fields(draft, slug=source)
        return rows.get_or_create(slug=source, defaults={**values, "snapshot": values})
    row = rows.filter(slug=into or source).first()
    if row is None and into:
        raise ImportRefused(Reason.UNKNOWN_GUIDE, f"There is no guide “{into}” to import into.")
    if row is None:
        message = f"A lone topic file needs a guide to go to, and there is none called “{source}”."
        raise ImportRefused(Reason.UNKNOWN_GUIDE, message)
    return row, False


def _refusal(planned: Plan, *, skip_rejected: bool, retire: bool) -> tuple[Reason | None, str]:
    rejected = len(planned.draft.rejected)
    if rejected and not skip_rejected:
        return Reason.REJECTED, f"{rejected} item{'s' if rejected > 1 else ''} cannot be read."
    if not planned.points:
        return Reason.EMPTY, "The file has no point to import."
    if planned.retires_too_much() and not retire:
        return Reason.RETIRES, (
            f"This would retire {len(planned.retired_points)} of the {planned.source_points} points that came from "
            f"“{planned.source}”."
        )
    return None, ""


def _report(
    planned: Plan,
    not_generated: Sequence[NotGenerated],
    held_back: Sequence[HeldBack],
    *,
    before: Standing,
    after: Standing,
) -> ImportReport:
    slugs = {topic.slug for topic in planned.topics}
    pairs = {(point.topic, point.slug) for point in planned.points}
    asked = Question.objects.of_guide(planned.guide).published()
    made = sum(1 for pair in asked.values_list("point__topic__slug", "point__slug") if pair in pairs)
    return ImportReport(
        guide=planned.guide.slug,
        format=planned.draft.format,
        sections=len(planned.draft.sections),
        topics=len(planned.topics),
        points=len(planned.points),
        questions=made,
        plan=planned.counts(),
        not_generated=tuple(item for item in not_generated if item.topic in slugs),
        rejected=planned.draft.rejected,
        applied=False,
        outline=standing.outline_items(before, after),
        items=planned.items,
        question_changes=standing.question_counts(before, after),
        held_back=tuple(held_back),
    )


class _Import:
    """The writes of one import, in the order in which rows refer to each other."""

    def __init__(self, planned: Plan, now: datetime) -> None:
        self.plan = planned
        self.now = now

    def run(self) -> list[HeldBack]:
        topics = list(zip(self.plan.topics, write_outline(self.plan), strict=True))
        rows = self._points(topics)
        self._retire()
        return self._authored(rows)

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
        row.retired_at = retirement.retired_at(row, state=values["state"], now=self.now)
        if planned.changes_meaning:
            row.changed_at = self.now
        fields.write_point(row, values)
        return row

    def _retire(self) -> None:
        missing = [*self.plan.retired_points, *self.plan.kept_points]
        for point in missing:
            retirement.retire(point, current=fields.of_point(point), now=self.now)
        Point.objects.bulk_update(missing, retirement.COLUMNS, batch_size=200)
        questions.retire(self.plan.missing_questions, now=self.now)

    def _authored(self, rows: dict[tuple[str, str], Point]) -> list[HeldBack]:
        """Write the authored questions; those in which lint finds an error come in as drafts.

        Returns those of them that stand here as they came in, that is, which no editor has mended.
        """
        wanted: dict[questions.Key, QuestionDraft] = {}
        flawed: dict[questions.Key, HeldBack] = {}
        for topic in self.plan.topics:
            for draft in topic.draft.questions:
                key = (rows[topic.slug, draft.point].pk, draft.kind.value, draft.variant)
                errors = lint.errors(draft, topic.draft) if draft.published else ""
                wanted[key] = replace(draft, published=draft.published and not errors)
                if errors:
                    flawed[key] = _held_back(draft, topic.slug, reason=errors)
        questions.write(self.plan.guide, wanted, now=self.now)
        if not flawed:
            return []
        drafts = Question.objects.filter(point__in=[point for point, _, _ in flawed], state=State.DRAFT)
        texts = {
            (row.point_id, row.kind, row.variant): fields.of_question(row)["text"]
            for row in drafts.prefetch_related("options", "criteria")
        }
        return [held for key, held in flawed.items() if texts.get(key) == fields.of_question_draft(wanted[key])["text"]]


def _count_anew() -> None:
    """Let PostgreSQL count what came in: until it has, it plans queries for the few rows there were before."""
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in (Topic, Point, Question, QuestionVersion)]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _held_back(question: QuestionDraft, topic: str, *, reason: str) -> HeldBack:
    place = question.place
    return HeldBack(
        topic=topic,
        kind=question.kind.value,
        stem=question.stem,
        reason=reason,
        file=place.file,
        line=place.line,
    )


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
