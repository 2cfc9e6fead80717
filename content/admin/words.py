"""Values in words, and what stands in a form, as a browser sends it and in words."""

from typing import Any

from django import forms

from content.drafts import Level, PointKind, TopicKind
from content.models.base import State, choices

NOTHING = "(empty)"
KINDS: dict[str, str] = {**dict(choices(PointKind)), **dict(choices(TopicKind))}
CHOICES: dict[str, dict[Any, str]] = {"level": dict(choices(Level)), "kind": KINDS, "state": dict(State.choices)}
"""The values of the fields that have a choice of them, in words."""


def sent(value: Any) -> str:
    """A field's value as a browser would send it, with plain line ends; an unchecked box counts as empty."""
    if value is True:
        return "on"
    return "" if value is None or value is False else str(value).replace("\r\n", "\n")


def shown(bound: Any) -> str:
    """What a field showed when its page was opened."""
    return sent(bound.field.prepare_value(bound.initial))


def saved(bound: Any) -> str:
    """What a field brings; nothing where it is not valid."""
    return sent(bound.field.prepare_value(getattr(bound.form, "cleaned_data", {}).get(bound.name)))


def said(field: forms.Field, text: str) -> str:
    """A field's value in words, from what a browser would send of it."""
    if isinstance(field, forms.BooleanField):
        return "yes" if text else "no"
    if isinstance(field, forms.ModelChoiceField):
        try:
            return str(field.to_python(text) or NOTHING)
        except forms.ValidationError:
            return text
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str({str(value): label for value, label in choices}.get(text, text))
    return text or NOTHING


def editable(form: forms.BaseForm) -> list[Any]:
    """The fields that an editor fills in, bound to their form."""
    return [bound for bound in form.visible_fields() if bound.name != "DELETE"]
