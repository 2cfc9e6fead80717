"""Who changed what: an edit as the admin's log keeps it, and an entry of the log as its page shows it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.text import Truncator

from . import words

Values = list[tuple[str, str, str]]
"""Label, before and after of each field."""
SHORT = 90
LEAD = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of an entry: what happened to which field, in short and in full."""

    what: str
    before: str
    after: str
    short_before: str
    short_after: str

    @property
    def is_short(self) -> bool:
        return (self.before, self.after) == (self.short_before, self.short_after)


def message(form: Any, formsets: Iterable[Any], *, add: bool) -> list[dict[str, Any]]:
    """An edit in the form of Django's change messages, with the values that each field had and got."""
    parts: list[dict[str, Any]] = [{"added": {}}] if add else []
    if not add and (values := _changed(form)):
        parts += changed(values)
    for formset in formsets:
        for number, row in enumerate(formset.forms, start=1):
            name = {"name": f"{formset.noun} {number}", "object": Truncator(str(row.instance)).chars(60)}
            if row in formset.deleted_forms:
                gone = [(label, before, "") for label, before, _ in _values(row) if before != words.NOTHING]
                parts.append({"deleted": {**name, "values": gone}})
            elif row in formset.extra_forms and row.has_changed():
                came = [(label, "", after) for label, _, after in _values(row) if after != words.NOTHING]
                parts.append({"added": {**name, "values": came}})
            elif row.has_changed() and (values := _changed(row)):
                parts.append({"changed": {**name, **changed(values)[0]["changed"]}})
    return parts


def changed(values: Values) -> list[dict[str, Any]]:
    """A change of fields of the row itself, as a change message."""
    return [{"changed": {"fields": [label for label, _, _ in values], "values": values}}]


def kept(values: Values) -> list[dict[str, Any]]:
    """A decision to let fields stand as they are; before is what was decided against."""
    return [{"kept": {"values": values}}]


def _changed(form: Any) -> Values:
    return [(label, before, after) for label, before, after in _values(form) if before != after]


def _values(form: Any) -> Values:
    return [
        (str(bound.label), words.said(bound.field, words.shown(bound)), words.said(bound.field, words.saved(bound)))
        for bound in words.editable(form)
    ]


def entries(rows: Iterable[Model]) -> QuerySet[LogEntry]:
    """The log of these rows, newest first."""
    keys: dict[ContentType, list[str]] = defaultdict(list)
    for row in rows:
        keys[ContentType.objects.get_for_model(row)].append(str(row.pk))
    wanted = Q(pk__in=[])
    for kind, pks in keys.items():
        wanted |= Q(content_type=kind, object_id__in=pks)
    return LogEntry.objects.filter(wanted).select_related("user").order_by("-action_time")


def changes(entry: LogEntry) -> list[Change]:
    """The lines of an entry; none where it holds nothing but a sentence."""
    try:
        parts = json.loads(entry.change_message)
    except json.JSONDecodeError:
        return []
    return [change for part in parts for verb, body in part.items() for change in _lines(verb, body)]


def _lines(verb: str, body: dict[str, Any]) -> Iterator[Change]:
    row = body.get("name", "")
    for label, before, after in body.get("values", []):
        what = f"{row}: {label.lower()}" if row else label
        yield Change(
            what={"added": "Added ", "deleted": "Deleted ", "kept": "Kept as it was: "}.get(verb, "") + what,
            before=before,
            after=after,
            short_before=excerpt(before, beside=after),
            short_after=excerpt(after, beside=before),
        )


def excerpt(text: str, *, beside: str) -> str:
    """A long text cut to the place where it begins to differ from the one beside it."""
    if len(text) <= SHORT:
        return text
    same = next(
        (at for at, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b), min(len(text), len(beside))
    )
    start = text.rfind(" ", 0, max(same - LEAD, 0)) + 1
    end = start + SHORT
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
