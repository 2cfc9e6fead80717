"""What the bank's models share: lists of short lines, labels of draft enumerations, what was last imported."""

from enum import IntEnum, StrEnum
from typing import Any

from django import forms
from django.db import models


def choices(members: type[StrEnum] | type[IntEnum], **labels: str) -> list[tuple[Any, str]]:
    """Django choices of a draft enumeration; a label is the member's own name in words unless given by name."""
    return [(member.value, labels.get(member.name, member.name.replace("_", " ").capitalize())) for member in members]


class State(models.TextChoices):
    """Whether learners meet a point or a question: drafts wait for an editor, retired ones keep their history."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class LinesField(models.TextField):  # type: ignore[type-arg]
    """A short list of texts, stored and edited one a line; in Python a list of non-empty strings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, list | tuple):
            return [str(line) for line in value]
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def get_prep_value(self, value: Any) -> str:
        return "\n".join(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(
            **{"form_class": LinesFormField, "widget": forms.Textarea(attrs={"rows": 3}), **kwargs}
        )


class LinesFormField(forms.CharField):
    """A textarea whose lines are the list."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != self.to_python(data))


class Imported(models.Model):
    """A row that an import may change and an editor too.

    `snapshot` is what was last imported or generated, field by field; a field that differs from it has been edited
    here. `pending` holds incoming values that an edit kept out and that wait for an editor's decision.
    """

    snapshot = models.JSONField(default=dict, blank=True, editable=False)
    pending = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
