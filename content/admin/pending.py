"""Changes from imports that wait: in words for the page of their row, as a filter of the lists, and in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import get_text_list

from content.models import Guide, Point, Question, Section, Topic
from content.models.base import State
from content.store import pending
from content.store.edits import Row

from .words import CHOICES, NOTHING

Said = list[tuple[str, str]]
"""Lines of a value: what each is, and its text."""
WORDS = CHOICES | {"state": {**CHOICES["state"], State.RETIRED.value: "Retired: the import has it no more."}}
WORDING = {"stem": "Question", "code": "Code", "code_language": "Language of the code", "answer": "Answer"}
WORDING |= {"flaw_line": "Line with the flaw", "orders": "Another right order"}
TITLES = {"text": "The question with its options and reasons", "items": "Steps", "criteria": "Criteria"}
TITLES |= {"distractors": "Distractors", "links": "Links", "authored": "Written by hand", "is_true": "Truth"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    label: str
    text: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One change that waits, as an editor decides on it."""

    name: str
    title: str
    digest: str
    mine: list[Line]
    incoming: list[Line]


def panels(row: Row) -> list[Panel]:
    """What waits at a row."""
    return [_panel(row, change) for change in pending.waiting(row)]


def title(row: Row, change: pending.Waiting) -> str:
    """What a change is called: its fields in words."""
    if isinstance(row, Point) and change.name == pending.WHOLE:
        return "The whole point, as one of another kind"
    first, *others = [_field(row, name) for name in change.mine]
    return get_text_list([first, *(other.lower() for other in others)], "and")


def _field(row: Row, name: str) -> str:
    if isinstance(row, Question) or (name in TITLES and name != "text"):
        return TITLES.get(name, name.replace("_", " ").capitalize())
    holders = (row.body, row) if isinstance(row, Point) else (row,)
    words = [field.verbose_name for holder in holders for field in holder._meta.concrete_fields if field.name == name]
    return str(words[0] if words else name.replace("_", " ")).capitalize()


def plain(row: Row, values: Mapping[str, Any]) -> str:
    """The values of a change as one text, for the log."""
    return "\n".join(f"{label}: {text}" if label else text for label, text in _said(row, values))


def _panel(row: Row, change: pending.Waiting) -> Panel:
    mine, incoming = _said(row, change.mine), _said(row, change.incoming)
    return Panel(
        name=change.name,
        title=title(row, change),
        digest=change.digest,
        mine=_beside(mine, incoming),
        incoming=_beside(incoming, mine),
    )


def _beside(lines: Said, others: Said) -> list[Line]:
    return [Line(label=label, text=text, differs=(label, text) not in others) for label, text in lines]


def _said(row: Row, values: Mapping[str, Any]) -> Said:
    alone = len(values) == 1
    lines: Said = []
    for name, value in values.items():
        name_of_field = "" if alone else "Kind" if name == "kind" else _field(row, name)
        lines += [(label or name_of_field, text) for label, text in _lines(name, _named(row, name, value))]
    return lines


def _named(row: Row, name: str, value: Any) -> Any:
    """A value as a reader knows it: of a topic's section, its name."""
    return row.guide.sections.get(slug=value).name if isinstance(row, Topic) and name == "section" else value


def _lines(name: str, value: Any) -> Said:
    if name in WORDS:
        return [("", WORDS[name].get(value, str(value)))]
    if isinstance(value, bool):
        return [("", "yes" if value else "no")]
    if isinstance(value, dict):
        return _question(value)
    if isinstance(value, list):
        return list(chain.from_iterable(_item(item) for item in value)) or [("", NOTHING)]
    return [("", NOTHING if value in ("", None) else str(value))]


def _question(text: Mapping[str, Any]) -> Said:
    wording = {name: value for name, value in text.items() if name not in {"options", "criteria"}}
    lines = [(WORDING.get(name, name), line) for name, value in wording.items() for _, line in _lines(name, value)]
    lines += chain.from_iterable(_item(item) for item in (*text["options"], *text["criteria"]))
    return [(label, line) for label, line in lines if line not in ("", NOTHING)]


def _item(item: Any) -> Said:
    """An option, a distractor, a criterion, a link or a plain line."""
    match item:
        case {"is_key": is_key, "text": text, "why": why, **others}:
            option = ("Right option" if is_key else "Wrong option", text)
            return [option, ("Goes with", others.get("match", "")), ("Reason", why)]
        case {"why_wrong": why, "text": text}:
            return [("Wrong option", text), ("Why it is wrong", why)]
        case {"must": must, "text": text, "cues": cues}:
            return [("Must" if must else "Criterion", f"{text} ({', '.join(cues)})" if cues else text)]
        case {"title": name, "url": url}:
            return [(name, url)]
        case _:
            return [("", str(item))]


class ChangesWaiting(admin.SimpleListFilter):
    """A list's filter for rows that an editor is to decide on."""

    title = "import"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Changes waiting")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return pending.rows_with_changes(queryset) if self.value() == "yes" else queryset


def totals() -> list[tuple[int, str, str]]:
    """How many rows of each kind have a change waiting, what they are called, and where they are listed."""
    counts = [(pending.rows_with_changes(model._base_manager.all()).count(), model._meta) for model in LISTED]
    return [
        (
            count,
            str(meta.verbose_name if count == 1 else meta.verbose_name_plural),
            f"{reverse(f'admin:content_{meta.model_name}_changelist')}?{ChangesWaiting.parameter_name}=yes",
        )
        for count, meta in counts
        if count
    ]


LISTED: list[type[Guide | Section | Topic | Point | Question]] = [Point, Question, Topic, Section, Guide]
