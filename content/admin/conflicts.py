"""Two editors at once: what a page was opened with, what has changed since, and a form that loses neither."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict

from . import words

SALT = "content.admin.conflicts"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field as it stands: its words, and its value as a browser would send it."""

    label: str
    field: forms.Field
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    pk: str
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class List:
    """The rows of one list on the page. `key` names the field that holds a row's primary key, `noun` a row."""

    noun: str
    key: str
    names: list[str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a page lets an editor change, as it stands in the database."""

    cells: dict[str, Cell]
    lists: dict[str, List]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a page was opened with, as it came back with the form: a digest of each field. Empty where unknown."""

    at: datetime | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What another has changed meanwhile; `mine` is what was typed there too, None where nothing was."""

    label: str
    theirs: str
    mine: str | None = None


def sheet(form: Any, formsets: Iterable[Any]) -> Sheet:
    """What stands in a form and its lists before anything was typed."""
    return Sheet(_cells(form), {formset.prefix: _list(formset) for formset in formsets})


def _cells(form: Any, before: str = "") -> dict[str, Cell]:
    return {
        bound.name: Cell(f"{before}{bound.label}", bound.field, words.shown(bound)) for bound in words.editable(form)
    }


def _list(formset: Any) -> List:
    noun = formset.noun.capitalize()
    rows = [
        Row(str(row.instance.pk), _cells(row, f"{noun} {number}: "))
        for number, row in enumerate(formset.initial_forms, start=1)
    ]
    names = [bound.name for bound in words.editable(formset.empty_form)]
    return List(noun, formset.model._meta.pk.name, names, rows)


def mark(sheet: Sheet, *, at: datetime) -> str:
    """What the form carries along, to be read by `read_mark`."""
    return signing.dumps([at.isoformat(), _digests(sheet.cells), _digests_of_rows(sheet)], salt=SALT, compress=True)


def read_mark(text: str) -> Opened:
    """What a form was opened with; an unreadable one was opened with nothing that is known."""
    try:
        at, cells, lists = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return Opened()
    return Opened(datetime.fromisoformat(at), cells, lists)


def _digests(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {name: _digest(cell.text) for name, cell in cells.items()}


def _digests_of_rows(sheet: Sheet) -> dict[str, dict[str, dict[str, str]]]:
    return {prefix: {row.pk: _digests(row.cells) for row in listed.rows} for prefix, listed in sheet.lists.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def has_changed(opened: Opened, now: Sheet) -> bool:
    """Whether what stands differs from what the page was opened with."""
    return (opened.cells, opened.lists) != (_digests(now.cells), _digests_of_rows(now))


def rebase(posted: QueryDict, opened: Opened, now: Sheet) -> tuple[QueryDict, list[Difference]]:
    """Bring a form that was filled in on an older state onto what stands now.

    A field that only another changed takes their value; one that was typed in keeps what was typed. Rows are matched
    by key, else by place; one that another removed comes back as a new one where something was typed in it. Returns
    the form and what the editor has to know of.
    """
    data = posted.copy()
    found = _merge(data, now.cells, opened.cells)
    for prefix, listed in now.lists.items():
        found += _rebase_list(data, prefix, listed, opened.lists.get(prefix, {}))
    return data, found


def _merge(data: Any, cells: Mapping[str, Cell], opened: Mapping[str, str]) -> list[Difference]:
    """Merge fields into a form, or into a row of it, one by one."""
    found = []
    for name, cell in cells.items():
        typed = words.sent(data.get(name))
        if typed == cell.text or opened.get(name) == _digest(cell.text):
            continue
        theirs = words.said(cell.field, cell.text)
        if _digest(typed) == opened.get(name) or (name not in opened and name not in data):
            data[name] = cell.text
            found.append(Difference(cell.label, theirs))
        else:
            found.append(Difference(cell.label, theirs, words.said(cell.field, typed)))
    return found


def _rebase_list(data: Any, prefix: str, now: List, opened: Mapping[str, Mapping[str, str]]) -> list[Difference]:
    posted = _take_rows(data, prefix)
    found: list[Difference] = []
    placed: list[dict[str, str]] = []
    for number, row in enumerate(now.rows):
        match = _match(row, number, posted, now)
        if match is None:
            placed.append({name: cell.text for name, cell in row.cells.items()})
            text = " · ".join(words.said(cell.field, cell.text) for cell in row.cells.values() if cell.text)
            found.append(Difference(f"{now.noun} {number + 1} is new", text))
        else:
            values = posted.pop(match)
            found += _merge(values, row.cells, opened.get(values.get(now.key, ""), {}))
            placed.append(values)
        placed[-1][now.key] = row.pk
    for number, values in posted.items():
        pk = values.pop(now.key, "")
        typed = any(_digest(values.get(name, "")) != opened.get(pk, {}).get(name) for name in now.names)
        text = " · ".join(values[name] for name in now.names if values.get(name))
        if pk and "DELETE" not in values:
            found.append(Difference(f"{now.noun} {number + 1} was removed", "", text if typed else None))
        if not pk or (typed and "DELETE" not in values):
            placed.append(values)
    for number, values in enumerate(placed):
        for name, value in values.items():
            data[f"{prefix}-{number}-{name}"] = value
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(placed)), str(len(now.rows))
    return found


def _take_rows(data: QueryDict, prefix: str) -> dict[int, dict[str, str]]:
    """The rows of a list as they were typed, by their place; they are gone from the form afterwards."""
    rows: dict[int, dict[str, str]] = {}
    for key in list(data):
        if match := re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(.+)", key):
            rows.setdefault(int(match[1]), {})[match[2]] = words.sent(data[key])
            del data[key]
    return dict(sorted(rows.items()))


def _match(row: Row, number: int, posted: Mapping[int, Mapping[str, str]], now: List) -> int | None:
    """The place of the typed row that is this one: by key; else what stood in its place; else a new one like it."""
    known = {other.pk for other in now.rows}
    here = posted.get(number, {}).get(now.key, "")
    like = {name: cell.text for name, cell in row.cells.items()}
    places = [at for at, values in posted.items() if values.get(now.key) == row.pk]
    places += [number] if here and here not in known else []
    places += [
        at
        for at, values in posted.items()
        if not values.get(now.key) and all(values.get(name, "") == text for name, text in like.items())
    ]
    return places[0] if places else None
