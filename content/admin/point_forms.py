"""One form for a point and the row of its kind."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone

from content.drafts import PointKind, is_order
from content.generators.rules.kinds import no_order
from content.models import CodeExample, Contrast, InterviewTip, Pitfall, StepItem, Steps, Term
from content.models.base import LinesFormField
from content.models.points import BODY_MODELS, Body
from content.store import edits

from .desk import TEXTS, NumberedFormSet

BODY = "body_"
"""Fields of the kind's own row carry this before their name: a point and a code example both have a `source`."""

SAYS_NOTHING = {
    PointKind.PITFALL: "Say what the mistake is, or what to do instead.",
    PointKind.INTERVIEW_TIP: "Give a tip, or the interviewer's question.",
}


class PointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A point with its body. A new point's id is made from its text unless it is given."""

    kind: ClassVar[PointKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind.value
        is_new = self.instance.pk is None
        self.body: Any = BODY_MODELS[self.kind](point=self.instance) if is_new else self.instance.body
        shown = {name: self.body.serializable_value(name) for name in body_columns(self.kind)}
        if isinstance(self.body, Steps):
            shown["items"] = [" ".join(item.text.split()) for item in self.body.items.all()] if not is_new else []
        self.initial = {**{BODY + name: value for name, value in shown.items()}, **self.initial}
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Left empty, it is made from the text. Once saved it never changes."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in body_columns(self.kind):
            if BODY + name in cleaned:
                setattr(self.body, name, cleaned[BODY + name])
        try:
            self.body.validate_constraints(exclude={"point"})
        except forms.ValidationError:
            self.add_error(BODY + body_columns(self.kind)[0], SAYS_NOTHING[self.kind])
        if isinstance(self.body, CodeExample):
            self._check_flaw_line(self.body)
        if isinstance(self.body, Steps) and "body_items" in cleaned:
            self._check_steps(cleaned["body_items"], orders=cleaned.get("body_orders", []))
        return cleaned

    def _check_flaw_line(self, code: CodeExample) -> None:
        lines = len(code.source.splitlines())
        if code.flaw_line is not None and not 1 <= code.flaw_line <= lines:
            self.add_error("body_flaw_line", f"The code has {lines} lines: count from 1.")

    def _check_steps(self, items: Sequence[str], *, orders: Sequence[str]) -> None:
        if len(items) < 2:
            self.add_error("body_items", "Name at least two steps, one a line.")
        for order in orders:
            if not is_order(order, count=len(items)):
                self.add_error("body_orders", f"{no_order(order, count=len(items))}.")

    def save(self, commit: bool = True) -> Any:
        edits.date_retirement(self.instance, now=timezone.now())
        if not self.instance.slug:
            self.instance.slug = edits.free_slug(self.instance.topic, words=name_of(self.body))
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self.body.save()
        if "body_items" in self.changed_data:
            self.body.items.all().delete()
            lines = enumerate(self.cleaned_data["body_items"], start=1)
            StepItem.objects.bulk_create(StepItem(steps=self.body, position=n, text=text) for n, text in lines)


class PointFormSet(NumberedFormSet):
    """The points of one kind on their topic's page."""

    @classmethod
    def get_default_prefix(cls) -> str:
        return cast(type[PointForm], cls.form).kind.value


def name_of(body: Any) -> str:
    """What a point's body says first, as its id is made of it and lists show it."""
    match body:
        case Term():
            name = body.term
        case Contrast():
            name = f"{body.facet} {body.subject}"
        case CodeExample():
            name = body.caption or body.shows or body.source
        case Pitfall():
            name = body.mistake or body.fix
        case InterviewTip():
            name = body.prompt or body.tip
        case Steps():
            name = body.prompt
        case _:
            name = body.text
    return str(name)


def body_columns(kind: PointKind) -> list[str]:
    """The columns of the kind's own row that an editor fills in."""
    return [field.name for field in BODY_MODELS[kind]._meta.concrete_fields if not field.primary_key]


def body_fields(kind: PointKind) -> list[str]:
    """Names of the form's fields for the kind's own row, in order."""
    return [BODY + name for name in chain(body_columns(kind), ["items"] if kind is PointKind.STEPS else [])]


def _form(kind: PointKind, body: type[Body]) -> type[PointForm]:
    fields: dict[str, Any] = forms.fields_for_model(body, body_columns(kind), formfield_callback=_form_field)
    if kind is PointKind.STEPS:
        rows = AdminTextareaWidget(attrs={"rows": 6})
        fields["items"] = LinesFormField(label="Steps", help_text="In the right order, one a line.", widget=rows)
    declared = {BODY + name: field for name, field in fields.items()}
    return cast(type[PointForm], type(f"{body.__name__}Form", (PointForm,), {"kind": kind, **declared}))


def _form_field(column: Any, **kwargs: Any) -> Any:
    known = next((TEXTS[ancestor] for ancestor in type(column).__mro__ if ancestor in TEXTS), {})
    return column.formfield(**known, **kwargs)


POINT_FORMS = {kind: _form(kind, body) for kind, body in BODY_MODELS.items()}
