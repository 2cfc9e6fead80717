"""Drafts and rows as flat fields of JSON values: the common form that snapshots keep and merges compare."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from content import drafts
from content.drafts import (
    BestPractice,
    CodeExample,
    Contrast,
    Criterion,
    Distractor,
    Explanation,
    InterviewTip,
    Level,
    Option,
    Pitfall,
    PointDraft,
    PointKind,
    QuestionDraft,
    QuestionKind,
    RealUse,
    Statement,
    Steps,
    Term,
)
from content.models import Criterion as CriterionRow
from content.models import Distractor as DistractorRow
from content.models import Point, Question, QuestionCriterion, QuestionOption, StepItem
from content.models.base import State
from content.models.points import BODY_MODELS

DRAFT_BODIES: dict[PointKind, type[drafts.Body]] = {
    body.kind: body
    for body in (
        Explanation,
        Term,
        BestPractice,
        RealUse,
        Pitfall,
        CodeExample,
        Statement,
        Steps,
        Contrast,
        InterviewTip,
    )
}
LISTS_OF_ROWS = {"items", "criteria"}
POINT_FIELDS = ("level", "ask", "also_true_for", "state")
APART = {"level", "state"}
"""Fields of a point that stand by themselves. The others are what it says, and are true only together."""
TEXT_FIELDS = ("stem", "code", "code_language", "answer", "flaw_line", "orders")


def of_point_draft(draft: PointDraft, *, level: Level) -> dict[str, Any]:
    """The fields of a point that comes in; `level` is used where the draft names none."""
    return {
        "kind": draft.kind.value,
        "level": int(draft.level or level),
        "ask": draft.ask,
        "also_true_for": list(draft.also_true_for),
        "state": State.PUBLISHED.value,
        "distractors": [asdict(distractor) for distractor in draft.distractors],
        **_plain(asdict(draft.body)),
    }


def of_point(point: Point) -> dict[str, Any]:
    """The fields of a point as it stands; fetch points `with_bodies()`."""
    return {
        "kind": point.kind,
        **{name: getattr(point, name) for name in POINT_FIELDS},
        "distractors": [{"text": row.text, "why_wrong": row.why_wrong} for row in point.distractors.all()],
        **_body_fields(point),
    }


def _body_fields(point: Point) -> dict[str, Any]:
    row = point.body
    values: dict[str, Any] = {}
    for field in fields(DRAFT_BODIES[PointKind(point.kind)]):
        if field.name == "items":
            values["items"] = [item.text for item in row.items.all()]  # type: ignore[attr-defined]
        elif field.name == "criteria":
            values["criteria"] = [_criterion_fields(criterion) for criterion in row.criteria.all()]  # type: ignore[attr-defined]
        else:
            values[field.name] = getattr(row, field.name)
    return values


def _criterion_fields(row: CriterionRow | QuestionCriterion) -> dict[str, Any]:
    return {"slug": row.slug, "text": row.text, "must": row.must, "cues": list(row.cues)}


def _option_fields(row: QuestionOption) -> dict[str, Any]:
    return {"text": row.text, "is_key": row.is_key, "why": row.why, "match": row.match}


def _plain(value: Any) -> Any:
    """Tuples as lists, so that a value equals itself after a journey through JSON."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def point_draft(point: Point) -> PointDraft:
    """A stored point as a draft; fetch points `with_bodies()`."""
    body_type: Any = DRAFT_BODIES[PointKind(point.kind)]
    values = _body_fields(point)
    if "criteria" in values:
        values["criteria"] = _criteria(values["criteria"])
    body = body_type(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
    return PointDraft(
        slug=point.slug,
        body=body,
        level=Level(point.level),
        ask=point.ask,
        also_true_for=tuple(point.also_true_for),
        distractors=tuple(Distractor(text=row.text, why_wrong=row.why_wrong) for row in point.distractors.all()),
    )


def _criteria(values: Sequence[dict[str, Any]]) -> tuple[Criterion, ...]:
    return tuple(Criterion(**{**value, "cues": tuple(value["cues"])}) for value in values)


def write_point(point: Point, values: dict[str, Any]) -> None:
    """Save a stored point's own columns, its body and their lists from fields."""
    for name in POINT_FIELDS:
        setattr(point, name, values[name])
    point.save()
    body = body_row(point, values)
    body._state.adding = not type(body).objects.filter(pk=point.pk).exists()
    body.save()
    point.distractors.all().delete()
    StepItem.objects.filter(steps_id=point.pk).delete()
    CriterionRow.objects.filter(interview_tip_id=point.pk).delete()
    for row in part_rows(point, values):
        row.save()


def body_row(point: Point, values: dict[str, Any]) -> Any:
    """An unsaved row of the point's kind."""
    kind = PointKind(point.kind)
    names = [field.name for field in fields(DRAFT_BODIES[kind]) if field.name not in LISTS_OF_ROWS]
    return BODY_MODELS[kind](point=point, **{name: values[name] for name in names})


def part_rows(point: Point, values: dict[str, Any]) -> list[StepItem | CriterionRow | DistractorRow]:
    """Unsaved rows of the point's lists: distractors, and the steps or criteria of its kind."""
    rows: list[StepItem | CriterionRow | DistractorRow] = [
        DistractorRow(point=point, position=number, **value)
        for number, value in enumerate(values["distractors"], start=1)
    ]
    for number, text in enumerate(values.get("items", ()), start=1):
        rows.append(StepItem(steps_id=point.pk, position=number, text=text))
    for number, value in enumerate(values.get("criteria", ()), start=1):
        rows.append(CriterionRow(interview_tip_id=point.pk, position=number, **value))
    return rows


def of_question_draft(draft: QuestionDraft) -> dict[str, Any]:
    """The fields of a question that comes in; its whole text counts as one."""
    return {
        "state": State.PUBLISHED.value if draft.published else State.DRAFT.value,
        "authored": draft.authored,
        "asks_topic": draft.asks_topic,
        "text": {
            **{name: _plain(getattr(draft, name)) for name in TEXT_FIELDS},
            "options": [asdict(option) for option in draft.options],
            "criteria": [_plain(asdict(criterion)) for criterion in draft.criteria],
        },
    }


def of_question(question: Question) -> dict[str, Any]:
    """The fields of a question as it stands; fetch questions with options and criteria."""
    return {
        "state": question.state,
        "authored": question.authored,
        "asks_topic": question.asks_topic,
        "text": text_of(question),
    }


def text_of(question: Question) -> dict[str, Any]:
    """A question's whole text: what a version freezes."""
    return {
        **{name: getattr(question, name) for name in TEXT_FIELDS},
        "options": [_option_fields(row) for row in question.options.all()],
        "criteria": [_criterion_fields(row) for row in question.criteria.all()],
    }


def question_rows(question: Question, text: dict[str, Any]) -> list[QuestionOption | QuestionCriterion]:
    """Unsaved rows of a question's options and criteria."""
    return [
        *(QuestionOption(question=question, position=n, **v) for n, v in enumerate(text["options"], start=1)),
        *(QuestionCriterion(question=question, position=n, **v) for n, v in enumerate(text["criteria"], start=1)),
    ]


def question_draft(question: Question) -> QuestionDraft:
    """A stored question as a draft; fetch questions with point, topic, options and criteria."""
    text = text_of(question)
    return QuestionDraft(
        kind=QuestionKind(question.kind),
        topic=question.point.topic.slug,
        point=question.point.slug,
        variant=question.variant,
        options=tuple(Option(**option) for option in text.pop("options")),
        criteria=_criteria(text.pop("criteria")),
        orders=tuple(text.pop("orders")),
        asks_topic=question.asks_topic,
        authored=question.authored,
        published=question.state == State.PUBLISHED,
        **text,
    )
