"""What an import makes of each thing, as plain values: what the desk shows and `import_bank --json` prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .merge import Merged


class Change(StrEnum):
    NEW = "new"
    REWORDED = "reworded"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflicts"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that comes in otherwise than it stands; it `waits` where an editor's value stays."""

    name: str
    before: Any
    after: Any
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What becomes of one point; `text` is what it says, in a line."""

    topic: str
    point: str
    kind: str
    text: str
    fate: Change
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """What becomes of the guide, a section or a topic: `kind` says which. It is new, changed or unchanged."""

    kind: str
    slug: str
    name: str
    fate: Change
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCounts:
    """How many questions of a topic come, change, go, or are kept as an editor wrote them."""

    topic: str
    new: int
    changed: int
    retired: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An authored question that comes in as a draft, since lint finds errors in it, and what is to be mended."""

    topic: str
    kind: str
    stem: str
    reason: str
    file: str
    line: int


def field_changes(before: Mapping[str, Any], merged: Merged, *, waiting: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that a merge changes, and those that come to wait and did not wait so before."""
    names = [*before, *(name for name in merged.values if name not in before)]
    changed = [
        FieldChange(name=name, before=before.get(name), after=merged.values.get(name))
        for name in names
        if before.get(name) != merged.values.get(name)
    ]
    kept = [
        FieldChange(name=name, before=before.get(name), after=value, waits=True)
        for name, value in merged.pending.items()
        if value not in (before.get(name), waiting.get(name))
    ]
    return (*changed, *kept)
