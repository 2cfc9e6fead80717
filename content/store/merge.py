"""Three-way merge per field: what was last imported, what stands here now, what comes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """`values` are to stand from now on; `pending` incoming values wait because an editor changed the field here."""

    values: dict[str, Any]
    pending: dict[str, Any]


def was_edited(*, snapshot: Fields, current: Fields) -> bool:
    """Whether a field stands otherwise than it was last imported or generated."""
    return any(current.get(name, _ABSENT) != value for name, value in snapshot.items())


def merge(*, snapshot: Fields, current: Fields, incoming: Fields, pending: Fields) -> Merged:
    """Merge field by field; an editor's value stays where both sides changed.

    `pending` is what already waits; a value that meanwhile stands here, came in again as it stood, or is of a field
    that comes in no more, waits no more.
    """
    values = dict(current)
    waiting = {name: value for name, value in pending.items() if name in incoming}
    for name, value in incoming.items():
        base = snapshot.get(name, _ABSENT)
        mine = current.get(name, _ABSENT)
        if value == mine:
            waiting.pop(name, None)
        elif mine is _ABSENT or mine == base:
            values[name] = value
            waiting.pop(name, None)
        elif value != base:
            waiting[name] = value
    return Merged(values, waiting)
